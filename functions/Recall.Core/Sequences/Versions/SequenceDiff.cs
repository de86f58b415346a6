namespace Recall.Core.Sequences.Versions;

/// <summary>What a version of a sequence says otherwise than another, in the order in which a marketer thinks of it.</summary>
public static class SequenceDiff
{
    /// <summary>Parts with a comparison of their own.</summary>
    private static readonly string[] Apart =
    [
        nameof(SequenceDefinition.Name), nameof(SequenceDefinition.Version), nameof(SequenceDefinition.Audience), nameof(SequenceDefinition.Steps),
        nameof(SequenceDefinition.Templates),
    ];

    /// <summary>Every difference; none where both say the same, however it is written.</summary>
    public static IReadOnlyList<Change> Of(SequenceDefinition from, SequenceDefinition to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return
        [
            .. ConditionDiff.Of(from.Audience, to.Audience).Select(c => Audience(c.Kind, c.From, c.To)),
            .. FacetDiff.Of(Facets.Of(from, Apart), Facets.Of(to, Apart)).Select(d => new Change(d.Kind, Area(d.Key), Area(d.Key) == d.Key ? null : d.Key, LocalText.Of(d.Text), [])),
            .. StepDiff.Of(from, to),
            .. TemplateDiff.Of(from, to),
        ];
    }

    private static string Area(string key) => key.IndexOfAny(['.', ' ']) is > 0 and var end ? key[..end] : key;

    private static Change Audience(ChangeKind kind, Condition? from, Condition? to) => new(
        kind, "audience", null,
        LocalText.Of(l => (from, to) switch
        {
            (null, { } now) => DiffTexts.AudienceAdded.Say(l, ConditionText.Of(now, l)),
            ({ } before, null) => DiffTexts.AudienceRemoved.Say(l, ConditionText.Of(before, l)),
            _ => DiffTexts.AudienceChanged.Say(l, ConditionText.Of(from!, l), ConditionText.Of(to!, l)),
        }),
        []);
}
