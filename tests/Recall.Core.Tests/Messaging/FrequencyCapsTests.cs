using FsCheck.Fluent;
using Recall.Core.Messaging;

namespace Recall.Core.Tests.Messaging;

public sealed class FrequencyCapsTests
{
    private static readonly DateTimeOffset Now = GateScenario.Now;

    [Fact]
    public void A_message_is_free_at_the_first_hour_in_which_no_span_holds_too_many() => Properties.ForAll(
        from touches in Gen.Choose(0, 24 * 12).Zip(Generators.Channel, (h, c) => new Touch(Now.AddHours(-h), c, "x")).ListOf()
        from max in Gen.Choose(1, 4)
        from hours in Gen.Choose(1, 24 * 10)
        from limited in Generators.Channel.OrNull()
        select (touches: (IReadOnlyList<Touch>)[.. touches], cap: new FrequencyCap(limited, max, TimeSpan.FromHours(hours))),
        given =>
        {
            var (touches, cap) = given;
            var at = Now;
            while (cap.Channel is null or "email"
                && touches.Count(t => (cap.Channel is null || t.Channel == "email") && at - t.At < cap.Per) >= cap.Max)
                at = at.AddHours(1);
            FrequencyCaps.FreeAt(cap, touches, "email", Now).ShouldBe(at);
        },
        500);

    [Fact]
    public void A_touch_leaves_the_span_when_the_span_is_over()
    {
        var cap = new FrequencyCap(null, 1, TimeSpan.FromDays(2));
        FrequencyCaps.FreeAt(cap, [new(Now.AddDays(-2), "sms", "x")], "email", Now).ShouldBe(Now);
        FrequencyCaps.FreeAt(cap, [new(Now.AddDays(-2).AddTicks(1), "sms", "x")], "email", Now).ShouldBe(Now.AddTicks(1));
    }
}
