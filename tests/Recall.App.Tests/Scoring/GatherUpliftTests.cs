using Recall.App.Customers;
using Recall.App.Ports;
using Recall.App.Reports;
using Recall.App.Scoring;
using Recall.App.Tests.Shops;
using Recall.Core.Customers;
using Recall.Core.Scoring.Uplift;
using Recall.Core.Sequences;
using Recall.Core.Shop;

namespace Recall.App.Tests.Scoring;

public sealed class GatherUpliftTests
{
    private static readonly ShopSettings Settings = new()
    {
        Name = "Tea", Policy = new(), GrossMargin = 0.5m,
        TouchCosts = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["email"] = 1m, ["sms"] = 2m },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_arms_are_learnt_from_once_their_window_has_closed_as_they_were_when_they_entered()
    {
        using var shop = new CornerShop(Settings, SequenceText.Of(
            "hello", "- { send: mail, channels: [email], template: note }", holdout: "50%"));
        for (var i = 0; i < 30; i++)
            await shop.EnterAsync("hello", $"c{i}");
        for (var i = 0; i < 30; i += 3)
            await shop.GiveAsync(new OrderPlaced { Id = "x", Customer = CornerShop.Key($"c{i}"), At = shop.Now.AddTicks(1), Total = 90, Discount = 10 });

        (await GatheredAsync(shop)).Sequences.ShouldBeEmpty();
        await shop.PassAsync(TimeSpan.FromDays(31));
        var rows = (await GatheredAsync(shop)).Sequences["hello"].Rows;

        var draws = Enumerable.Range(0, 30).Select(i => Bucket.Unit($"holdout|hello|shop:c{i}") >= 0.5).ToList();
        rows.Count.ShouldBe(30);
        rows.Count(r => r.Treated).ShouldBe(draws.Count(t => t));
        rows.Count(r => r.Ordered).ShouldBe(10);

        // One order of 40 was known; the one of 90 came after. 45 margin and 10 discount; the mail cost 1.
        rows.ShouldAllBe(r => r.UsualOrder == 40 && r.WindowDays == 30);
        rows.ShouldAllBe(r => r.Gross == (r.Ordered ? 55 : 0) && r.Discount == (r.Ordered ? 10 : 0));
        rows.ShouldAllBe(r => r.Touches == (r.Treated ? 1 : 0) && r.TouchCost == (r.Treated ? 1 : 0));
    }

    [Theory]
    [InlineData("enrolment")]
    [InlineData("why")]
    [InlineData("known")]
    public async Task A_damaged_enrolment_keeps_no_other_from_teaching_or_from_the_report(string property)
    {
        using var shop = new CornerShop(Settings, SequenceText.Of("hello", "- { send: mail, channels: [email], template: note }"));
        for (var i = 0; i < 5; i++)
            await shop.EnterAsync("hello", $"c{i}");
        await shop.PassAsync(TimeSpan.FromDays(31));
        var row = shop.Store.Rows("customers").Single(r => r.RowKey == CustomerKeys.Enrolment(new("hello", CornerShop.Key("c3"), 1)));
        await shop.Store.SubmitAsync("customers", [new(TableActionKind.Merge, new(
            row.PartitionKey, row.RowKey, new Dictionary<string, object>(StringComparer.Ordinal) { [property] = "nonsense" }))], Cancel);

        (await GatheredAsync(shop)).Sequences["hello"].Rows.Count.ShouldBe(4);
        (await shop.Get<BuildReport>().HandleAsync(Cancel)).Sequences.Single().Treated.ShouldBe(4);
    }

