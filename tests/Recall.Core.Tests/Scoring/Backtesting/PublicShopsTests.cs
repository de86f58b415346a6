using System.Globalization;
using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Backtesting;
using Recall.Core.Scoring.Churn;
using Recall.Core.Sequences;

namespace Recall.Core.Tests.Scoring.Backtesting;

/// <summary>The scorecard on two public shops, through the back-test that everybody can run.</summary>
public class PublicShopsTests
{
    private static readonly TimeZoneInfo Utc = TimeZoneInfo.Utc;

    private static readonly DateOnly RetailFirst = new(2009, 12, 1);

    private static readonly Lazy<IReadOnlyList<CustomerPast>> Cdnow = new(() => CustomerPast.Of(References.Lines("data/cdnow/CDNOW_master.txt.gz").Skip(1).Select((line, i) =>
    {
        var f = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return Order("cdnow:" + f[0], i, DateOnly.ParseExact(f[1], "yyyyMMdd", CultureInfo.InvariantCulture), Decimal(f[3]), Int(f[2]));
    })));

    private static readonly Lazy<IReadOnlyList<CustomerPast>> Retail = new(() => CustomerPast.Of(References.Lines("data/online-retail/purchase_days.csv.gz").Skip(1).Select((line, i) =>
    {
        var f = line.Split(',');
        var (day, amount) = (RetailFirst.AddDays(Int(f[1])), Math.Abs(Decimal(f[2])));
        return f[7] == "P"
            ? Order("retail:" + f[0], i, day, amount, (int)Decimal(f[4]))
            : (CustomerEvent)new OrderRefunded { Id = $"r{i}", Customer = CustomerKey.Parse("retail:" + f[0]), At = At(day), Amount = amount };
    })));

    /// <summary>What the shops' own card and the models of repeat buying are held to.</summary>
    [Theory]
    [InlineData("CDNOW", 273, "1997-09-30", 23_570, 0.770, 0.165, 0.05)]
    [InlineData("Online Retail", 90, "2011-09-10", 5_281, 0.810, 0.178, 0.02)]
    public void The_card_ranks_best_and_its_chances_hold(string shop, int days, string day, int customers, double auc, double brier, double error)
    {
        var result = Run(shop, days, day);
        result.Customers.ShouldBe(customers);
        var card = Card(result);
        card.Auc.ShouldBeGreaterThan(result.Models.Where(m => m.Model != "scorecard").Max(m => m.Auc));
        card.Auc.ShouldBeGreaterThanOrEqualTo(auc);
        card.Brier.ShouldBeLessThanOrEqualTo(brier);
        card.CalibrationError.ShouldBeLessThanOrEqualTo(error);
        var leads = result.Models.Single(m => m.Leads);
        if (shop == "Online Retail")
            leads.ShouldBe(card);
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
        var (pasts, first) = shop == "CDNOW" ? (Cdnow.Value, new DateOnly(1997, 1, 1)) : (Retail.Value, RetailFirst);
        var results = Enumerable.Range(0, openings).Select(i => first.AddDays(180 * i)).Select(opened =>
        {
            var since = CustomerPast.Of(pasts.SelectMany(p => p.Events).Where(e => e.At >= At(opened).AddHours(-12)));
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
        var pasts = (shop == "CDNOW" ? Cdnow.Value : Retail.Value).SelectMany(p => PastRows.Profiles(p.Customer, p.Events, [cutOff], Utc).Select(k => (p.Events, k.Day))).ToList();
        var statistics = References.Gather(pasts.Select(p => p.Day.Profile), cutOff);
        var scorer = new Scorer(ShopModel.Fit(statistics, At(cutOff)));
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

    private static ModelResult Card(CutOffResult result) => result.Models.Single(m => m.Model == "scorecard");

    private static CutOffResult Run(string shop, int days, string day)
    {
        var cutOff = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var pasts = shop == "CDNOW" ? Cdnow.Value : Retail.Value;
        var report = Backtest.Run(pasts, [cutOff], days, Utc, StandardContest.Of(days, Utc), null, TestContext.Current.CancellationToken);
        report.Leaks.ShouldBeEmpty();
        return report.CutOffs[0];
    }

    private static OrderPlaced Order(string customer, int number, DateOnly day, decimal total, int pieces) => new OrderPlaced
    {
        Id = $"o{number}", Customer = CustomerKey.Parse(customer), At = At(day), Total = total, Lines = pieces > 0 ? [new("p", null, pieces, 1)] : [],
    };

    private static DateTimeOffset At(DateOnly day) => new(day, new(12, 0), TimeSpan.Zero);

    private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static decimal Decimal(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
