using System.Globalization;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Backtesting;
using Recall.Core.Scoring.Churn;
using Recall.Core.Sequences;

namespace Recall.Core.Tests.Scoring.Backtesting;

/// <summary>The scorecard on two public shops, through the back-test that everybody can run.</summary>
public class PublicShopsTests
{
    private static readonly TimeZoneInfo Utc = TimeZoneInfo.Utc;

    /// <summary>Goals and the table ask for figures of the same cut-offs; tests of a class run one after the other.</summary>
    private static readonly Dictionary<(string Shop, int Days, string CutOff), CutOffResult> Known = [];

    [Fact]
    public void The_card_ranks_best_who_buys_in_the_39_weeks_after_CDNOWs_calibration()
    {
        var card = Best(Run("CDNOW", 273, "1997-09-30"), 23_570);
        Goal.CdnowCardAuc.ShouldBeReachedBy(card.Auc);
        card.Brier.ShouldBeLessThanOrEqualTo(0.165);
        card.CalibrationError.ShouldBeLessThanOrEqualTo(0.05);
    }

    [Fact]
    public void The_card_ranks_best_and_leads_at_Online_Retail_and_its_chances_hold()
    {
        var result = Run("Online Retail", 90, "2011-09-10");
        var card = Best(result, 5_281);
        Goal.RetailCardAuc.ShouldBeReachedBy(card.Auc);
        Goal.RetailBrier.ShouldBeReachedBy(card.Brier);
        Goal.RetailCalibration.ShouldBeReachedBy(card.CalibrationError);
        result.Models.Single(m => m.Leads).ShouldBe(card);
    }

    [Theory]
    [InlineData("Online Retail, 90", "2011-03-14")]
    [InlineData("Online Retail, 90", "2011-06-12")]
    [InlineData("Online Retail, 90", "2011-07-24")]
    [InlineData("Online Retail, 90", "2011-09-02")]
    [InlineData("Online Retail, 90", "2011-09-10")]
    [InlineData("CDNOW, 273", "1997-09-30")]
    [InlineData("CDNOW, 90", "1997-07-05")]
    [InlineData("CDNOW, 90", "1997-10-03")]
    [InlineData("CDNOW, 90", "1998-01-01")]
    [InlineData("CDNOW, 90", "1998-04-01")]
    public void The_documentation_states_what_comes_out(string data, string day)
    {
        var row = DocTable.Under("### Back-test").Single(r => r[0] == data && r[1] == day);
        var result = Run(data.Split(',')[0], DocTable.Number(data), day);
        ModelResult Of(string model) => result.Models.Single(m => m.Model == model);
        var (card, bg) = (Card(result), Of("bg-nbd"));
        (double Value, string What)[] actual =
        [
            (card.Auc, "AUC"), (Of("recency").Auc, "AUC of recency"), (Of("rfm").Auc, "AUC of RFM"), (bg.Auc, "AUC of BG/NBD"), (card.Brier, "Brier"), (bg.Brier, "Brier of BG/NBD"),
            (card.CalibrationError, "calibration error"), (bg.CalibrationError, "calibration error of BG/NBD"),
        ];
        DocTable.ShouldState(row[2].Replace(",", "", StringComparison.Ordinal), result.Customers, "customers");
        for (var i = 0; i < actual.Length; i++)
            DocTable.ShouldState(row[i + 3], actual[i].Value, actual[i].What);
        DocTable.ShouldState(row[11].TrimEnd('%', ' '), 100 * card.RevenueInTopFifth, "revenue in the top fifth");
        DocTable.ShouldState(row[12].TrimEnd('%', ' '), 100 * bg.RevenueInTopFifth, "revenue in the top fifth by BG/NBD");
    }

