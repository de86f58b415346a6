using Recall.App.Customers;
using Recall.App.Ports;
using Recall.App.Reports;
using Recall.App.Scoring;
using Recall.App.Tests.Shops;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Shop;

namespace Recall.App.Tests.Reports;

/// <summary>A little shop whose report was added up by hand.</summary>
public class BuildReportTests
{
    private static readonly ShopSettings Settings = new()
    {
        Name = "Tea", Policy = new(), GrossMargin = 0.5m,
        TouchCosts = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["email"] = 1m, ["sms"] = 2m },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Orders_costs_refunds_coupons_and_messages_add_up_and_open_windows_do_not_count()
    {
        using var shop = new CornerShop(Settings, SequenceText.Of(
            "hello", "- { coupon: gift, percent: 10, valid-for: 14 days }\n- { send: mail, channels: [email], template: offer, coupon: gift }\n"
                + "- { wait: a-while, for: 2 days }\n- { send: text, channels: [sms], template: note }", holdout: "50%"));
        var (treated, held) = (Names(Arm.Treated, 4), Names(Arm.Holdout, 3));
        shop.Email.Next(Fate.Accept, Fate.Reject);
        foreach (var name in treated[..3].Concat(held[..2]))
            await shop.EnterAsync("hello", name);
        var coupon = await shop.Get<CustomerStore>().CouponsAsync(new("hello", CornerShop.Key(treated[0]), 1), Cancel).SingleAsync(Cancel);

        // First: mail (1), pays 90 for goods of 40 a day later, and gets 20 back: 90 - 40 - 20 * 0.5 - 1 = 39.
        shop.Clock.Advance(TimeSpan.FromDays(1));
        await shop.GiveAsync(
            new OrderPlaced { Id = "a", Customer = CornerShop.Key(treated[0]), At = shop.Now, Total = 90, Discount = 10, Cost = 40, Coupon = coupon.Code },
            new OrderRefunded { Id = "b", Customer = CornerShop.Key(treated[0]), At = shop.Now.AddHours(1), Amount = 20 });

        // Second: the mail was refused (0), the text was taken (2), no order: -2. Third: mail and text (3), orders 60 at half margin at the
        // window's last tick: 27. First of the control group orders 30: 15. The second a tick after the window: nothing.
        await shop.PassAsync(TimeSpan.FromDays(29) - TimeSpan.FromTicks(1));
        await shop.GiveAsync(
            Order("x", treated[2], CornerShop.Noon.AddDays(30), 60), Order("d", held[0], CornerShop.Noon.AddTicks(1), 30),
            Order("e", held[1], CornerShop.Noon.AddDays(30).AddTicks(1), 1000));

        // Windows that are open still.
        await shop.EnterAsync("hello", treated[3]);
        await shop.EnterAsync("hello", held[2]);
        await shop.PassAsync(TimeSpan.FromDays(1));

        var report = (await shop.Get<BuildReport>().HandleAsync(Cancel)).Sequences.ShouldHaveSingleItem();

        (report.Treated, report.Holdout, report.Running).ShouldBe((4, 3, 1));
        report.Endings.Values.Sum().ShouldBe(4, "every treated enrolment ended somehow or runs still");
        var lift = report.Lift;
        (lift.Treated, lift.Holdout, lift.TreatedOrdered, lift.HoldoutOrdered).ShouldBe((3, 2, 2, 1));
        lift.Recovery.Estimate.ShouldBe((2 / 3.0) - 0.5, 1e-12);
        lift.MarginPerCustomer.Estimate.ShouldBe(((39 - 2 + 27) / 3.0) - (15 / 2.0), 1e-12);
        lift.NetMargin.Estimate.ShouldBe(64 - 22.5, 1e-12);
        (report.Coupons, report.CouponsUsed).ShouldBe((4, 1));
        report.Sent.ShouldBe(new Dictionary<string, int>(StringComparer.Ordinal) { ["email"] = 3, ["sms"] = 2 }, ignoreOrder: true);
        report.HeldBack.ShouldBe(new Dictionary<string, int>(StringComparer.Ordinal) { [HoldReason.Carrier] = 1 });
        report.Outcomes.ShouldBe(new Dictionary<string, int>(StringComparer.Ordinal) { ["recovered"] = 2, ["not-recovered"] = 1 }, ignoreOrder: true);
    }

    [Fact]
    public async Task Variants_of_a_step_stand_side_by_side_and_whoever_enters_again_gets_the_same()
    {
        using var shop = new CornerShop(Settings, SequenceText.Of(
            "hello", "- ab: tone\n  variants:\n    written: { weight: 2, steps: [ { send: mail, channels: [email], template: note } ] }\n    silent: { steps: [] }\n",
            reentry: "{ after: 40 days }"));
        var step = (AbStep)shop.Sequence("hello").Tree.Find("tone")!;
        var drawn = Enumerable.Range(0, 40).Select(i => $"c{i}").ToLookup(n => AbDraw.Of(step, new("hello", CornerShop.Key(n), 1)).Case);
        foreach (var name in drawn[0].Take(3).Concat(drawn[1].Take(2)))
            await shop.EnterAsync("hello", name);
        shop.Clock.Advance(TimeSpan.FromDays(1));
        await shop.OrderAsync(drawn[0].First());
        await shop.PassAsync(TimeSpan.FromDays(40));
        await shop.EnrolAsync("hello", drawn[0].First());
        await shop.SettleAsync();

        var report = await shop.Get<BuildReport>().HandleAsync(Cancel);

        report.Sequences.ShouldHaveSingleItem().Variants.ShouldBe([new("tone", "silent", 2, 0, 2, 0), new("tone", "written", 4, 4, 3, 1)]);
    }

