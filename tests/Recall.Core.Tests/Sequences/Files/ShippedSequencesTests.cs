using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;

namespace Recall.Core.Tests.Sequences.Files;

public class ShippedSequencesTests
{
    public static TheoryData<string> Names => Shipped.SequenceNames;

    [Theory]
    [MemberData(nameof(Names))]
    public void Shipped_sequences_have_no_problem_not_even_a_doubt(string name)
    {
        var result = SequenceFile.Read(name, Shipped.Sequence(name));

        result.Problems.ShouldBeEmpty();
        result.Definition.ShouldNotBeNull().Name.ShouldBe(Path.GetFileNameWithoutExtension(name));
        result.Definition.Templates.Values.ShouldAllBe(t => t.ByLocale.ContainsKey("en") && t.ByLocale.ContainsKey("zh-CN"));
    }

    [Fact]
    public void The_winback_file_reads_as_it_is_written()
    {
        var definition = SequenceFile.Read("dormant-winback.yaml", Shipped.Sequence("dormant-winback.yaml")).Definition.ShouldNotBeNull();

        definition.Title.For("zh-CN").ShouldBe("唤回沉睡客户");
        definition.Holdout.ShouldBe(0.1, 1e-12);
        definition.Priority.ShouldBe(50);
        definition.DailyLimit.ShouldBe(500);
        definition.Reentry.ShouldBe(new Reentry(TimeSpan.FromDays(180), 3));
        definition.GoalWithin.ShouldBe(TimeSpan.FromDays(45));
        definition.Exits.ShouldBe([SignalKind.Unsubscribe, SignalKind.Complaint]);
        var audience = definition.Audience.ShouldBeOfType<Condition.All>().Of.OfType<Condition.Compare>().ToList();
        audience[0].Values.ShouldBe(["dormant"]);
        audience[1].ShouldSatisfyAllConditions(
            c => c.Field.ShouldBe("profile.orders"), c => c.Operator.ShouldBe(CompareOperator.AtLeast), c => c.Values.ShouldBe([2.0]));

        definition.Steps.Select(s => s.Id).ShouldBe(
            ["offer", "first-mail", "after-first", "reminder-sms", "after-reminder", "who", "last-offer", "last-mail", "done"]);
        definition.Steps[0].ShouldBe(new CouponStep("offer", 10, null, TimeSpan.FromDays(14), null, null));
        var send = definition.Steps[1].ShouldBeOfType<SendStep>();
        send.Channels.ShouldBe(["email"]);
        send.Coupon.ShouldBe("offer");
        definition.Steps[2].ShouldBeOfType<WaitStep>().Until.ShouldBe([SignalKind.Reply]);
        var branch = definition.Steps[5].ShouldBeOfType<BranchStep>();
        branch.Default.ShouldBeEmpty();
        var handoff = branch.Cases.ShouldHaveSingleItem().Steps.ShouldHaveSingleItem().ShouldBeOfType<HandoffStep>();
        handoff.Queue.ShouldBe("vip-care");
        handoff.Outcomes["won"].ShouldBe([new EndStep("call-won", "won-by-call")]);
        handoff.Overdue.ShouldBeEmpty();
    }

    [Fact]
    public void The_version_follows_the_text_but_not_line_endings_or_a_byte_order_mark()
    {
        var text = Shipped.Sequence("dormant-winback.yaml");
        var version = SequenceFile.VersionOf(text);

        version.ShouldMatch("^[0-9a-f]{16}$");
        SequenceFile.VersionOf('\uFEFF' + text.Replace("\n", "\r\n", StringComparison.Ordinal)).ShouldBe(version);
        SequenceFile.VersionOf(text + "#").ShouldNotBe(version, StringComparer.Ordinal);
        SequenceFile.Read("dormant-winback.yaml", text.Replace("\n", "\r\n", StringComparison.Ordinal)).Definition!.Version.ShouldBe(version);
    }
}
