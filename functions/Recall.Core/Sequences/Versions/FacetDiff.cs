namespace Recall.Core.Sequences.Versions;

/// <summary>One thing that is said otherwise than before.</summary>
internal sealed record FacetDiff(Facet? From, Facet? To)
{
    public string Key => (From ?? To)!.Key;

    public ChangeKind Kind => From is null ? ChangeKind.Added : To is null ? ChangeKind.Removed : ChangeKind.Changed;

    public static IEnumerable<FacetDiff> Of(IReadOnlyList<Facet> before, IReadOnlyList<Facet> now)
    {
        var (from, to) = (before.ToDictionary(f => f.Key, StringComparer.Ordinal), now.ToDictionary(f => f.Key, StringComparer.Ordinal));
        return from.Keys.Union(to.Keys, StringComparer.Ordinal).Select(k => new FacetDiff(from.GetValueOrDefault(k), to.GetValueOrDefault(k)))
            .Where(d => (d.From?.Sameness ?? Facet.Nothing) != (d.To?.Sameness ?? Facet.Nothing));
    }

    /// <summary>At the top of a file.</summary>
    public string Text(string locale) => (From, To) switch
    {
        (null, { } now) => DiffTexts.Set.Say(locale, FacetText.Key(Key, locale), FacetText.Value(now, locale)),
        ({ } before, null) => DiffTexts.Unset.Say(locale, FacetText.Key(Key, locale), FacetText.Value(before, locale)),
        _ => DiffTexts.Changed.Say(locale, FacetText.Key(Key, locale), FacetText.Value(From!, locale), FacetText.Value(To!, locale)),
    };

    /// <summary>In a step.</summary>
    public string StepText(string step, string locale) => (From, To) switch
    {
        (null, { } now) => DiffTexts.StepSet.Say(locale, step, FacetText.Key(Key, locale), FacetText.Value(now, locale)),
        ({ } before, null) => DiffTexts.StepUnset.Say(locale, step, FacetText.Key(Key, locale), FacetText.Value(before, locale)),
        _ => DiffTexts.StepChanged.Say(locale, step, FacetText.Key(Key, locale), FacetText.Value(From!, locale), FacetText.Value(To!, locale)),
    };
}
