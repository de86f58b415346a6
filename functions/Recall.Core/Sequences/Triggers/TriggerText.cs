using Recall.Core.Wording;

namespace Recall.Core.Sequences.Triggers;

/// <summary>Triggers in words, for people who do not read sequence files.</summary>
public static class TriggerText
{
    private static readonly Phrase One = new("{0:word}", "{0:word}");
    private static readonly Phrase Times = new("{0:word}, {1:#time|times} within {2:span}", "{2:span}内{0:word} {1} 次");
    private static readonly Phrase SameTimes = new("{0:word} of the same {3}, {1:#time|times} within {2:span}", "{2:span}内{0:word}同一{3:word} {1} 次");
    private static readonly Phrase Where = new("{0}, where {1}", "{0}，其中 {1}");
    private static readonly Phrase Day = new("{0:word} {1:+0;-0;0} days", "{0:word} {1:+0;-0;0} 天");
    private static readonly Phrase OfCategory = new("{0:word} in '{2}' {1:+0;-0;0} days", "在“{2}”的{0:word} {1:+0;-0;0} 天");
    private static readonly Phrase Becomes = new("{0} becomes {1}", "{0}变为 {1}");

    /// <summary>In the reader's language.</summary>
    public static string Of(Trigger trigger, string? locale) => trigger switch
    {
        Trigger.OnEvent on => Event(on, locale),
        Trigger.OnDate { Category: { } category } on => OfCategory.Say(locale, Kebab.Of(on.Anchor), on.OffsetDays, category),
        Trigger.OnDate on => Day.Say(locale, Kebab.Of(on.Anchor), on.OffsetDays),
        Trigger.OnScore on => Becomes.Say(
            locale, Phrase.IsChinese(locale) ? FieldCatalogue.Find("score." + on.Field)!.Description.For("zh-CN") : "score." + on.Field,
            string.Join(" / ", on.Words.Select(w => Words.Of(w, locale)))),
        _ => throw new ArgumentOutOfRangeException(nameof(trigger), trigger, "No such trigger."),
    };

    private static string Event(Trigger.OnEvent on, string? locale)
    {
        var phrase = on.Times == 1 ? One : on.Same is null ? Times : SameTimes;
        var said = phrase.Say(locale, on.Event, on.Times, on.Within.TotalHours, on.Same);
        return on.Where is null ? said : Where.Say(locale, said, ConditionText.Of(on.Where, locale ?? "en"));
    }
}
