using Recall.Core.Sequences.Previewing;

namespace Recall.Core.Sequences.Versions;

/// <summary>Which steps came, went, stand elsewhere or say something else, told by their ids.</summary>
public static class StepDiff
{
    private const string Area = "step";

    internal static IEnumerable<Change> Of(SequenceDefinition from, SequenceDefinition to)
    {
        var (before, now) = (StepWays.All(from).ToDictionary(s => s.Step.Id, StringComparer.Ordinal), StepWays.All(to).ToDictionary(s => s.Step.Id, StringComparer.Ordinal));
        var moved = Moved(before, now);
        foreach (var (step, _) in before.Values.Where(s => !now.ContainsKey(s.Step.Id)))
            yield return Said(ChangeKind.Removed, step.Id, l => DiffTexts.StepRemoved.Say(l, step.Id, Kind(step)));
        foreach (var (step, place) in now.Values)
        {
            if (!before.TryGetValue(step.Id, out var old))
                yield return Said(ChangeKind.Added, step.Id, l => DiffTexts.StepAdded.Say(l, step.Id, Kind(step), Where(place, l), Saying(step, l)));
            else if (old.Step.GetType() != step.GetType())
                yield return Said(ChangeKind.Changed, step.Id, l => DiffTexts.StepKind.Say(l, step.Id, Kind(old.Step), Kind(step), Saying(step, l)));
            else
            {
                foreach (var change in FacetDiff.Of(Facets.Of(old.Step, nameof(Step.Id)), Facets.Of(step, nameof(Step.Id))))
                    yield return Said(change.Kind, step.Id, l => change.StepText(step.Id, l));
            }

            if (moved.Contains(step.Id))
                yield return Said(ChangeKind.Moved, step.Id, l => DiffTexts.StepMoved.Say(l, step.Id, Kind(step), Where(place, l)));
        }
    }

    /// <summary>Steps that are gone beside new ones which say the very same under another id.</summary>
    public static IEnumerable<(string Before, string Now)> Renamed(SequenceDefinition from, SequenceDefinition to)
    {
        var (before, now) = (StepWays.All(from).Select(s => s.Step).ToList(), StepWays.All(to).Select(s => s.Step).ToList());
        foreach (var gone in before.Where(b => now.TrueForAll(n => n.Id != b.Id)))
        {
            if (now.Find(n => before.TrueForAll(b => b.Id != n.Id) && Same(gone, n)) is { } same)
                yield return (gone.Id, same.Id);
        }
    }

    private static bool Same(Step one, Step other) => one.GetType() == other.GetType()
        && !FacetDiff.Of(Facets.Of(one, nameof(Step.Id)), Facets.Of(other, nameof(Step.Id))).Any();

    /// <summary>The kind of a step, as files call it.</summary>
    public static string Kind(Step step) => Kebab.Word(step.GetType().Name[..^"Step".Length]);

    /// <summary>
    /// Steps on another way than before, and those outside the longest run of steps that follow each other as before: one that was put
    /// elsewhere has moved, and not the ten that it passed.
    /// </summary>
    private static HashSet<string> Moved(Dictionary<string, (Step Step, StepPlace Place)> before, Dictionary<string, (Step Step, StepPlace Place)> now)
    {
        var common = now.Keys.Where(before.ContainsKey).ToList();
        var order = before.Keys.Where(now.ContainsKey).Select((id, i) => (id, i)).ToDictionary(x => x.id, x => x.i, StringComparer.Ordinal);
        var kept = Longest([.. common.Select(id => order[id])]);
        return [.. common.Where((id, i) => !kept.Contains(i) || Way(before[id].Place) != Way(now[id].Place))];
    }

    private static (string?, WayKind?, string?) Way(StepPlace place) => (place.Parent, place.Way?.Kind, place.Way?.Name);

    /// <summary>Places of a longest increasing run of numbers.</summary>
    private static HashSet<int> Longest(int[] numbers)
    {
        var (length, before) = (new int[numbers.Length], new int[numbers.Length]);
        var end = -1;
        for (var i = 0; i < numbers.Length; i++)
        {
            (length[i], before[i]) = (1, -1);
            for (var j = 0; j < i; j++)
            {
                if (numbers[j] < numbers[i] && length[j] >= length[i])
                    (length[i], before[i]) = (length[j] + 1, j);
            }

            end = end < 0 || length[i] > length[end] ? i : end;
        }

        var kept = new HashSet<int>();
        for (; end >= 0; end = before[end])
            kept.Add(end);
        return kept;
    }

    private static string Where(StepPlace place, string locale) => (place.Way, place.After) switch
    {
        (null, null) => DiffTexts.First.Say(locale),
        (null, { } after) => DiffTexts.After.Say(locale, after),
        ({ } way, null) => DiffTexts.FirstIn.Say(locale, Named(place.Parent!, way, locale)),
        ({ } way, { } after) => DiffTexts.AfterIn.Say(locale, after, Named(place.Parent!, way, locale)),
    };

    private static string Named(string parent, StepWay way, string locale) => way.Kind switch
    {
        WayKind.Case => DiffTexts.Case.Say(locale, parent, way.Name),
        WayKind.Default => DiffTexts.Default.Say(locale, parent),
        WayKind.Variant => DiffTexts.Variant.Say(locale, parent, way.Name),
        WayKind.Word => DiffTexts.Word.Say(locale, parent, way.Name),
        _ => DiffTexts.Overdue.Say(locale, parent),
    };

    private static string Saying(Step step, string locale) =>
        FacetText.All(Facets.Of(step, nameof(Step.Id)), locale) is { Length: > 0 } said ? DiffTexts.Says.Say(locale, said) : "";

    private static Change Said(ChangeKind kind, string id, Func<string, string> text) => new(kind, Area, id, LocalText.Of(text), []);
}
