using Recall.Core.Sequences.Files;

namespace Recall.Core.Tests.Sequences.Files;

/// <summary>A file without a doubt that has every kind of step, to be broken in one place.</summary>
internal static class GoodFile
{
    public const string Text = """
        sequence: good
        title: { en: Good }
        audience:
          all:
            - { field: score.stage, in: [dormant] }
            - { field: profile.orders, at-least: 2 }
        holdout: 10%
        priority: 50
        daily-limit: 500
        reentry: { after: 180 days, max-entries: 3 }
        goal: { order-within: 45 days }
        exits: [unsubscribe, complaint]
        templates:
          offer:
            en:
              subject: "{{coupon.percent}}% off"
              preheader: A code of your own
              html: |
                <p>Hello</p>
                <p>Your code is {{coupon.code}}</p>
                <p>{{shop.address}} <a href="{{unsubscribeUrl}}">Stop</a></p>
              text: "{{coupon.code}} {{shop.address}} {{unsubscribeUrl}}"
              sms: "{{shop.name}}: {{coupon.code}} {{unsubscribeUrl}}"
        steps:
          - coupon: ten
            percent: 10
            valid-for: 14 days
          - send: mail
            channels: [email]
            template: offer
            coupon: ten
            expires-after: 3 days
          - wait: a-while
            for: 3 days
            until: [reply]
          - branch: who
            cases:
              - when: { field: score.tier, is: top }
                steps:
                  - handoff: call
                    queue: vip-care
                    sla: 2 days
                    note: { en: Call them }
                    outcomes: { won: [] }
                    overdue: []
            default: []
          - ab: tone
            variants:
              warm: { weight: 3, steps: [] }
              short: { steps: [] }
          - tag: mark
            add: written-to
          - webhook: tell
            to: crm
          - end: done
            outcome: sent

        """;

    /// <summary>The file with the first of some words replaced.</summary>
    public static string With(string good, string other)
    {
        Text.ShouldContain(good);
        var at = Text.IndexOf(good, StringComparison.Ordinal);
        return Text[..at] + other + Text[(at + good.Length)..];
    }

    /// <summary>What is said where one thing of the file is broken; in Chinese it is said whole.</summary>
    public static SequenceFileResult Broken(string good, string bad, int line, int column, string field, string words)
    {
        var result = SequenceFile.Read("good.yaml", With(good, bad));

        result.Definition.ShouldBeNull();
        var said = string.Join('\n', result.Problems);
        result.Problems.ShouldContain(
            p => p.Line == line && p.Column == column && p.Field == field && p.Severity == Severity.Error && p.Message.ToString().Contains(words, StringComparison.Ordinal), said);
        said.ShouldContain($"good.yaml:{line}:{column}: {(field.Length == 0 ? "" : $"{field}: ")}");
        result.Problems.ToList().ForEach(ChineseMessage.ShouldBeWhole);
        return result;
    }

    /// <summary>The only thing that is said of the file with a doubtful place; it can be used.</summary>
    public static Problem Doubted(string good, string doubtful)
    {
        var result = SequenceFile.Read("good.yaml", With(good, doubtful));

        result.Definition.ShouldNotBeNull(string.Join('\n', result.Problems));
        var problem = result.Problems.ShouldHaveSingleItem();
        problem.Severity.ShouldBe(Severity.Warning);
        ChineseMessage.ShouldBeWhole(problem);
        return problem;
    }
}
