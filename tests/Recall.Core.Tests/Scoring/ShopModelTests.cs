using Recall.Core.Scoring;

namespace Recall.Core.Tests.Scoring;

public class ShopModelTests
{
    [Fact]
    public void Each_fifth_of_a_hundred_buyers_who_all_differ_has_twenty()
    {
        // Number i has bought on i days, the last time i days ago, and paid a tenth more than number i - 1.
        var shop = Enumerable.Range(1, 100).Select(i => Customer.Of(
            [.. Enumerable.Range(0, i).Select(d => Customer.Order(200 - i - d, d == 0 ? (decimal)Math.Pow(1.1, i) : 0))])).ToList();
        var statistics = new ShopStatistics(DateOnly.FromDateTime(Customer.Day(200).UtcDateTime));
        foreach (var customer in shop)
            statistics.Add(customer, TimeZoneInfo.Utc);
        var scorer = new Scorer(ShopModel.Fit(statistics, Customer.Start));
        var scores = shop.ConvertAll(customer => scorer.Score(customer, Customer.Day(200), TimeZoneInfo.Utc));
        for (var i = 0; i < scores.Count; i++)
        {
            scores[i].Rfm.ShouldBe(new(5 - (i / 20), 1 + (i / 20), 1 + (i / 20)), $"number {i + 1}");
            scores[i].Tier.ShouldBe(i < 30 ? ValueTier.Bottom : i < 80 ? ValueTier.Middle : ValueTier.Top, $"number {i + 1}");
        }
    }

    private static readonly DateTimeOffset Night = new(1997, 10, 1, 2, 0, 0, TimeSpan.FromHours(2));

    [Fact]
    public void Round_trips_through_json_without_loss()
    {
        var model = ShopModel.Fit(References.SampleStatistics, Night);
        var text = StoredJson.Text(model);
        var read = StoredJson.Read<ShopModel>(text);
        StoredJson.Text(read).ShouldBe(text);
        read.BgNbd.Parameters.ShouldBe(model.BgNbd.Parameters);
        read.BgNbd.Diagnostics.ShouldBe(model.BgNbd.Diagnostics);
        read.Rfm.Recency.Cuts.ShouldBe(model.Rfm.Recency.Cuts);
        read.FittedAt.ShouldBe(Night);
        text.ShouldContain("\"bgNbd\":{\"parameters\":{\"r\":0.2425");
        text.ShouldContain("\"buying\":{\"predictor\":\"");
        text.Length.ShouldBeLessThan(6_000);
    }

    [Theory]
    [InlineData(30, 7)]
    [InlineData(365, 14)]
    [InlineData(728, 28)]
    [InlineData(4000, 28)]
    public void A_new_fit_is_due_when_there_is_enough_more_history(int days, int due)
    {
        var model = ShopModel.Fit(new(new(2025, 1, 1)), Night) with { FirstDay = new DateOnly(2025, 1, 1).AddDays(-days) };
        model.RefitDays.ShouldBe(due);
    }

    [Fact]
    public void An_empty_shop_gives_a_model_that_says_why_it_knows_nothing()
    {
        var model = ShopModel.Fit(new(new(2025, 1, 1)), Night);
        model.BgNbd.Refusal!.Code.ShouldBe("too-few-customers");
        model.MbgNbd.Refusal!.Code.ShouldBe("too-few-customers");
        model.ParetoNbd.Refusal!.Code.ShouldBe("too-few-customers");
        (model.Buying.Predictor, model.Buying.Alive, model.Buying.HeldOutCustomers).ShouldBe((null, null, 0L));
        model.GammaGamma.Refusal!.Code.ShouldBe("too-few-spenders");
        model.Rhythm.LapseDays.ShouldBe(double.NaN);
        var read = StoredJson.Read<ShopModel>(StoredJson.Text(model));
        StoredJson.Text(read).ShouldBe(StoredJson.Text(model));
        read.Rhythm.LapseDays.ShouldBe(double.NaN);
        read.Rhythm.Variation.ShouldBe(1);
    }

