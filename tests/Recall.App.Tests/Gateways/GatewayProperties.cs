using FsCheck;
using FsCheck.Fluent;
using Recall.App.Tests.Shops;
using Recall.Core.Messaging;
using static Recall.App.Tests.Gateways.PushGatewayTests;

namespace Recall.App.Tests.Gateways;

/// <summary>Whatever gateways answer.</summary>
public class GatewayProperties
{
    /// <summary>Whatever the channels do and in whatever order, the same message comes on one of them.</summary>
    [Fact]
    public void No_message_comes_on_two_channels() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(
        Arb.From(Gen.Elements(Enum.GetValues<Fate>()).NonEmptyListOf().Select(l => l.ToArray()).Zip(Gen.Choose(0, 200))),
        c => ComesOnOneAsync(c.Item1, TimeSpan.FromMinutes(c.Item2)).GetAwaiter().GetResult())); // Ends at once: the store is in memory.

    private static async Task ComesOnOneAsync(Fate[] fates, TimeSpan leavesAfter)
    {
        ScriptedChannel push = null!;
        using var shop = CornerShop.With(
            clock => [push = new ScriptedChannel("push", repeatable: true, clock) { RepeatableFor = TimeSpan.FromDays(1) }], new Policy(), SequenceText.WithGateways("hello", Push, more: "exits: []"));
        push.Next(fates);
        await EnterAsync(shop, "ann");
        await shop.PassAsync(leavesAfter);
        await shop.UnsubscribeAsync("ann", "push");
        await shop.PassAsync(TimeSpan.FromDays(10));

        (push.Reached.Count + shop.Email.Reached.Count).ShouldBeLessThanOrEqualTo(1);
    }
}
