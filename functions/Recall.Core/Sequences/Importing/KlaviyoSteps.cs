using Recall.Core.Customers;
using Recall.Core.Sequences.Files;

namespace Recall.Core.Sequences.Importing;

/// <summary>
/// Walks a flow from its first action. A sequence is a tree, so what several ways lead to is written out for each, with ids of their own.
/// </summary>
/// <param name="actions">By id.</param>
/// <param name="refusals">Get ways that lead nowhere, back or too far.</param>
internal sealed class KlaviyoSteps(IReadOnlyDictionary<string, KlaviyoAction> actions, ImportRefusals refusals)
{
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> reached = new(StringComparer.Ordinal);
    private int count;

    /// <summary>The steps as lines of YAML, and how long they take at most.</summary>
    public (IReadOnlyList<string> Lines, TimeSpan Longest) Write(IReadOnlyList<KlaviyoWait> first, string entry, string path)
    {
        var lines = new List<string>();
        foreach (var wait in first)
            Wait(wait.Id, wait, lines);
        var (rest, longest) = Way(entry, path, []);
        lines.AddRange(rest);

        // Behind an action that is refused there may be ways that are not known here.
        var known = count <= SequenceFile.MaxSteps && actions.Values.All(a => a.Step is not null);
        foreach (var action in actions.Values.Where(a => known && !reached.Contains(a.Id)))
            refusals.Add(action.Path, KlaviyoAdvice.Unreached);
        return (lines, longest + first.Aggregate(TimeSpan.Zero, (sum, w) => sum + w.Longest));
    }

    private (List<string> Lines, TimeSpan Longest) Way(string? at, string from, HashSet<string> behind)
    {
        var (lines, longest) = (new List<string>(), TimeSpan.Zero);
        while (at is not null)
        {
            if (!actions.TryGetValue(at, out var action))
            {
                refusals.Add(from, KlaviyoAdvice.NoAction, Shown.Short(at));
                break;
            }

            if (!behind.Add(at))
            {
                refusals.Add(from, KlaviyoAdvice.Loop, Shown.Short(at));
                break;
            }

            reached.Add(at);
            if (++count > SequenceFile.MaxSteps)
            {
                refusals.Add("$", KlaviyoAdvice.TooMany, SequenceFile.MaxSteps);
                break;
            }

            if (action.Step is KlaviyoStep.Send send)
                lines.AddRange([$"- send: {Id(send.Template)}", $"  channels: [{send.Channel}]", $"  template: {send.Template}"]);
            foreach (var wait in (action.Step as KlaviyoStep.Delay)?.Waits ?? [])
            {
                Wait(KlaviyoAction.Named(wait.Id.Length > 0 ? wait.Id : "wait", action.Id), wait, lines);
                longest += wait.Longest;
            }

            if (action.Otherwise is not null || action.Step is KlaviyoStep.Split or KlaviyoStep.Sample)
            {
                var longer = Fork(action, behind, lines);
                return (lines, longest + longer);
            }

            (from, at) = (action.Path + ".links.next", action.Next);
        }

        return (lines, longest);
    }

    /// <summary>Nothing follows a split on the same level: each way goes on to its own end.</summary>
    private TimeSpan Fork(KlaviyoAction action, HashSet<string> behind, List<string> lines)
    {
        var id = Id(KlaviyoAction.Named("split", action.Id));
        var (yes, longest) = Way(action.Next, action.Path + ".links.next_if_true", [.. behind]);
        var (no, other) = Way(action.Otherwise, action.Path + ".links.next_if_false", [.. behind]);
        if (action.Step is KlaviyoStep.Split split)
        {
            lines.AddRange([$"- branch: {id}", "  cases:", $"    - when: {split.When}", .. Steps(yes).Indented(6)]);
            if (no.Count > 0)
                lines.AddRange(["  default:", .. no.Indented(4)]);
        }
        else if (action.Step is KlaviyoStep.Sample sample)
        {
            lines.AddRange(
            [
                $"- ab: {id}", "  variants:", "    yes-way:", $"      weight: {sample.Percent}", .. Steps(yes).Indented(6),
                "    no-way:", $"      weight: {100 - sample.Percent}", .. Steps(no).Indented(6),
            ]);
        }

        return longest > other ? longest : other;
    }

    private static IEnumerable<string> Steps(List<string> steps) => steps.Count == 0 ? ["steps: []"] : ["steps:", .. steps.Indented(2)];

    private void Wait(string id, KlaviyoWait wait, List<string> lines) => lines.AddRange([$"- wait: {Id(id)}", .. wait.Keys.Select(k => "  " + k)]);

    private string Id(string wanted)
    {
        var id = wanted;
        for (var i = 2; !ids.Add(id); i++)
            id = $"{wanted}-{i}";
        return id;
    }
}
