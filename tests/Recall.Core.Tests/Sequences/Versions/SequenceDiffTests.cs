using System.Reflection;
using FsCheck.Fluent;
using Recall.Core.Offers;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;
using Recall.Core.Sequences.Triggers;
using Recall.Core.Sequences.Versions;

namespace Recall.Core.Tests.Sequences.Versions;

public class SequenceDiffTests
{
    private const string Yaml =
        """
        sequence: winback
        title: { en: Come back, zh-CN: 欢迎回来 }
        audience:
          all:
            - { field: score.stage, in: [dormant] }
            - { field: profile.orders, at-least: 2 }
            - { field: score.tier, not-in: [loss-making] }
            - { field: profile.open-complaints, is: 0 }
        holdout: 10%
        daily-limit: 500
        reentry: { after: 180 days, max-entries: 3 }
        goal: { order-within: 45 days }
        exits: [unsubscribe, complaint]
        templates:
          first:
            en:
              subject: A code for you
              preheader: Your own
              html: <p>{{coupon.code}} {{shop.address}} <a href="{{unsubscribeUrl}}">Stop</a></p>
              text: |
                {{coupon.code}} is yours.
                See what is new: {{shop.url}}
                {{shop.address}} {{unsubscribeUrl}}
              sms: "{{coupon.code}} {{unsubscribeUrl}}"
          last:
            en:
              subject: One last thing from {{shop.name}}
              preheader: And no more
              html: <p>{{shop.address}} <a href="{{unsubscribeUrl}}">Stop</a></p>
              text: "{{shop.address}} {{unsubscribeUrl}}"
        steps:
          - coupon: offer
            percent: 10
            valid-for: 14 days
          - send: first-mail
            channels: [email]
            template: first
            coupon: offer
          # An order ends the run.
          - wait: after-first
            for: 3 days
            until: [reply]
          - send: reminder
            channels: [sms]
            template: first
            coupon: offer
            expires-after: 2 days
          - wait: after-reminder
            for: 5 days
          - branch: who
            cases:
              - when:
                  any:
                    - { field: score.tier, is: top }
                    - { field: profile.spent, at-least: 1000 }
                steps:
                  - handoff: call-them
                    queue: care
                    sla: 2 days
                    note: { en: Ask. }
                    outcomes:
                      won: [ { end: call-won, outcome: won-by-call } ]
          - send: last-mail
            channels: [email]
            template: last
          - end: done
            outcome: all-sent

        """;

