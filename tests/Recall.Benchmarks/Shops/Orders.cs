using System.Globalization;
using Recall.Core.Customers;

namespace Recall.Benchmarks.Shops;

/// <summary>Makes orders of a shop: two lines on average, a third of them with a discount. The same seed makes the same orders.</summary>
internal sealed class Orders(int seed)
{
    private static readonly string[] Categories = ["tea", "cups", "gifts", "books", "sweets", "garden"];
    private readonly Random _draws = new(seed);
    private int _number;

    /// <summary>Nothing happens before it.</summary>
    public static readonly DateTimeOffset Start = new(2024, 1, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>A customer of the shop.</summary>
    public static CustomerKey Customer(int number) => CustomerKey.Parse(string.Create(CultureInfo.InvariantCulture, $"shopify:{7_000_000_000 + number}"));

    /// <summary>The next order of a customer; ids do not repeat.</summary>
    public OrderPlaced Next(CustomerKey customer, DateTimeOffset at)
    {
        var lines = Enumerable.Range(0, _draws.Next(1, 4)).Select(_ => new OrderLine(
            string.Create(CultureInfo.InvariantCulture, $"SKU-{_draws.Next(10_000):D5}"),
            Categories[_draws.Next(Categories.Length)], _draws.Next(1, 4), Cents(500, 6_000))).ToList();
        var sum = lines.Sum(l => l.Quantity * l.Price);
        var discount = _draws.Next(3) == 0 ? decimal.Round(sum * 0.1m, 2) : 0;
        return new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"order-{_number++:D9}"),
            Customer = customer,
            At = at,
            Total = sum - discount,
            Discount = discount,
            Coupon = discount > 0 ? "WELCOME10" : null,
            Lines = lines,
        };
    }

    /// <summary>
    /// A call's events: <paramref name="each"/> of each of <paramref name="count"/> / <paramref name="each"/> customers drawn without
    /// putting back, all later than those of the rounds before.
    /// </summary>
    public List<CustomerEvent> Call(int count, int each, int customers, int round)
    {
        var numbers = Enumerable.Range(0, customers).ToArray();
        _draws.Shuffle(numbers);
        var day = Start.AddDays(round);
        return [.. Enumerable.Range(0, count).Select(i => Next(Customer(numbers[i / each]), day.AddSeconds(i)))];
    }

    /// <summary>A purchase history: gaps around a rhythm of the customer's own, a geometric number of purchases.</summary>
    public IEnumerable<CustomerEvent> History(CustomerKey customer, int days)
    {
        var (at, rhythm) = (Start.AddDays(days * _draws.NextDouble()), 10 + (120 * _draws.NextDouble()));
        while (at < Start.AddDays(days))
        {
            yield return Next(customer, at);
            if (_draws.NextDouble() < 0.25)
                yield break;
            at = at.AddDays(0.1 + (rhythm * -Math.Log(1 - _draws.NextDouble())));
        }
    }

    private decimal Cents(int from, int to) => _draws.Next(from, to) / 100m;
}