    /// <summary>As if the shop had opened its books 75 days before: too short for a card, long enough for a model of repeat buying.</summary>
    [Theory]
    [InlineData("Online Retail", 4)]
    [InlineData("CDNOW", 1)]
    public void Before_a_card_can_be_learnt_the_model_of_repeat_buying_foresees_more_than_the_stated_one(string shop, int openings)
    {
        const int known = 75;
        var (pasts, first) = shop == "CDNOW" ? (PublicShops.Cdnow, PublicShops.CdnowFirst) : (PublicShops.OnlineRetail, PublicShops.OnlineRetailFirst);
        var results = Enumerable.Range(0, openings).Select(i => first.AddDays(180 * i)).Select(opened =>
        {
            var since = CustomerPast.Of(pasts.SelectMany(p => p.Events).Where(e => e.At >= PublicShops.At(opened).AddHours(-12)));
            return Backtest.Run(since, [opened.AddDays(known)], 90, Utc, StandardContest.Of(90, Utc), null, TestContext.Current.CancellationToken).CutOffs[0];
        }).ToList();
        var row = DocTable.Under("### Which answer leads").Single(r => r[0] == shop);
        row[1].ShouldBe($"{openings}");
        Func<ModelResult, double>[] figures = [m => m.LogLoss, m => m.Brier, m => m.CalibrationError, m => m.Auc];
        for (var i = 0; i < figures.Length; i++)
        {
            var stated = results.Average(r => figures[i](r.Models.Single(m => m.Model == "prior-scorecard")));
            var leads = results.Average(r => figures[i](r.Models.Single(m => m.Leads)));
            DocTable.ShouldState(row[2 + (2 * i)], stated, "the stated card");
            DocTable.ShouldState(row[3 + (2 * i)], leads, "what leads");
            (i < 3 ? leads < stated : leads > stated).ShouldBeTrue();
        }
    }

    /// <summary>How many are in each stage, and who of them came back.</summary>
    [Theory]
    [InlineData("CDNOW", "1997-09-30")]
    [InlineData("Online Retail", "2011-06-10")]
    public void The_documentation_states_who_is_in_which_stage_and_who_came_back(string shop, string day)
    {
        var cutOff = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var pasts = (shop == "CDNOW" ? PublicShops.Cdnow : PublicShops.OnlineRetail).SelectMany(p => PastRows.Profiles(p.Customer, p.Events, [cutOff], Utc).Select(k => (p.Events, k.Day))).ToList();
        var statistics = References.Gather(pasts.Select(p => p.Day.Profile), cutOff);
        var scorer = new Scorer(ShopModel.Fit(statistics, PublicShops.At(cutOff)));
        var stages = pasts.GroupBy(p => scorer.Score(p.Day.Profile, p.Day.Now, Utc).Stage).ToDictionary(g => Kebab.Of(g.Key), g => g.ToList(), StringComparer.Ordinal);
        var table = DocTable.Under("## Rhythm: lapsed, dormant, lost");
        var rows = table.Skip(table.FindIndex(r => r[0] == shop && r[1] == day)).Take(4).ToList();
        rows.Select(r => r[2]).Order(StringComparer.Ordinal).ShouldBe(stages.Keys.Order(StringComparer.Ordinal));
        foreach (var row in rows)
        {
            var inIt = stages[row[2]];
            DocTable.ShouldState(row[3], 100.0 * inIt.Count / pasts.Count, row[2]);
            DocTable.ShouldState(row[4], 100.0 * inIt.Count(p => PastRows.NextAfter(p.Events, cutOff, cutOff.AddDays(90), Utc) > 0) / inIt.Count, "of " + row[2]);
        }
    }

    private static ModelResult Best(CutOffResult result, int customers)
    {
        result.Customers.ShouldBe(customers);
        var card = Card(result);
        card.Auc.ShouldBeGreaterThan(result.Models.Where(m => m != card).Max(m => m.Auc));
        return card;
    }

    private static ModelResult Card(CutOffResult result) => result.Models.Single(m => m.Model == "scorecard");

    private static CutOffResult Run(string shop, int days, string day)
    {
        if (Known.TryGetValue((shop, days, day), out var known))
            return known;
        var cutOff = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var pasts = shop == "CDNOW" ? PublicShops.Cdnow : PublicShops.OnlineRetail;
        var contest = StandardContest.Of(days, Utc);

        // That it has no leak is looked at once a shop; the rows of the table are of the same contest.
        if ((shop, day) is not (("CDNOW", "1997-09-30") or ("Online Retail", "2011-09-10")))
        {
            var models = contest(pasts, cutOff);
            contest = (_, _) => models;
        }

        var report = Backtest.Run(pasts, [cutOff], days, Utc, contest, null, TestContext.Current.CancellationToken);
        report.Leaks.ShouldBeEmpty();
        return Known[(shop, days, day)] = report.CutOffs[0];
    }
}