    /// <summary>Goods of 80 and of 30 for 100 and 60, at half margin where the cost is unknown: 20 + 30 + 25 = 75 before refunds.</summary>
    [Theory]
    [InlineData("a", 50, 75 - 10)]
    [InlineData("b", 50, 75 - 25)]
    [InlineData("d", 50, 75 - 25)]
    [InlineData(null, 50, 75 - 25)]
    [InlineData("o1", 40, 75)]
    [InlineData("free", 5, 75)]
    public async Task A_refund_takes_back_the_margin_of_the_order_it_names_and_one_of_an_order_from_before_takes_nothing(string? order, decimal amount, decimal margin)
    {
        using var shop = new CornerShop(Settings, SequenceText.Of("hello", "- { wait: a-while, for: 2 days }"));
        var id = await shop.EnterAsync("hello", "ann");
        var at = shop.Now.AddHours(1);
        await shop.GiveAsync(
            Order("a", "ann", at, 100) with { Cost = 80 }, Order("b", "ann", at, 60) with { Cost = 30 }, Order("d", "ann", at, 50), Order("free", "ann", at, 0),
            new OrderRefunded { Id = "r", Customer = id.Customer, At = at.AddHours(1), Order = order, Amount = amount });

        var result = (await shop.Get<MeasureEnrolment>().HandleAsync(await shop.RowAsync(id), 1, [], Cancel))!.Value;

        (result.Ordered, result.Revenue, result.Margin).ShouldBe((true, order == "o1" ? 210 : 210 - amount, margin));
    }

    [Fact]
    public async Task A_customer_who_comes_again_is_counted_among_the_enrolled_and_once_in_what_was_earned()
    {
        using var shop = new CornerShop(Settings, SequenceText.Of(
            "hello", "- { wait: a-while, for: 1 day }", holdout: "50%", reentry: "{ after: 40 days, max-entries: 3 }"));
        var names = Names(Arm.Treated, 2).Concat(Names(Arm.Holdout, 1)).ToList();
        foreach (var name in names)
            await shop.EnterAsync("hello", name);
        await shop.PassAsync(TimeSpan.FromDays(41));
        await shop.AudienceAsync();
        await shop.OrderAsync(names[0]);
        await shop.PassAsync(TimeSpan.FromDays(31));

        var report = (await shop.Get<BuildReport>().HandleAsync(Cancel)).Sequences.ShouldHaveSingleItem();

        (report.Treated, report.Holdout, report.Outcomes["recovered"]).ShouldBe((4, 2, 1));
        (report.Lift.Treated, report.Lift.Holdout, report.Lift.TreatedOrdered).ShouldBe((2, 1, 0));
    }

    [Fact]
    public async Task Scores_of_a_model_that_is_gone_are_said_to_be_of_an_older_one()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", "- { wait: a-while, for: 1 day }"));
        await shop.CustomerAsync("ann");
        await shop.GiveAsync(new ComplaintOpened { Id = "x", Customer = CornerShop.Key("ann"), At = shop.Now.AddDays(-1) });
        shop.Clock.Advance(TimeSpan.FromDays(200));
        await shop.ScoreAsync();
        var (open, older) = (Core.Scoring.Explaining.Indicators.OpenComplaints, Report.ScoredByOlderModel);
        (await shop.Get<BuildReport>().HandleAsync(Cancel)).LapsedBecause.Keys.ShouldBe([open]);

        // The score is of the first model still, and a second is in force.
        var first = (await shop.Get<ModelStore>().CurrentVersionAsync(Cancel))!;
        await shop.CustomerAsync("bob");
        await shop.Get<FitModel>().HandleAsync(null, Cancel);
        (await shop.Get<BuildReport>().HandleAsync(Cancel)).LapsedBecause.Keys.ShouldBe([open]);
        await shop.Store.SubmitAsync("models", [new(TableActionKind.Delete, new("shop", "v|" + first, new Dictionary<string, object>(StringComparer.Ordinal)))], Cancel);

        (await shop.Get<BuildReport>().HandleAsync(Cancel)).LapsedBecause.Keys.ShouldBe([older]);
    }

    [Fact]
    public async Task Who_stayed_out_is_counted_once_however_many_runs_stood_in_the_way()
    {
        using var shop = new CornerShop(
            SequenceText.Of("first", "- { wait: a-while, for: 1 day }", reentry: "{ after: 2 days }", goal: "1 day", more: "priority: 5"),
            SequenceText.Of("second", "- { wait: a-while, for: 1 day }"));
        await shop.CustomerAsync("ann");
        for (var i = 0; i < 3; i++)
        {
            await shop.AudienceAsync();
            await shop.PassAsync(TimeSpan.FromDays(2));
        }

        var second = (await shop.Get<BuildReport>().HandleAsync(Cancel)).Sequences.Single(s => s.Name == "second");

        second.NotEnrolled.ShouldBe(new Dictionary<string, int>(StringComparer.Ordinal) { [HoldReason.OtherSequence] = 1 });
    }

    private static OrderPlaced Order(string id, string name, DateTimeOffset at, decimal total) =>
        new() { Id = id, Customer = CornerShop.Key(name), At = at, Total = total };

    private static List<string> Names(Arm arm, int count) => [.. Enumerable.Range(0, 100).Select(i => $"c{i}")
        .Where(n => Bucket.Unit($"holdout|hello|shop:{n}") < 0.5 == (arm == Arm.Holdout)).Take(count)];
}