    [Theory]
    [InlineData("holdout: 10%", "holdout: 20%", "holdout: 10% → 20%", "对照组 holdout：10% → 20%")]
    [InlineData("order-within: 45 days", "order-within: 30 days", "goal.order-within: 45 days → 30 days", "目标 goal.order-within：45 天 → 30 天")]
    [InlineData("order-within: 45 days", "order-within: 45 days, at-least: 50", "goal.at-least: 50, which was not set before", "目标 goal.at-least：新设为 50")]
    [InlineData("order-within: 45 days", "order-within: 45 days, agent-outcome: [won]", "goal.agent-outcome: [] → [won]", "目标 goal.agent-outcome：[] → [won]")]
    [InlineData("holdout: 10%\n", "holdout: 10%\ntrigger: { date: birthday, offset: -3 days }\n", "trigger: birthday -3 days, which was not set before", "触发条件 trigger：新设为 生日 -3 天")]
    [InlineData("holdout: 10%\n", "holdout: 10%\npolicy: { quiet-hours: 20:00-10:00 }\n", "policy.quiet-hours: 20:00-10:00, which was not set before", "发送规则 policy.quiet-hours：新设为 20:00-10:00")]
    [InlineData("daily-limit: 500\n", "", "daily-limit: no longer set, was 500", "每日名额 daily-limit：不再设置，原为 500")]
    [InlineData("en: Come back,", "en: Back,", "title.en: Come back → Back", "标题 title.en：Come back → Back")]
    [InlineData("profile.orders, at-least: 2", "profile.orders, at-least: 3", "audience: orders placed at least 2 → orders placed at least 3", "人群：订单数 ≥ 2 → 订单数 ≥ 3")]
    [InlineData("    - { field: profile.open-complaints, is: 0 }\n", "", "audience: no longer asks that complaints not settled is 0", "人群：取消条件 未解决的投诉数为 0")]
    [InlineData("for: 3 days", "for: 4 days", "step after-first, for: 3 days → 4 days", "步骤 after-first，等待时长 for：3 天 → 4 天")]
    [InlineData("expires-after: 2 days", "expires-after: 12 hours", "step reminder, expires-after: 2 days → 12 hours", "步骤 reminder，过时时限 expires-after：2 天 → 12 小时")]
    [InlineData("at-least: 1000 }", "at-least: 500 }", "step who, case 1: value against the other customers is top or paid in all, before refunds at least 1000 → value against the other customers is top or paid in all, before refunds at least 500", null)]
    [InlineData("subject: One last thing from {{shop.name}}", "subject: Goodbye", "template last, en, subject: 'One last thing from {{shop.name}}' → 'Goodbye'", "模板 last，en，subject：“One last thing from {{shop.name}}” → “Goodbye”")]
    [InlineData("        See what is new: {{shop.url}}\n", "        Come and see: {{shop.url}}\n", "template first, en, text: 1 line out, 1 line in", "模板 first，en，text：删除 1 行，新增 1 行")]
    [InlineData("  - end: done\n    outcome: all-sent\n", "", "step done (end) is gone", "删除步骤 done（end）")]
    [InlineData("outcome: won-by-call }", "outcome: called }", "step call-won, outcome: won-by-call → called", "步骤 call-won，结局 outcome：won-by-call → called")]
    [InlineData("  - end: done\n", "  - wait: a-week\n    for: 7 days\n  - end: done\n", "step a-week (wait) is new, after last-mail: for 7 days", "新增步骤 a-week（wait），last-mail 之后：等待时长 for 7 天")]
    public void A_change_is_said_once_and_in_both_languages(string before, string now, string english, string? chinese)
    {
        var change = SequenceDiff.Of(Read(Yaml), Read(Edited(before, now))).ShouldHaveSingleItem();
        change.Text.For("en").ShouldBe(english);
        if (chinese is not null)
            change.Text.For("zh-CN").ShouldBe(chinese);
    }

    [Fact]
    public void Rules_for_messages_are_compared_one_by_one_as_the_file_writes_them()
    {
        var from = Edited("holdout: 10%\n", "holdout: 10%\npolicy: { caps: [1 per 3 days, 2 sms per 30 days], daily-messages: 50, budget: { per-day: 9 } }\n");
        var to = Edited("holdout: 10%\n", "holdout: 10%\npolicy: { caps: [1 per 72 hours, 1 sms per 30 days], daily-messages: 40, budget: { per-day: 9.50 } }\n");

        SequenceDiff.Of(Read(from), Read(to)).Select(c => c.Text.For("en")).ShouldBe(
            ["policy.caps: [1 per 3 days, 2 sms per 30 days] → [1 per 3 days, 1 sms per 30 days]", "policy.daily-messages: 50 → 40", "policy.budget.per-day: 9 → 9.5"]);
    }

    [Fact]
    public void The_lines_of_a_long_text_that_differ_are_shown()
    {
        var change = SequenceDiff.Of(Read(Yaml), Read(Edited("        See what is new: {{shop.url}}\n", "        Come and see: {{shop.url}}\n"))).Single();
        change.Lines.ShouldBe([new(false, "See what is new: {{shop.url}}"), new(true, "Come and see: {{shop.url}}")]);
    }

    [Fact]
    public void A_step_that_was_put_elsewhere_has_moved_and_the_ones_it_passed_have_not()
    {
        const string Wait = "  - wait: after-reminder\n    for: 5 days\n";
        var moved = Edited(Wait, "").Replace("  - end: done\n", Wait + "  - end: done\n", StringComparison.Ordinal);
        var change = SequenceDiff.Of(Read(Yaml), Read(moved)).ShouldHaveSingleItem();
        (change.Kind, change.Id).ShouldBe((ChangeKind.Moved, "after-reminder"));
        change.Text.For("en").ShouldBe("step after-reminder (wait) moved: it now stands after last-mail");
    }

    [Fact]
    public void A_step_taken_out_of_a_branch_has_moved_though_all_follow_each_other_as_before()
    {
        var from = Definitions.Of(Definitions.Branch("who", [Definitions.Send("a")], []), Definitions.Send("b"));
        var to = Definitions.Of(Definitions.Branch("who", [], []), Definitions.Send("a"), Definitions.Send("b"));
        SequenceDiff.Of(from, to).ShouldHaveSingleItem().Text.For("en").ShouldBe("step a (send) moved: it now stands after who");
    }

