namespace Recall.Core.Sequences.Versions;

/// <summary>What an audience asks otherwise than before, condition by condition.</summary>
internal static class ConditionDiff
{
    public static IEnumerable<(ChangeKind Kind, Condition? From, Condition? To)> Of(Condition from, Condition to)
    {
        var (gone, come) = (Parts(from), Parts(to));
        var (kept, keptIn) = (gone.Select(Same).ToHashSet(StringComparer.Ordinal), come.Select(Same).ToHashSet(StringComparer.Ordinal));
        gone.RemoveAll(c => keptIn.Contains(Same(c)));
        come.RemoveAll(c => kept.Contains(Same(c)));
        foreach (var before in gone)
        {
            // What is asked of the same field is the same question, asked otherwise.
            var now = come.Find(c => Field(c) is { } field && field == Field(before));
            if (now is not null)
                come.Remove(now);
            yield return (now is null ? ChangeKind.Removed : ChangeKind.Changed, before, now);
        }

        foreach (var now in come)
            yield return (ChangeKind.Added, null, now);
    }

    private static List<Condition> Parts(Condition condition) => condition is Condition.All all ? [.. all.Of.SelectMany(Parts)] : [condition];

    private static string Same(Condition condition) => new Facet("", condition).Sameness;

    private static string? Field(Condition condition) => condition switch
    {
        Condition.Compare compare => compare.Field,
        Condition.Not { Of: Condition.Compare compare } => "not " + compare.Field,
        _ => null,
    };
}