    [Fact]
    public async Task Who_had_ordered_before_unknown_to_the_decision_teaches_nothing()
    {
        using var shop = new CornerShop(Settings, SequenceText.Of("hello", "- { send: mail, channels: [email], template: note }"));
        await shop.EnterAsync("hello", "ann");
        await shop.EnterAsync("hello", "bob");
        await shop.GiveAsync(new OrderPlaced { Id = "x", Customer = CornerShop.Key("ann"), At = shop.Now.AddHours(-1), Total = 90 });
        await shop.PassAsync(TimeSpan.FromDays(31));

        (await GatheredAsync(shop)).Sequences["hello"].Rows.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Of_a_customer_who_comes_again_the_first_pass_alone_is_learnt_from()
    {
        using var shop = new CornerShop(Settings, SequenceText.Of(
            "hello", "- { wait: a-while, for: 1 day }", holdout: "50%", reentry: "{ after: 40 days, max-entries: 3 }"));
        for (var i = 0; i < 8; i++)
            await shop.EnterAsync("hello", $"c{i}");
        await shop.PassAsync(TimeSpan.FromDays(41));
        await shop.AudienceAsync();
        await shop.PassAsync(TimeSpan.FromDays(31));

        (await shop.RowAsync(new("hello", CornerShop.Key("c0"), 2))).Outcome.ShouldNotBeNull();
        (await GatheredAsync(shop)).Sequences["hello"].Rows.Count.ShouldBe(8);
    }

    [Fact]
    public async Task A_score_says_what_a_message_of_each_sequence_is_worth_and_on_what_that_rests()
    {
        using var shop = new CornerShop(Settings, SequenceText.Of(
            "hello", "- { send: mail, channels: [email], template: note }", holdout: "50%", reentry: "never"));
        var (draw, end, later) = (new Random(7), shop.Now.AddDays(31), new List<CustomerEvent>());
        for (var i = 0; i < 200; i++)
        {
            // Rates, beginnings and ends of their own, or there is nothing for a model of buying to fit.
            var (gap, stop, at, key) = (10 + (90 * draw.NextDouble()), draw.NextDouble() * 0.25, shop.Now.AddDays(-365 + (60 * draw.NextDouble())),
                CornerShop.Key($"c{i}"));
            await shop.GiveAsync(
                new CustomerChanged { Id = "c", Customer = key, At = at, Email = "c@example.com", Locale = "en" },
                new ConsentChanged { Id = "k", Customer = key, At = at, Channel = "email", Granted = true });
            for (var n = 0; at < end && (n == 0 || draw.NextDouble() > stop); n++)
            {
                var order = new OrderPlaced { Id = $"o{n}", Customer = key, At = at, Total = 20 + draw.Next(60) };
                if (at < shop.Now)
                    await shop.GiveAsync(order);
                else
                    later.Add(order);
                at = at.AddDays(-gap * Math.Log(1 - draw.NextDouble()));
            }

            if (i < 100)
                await shop.EnrolAsync("hello", $"c{i}");
        }

        await shop.PassAsync(TimeSpan.FromDays(31));
        await shop.GiveAsync([.. later]);
        await shop.ScoreAsync();
        var score = (await shop.Get<CustomerStore>().FindScoreAsync(CornerShop.Key("c5"), Cancel))!;

        score.Touch!.Usual!.Evidence.ShouldBe(UpliftEvidence.Prior);
        score.Touch.Sequences.ShouldHaveSingleItem().Value.Evidence.ShouldBe(UpliftEvidence.Average);
        var row = await shop.CustomerRowAsync("c5");
        object? Field(string name, string? sequence) => FieldCatalogue.Find(name)!.Get(
            new(row.Profile, score, shop.Now, TimeZoneInfo.Utc) { Sequence = sequence });
        Field("score.touch-margin", "hello").ShouldBe(score.Touch.Sequences["hello"].Margin);
        Field("score.touch-margin", "other").ShouldBe(score.Touch.Usual.Margin);
        Field("score.touch-margin", null).ShouldBe(score.Touch.Usual.Margin);
        Field("score.touch-evidence", "other").ShouldBe("prior");
        (await shop.Get<ViewCustomer>().HandleAsync(CornerShop.Key("c5"), "en", 10, null, Cancel))!.Score!.Reasons
            .ShouldContain(r => r.Text.StartsWith("A message of 'hello' is expected to earn"));
    }

    private static async Task<PastExperiments> GatheredAsync(CornerShop shop)
    {
        var sum = new PastExperiments();
        for (var bucket = 0; bucket < shop.Get<CustomerStore>().Buckets; bucket++)
            sum.Merge((await shop.Get<FitModel>().GatherAsync(bucket, DateOnly.FromDateTime(shop.Now.UtcDateTime), Cancel)).Experiments);
        return sum;
    }
}
