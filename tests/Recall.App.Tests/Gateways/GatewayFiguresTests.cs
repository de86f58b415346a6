using Recall.App.Reports;
using Recall.App.Sequences.Replaying;
using Recall.App.Tests.Shops;
using Recall.Core.Customers;
using Recall.Core.Sequences;
using Recall.Core.Shop;

namespace Recall.App.Tests.Gateways;

/// <summary>Messages on <c>push</c> and <c>wecom</c> in the figures that marketers look at.</summary>
public class GatewayFiguresTests
{
    private const string Steps = """
        - { send: nudge, channels: [push, email], template: note }
        - { send: greet, channels: [wecom, sms], template: note }
        """;

    private static readonly DateOnly Today = new(2026, 3, 2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_report_counts_them_by_channel_with_what_they_cost()
    {
        using var shop = Shop();
        await ReachableAsync(shop, "ann", "push", "wecom");
        await ReachableAsync(shop, "ben", "push");
        await ReachableAsync(shop, "cat");
        foreach (var name in new[] { "ann", "ben", "cat" })
            await shop.EnrolAsync("hello", name);
        await shop.PassAsync(TimeSpan.FromDays(31));

        var report = (await shop.Get<BuildReport>().HandleAsync(Cancel)).Sequences.ShouldHaveSingleItem();

        report.Sent.ShouldBe(
            new Dictionary<string, int>(StringComparer.Ordinal) { ["push"] = 2, ["wecom"] = 1, ["email"] = 1, ["sms"] = 2 }, ignoreOrder: true);
        (await CostAsync("ann"), await CostAsync("ben"), await CostAsync("cat")).ShouldBe((3.5m, 0.5m, 0m)); // E-mail and SMS are free here.

        async Task<decimal> CostAsync(string name)
        {
            var id = new EnrolmentId("hello", CornerShop.Key(name), 1);
            var result = await shop.Get<MeasureEnrolment>().HandleAsync(
                await shop.RowAsync(id), 1, [await shop.TouchAsync(id, "nudge"), await shop.TouchAsync(id, "greet")], Cancel);
            return -result!.Value.Margin;
        }
    }

    [Fact]
    public async Task A_replay_takes_them_in_the_order_of_the_step_and_counts_them_by_channel()
    {
        using var shop = Shop();
        await ReachableAsync(shop, "ann", "push", "wecom");
        await ReachableAsync(shop, "ben");

        var real = await ReplayAsync([]);
        var assumed = await ReplayAsync(["push", "wecom"]);

        real.Report.Sent.ShouldBe(
            new Dictionary<string, int>(StringComparer.Ordinal) { ["push"] = 1, ["wecom"] = 1, ["email"] = 1, ["sms"] = 1 }, ignoreOrder: true);
        real.Enrolments.Single(e => e.Customer == "shop:ann").Decisions.Select(d => d.Code).ShouldBe(["push", "wecom"]);
        assumed.Report.Sent.ShouldBe(new Dictionary<string, int>(StringComparer.Ordinal) { ["push"] = 2, ["wecom"] = 2 }, ignoreOrder: true);

        async Task<ReplayAnswer> ReplayAsync(IReadOnlyList<string> reachable) =>
            (await shop.Get<RunReplay>().HandleAsync(new(shop.Sequence("hello"), Today.AddDays(-60), Today.AddDays(-1), reachable), cancellationToken: Cancel))!;
    }

    private static CornerShop Shop() => CornerShop.With(
        clock => [new ScriptedChannel("push", repeatable: true, clock), new ScriptedChannel("wecom", repeatable: false, clock)],
        new ShopSettings
        {
            Name = "Tea", Policy = new(), TouchCosts = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["push"] = 0.5m, ["wecom"] = 3m },
        },
        SequenceText.WithGateways("hello", Steps));

    private static async Task ReachableAsync(CornerShop shop, string name, params string[] channels)
    {
        await shop.CustomerAsync(name);
        var at = shop.Now.AddDays(-100);
        if (channels.Contains("wecom"))
            await shop.GiveAsync(new CustomerChanged { Id = "w", Customer = CornerShop.Key(name), At = at, Wecom = "wm-" + name });
        foreach (var channel in channels)
            await shop.GiveAsync(new ConsentChanged { Id = "k-" + channel, Customer = CornerShop.Key(name), At = at, Channel = channel, Granted = true });
    }
}
