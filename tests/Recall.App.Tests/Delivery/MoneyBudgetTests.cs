using Recall.App.Customers;
using Recall.App.Delivery;
using Recall.App.Ledger;
using Recall.App.Reports;
using Recall.App.Tests.Shops;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Shop;

namespace Recall.App.Tests.Delivery;

/// <summary>What messages and coupons of all sequences together may cost. Customers of these shops order for 40.</summary>
public class MoneyBudgetTests
{
    private const string Offer = "- { coupon: gift, amount: 5, valid-for: 14 days }\n- { send: mail, channels: [email], template: offer, coupon: gift, expires-after: 9 days }";

    private static readonly Dictionary<string, decimal> Prices = new(StringComparer.Ordinal) { ["email"] = 0.5m, ["sms"] = 2 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_and_a_coupon_of_any_sequence_wait_for_the_next_day_and_say_why()
    {
        using var shop = Shop(new(6, null), SequenceText.Of("hello", Offer), SequenceText.Of("text", "- { send: mail, channels: [sms], template: note }"));
        await shop.EnterAsync("hello", "ann"); // 5.50 of 6
        await shop.EnterAsync("hello", "bob");
        await shop.EnterAsync("text", "cem");
        await shop.PassAsync(TimeSpan.FromHours(11));
        (shop.Email.Reached.Count, shop.Sms.Reached.Count).ShouldBe((1, 0));
        var report = await shop.Get<BuildReport>().HandleAsync(Cancel);
        report.Money!.Say("USD", "en").ShouldBe(["Messages and coupons have taken 5.50 of today's 6.00 USD."]);

        await shop.PassAsync(TimeSpan.FromDays(2));

        (shop.Email.Reached.Count, shop.Sms.Reached.Count).ShouldBe((2, 1));
        (await shop.StoryAsync("bob")).Contains("deferred", StringComparer.Ordinal).ShouldBeTrue();
        var held = (await shop.LedgerAsync("bob")).First(l => l.Kind == LedgerKind.Deferred);
        (held.Step, held.Detail).ShouldBe(("gift", HoldReason.DailyMoney));
        held.Why.Say("en").ShouldBe("until 2026-03-03 00:00 UTC: it would pass the shop's budget of 6 a day for messages and coupons");
        (await shop.LedgerAsync("cem")).First(l => l.Kind == LedgerKind.Deferred).ShouldSatisfyAllConditions(
            l => (l.Step, l.Detail).ShouldBe(("mail", HoldReason.DailyMoney)), l => l.Why.Say("zh-CN").ShouldContain("将超出店铺每日费用预算 6"));
    }

    [Fact]
    public async Task A_code_that_came_late_lives_as_long_as_any()
    {
        using var shop = Shop(new(6, null), SequenceText.Of("hello", Offer));
        await shop.EnterAsync("hello", "ann");
        var bob = await shop.EnterAsync("hello", "bob");
        await shop.PassAsync(TimeSpan.FromDays(1));

        var code = await shop.Get<CustomerStore>().CouponsAsync(bob, Cancel).SingleAsync(Cancel);
        (code.IssuedAt, code.ExpiresAt).ShouldBe((new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 18, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public async Task A_code_that_would_wait_more_than_a_week_or_costs_more_than_a_whole_budget_is_left_out_with_its_message_and_both_say_why()
    {
        using var shop = Shop(new(null, 6), SequenceText.Of("hello", Offer));
        await shop.EnterAsync("hello", "ann");
        await shop.EnterAsync("hello", "bob"); // 2 March: April is four weeks away.
        (await shop.StoryAsync("bob")).ShouldBe(["skipped", "skipped"]);
        (await shop.LedgerAsync("bob")).Single(l => l.Step == "gift").ShouldSatisfyAllConditions(
            l => l.Detail.ShouldBe(HoldReason.MonthlyMoney),
            l => l.Why.Say("en").ShouldBe("no code: it would pass the shop's budget of 6 a month for messages and coupons, and a code waits 7 days at most"));
        (await shop.LedgerAsync("bob")).Single(l => l.Step == "mail").Detail.ShouldBe(HoldReason.WithoutCoupon);
        (await shop.Get<BuildReport>().HandleAsync(Cancel)).Sequences.Single().HeldBack.Keys.ShouldBe([HoldReason.MonthlyMoney, HoldReason.WithoutCoupon], ignoreOrder: true);

        using var poor = Shop(new(4, null), SequenceText.Of("hello", Offer));
        await poor.EnterAsync("hello", "ann");
        (await poor.StoryAsync("ann")).ShouldBe(["skipped", "skipped"]);
        (await poor.LedgerAsync("ann")).Single(l => l.Step == "gift").ShouldSatisfyAllConditions(
            l => l.Detail.ShouldBe(HoldReason.TooDear),
            l => l.Why.Say("en").ShouldBe("it costs more than a whole budget: it would pass the shop's budget of 4 a day for messages and coupons"));
    }

    [Theory]
    [InlineData(1.9, null)]
    [InlineData(null, 1.9)]
    public async Task A_message_that_costs_more_than_a_whole_budget_does_not_wait_for_a_day_that_never_comes(double? day, double? month)
    {
        using var shop = Shop(new((decimal?)day, (decimal?)month), SequenceText.Of("text", "- { send: mail, channels: [sms], template: note }"));

        await shop.EnterAsync("text", "ann");

        (await shop.LedgerAsync("ann")).Single(l => l.Step == "mail").ShouldSatisfyAllConditions(
            l => l.Kind.ShouldBe(LedgerKind.Skipped), l => l.Detail.ShouldBe(HoldReason.TooDear), l => l.Why.Say("zh-CN").ShouldStartWith("单笔费用超过整个预算：将超出店铺"));
    }

    [Fact]
    public async Task A_budget_of_a_sequences_own_leaves_the_others_alone_and_what_is_free_goes_out_when_the_money_is_gone()
    {
        using var shop = Shop(
            null,
            SequenceText.Of("hello", SequenceText.Mail, more: "policy: { budget: { per-day: 1 } }"), SequenceText.Of("other", SequenceText.Mail));
        for (var i = 0; i < 4; i++)
        {
            await shop.EnterAsync("hello", $"h{i}");
            await shop.EnterAsync("other", $"o{i}");
        }

        shop.Email.Reached.Count.ShouldBe(2 + 4);
        (await shop.LedgerAsync("h3")).Single(l => l.Kind == LedgerKind.Deferred).ShouldSatisfyAllConditions(
            l => l.Detail.ShouldBe(HoldReason.OwnDailyMoney), l => l.Why.Say("en").ShouldContain("the sequence's budget of 1 a day"));
        var report = await shop.Get<BuildReport>().HandleAsync(Cancel);
        report.Money.ShouldBeNull();
        report.Sequences.Select(s => (s.Name, s.Money)).ShouldBe([("hello", new MoneyUse(1, 1, 0, null)), ("other", null)]);

        var free = new ShopSettings { Name = "Tea", Policy = new() { Budget = new(0.01m, null) }, TouchCosts = new Dictionary<string, decimal>(StringComparer.Ordinal) };
        using var other = new CornerShop(free, SequenceText.Of("hello", SequenceText.Mail));
        await other.EnterAsync("hello", "ann");
        other.Email.Reached.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_message_that_is_tried_again_is_paid_once()
    {
        using var shop = Shop(new(0.5m, null), SequenceText.Of("hello", SequenceText.Mail)); // Just this one: what it took itself does not hold it back.
        shop.Email.Next(Fate.TryLater, Fate.FailBefore, Fate.TryLater);
        await shop.EnterAsync("hello", "ann");
        await shop.PassAsync(TimeSpan.FromHours(3));

        shop.Email.Reached.Count.ShouldBe(1);
        (await UsedAsync(shop)).ShouldBe(0.5m);
    }

    [Theory]
    [InlineData("amount: 20, budget: { total: 30 }", 1)] // 20 each.
    [InlineData("percent: 10, budget: { total: 30 }", 3)] // Of an order of 100, as nothing is known of them.
    [InlineData("percent: 10, minimum-order: 150, budget: { total: 30 }", 2)]
    [InlineData("amount: 20, budget: { total: 30 }", 1, 60)]
    [InlineData("percent: 10, budget: { total: 30 }", 5, 60)] // Of what others pay.
    [InlineData("percent: 10, budget: { total: 1500 }", 2, 6000)]
    [InlineData("percent: 10, minimum-order: 150, budget: { total: 30 }", 2, 60)]
    public async Task Codes_for_people_without_an_order_cost_what_they_may_take_off(string worth, int codes, int? mean = null)
    {
        using var shop = Shop(null, SequenceText.Of("hello", $"- {{ coupon: gift, {worth}, valid-for: 14 days }}", audience: "{ field: profile.orders, is: 0 }"));
        if (mean is not null)
        {
            await shop.CustomerAsync("ann"); // Has ordered for 40.
            await shop.OrderAsync("ann", (2 * mean.Value) - 40);
            shop.Clock.Advance(TimeSpan.FromMinutes(1));
            await shop.ScoreAsync();
        }

        for (var i = 0; i < 6; i++)
        {
            await shop.GiveAsync(
                new CustomerChanged { Id = "c", Customer = CornerShop.Key($"p{i}"), At = shop.Now.AddDays(-1), Email = $"p{i}@example.com" },
                new ConsentChanged { Id = "k", Customer = CornerShop.Key($"p{i}"), At = shop.Now.AddDays(-1), Channel = "email", Granted = true });
            await shop.EnrolAsync("hello", $"p{i}");
        }

        await shop.SettleAsync();

        shop.Store.Rows(CustomerKeys.Table).Count(r => r.RowKey.StartsWith("k|", StringComparison.Ordinal)).ShouldBe(codes);
    }

    [Fact]
    public async Task Very_small_prices_add_up_to_the_last_digit_and_a_limit_between_them_holds()
    {
        var settings = new ShopSettings
        {
            Name = "Tea", Policy = new() { Budget = new(0.010160m, null) },
            TouchCosts = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["email"] = 0.00025m },
        };
        using var shop = new CornerShop(settings, SequenceText.Of("hello", SequenceText.Mail));
        for (var i = 0; i < 42; i++)
            await shop.EnterAsync("hello", $"c{i}");

        shop.Email.Reached.Count.ShouldBe(40);
    }

    [Fact]
    public async Task A_percentage_of_an_odd_sum_fits_where_the_gate_says_so()
    {
        using var shop = Shop(new(null, 4.00005m), SequenceText.Of("hello", "- { coupon: gift, percent: 10, valid-for: 14 days }"));
        foreach (var name in new[] { "ann", "bob" })
        {
            await shop.CustomerAsync(name);
            await shop.GiveAsync(new OrderPlaced { Id = "o2", Customer = CornerShop.Key(name), At = shop.Now.AddDays(-90), Total = 40.00065m });
            await shop.EnrolAsync("hello", name);
            await shop.SettleAsync(); // One after the other: who comes first has the money.
        }

        (await shop.StoryAsync("ann"))[0].ShouldBe(LedgerKind.Coupon);
        (await shop.StoryAsync("bob"))[0].ShouldBe(LedgerKind.Skipped);
    }

    [Fact]
    public async Task A_message_that_is_tried_again_on_another_channel_costs_what_that_one_costs()
    {
        using var shop = Shop(new(2.4m, null), SequenceText.Of("hello", "- { send: mail, channels: [email, sms], template: note }", more: "exits: [complaint]"));
        shop.Email.Next(Fate.TryLater);
        await shop.EnterAsync("hello", "ann");
        await shop.UnsubscribeAsync("ann", "email");
        await shop.PassAsync(TimeSpan.FromHours(3));
        shop.Sms.Reached.ShouldHaveSingleItem();

        await shop.EnterAsync("hello", "bob");

        shop.Email.Reached.ShouldBeEmpty("2 of 2.40 are spent");
        (await UsedAsync(shop)).ShouldBe(2);
    }

    [Fact]
    public async Task What_the_carrier_refused_or_put_off_until_it_expired_costs_nothing()
    {
        using var shop = Shop(new(null, 1), SequenceText.Of("hello", SequenceText.Mail));
        shop.Email.Next(Fate.Reject, Fate.Reject);
        await shop.EnterAsync("hello", "ann");
        await shop.EnterAsync("hello", "bob");
        shop.Email.Next([.. Enumerable.Repeat(Fate.TryLater, 1000)]);
        await shop.EnterAsync("hello", "cem");
        (await UsedAsync(shop)).ShouldBe(0);
        await shop.PassAsync(TimeSpan.FromDays(4));

        (await shop.StoryAsync("cem"))[^1].ShouldBe(LedgerKind.Skipped);
        (await UsedAsync(shop)).ShouldBe(0);
    }

    [Fact]
    public async Task A_fact_that_comes_between_counting_and_sending_leaves_the_message_paid_once()
    {
        using var shop = Shop(new(5, null), SequenceText.Of("hello", SequenceText.Mail));
        await shop.CustomerAsync("ann");
        await shop.EnrolAsync("hello", "ann");
        shop.JustBefore("t|", () => shop.GiveAsync(new LoggedIn { Id = "in", Customer = CornerShop.Key("ann"), At = shop.Now }));

        await shop.SettleAsync();

        shop.Email.Reached.ShouldHaveSingleItem();
        (await UsedAsync(shop)).ShouldBe(0.5m);
    }

    /// <summary>It may have gone out on the first day, and did not on the second, whatever the carrier said then.</summary>
    [Theory]
    [InlineData(Fate.Reject, false)]
    [InlineData(Fate.TryLater, true)]
    public async Task A_message_in_doubt_stays_paid_for_the_day_on_which_it_may_have_gone_out_and_for_none_on_which_it_did_not(Fate then, bool again)
    {
        using var shop = Shop(new(0.5m, 100), SequenceText.Of("hello", SequenceText.Mail));
        shop.Clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromMinutes(1)); // It is asked again four minutes after midnight, and once more an hour later.
        shop.Email.Next(Fate.Unclear, then);
        await shop.EnterAsync("hello", "ann");
        await shop.PassAsync(TimeSpan.FromHours(1));
        (await shop.Get<MoneyBudgets>().UseAsync(shop.Now, Cancel)).ShouldBe(new MoneyUse(0, 0.5m, 0.5m, 100));

        await shop.EnterAsync("hello", "bob"); // Has the day's money.
        await shop.PassAsync(TimeSpan.FromDays(2));

        var midnight = CornerShop.Noon.AddHours(12);
        List<(string, DateTimeOffset)> handed = [("hello--shop:ann--1/mail", midnight.AddMinutes(-1)), ("hello--shop:bob--1/mail", midnight.AddMinutes(59))];
        if (again)
            handed.Add(("hello--shop:ann--1/mail", midnight.AddDays(1)));
        shop.Email.Handed.Select(h => (h.Key, h.At)).ShouldBe(handed);
        (await shop.Get<MoneyBudgets>().UseAsync(shop.Now, Cancel))!.ThisMonth.ShouldBe(1);
    }

    [Theory]
    [InlineData("Pacific/Auckland", 23)] // 01:00 there.
    [InlineData("America/Los_Angeles", 20)] // 04:00 there.
    public async Task A_day_is_the_shops_wherever_it_is(string zone, int hours)
    {
        var settings = new ShopSettings { Name = "Tea", TimeZone = zone, Policy = new() { Budget = new(5.5m, null) }, TouchCosts = Prices };
        using var shop = new CornerShop(settings, SequenceText.Of("hello", Offer));
        await shop.EnterAsync("hello", "ann");
        await shop.EnterAsync("hello", "bob");
        (await UsedAsync(shop)).ShouldBe(5.5m);

        await shop.PassAsync(TimeSpan.FromHours(hours) - TimeSpan.FromTicks(1));
        shop.Email.Reached.Count.ShouldBe(1);
        (await UsedAsync(shop)).ShouldBe(5.5m);

        await shop.PassAsync(TimeSpan.FromTicks(1));
        shop.Email.Reached.Count.ShouldBe(2);
        (await UsedAsync(shop)).ShouldBe(5.5m);
    }

    private static async Task<decimal> UsedAsync(CornerShop shop)
    {
        var use = (await shop.Get<MoneyBudgets>().UseAsync(shop.Now, Cancel))!;
        return use.PerDay is null ? use.ThisMonth : use.Today;
    }

    private static CornerShop Shop(MoneyBudget? budget, params string[] sequences) =>
        new(new ShopSettings { Name = "Tea", Policy = new() { Budget = budget }, TouchCosts = Prices }, sequences);
}
