using System.Collections;
using System.Globalization;
using Recall.Core.Sequences.Files;
using Recall.Core.Sequences.Triggers;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Versions;

/// <summary>Keys and values of a file, for people.</summary>
internal static class FacetText
{
    /// <summary>The key; a language or a number behind it stays: <c>title.en</c>, <c>case 2</c>.</summary>
    public static string Key(string key, string? locale)
    {
        if (DiffTexts.Keys.TryGetValue(key, out var phrase))
            return phrase.Say(locale);
        var end = key.IndexOfAny(['.', ' ']);
        return end > 0 && DiffTexts.Keys.TryGetValue(key[..end], out phrase) ? phrase.Say(locale) + key[end..] : key;
    }

    /// <summary>The value; times as files write them, conditions in words.</summary>
    public static string Value(Facet facet, string? locale) => facet is { Key: "holdout", Value: double share }
        ? (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%"
        : Show(facet.Value, locale);

    /// <summary>All of them in one line; what says no is left out.</summary>
    public static string All(IEnumerable<Facet> facets, string? locale) =>
        string.Join(Phrase.IsChinese(locale) ? "；" : "; ", facets.Where(f => f.Value is not (false or ICollection { Count: 0 })).Select(f => $"{Key(f.Key, locale)} {Value(f, locale)}"));

    private static string Show(object value, string? locale) => value switch
    {
        Condition condition => ConditionText.Of(condition, locale),
        Trigger trigger => TriggerText.Of(trigger, locale),
        TimeSpan time => Duration(time, locale),
        TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        string text => text.Trim().ReplaceLineEndings(" "),
        bool flag => Phrase.IsChinese(locale) ? (flag ? "是" : "否") : flag ? "true" : "false",
        Enum word => Kebab.Word($"{word}"),
        IEnumerable items => $"[{string.Join(", ", items.Cast<object>().Select(i => Show(i, locale)))}]",
        decimal number => number.ToString("0.############", CultureInfo.InvariantCulture),
        IFormattable known => known.ToString(null, CultureInfo.InvariantCulture),
        _ => $"{value}",
    };

    private static string Duration(TimeSpan time, string? locale)
    {
        if (!Phrase.IsChinese(locale))
            return Durations.Show(time);
        var (count, unit) = time.Ticks % TimeSpan.TicksPerDay == 0 ? (time.TotalDays, "天")
            : time.Ticks % TimeSpan.TicksPerHour == 0 ? (time.TotalHours, "小时") : (time.TotalMinutes, "分钟");
        return string.Create(CultureInfo.InvariantCulture, $"{count:0} {unit}");
    }
}
