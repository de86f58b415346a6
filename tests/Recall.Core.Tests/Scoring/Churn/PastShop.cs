using Recall.Core.Customers;
using Recall.Core.Scoring.Backtesting;

namespace Recall.Core.Tests.Scoring.Churn;

/// <summary>A made-up shop whose customers buy at rates of their own and leave at times of their own.</summary>
internal static class PastShop
{
    public static readonly DateOnly First = new(2023, 1, 1);

    /// <summary>Pasts of customers who come in evenly over the days.</summary>
    /// <param name="customers">How many.</param>
    /// <param name="days">Length of the history.</param>
    /// <param name="season">How many times the usual rate they buy on a day after <see cref="First"/>; null is 1.</param>
    /// <param name="seed">Of the draws.</param>
    public static IReadOnlyList<CustomerPast> Of(int customers, int days, Func<int, double>? season = null, int seed = 5)
    {
        var draw = new Random(seed);
        return CustomerPast.Of(Enumerable.Range(0, customers).SelectMany(i => Orders(CustomerKey.Parse($"made:{i}"), days, season ?? (_ => 1), draw)));
    }

    private static IEnumerable<OrderPlaced> Orders(CustomerKey key, int days, Func<int, double> season, Random draw)
    {
        var (start, rate, leaving) = (draw.Next(days), 0.003 - (0.02 * Math.Log(1 - draw.NextDouble())), 0.15 * draw.NextDouble());
        var orders = 0;
        for (var day = start; day < days; day++)
        {
            if (day > start && draw.NextDouble() > rate * season(day))
                continue;
            yield return new()
            {
                Id = $"o{orders++}", Customer = key, At = new(First.AddDays(day), new(10, 30), TimeSpan.Zero), Total = 10 + draw.Next(50),
            };
            if (orders > 1 && draw.NextDouble() < leaving)
                yield break;
        }
    }
}