    [Theory]
    [InlineData("holdout: 10%", "holdout: 0.1")]
    [InlineData("for: 3 days", "for: 72 hours")]
    [InlineData("exits: [unsubscribe, complaint]\n", "")]
    [InlineData("# An order ends the run.", "# Whoever orders is out.")]
    [InlineData("    - { field: profile.orders, at-least: 2 }\n    - { field: score.tier, not-in: [loss-making] }\n", "    - field: score.tier\n      not-in: [loss-making]\n    - all: [ { field: profile.orders, at-least: 2.0 } ]\n")]
    public void Another_way_to_write_the_same_is_no_change(string before, string now) => SequenceDiff.Of(Read(Yaml), Read(Edited(before, now))).ShouldBeEmpty();

    [Theory]
    [InlineData("holdout: 10%", "holdout: 20%", true)]
    [InlineData("order-within: 45 days", "order-within: 30 days", true)]
    [InlineData("profile.orders, at-least: 2", "profile.orders, at-least: 3", true)]
    [InlineData("holdout: 10%", "holdout: 10%\ntrigger: { event: view }", true)]
    [InlineData("order-within: 45 days", "order-within: 45 days, at-least: 50", false)]
    [InlineData("daily-limit: 500", "daily-limit: 50", false)]
    [InlineData("for: 3 days", "for: 4 days", false)]
    [InlineData("subject: One last thing from {{shop.name}}", "subject: Goodbye", false)]
    public void Who_is_drawn_by_which_chances_and_for_how_long_starts_a_measurement(string before, string now, bool starts) =>
        SequenceDiff.Of(Read(Yaml), Read(Edited(before, now))).Any(c => c.StartsMeasurement).ShouldBe(starts);

    [Fact]
    public void The_same_step_under_another_id_is_noticed()
    {
        var to = Read(Edited("- send: last-mail", "- send: final-mail"));
        StepDiff.Renamed(Read(Yaml), to).ShouldBe([("last-mail", "final-mail")]);
        StepDiff.Renamed(Read(Yaml), Read(Edited("- send: last-mail\n", "- send: final-mail\n    expires-after: 1 hour\n"))).ShouldBeEmpty();
    }

