using Recall.Core.Sequences.Files.Texts;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files;

/// <content>A method per kind of step that holds steps.</content>
internal sealed partial class StepReader
{
    private (Step, TimeSpan?)? Branch(MapReader keys, string id, Scope scope)
    {
        var inner = scope with { Depth = scope.Depth + 1 };
        var (cases, outs) = (new List<BranchCase>(), new List<TimeSpan?>());
        if (keys.Get("cases") is ListNode { Items.Count: > 0 } list)
        {
            for (var i = 0; i < list.Items.Count; i++)
            {
                var field = $"{keys.Field("cases")}[{i + 1}]";
                if (MapReader.Of(problems, list.Items[i], field, SequenceWords.Case, StepTexts.Case) is not { } one)
                    continue;
                places.TryAdd(one.Field("when"), one.Get("when")?.Place ?? list.Items[i].Place);
                var when = one.Read("when", ConditionReader.ReadInside);
                Asks(when, one.Get("when"), one.Field("when"));
                var run = one.Read("steps", (_, n, f) => Steps(n, f, inner)) ?? new([], TimeSpan.Zero);
                cases.Add(new(when ?? new Condition.All([]), run.Read));
                outs.Add(run.Out);
            }
        }
        else if (keys.Get("cases") is { } other and not BrokenNode)
        {
            problems.Error(other, keys.Field("cases"), ValueTexts.Expected, new Sentence(StepTexts.Cases), other is ListNode ? new Sentence(ValueTexts.EmptyList) : other.What);
        }

        var rest = keys.Read("default", (_, n, f) => Steps(n, f, inner)) ?? new([], TimeSpan.Zero);
        outs.Add(rest.Out);
        return (new BranchStep(id, cases, rest.Read), outs.Max());
    }

    /// <summary>Whether a message went out can only be asked of a step that sends one before.</summary>
    private void Asks(Condition? condition, Node? at, string field)
    {
        switch (condition)
        {
            case Condition.All all:
                all.Of.ToList().ForEach(c => Asks(c, at, field));
                break;
            case Condition.Any any:
                any.Of.ToList().ForEach(c => Asks(c, at, field));
                break;
            case Condition.Not not:
                Asks(not.Of, at, field);
                break;
            case Condition.Compare { Field: RunFields.Sent, Operator: CompareOperator.Contains, Values: [string step] } when !lost && !sends.Contains(step) && !sends.Contains(""):
                problems.Error(at!, field, StepTexts.NotSentBefore, Customers.Shown.Short(step), sends.Count == 0 ? "" : NearestWord.Hint(step, sends));
                break;
        }
    }

    private (Step, TimeSpan?)? Handoff(MapReader keys, string id, Scope scope)
    {
        var sla = Lasts(keys, "sla", 5 * Minute, TimeSpan.FromDays(90), "2 days");
        var inner = scope.After(sla) with { Depth = scope.Depth + 1 };
        var queue = keys.Read("queue", (p, n, f) => Values.Name(p, n, f, "vip-care"));
        var note = keys.Read("note", LocalTextReader.Read);
        var outcomes = new Dictionary<string, IReadOnlyList<Step>>(StringComparer.Ordinal);
        var after = TimeSpan.Zero;
        if (keys.Get("outcomes") is MapNode map)
        {
            foreach (var (key, value) in map.Entries)
            {
                var field = MapReader.Join(keys.Field("outcomes"), key.Value);
                Values.Name(problems, key, field, "no-answer");
                var run = Steps(value, field, inner);
                outcomes[key.Value] = run.Read;
                after = Max(after, run.Out);
            }
        }
        else if (keys.Get("outcomes") is { } other)
        {
            problems.Expected(other, keys.Field("outcomes"), StepTexts.Outcomes);
        }

        var overdue = keys.Read("overdue", (_, n, f) => Steps(n, f, inner)) ?? new([], TimeSpan.Zero);
        note ??= new(new Dictionary<string, string>(StringComparer.Ordinal));
        return (new HandoffStep(id, queue ?? "", sla, note, outcomes, overdue.Read), sla + Max(after, overdue.Out));
    }

    private (Step, TimeSpan?)? Ab(MapReader keys, string id, Scope scope)
    {
        var inner = scope with { Depth = scope.Depth + 1 };
        var (variants, outs) = (new List<AbVariant>(), new List<TimeSpan?>());
        if (keys.Get("variants") is MapNode map)
        {
            foreach (var (key, value) in map.Entries)
            {
                var field = MapReader.Join(keys.Field("variants"), key.Value);
                var name = Values.Name(problems, key, field, "short-text");
                if (MapReader.Of(problems, value, field, SequenceWords.Variant, StepTexts.Variant) is not { } one)
                    continue;
                var run = one.Read("steps", (_, n, f) => Steps(n, f, inner)) ?? new([], TimeSpan.Zero);
                variants.Add(new(name ?? "", one.Read("weight", (p, n, f) => Values.Count(p, n, f, 1, 1000)) ?? 1, run.Read));
                outs.Add(run.Out);
            }

            if (map.Entries.Count < 2)
                problems.Error(map, keys.Field("variants"), StepTexts.OneVariant);
        }
        else if (keys.Get("variants") is { } other)
        {
            problems.Expected(other, keys.Field("variants"), StepTexts.Variants);
        }

        return (new AbStep(id, variants), outs.Count == 0 ? TimeSpan.Zero : outs.Max());
    }
}
