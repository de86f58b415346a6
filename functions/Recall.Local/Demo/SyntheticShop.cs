using Recall.Core.Customers;
using Recall.Local.Demo.Buying;
using Recall.Local.Demo.Life;
using Recall.Local.Demo.People;

namespace Recall.Local.Demo;

/// <summary>
/// A made-up tea and gift shop with people in it whose reasons are known, so that what Recall finds out can be compared with what is true.
/// All events here are organic: what people do when nobody writes to them. What messages change is in <see cref="Reactions.SimulatedCustomers"/>.
/// </summary>
public sealed class SyntheticShop
{
    private readonly Dictionary<CustomerKey, SyntheticPerson> _byKey;

    private SyntheticShop(SyntheticShopOptions options, ShopCalendar calendar, IReadOnlyList<SyntheticPerson> people)
    {
        Options = options;
        Calendar = calendar;
        People = people;
        _byKey = people.ToDictionary(p => p.Customer);
    }

    /// <summary>What it was made of.</summary>
    public SyntheticShopOptions Options { get; }

    /// <summary>Everybody, in the order of their numbers.</summary>
    public IReadOnlyList<SyntheticPerson> People { get; }

    internal ShopCalendar Calendar { get; }

    /// <summary>Makes the shop; takes well under a second for 5,000 customers.</summary>
    /// <exception cref="ArgumentException">The options cannot be met.</exception>
    public static SyntheticShop Create(SyntheticShopOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        SyntheticShopOptions.Check(options);
        var calendar = new ShopCalendar(options);
        return new(options, calendar, [.. Enumerable.Range(1, options.Customers).Select(n => PersonLife.Of(options, calendar, n))]);
    }

    /// <summary>The person of a key, or null where the shop has nobody of that key.</summary>
    public SyntheticPerson? Find(CustomerKey customer) => _byKey.GetValueOrDefault(customer);

    /// <summary>Organic events of everybody from <paramref name="from"/> until before <paramref name="until"/>, in the order of time.</summary>
    public IReadOnlyList<CustomerEvent> Between(DateTimeOffset from, DateTimeOffset until) =>
    [
        .. People.SelectMany(p => p.Events)
            .Where(e => e.At >= from && e.At < until)
            .OrderBy(e => e.At)
            .ThenBy(e => e.Customer.Value, StringComparer.Ordinal)
            .ThenBy(e => e.Id, StringComparer.Ordinal),
    ];
}