    /// <summary>Whatever the language learns to say is compared: a property that no alternative is known for fails here, not in a shop.</summary>
    [Fact]
    public void Nothing_that_a_sequence_says_can_change_unnoticed()
    {
        var definition = Definitions.Of(Definitions.Send("a"));
        foreach (var property in Settable(typeof(SequenceDefinition)).Where(p => p.Name is not ("Name" or "Version")))
            SequenceDiff.Of(definition, With(definition, property)).ShouldNotBeEmpty(property.Name);

        Step[] steps =
        [
            Definitions.Coupon("s"), Definitions.Send("s"), Definitions.Wait("s", 3), Definitions.Branch("s", [], []), new AbStep("s", [new("one", 1, [])]),
            new TagStep("s", "vip", false), new WebhookStep("s", "crm"), Definitions.Handoff("s", 1, [], []), new EndStep("s", "over"),
        ];
        steps.Select(s => s.GetType()).ShouldBe(typeof(Step).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Step))), ignoreOrder: true);
        foreach (var step in steps)
        {
            foreach (var property in Settable(step.GetType()))
                SequenceDiff.Of(Definitions.Of(step), Definitions.Of((Step)With(step, property))).ShouldNotBeEmpty($"{step.GetType().Name}.{property.Name}");
        }
    }

    [Fact]
    public void A_sequence_says_the_same_as_itself() =>
        Properties.ForAll(Definitions.Any, definition => SequenceDiff.Of(definition, definition).ShouldBeEmpty());

    [Fact]
    public void Steps_that_came_and_went_are_those_of_one_and_not_of_the_other() => Properties.ForAll(Definitions.Any.Zip(Definitions.Any), pair =>
    {
        var (from, to) = (Ids(pair.Item1), Ids(pair.Item2));
        var steps = SequenceDiff.Of(pair.Item1, pair.Item2).Where(c => c.Area == "step").ToList();
        steps.Where(c => c.Kind == ChangeKind.Added && !from.Contains(c.Id!)).Select(c => c.Id).ShouldBe(to.Except(from, StringComparer.Ordinal), ignoreOrder: true);
        steps.Where(c => c.Kind == ChangeKind.Removed && !to.Contains(c.Id!)).Select(c => c.Id).ShouldBe(from.Except(to, StringComparer.Ordinal), ignoreOrder: true);
    });

    private static HashSet<string> Ids(SequenceDefinition definition) => [.. StepWays.All(definition).Select(s => s.Step.Id)];

    private static SequenceDefinition Read(string yaml)
    {
        var result = SequenceFile.Read("winback.yaml", yaml);
        return result.Definition.ShouldNotBeNull(string.Join('\n', result.Problems));
    }

    private static string Edited(string before, string now)
    {
        Yaml.ShouldContain(before);
        var at = Yaml.IndexOf(before, StringComparison.Ordinal);
        return Yaml[..at] + now + Yaml[(at + before.Length)..];
    }

    private static IEnumerable<PropertyInfo> Settable(Type type) => type.GetProperties().Where(p => p.CanWrite);

    private static T With<T>(T record, PropertyInfo property)
        where T : notnull
    {
        var copy = (T)record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;
        property.SetValue(copy, Other(property, property.GetValue(record)));
        return copy;
    }

    private static object Other(PropertyInfo property, object? value)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return (type, value) switch
        {
            _ when type == typeof(string) => value + "-other",
            _ when type == typeof(bool) => !(bool)value!,
            _ when type == typeof(int) => (int?)value + 1 ?? 7,
            _ when type == typeof(double) => (double)value! + 0.25,
            _ when type == typeof(decimal) => (decimal?)value + 1 ?? 7m,
            _ when type == typeof(TimeSpan) => (TimeSpan)value! + TimeSpan.FromHours(1),
            _ when type == typeof(TimeOnly) => new TimeOnly(10, 0),
            _ when type == typeof(Reentry) => new Reentry(TimeSpan.FromDays(9), 2),
            _ when type == typeof(SequencePolicy) => new SequencePolicy { Caps = [new("sms", 1, TimeSpan.FromDays(9))] },
            _ when type == typeof(OrderGoal) => new OrderGoal(50, "Shoes", true),
            _ when type == typeof(Trigger) => new Trigger.OnDate(DateAnchor.Birthday, null, -3),
            _ when type == typeof(DateAnchor) => DateAnchor.LastOrder,
            _ when type == typeof(CouponGift) => new CouponGift(new(new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = "A cup" }), 3),
            _ when type == typeof(CouponBudget) => new CouponBudget(500, 50, 200),
            _ when type == typeof(IReadOnlyList<decimal>) => new[] { 5m, 10m },
            _ when type == typeof(LocalText) => new LocalText(new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = "Other" }),
            _ when type == typeof(Condition) => new Condition.Compare("profile.orders", CompareOperator.AtLeast, [2d]),
            _ when type == typeof(IReadOnlyList<string>) => new[] { "other" },
            _ when type == typeof(IReadOnlyList<SignalKind>) => new[] { SignalKind.Visit },
            _ when type == typeof(IReadOnlyList<DayOfWeek>) => new[] { DayOfWeek.Friday },
            _ when type == typeof(IReadOnlyList<Step>) => new Step[] { Definitions.Send("other") },
            _ when type == typeof(IReadOnlyList<BranchCase>) => new[] { new BranchCase(new Condition.Any([]), []) },
            _ when type == typeof(IReadOnlyList<AbVariant>) => new[] { new AbVariant("two", 1, []) },
            _ when type == typeof(IReadOnlyDictionary<string, IReadOnlyList<Step>>) => new Dictionary<string, IReadOnlyList<Step>>(StringComparer.Ordinal) { ["other"] = [] },
            _ when type == typeof(IReadOnlyDictionary<string, MessageTemplate>) => new Dictionary<string, MessageTemplate>(StringComparer.Ordinal)
            {
                ["other"] = new(new Dictionary<string, TemplateText>(StringComparer.Ordinal)),
            },
            _ => throw new InvalidOperationException($"{property.DeclaringType!.Name}.{property.Name}: give this test another value of {type}."),
        };
    }
}
