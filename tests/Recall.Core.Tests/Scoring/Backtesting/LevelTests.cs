using System.Globalization;
using MathNet.Numerics.Distributions;
using Recall.Core.Customers;
using Recall.Core.Scoring.Backtesting;
using Recall.Core.Scoring.Churn;
using Recall.Core.Tests.Scoring.Churn;

namespace Recall.Core.Tests.Scoring.Backtesting;

/// <summary>
/// The level of everybody's chance against that of the last window alone, and against the one that only the future knows: the same cards, the same order of customers. All of it takes
/// minutes, so it runs where it is asked for by name.
/// </summary>
public sealed class LevelTests
{
    private const int FirstDay = 360;

    /// <summary>The weeks after Christmas, and a window that was like the last one: what it gained most and what it cost most.</summary>
    [Fact]
    public void The_documentation_states_the_cut_offs_at_which_the_level_gains_and_costs_most()
    {
        var text = Repository.Read("docs/scoring.md");
        foreach (var (day, when) in (((int, string)[])[(380, "16 December 2010"), (440, "14 February 2011")]))
        {
            var at = Of(PublicShops.OnlineRetail, PublicShops.OnlineRetailFirst.AddDays(day), 90);
            text.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"{when}: {at.Before.CalibrationError:0.000} before, {at.Now.CalibrationError:0.000} now"));
        }
    }

    [Theory(Explicit = true)]
    [InlineData("Online Retail", 60)]
    [InlineData("Online Retail", 90)]
    [InlineData("Online Retail", 120)]
    [InlineData("CDNOW", 60)]
    [InlineData("CDNOW", 90)]
    [InlineData("CDNOW", 120)]
    public void The_documentation_states_what_the_level_gains_at_two_shops(string shop, int days)
    {
        var (pasts, first) = shop == "CDNOW" ? (PublicShops.Cdnow, PublicShops.CdnowFirst) : (PublicShops.OnlineRetail, PublicShops.OnlineRetailFirst);
        var last = pasts.Max(p => p.Events[^1].At);
        var cutOffs = Enumerable.Range(0, int.MaxValue).Select(i => first.AddDays(FirstDay + (20 * i))).TakeWhile(day => PublicShops.At(day.AddDays(days)) <= last);
        ShouldState($"{shop}, {days}", [.. cutOffs.Select(day => Of(pasts, day, days))]);
    }

    [Theory(Explicit = true)]
    [InlineData("simulated by MBG/NBD, 60, 90 and 120", true)]
    [InlineData("simulated, up to 15 % leave after each order from the second on, 60, 90 and 120", false)]
    public void The_documentation_states_what_the_level_gains_where_no_season_is(string data, bool mbg)
    {
        var pasts = mbg ? ByMbg() : PastShop.Of(2000, 720);
        ShouldState(data, [.. new[] { 60, 90, 120 }.SelectMany(days => Enumerable.Range(0, 5).Select(i => Of(pasts, PastShop.First.AddDays(FirstDay + (60 * i)), days)))]);
    }

    private static void ShouldState(string data, IReadOnlyList<Levels> found)
    {
        (double Value, string What)[] figures =
        [
            (found.Average(f => f.Before.CalibrationError), "calibration error by the last window"), (found.Average(f => f.Now.CalibrationError), "calibration error"),
            (found.Average(f => f.Before.Brier), "Brier score by the last window"), (found.Average(f => f.Now.Brier), "Brier score"),
        ];
        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"| {data} | {found.Count} | {string.Join(" | ", figures.Select(f => f.Value.ToString("0.0000", CultureInfo.InvariantCulture)))} |"));
        foreach (var f in found)
            TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"{f.CutOff:O}: {f.Before.CalibrationError:0.000} before, {f.Now.CalibrationError:0.000} now"));
        if (data.StartsWith("Online Retail", StringComparison.Ordinal))
            found.Average(f => f.Known.CalibrationError).ShouldBe(0.02, 0.006, "most of the error is the level");
        var row = DocTable.Under("### The level").Single(r => r[0] == data);
        DocTable.ShouldState(row[1], found.Count, "cut-offs");
        for (var i = 0; i < figures.Length; i++)
            DocTable.ShouldState(row[2 + i], figures[i].Value, figures[i].What);
    }

    private static Levels Of(IReadOnlyList<CustomerPast> pasts, DateOnly cutOff, int days)
    {
        var fit = PastFit.Of(pasts, cutOff, days);
        var last = fit.Card with { Outlook = 0 };
        List<ModelScores> models = [Scores("last window", last), Scores("now", fit.Card), Scores("known", Level(last, fit.Known, fit.Bought.Count(b => b)))];
        var result = Backtest.Run(pasts, [cutOff], days, TimeZoneInfo.Utc, (_, _) => models, null, TestContext.Current.CancellationToken).CutOffs[0];
        return new(cutOff, result.Models[0], result.Models[1], result.Models[2]);

        ModelScores Scores(string name, ChurnScorecard by) => new(name, true, fit.Known.ToDictionary(k => k.Profile.Customer, by.BuyChance));
    }

    /// <summary>The card at the level at which as many buy as did; found by halving.</summary>
    private static ChurnScorecard Level(ChurnScorecard card, IReadOnlyList<CustomerDay> known, int bought)
    {
        card.WindowDays.ShouldBe(card.HorizonDays, "else its chances are not only a matter of log-odds");
        var odds = known.Select(k => card.BuyChance(k) / (1 - card.BuyChance(k))).ToList();
        var (low, high) = (-5.0, 5.0);
        for (var i = 0; i < 40; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = odds.Sum(o => 1 - (1 / (1 + (o * Math.Exp(middle))))) < bought ? (middle, high) : (low, middle);
        }

        return card with { Outlook = card.Outlook + low };
    }

    private static IReadOnlyList<CustomerPast> ByMbg()
    {
        var random = new Random(7);
        return CustomerPast.Of(Enumerable.Range(0, 2000).SelectMany(i =>
        {
            var (rate, leave, at, days) = (Gamma.Sample(random, 0.8, 40), Beta.Sample(random, 0.8, 3), 500 * random.NextDouble(), new HashSet<int>());
            do
            {
                days.Add((int)at);
                at += Exponential.Sample(random, rate);
            }
            while (random.NextDouble() > leave && at < 720);
            return days.Select(day => new OrderPlaced
            {
                Id = $"o{day}", Customer = CustomerKey.Parse($"made:{i}"), At = PublicShops.At(PastShop.First.AddDays(day)), Total = 10 + random.Next(50),
            });
        }));
    }

    private sealed record Levels(DateOnly CutOff, ModelResult Before, ModelResult Now, ModelResult Known);
}