    [Fact]
    public void Categories_with_enough_gaps_have_a_rhythm_of_their_own()
    {
        var statistics = new ShopStatistics(new(2026, 1, 1));
        for (var i = 0; i < 40; i++)
        {
            var gap = 10 + (i % 10);
            statistics.Add(Customer.Of(Customer.Order(0, category: "tea"), Customer.Order(gap, category: "tea")), TimeZoneInfo.Utc);
            statistics.Add(Customer.Of(Customer.Order(0, category: "pots"), Customer.Order(50 + gap, category: "pots")), TimeZoneInfo.Utc);
        }

        statistics.Add(Customer.Of(Customer.Order(0, category: "rare"), Customer.Order(9, category: "rare")), TimeZoneInfo.Utc);
        var model = StoredJson.Read<ShopModel>(StoredJson.Text(ShopModel.Fit(statistics, Night)));
        model.Rhythm.Categories.Keys.ShouldBe(["pots", "tea"]);
        model.Rhythm.Categories["tea"].ShouldBe(new(40, 14, 18));
        model.Rhythm.Categories["pots"].ShouldBe(new(40, 64, 68));
        model.Rhythm.LapseDays.ShouldBe(67);
    }

    [Fact]
    public void Equal_data_give_an_equal_model_whatever_the_order()
    {
        var profiles = References.Sample;
        var model = ShopModel.Fit(References.SampleStatistics, Night);
        var again = References.Gather(profiles.Reverse().Take(1_000));
        again.Merge(References.Gather(profiles.Reverse().Skip(1_000)));
        StoredJson.Text(ShopModel.Fit(again, Night)).ShouldBe(StoredJson.Text(model));
        model.Version.ShouldMatch("^19970930-[0-9a-f]{16}$");
        ShopModel.Fit(again, Night.AddHours(1)).Version.ShouldBe(model.Version);
        ShopModel.Fit(References.Gather(profiles.Skip(1)), Night).Version.ShouldNotBe(model.Version, StringComparer.Ordinal);
        ShopModel.Fit(again, Night, "v7").Version.ShouldBe("v7");
    }

    [Fact]
    public void States_what_data_it_is_from()
    {
        var model = ShopModel.Fit(References.SampleStatistics, Night);
        (model.Customers, model.Buyers, model.RepeatBuyers).ShouldBe((2357L, 2357L, 946L));
        (model.AsOf, model.FirstDay, model.LastDay).ShouldBe(
            (new DateOnly(1997, 9, 30), (DateOnly?)new DateOnly(1997, 1, 1), (DateOnly?)new DateOnly(1997, 9, 30)));
    }

    [Fact]
    public void Tiers_hold_the_shares_they_are_named_for()
    {
        var model = ShopModel.Fit(References.SampleStatistics, Night);
        var scorer = new Scorer(model);
        var tiers = References.Sample.Select(p => scorer.Score(p, Night, TimeZoneInfo.Utc).Tier).CountBy(t => t).ToDictionary();
        ((double)tiers[ValueTier.Top] / 2357).ShouldBe(0.2, 0.01);
        (tiers.Where(t => t.Key < ValueTier.Middle).Sum(t => t.Value) / 2357.0).ShouldBe(0.3, 0.01);
    }

    [Fact]
    public void Quintiles_of_money_hold_a_fifth_each()
    {
        var scorer = new Scorer(ShopModel.Fit(References.SampleStatistics, Night));
        var money = References.Sample.Select(p => scorer.Score(p, Night, TimeZoneInfo.Utc).Rfm.Money).CountBy(m => m).ToDictionary();
        money.Keys.Order().ShouldBe([1, 2, 3, 4, 5]);
        money.Values.ShouldAllBe(n => Math.Abs((n / 2357.0) - 0.2) < 0.02);
    }
}
