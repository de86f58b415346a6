using System.Collections;
using System.Globalization;
using Recall.Core.Sequences;

namespace Recall.Core.Wording;

/// <summary>
/// Fields and values in the sentences of <see cref="Whys"/>. English names them as sequence files do, so that a marketer finds the line;
/// Chinese says what the field is, and a choice by both words.
/// </summary>
internal static class ConditionValues
{
    public static string Say(string field, string input, object? value, string? locale)
    {
        var found = FieldCatalogue.Find(field);
        if (input == "field")
            return Phrase.IsChinese(locale) && found is not null ? found.Description.For("zh-CN") : field;
        return value switch
        {
            string text when found?.Type == FieldType.Choice && Phrase.IsChinese(locale) => $"“{Words.Of(text, locale)}”",
            string text => Phrase.IsChinese(locale) ? $"“{text}”" : $"'{text}'",
            IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(v => Plain(found, v, locale)))}]",
            _ => Plain(found, value, locale),
        };
    }

    private static string Plain(CustomerField? field, object? value, string? locale) => value switch
    {
        double share when field?.Type == FieldType.Share => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%",
        double number => number.ToString("0.##", CultureInfo.InvariantCulture),
        bool flag => Phrase.IsChinese(locale) ? (flag ? "是" : "否") : flag ? "true" : "false",
        string word when field?.Type == FieldType.Choice && Phrase.IsChinese(locale) => Words.Of(word, locale),
        _ => $"{value}",
    };
}
