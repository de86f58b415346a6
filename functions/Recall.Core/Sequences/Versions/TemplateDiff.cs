using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Versions;

/// <summary>What messages say otherwise than before, text by text.</summary>
internal static class TemplateDiff
{
    private const string Area = "template";

    private static readonly (string Name, Func<TemplateText, string?> Of)[] Parts =
    [
        ("subject", t => t.Subject), ("preheader", t => t.Preheader), ("html", t => t.Html), ("text", t => t.Text), ("sms", t => t.Sms),
        ("push", t => t.Push), ("wecom", t => t.Wecom),
    ];

    public static IEnumerable<Change> Of(SequenceDefinition from, SequenceDefinition to)
    {
        foreach (var name in Names(from.Templates.Keys, to.Templates.Keys))
        {
            var (before, now) = (from.Templates.GetValueOrDefault(name), to.Templates.GetValueOrDefault(name));
            if (before is null)
                yield return Said(ChangeKind.Added, name, DiffTexts.TemplateAdded, name);
            else if (now is null)
                yield return Said(ChangeKind.Removed, name, DiffTexts.TemplateRemoved, name);
            else
            {
                foreach (var change in Names(before.ByLocale.Keys, now.ByLocale.Keys)
                    .SelectMany(l => Texts(name, l, before.ByLocale.GetValueOrDefault(l), now.ByLocale.GetValueOrDefault(l))))
                    yield return change;
            }
        }
    }

    private static IEnumerable<Change> Texts(string name, string locale, TemplateText? before, TemplateText? now)
    {
        if (before is null || now is null)
            return [before is null ? Said(ChangeKind.Added, name, DiffTexts.LocaleAdded, name, locale) : Said(ChangeKind.Removed, name, DiffTexts.LocaleRemoved, name, locale)];
        return Parts.Select(p => Part(name, locale, p.Name, p.Of(before), p.Of(now))).OfType<Change>();
    }

    private static Change? Part(string name, string locale, string part, string? before, string? now) => (before, now) switch
    {
        _ when before == now => null,
        (null, _) => Said(ChangeKind.Added, name, DiffTexts.PartAdded, name, locale, part),
        (_, null) => Said(ChangeKind.Removed, name, DiffTexts.PartRemoved, name, locale, part),
        _ when OneLine(before) && OneLine(now) => Said(ChangeKind.Changed, name, DiffTexts.PartChanged, name, locale, part, before.Trim(), now.Trim()),
        _ => Lines(name, locale, part, before, now),
    };

    private static Change Lines(string name, string locale, string part, string before, string now)
    {
        var lines = InlineDiffBuilder.Diff(before, now, ignoreWhiteSpace: false).Lines
            .Where(l => l.Type is ChangeType.Deleted or ChangeType.Inserted)
            .Select(l => new ChangedLine(l.Type == ChangeType.Inserted, l.Text)).ToList();
        return Said(
            ChangeKind.Changed, name, DiffTexts.LinesChanged, name, locale, part, lines.Count(l => !l.Added), lines.Count(l => l.Added)) with { Lines = lines };
    }

    private static bool OneLine(string text) => !text.Trim().Contains('\n', StringComparison.Ordinal);

    private static IEnumerable<string> Names(IEnumerable<string> before, IEnumerable<string> now) => before.Union(now, StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static Change Said(ChangeKind kind, string id, Phrase phrase, params object?[] values) =>
        new(kind, Area, id, LocalText.Of(l => phrase.Say(l, values)), []);
}
