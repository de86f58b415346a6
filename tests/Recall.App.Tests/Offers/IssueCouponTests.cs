using Recall.App.Customers;
using Recall.App.Delivery;
using Recall.App.Enrolment;
using Recall.App.Ledger;
using Recall.App.Offers;
using Recall.App.Tests.Shops;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Offers;
using Recall.Core.Sequences;
using Recall.Core.Shop;

namespace Recall.App.Tests.Offers;

public class IssueCouponTests
{
    private static readonly EnrolmentId Ann = new("hello", CornerShop.Key("ann"), 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_step_gives_one_code_however_often_and_at_once_it_is_performed()
    {
        using var shop = new CornerShop(File(null));
        await shop.CustomerAsync("ann");
        await shop.EnrolAsync("hello", "ann");
        var run = await shop.Get<EnrolmentStore>().LoadAsync(Ann, null, Cancel);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(
            () => shop.Get<PerformStep>().HandleAsync(run, new(run.Tree.Find("gift")!, run.StartedAt), Cancel), Cancel)));
        await shop.SettleAsync();

        var coupon = await shop.Get<CustomerStore>().CouponsAsync(Ann, Cancel).SingleAsync(Cancel);
        results.ShouldAllBe(r => r.Equals(new StepResult.Done(coupon.Code)));
        shop.Email.Handed.ShouldHaveSingleItem().Text.ShouldStartWith(coupon.Code);
        (await shop.StoryAsync("ann")).ShouldBe(["coupon", "reserved", "sent"]);
    }

    [Fact]
    public async Task The_same_step_performed_at_once_for_the_last_code_has_that_code()
    {
        using var shop = new CornerShop(File(1));
        await shop.CustomerAsync("ann");
        await shop.EnrolAsync("hello", "ann");
        var run = await shop.Get<EnrolmentStore>().LoadAsync(Ann, null, Cancel);

        // Another attempt at the step gets there first, and takes the last code.
        shop.JustBefore("total", () => shop.Get<PerformStep>().HandleAsync(run, new(run.Tree.Find("gift")!, run.StartedAt), Cancel));
        var result = await shop.Get<PerformStep>().HandleAsync(run, new(run.Tree.Find("gift")!, run.StartedAt), Cancel);

        result.ShouldBe(new StepResult.Done((await shop.Get<CustomerStore>().CouponsAsync(Ann, Cancel).SingleAsync(Cancel)).Code));
    }

    /// <summary>A takeover that comes too early: who loses gives back what it took, of the step's limits and of the shop's money.</summary>
    [Fact]
    public async Task The_same_step_performed_twice_at_once_is_paid_once()
    {
        using var shop = new CornerShop(new Policy { Budget = new(1000, null) }, SequenceText.Of("hello", Limited));
        await shop.CustomerAsync("ann");
        await shop.EnrolAsync("hello", "ann");
        var run = await shop.Get<EnrolmentStore>().LoadAsync(Ann, null, Cancel);

        shop.JustBefore("k|", () => shop.Get<PerformStep>().HandleAsync(run, new(run.Tree.Find("gift")!, run.StartedAt), Cancel));
        await shop.Get<PerformStep>().HandleAsync(run, new(run.Tree.Find("gift")!, run.StartedAt), Cancel);

        await PaidAsync(shop, 1);
    }

    /// <summary>Another customer gets the last code between looking and taking.</summary>
    [Theory]
    [InlineData("max-issued: 1", "total")]
    [InlineData("budget: { total: 9 }", "2")]
    [InlineData("budget: { per-day: 9 }", "2")]
    [InlineData("budget: { per-month: 9 }", "2")]
    public async Task A_limit_that_another_reached_in_this_moment_holds(string limit, string counter)
    {
        using var shop = new CornerShop(SequenceText.Of("hello", $"- {{ coupon: gift, amount: 5, valid-for: 14 days, {limit} }}"));
        await shop.CustomerAsync("ann");
        await shop.EnrolAsync("hello", "ann");
        var run = await shop.Get<EnrolmentStore>().LoadAsync(Ann, null, Cancel);
        await shop.CustomerAsync("bob");
        var other = await shop.Get<EnrolmentStore>().LoadAsync((await shop.EnrolAsync("hello", "bob")).Id!, null, Cancel);

        shop.JustBefore(counter, () => shop.Get<PerformStep>().HandleAsync(other, new(other.Tree.Find("gift")!, other.StartedAt), Cancel));
        var result = await shop.Get<PerformStep>().HandleAsync(run, new(run.Tree.Find("gift")!, run.StartedAt), Cancel);

        result.ShouldBeOfType<StepResult.Skipped>();
        (await shop.StoryAsync("bob")).ShouldBe([LedgerKind.Coupon]);
    }

    [Fact]
    public async Task However_many_attempts_race_for_however_many_customers_each_code_is_paid_once()
    {
        using var shop = new CornerShop(new Policy { Budget = new(1000, null) }, SequenceText.Of("hello", Limited));
        var runs = new List<Run>();
        for (var i = 0; i < 10; i++)
        {
            await shop.CustomerAsync($"c{i}");
            runs.Add(await shop.Get<EnrolmentStore>().LoadAsync((await shop.EnrolAsync("hello", $"c{i}")).Id!, null, Cancel));
        }

        await Task.WhenAll(runs.SelectMany(run => Enumerable.Range(0, 3).Select(_ => Task.Run(
            () => shop.Get<PerformStep>().HandleAsync(run, new(run.Tree.Find("gift")!, run.StartedAt), Cancel), Cancel))));

        await PaidAsync(shop, 10);
    }

    private const string Limited = "- { coupon: gift, amount: 5, valid-for: 14 days, max-issued: 100, budget: { total: 500, per-day: 400, per-month: 450 } }";

    private static async Task PaidAsync(CornerShop shop, int codes)
    {
        shop.Store.Rows(CustomerKeys.Table).Count(r => r.RowKey.StartsWith("k|", StringComparison.Ordinal)).ShouldBe(codes);
        var step = (CouponStep)shop.Sequence("hello").Tree.Find("gift")!;
        (await shop.Get<CouponCounts>().UseAsync("hello", step, shop.Now, Cancel)).ShouldBe(new CouponUse(codes, 5 * codes, 5 * codes, 5 * codes));
        (await shop.Get<MoneyBudgets>().UseAsync(shop.Now, Cancel))!.Today.ShouldBe(5 * codes);
    }

    [Fact]
    public async Task No_more_codes_than_the_file_allows_and_a_message_that_needs_one_is_skipped_and_says_why()
    {
        using var shop = new CornerShop(File(5));
        for (var i = 0; i < 12; i++)
            await shop.CustomerAsync($"c{i}");
        await shop.AudienceAsync();
        await shop.SettleAsync();

        shop.Store.Rows(CustomerKeys.Table).Count(r => r.RowKey.StartsWith("k|", StringComparison.Ordinal)).ShouldBe(5);
        shop.Email.Reached.Count.ShouldBe(5);
        var without = 0;
        for (var i = 0; i < 12; i++)
        {
            var skipped = (await shop.LedgerAsync($"c{i}")).Where(l => l.Kind == LedgerKind.Skipped).ToList();
            if (skipped.Count == 0)
                continue;
            skipped.Select(l => (l.Step, l.Detail)).ShouldBe([("gift", HoldReason.NoCoupon), ("mail", HoldReason.WithoutCoupon)], ignoreOrder: true);
            without++;
        }

        without.ShouldBe(7);
    }

    [Fact]
    public async Task A_crash_before_the_code_is_stored_gives_the_same_code_later_and_at_most_wastes_a_place()
    {
        using var shop = new CornerShop(File(2));
        await shop.CustomerAsync("ann");
        await shop.EnrolAsync("hello", "ann");
        shop.DieBefore("k|");
        await Should.ThrowAsync<IOException>(shop.SettleAsync);

        using var next = shop.Reopen();
        await next.SettleAsync();
        await next.EnterAsync("hello", "bob");

        (await next.StoryAsync("ann")).ShouldBe(["coupon", "reserved", "sent"]);
        next.Email.Reached.ShouldBe([Ann.EffectKey("mail")]);
        (await next.StoryAsync("bob")).ShouldBe(["skipped", "skipped"]);
    }

    [Fact]
    public async Task A_ladder_starts_low_rises_while_no_order_comes_and_begins_again_after_one()
    {
        using var shop = new CornerShop(SequenceText.Of(
            "hello", "- { coupon: gift, ladder: [5, 10, 15], valid-for: 14 days }\n- { wait: calm, for: 2 days }\n- { coupon: again, ladder: [5, 10, 15], valid-for: 14 days }",
            reentry: "{ after: 1 day }", goal: "3 days"));
        await shop.CustomerAsync("ann");
        var rungs = new List<decimal?>();
        for (var pass = 1; pass <= 3; pass++)
        {
            await shop.EnrolAsync("hello", "ann");
            await shop.PassAsync(TimeSpan.FromDays(2));
            if (pass == 2)
                await shop.OrderAsync("ann");
            await shop.PassAsync(TimeSpan.FromDays(2));
            rungs.AddRange(await shop.Get<CustomerStore>().CouponsAsync(new("hello", CornerShop.Key("ann"), pass), Cancel)
                .OrderBy(c => c.IssuedAt).Select(c => c.Percent).ToListAsync(Cancel));
        }

        rungs.ShouldBe([5, 10, 15, 15, 5, 10]);
    }

    [Fact]
    public async Task Fifty_at_once_never_pass_a_budget_and_the_next_day_has_its_own()
    {
        using var shop = new CornerShop(SequenceText.Of(
            "hello", "- { coupon: gift, amount: 5, valid-for: 14 days, budget: { per-day: 36, total: 50 } }\n- { send: mail, channels: [email], template: offer, coupon: gift }",
            reentry: "{ after: 1 day }", goal: "1 day"));
        for (var i = 0; i < 50; i++)
            await shop.CustomerAsync($"c{i}");

        await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            var id = (await shop.EnrolAsync("hello", $"c{i}")).Id!;
            var run = await shop.Get<EnrolmentStore>().LoadAsync(id, null, Cancel);
            await Task.Run(() => shop.Get<PerformStep>().HandleAsync(run, new(run.Tree.Find("gift")!, run.StartedAt), Cancel), Cancel);
        }));

        Codes().ShouldBe(7); // The eighth would be 40.
        await shop.PassAsync(TimeSpan.FromDays(1));
        await shop.AudienceAsync();
        await shop.SettleAsync();
        Codes().ShouldBe(10); // Of all there are 50.
        var reasons = new HashSet<(string?, string)>();
        for (var i = 0; i < 50; i++)
            reasons.UnionWith((await shop.LedgerAsync($"c{i}")).Where(l => l is { Kind: LedgerKind.Skipped, Step: "gift" }).Select(l => (l.Detail, l.Why.Code)));
        reasons.ShouldBe([(HoldReason.DailyCouponMoney, "day-budget-gone"), (HoldReason.CouponMoney, "budget-gone")], ignoreOrder: true);

        int Codes() => shop.Store.Rows(CustomerKeys.Table).Count(r => r.RowKey.StartsWith("k|", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_day_of_its_budget_is_the_shops_wherever_it_is()
    {
        var settings = new ShopSettings { Name = "Tea", TimeZone = "Pacific/Auckland", Policy = new() };
        using var shop = new CornerShop(settings, SequenceText.Of("hello", "- { coupon: gift, amount: 5, valid-for: 14 days, budget: { per-day: 5 } }"));
        await shop.EnterAsync("hello", "ann"); // 01:00 on the third there.
        await shop.PassAsync(TimeSpan.FromHours(13)); // 14:00 there, and the third in UTC too.
        await shop.EnterAsync("hello", "bob");
        await shop.PassAsync(TimeSpan.FromHours(10)); // Midnight there.
        await shop.EnterAsync("hello", "cem");

        (await shop.StoryAsync("ann")).ShouldBe([LedgerKind.Coupon]);
        (await shop.StoryAsync("bob")).ShouldBe([LedgerKind.Skipped]);
        (await shop.StoryAsync("cem")).ShouldBe([LedgerKind.Coupon]);
    }

    [Fact]
    public async Task A_gift_is_named_in_the_customers_language_and_a_percentage_as_Chinese_shops_say_it()
    {
        using var shop = new CornerShop(
            SequenceText.Of("hello", "- { coupon: mug, gift: { en: a mug, zh-CN: 马克杯 }, gift-cost: 4, valid-for: 14 days }\n- { send: mail, channels: [sms], template: gift, coupon: mug }")
                .Replace("templates:\n", "templates:\n  gift:\n    en: { sms: '{{coupon.gift}} {{coupon.code}} {{unsubscribeUrl}}' }\n    zh-CN: { sms: '{{coupon.gift}} {{coupon.code}} {{unsubscribeUrl}}' }\n", StringComparison.Ordinal),
            SequenceText.Of("tenths", "- { coupon: off, percent: 15, valid-for: 14 days }\n- { send: mail, channels: [sms], template: zhe, coupon: off }")
                .Replace("templates:\n", "templates:\n  zhe:\n    en: { sms: '{{coupon.zhe}}折 {{coupon.code}} {{unsubscribeUrl}}' }\n", StringComparison.Ordinal));
        await shop.CustomerAsync("ann");
        await shop.GiveAsync(new CustomerChanged { Id = "l", Customer = CornerShop.Key("ann"), At = shop.Now, Locale = "zh-CN" });
        await shop.EnrolAsync("hello", "ann");
        await shop.EnterAsync("tenths", "bob");

        shop.Sms.Handed.Select(h => h.Text.Split(' ')[0]).ShouldBe(["8.5折", "马克杯"], ignoreOrder: true);
        (await shop.LedgerAsync("ann")).Single(l => l.Kind == LedgerKind.Coupon).Why.Say("en").ShouldBe("a gift (a mug) until 2026-03-16");
    }

    private static string File(int? limit) => SequenceText.Of(
        "hello", $"- {{ coupon: gift, percent: 10, valid-for: 14 days{(limit is null ? "" : $", max-issued: {limit}")} }}\n"
            + "- { send: mail, channels: [email], template: offer, coupon: gift }");
}
