using FsCheck.Fluent;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Checks;

namespace Recall.Core.Tests.Sequences.Checks;

public sealed class StarvedSendsTests
{
    private static readonly FrequencyCap Weekly = new(null, 1, TimeSpan.FromDays(7));

    [Fact]
    public void A_message_that_expires_before_the_cap_frees_is_named_with_the_one_that_used_it_up()
    {
        var doubt = Doubts([Weekly], Definitions.Send("first"), Definitions.Wait("rest", 3), Definitions.Send("second", TimeSpan.FromDays(2))).ShouldHaveSingleItem();
        doubt.Field.ShouldBe("steps.second");
        doubt.Text.Say("en").ShouldBe(
            "whoever got 'first' never gets this message: the cap of 1 message in 7 days frees 4 days after this step is reached at the earliest, "
            + "and the message expires after 2 days; wait longer before it, or lengthen 'expires-after'");
        doubt.Text.Say("zh-CN").ShouldContain("每 7 天内最多 1 条的频次上限最早在到达此步骤 4 天之后才放开");
    }

    [Fact]
    public void A_cap_of_the_sequences_own_starves_as_the_shops_does()
    {
        var definition = Definitions.Of(Definitions.Send("first"), Definitions.Send("second")) with { Policy = new() { Caps = [Weekly] } };
        StarvedSends.Of(definition, new()).ShouldHaveSingleItem().Field.ShouldBe("steps.second");
        StarvedSends.Of(definition with { Policy = null }, new()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(3, 5)] // It waits for the cap and goes out.
    [InlineData(8, 1)] // The cap is free by then.
    public void One_that_goes_out_in_time_is_not(int rest, int expires) =>
        Doubts([Weekly], Definitions.Send("first"), Definitions.Wait("rest", rest), Definitions.Send("second", TimeSpan.FromDays(expires))).ShouldBeEmpty();

    [Fact]
    public void What_only_some_get_before_it_is_no_reason_and_inside_a_way_it_is()
    {
        var second = Definitions.Send("second");
        Doubts([Weekly], Definitions.Branch("who", [Definitions.Send("first")], []), second).ShouldBeEmpty();
        Doubts([Weekly], Definitions.Branch("who", [Definitions.Send("first"), second], [])).ShouldHaveSingleItem().Field.ShouldBe("steps.second");
        Doubts([Weekly], Definitions.Send("first"), Definitions.Handoff("call", 1, [second], [])).ShouldHaveSingleItem().Field.ShouldBe("steps.second");
        Doubts([Weekly], Definitions.Send("first"), Definitions.Handoff("call", 8, [second], [])).ShouldBeEmpty();
    }

    [Fact]
    public void A_cap_of_one_channel_starves_who_has_no_other()
    {
        FrequencyCap[] caps = [new("sms", 1, TimeSpan.FromDays(7))];
        var first = Definitions.Send("first", null, null, "sms");
        Doubts(caps, first, Definitions.Send("second", null, null, "sms")).ShouldHaveSingleItem();
        Doubts(caps, first, Definitions.Send("second", null, null, "sms", "email")).ShouldBeEmpty();
        Doubts(caps, Definitions.Send("either"), Definitions.Send("second", null, null, "sms")).ShouldBeEmpty("the first may have gone out by e-mail");
    }

    /// <summary>Of messages one after another it says what the gate's own rule would do if each went out when its step is reached.</summary>
    [Fact]
    public void It_agrees_with_the_rule_of_the_gate() => Properties.ForAll(
        from days in Gen.Choose(0, 9).ListOf()
        from expires in Gen.Choose(1, 9)
        from most in Gen.Choose(1, 3)
        from per in Gen.Choose(1, 15)
        select (days, TimeSpan.FromDays(expires), new FrequencyCap(null, most, TimeSpan.FromDays(per))),
        given =>
        {
            var (days, expires, cap) = given;
            Step[] steps = [.. days.SelectMany((d, i) => (Step[])[Definitions.Send($"s{i}", expires), Definitions.Wait($"w{i}", d)])];
            var (now, touches, starved) = (DateTimeOffset.UnixEpoch, new List<Touch>(), new List<string>());
            foreach (var (wait, i) in days.Select((d, i) => (d, i)))
            {
                if (FrequencyCaps.FreeAt(cap, touches, "email", now) is var free && free > now && free >= now + expires)
                    starved.Add($"steps.s{i}");
                touches.Add(new(now, "email", $"s{i}"));
                now = now.AddDays(wait);
            }

            Doubts([cap], steps).Select(d => d.Field).ShouldBe(starved);
        });

    private static List<Doubt> Doubts(FrequencyCap[] caps, params IReadOnlyList<Step> steps) => [.. StarvedSends.Of(Definitions.Of(steps), new Policy { Caps = caps })];
}
