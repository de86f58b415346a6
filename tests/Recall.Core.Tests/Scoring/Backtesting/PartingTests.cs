using System.Globalization;
using Recall.Core.Customers;
using Recall.Core.Scoring.Backtesting;

namespace Recall.Core.Tests.Scoring.Backtesting;

/// <summary>Customers to whom the card gives a chance to buy that is above their P(alive): what became of them. A fit for each row, so it runs where it is asked for by name.</summary>
public sealed class PartingTests
{
    [Fact(Explicit = true)]
    public void The_documentation_states_what_became_of_those_of_whom_card_and_P_alive_say_different_things()
    {
        var sample = References.Sample.Select(p => p.Customer).ToHashSet();
        foreach (var (row, apart) in DocTable.Under("### Where card and P(alive) part").ConvertAll(r => (r, Apart(r, sample))))
        {
            DocTable.ShouldState(row[2], apart.Customers, "customers");
            DocTable.ShouldState(row[3], apart.Alive, "P(alive)");
            DocTable.ShouldState(row[4], apart.Bought, "bought");
            DocTable.ShouldState(row[5], apart.Card, "the card");
            apart.Bought.ShouldBeInRange(apart.Alive - 2, apart.Card + 2, "the two are the ends of a range, but for luck");
        }
    }

    /// <summary>Per cent.</summary>
    private static (int Customers, double Alive, double Bought, double Card) Apart(string[] row, HashSet<CustomerKey> sample)
    {
        IReadOnlyList<CustomerPast> pasts = row[0] switch
        {
            "CDNOW" => PublicShops.Cdnow,
            "CDNOW sample" => [.. PublicShops.Cdnow.Where(p => sample.Contains(p.Customer))],
            _ => PublicShops.OnlineRetail,
        };
        var fit = PastFit.Of(pasts, DateOnly.ParseExact(row[1], "yyyy-MM-dd", CultureInfo.InvariantCulture), 90);
        var apart = fit.Known.Zip(fit.Bought, (k, bought) => (Card: fit.Card.BuyChance(k), Alive: fit.PAlive(k), Bought: bought)).Where(c => c.Card > c.Alive).ToList();
        var (alive, came, card) = (100 * apart.Average(c => c.Alive), 100.0 * apart.Count(c => c.Bought) / apart.Count, 100 * apart.Average(c => c.Card));
        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"| {row[0]} | {row[1]} | {apart.Count} | {alive:0.0} | {came:0.0} | {card:0.0} |"));
        return (apart.Count, alive, came, card);
    }
}
