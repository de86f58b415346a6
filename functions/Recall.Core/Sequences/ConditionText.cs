using System.Globalization;

namespace Recall.Core.Sequences;

/// <summary>Conditions in words, for people who do not read sequence files: English, or Simplified Chinese for <c>zh</c>.</summary>
public static class ConditionText
{
    private static readonly Dictionary<CompareOperator, string> Signs = new()
    {
        [CompareOperator.Is] = "为 ", [CompareOperator.IsNot] = "不为 ", [CompareOperator.In] = "属于 ", [CompareOperator.NotIn] = "不属于 ",
        [CompareOperator.AtLeast] = " ≥ ", [CompareOperator.AtMost] = " ≤ ", [CompareOperator.MoreThan] = " > ",
        [CompareOperator.LessThan] = " < ", [CompareOperator.Contains] = "包含 ",
    };

    private static readonly Words English = new(
        " and ", " or ", "not ({0})", "({0})", "everybody", "nobody", " day", " days", "known", "unknown", "{0} between {1} and {2}",
        o => $" {Kebab.Of(o).Replace('-', ' ')} ");

    private static readonly Words Chinese = new(
        "，且", "，或", "非（{0}）", "（{0}）", "所有人", "无人", " 天", " 天", "已知", "未知", "{0}在 {1} 到 {2} 之间",
        o => Signs[o]);

    /// <summary>The condition as one sentence: <c>stage of life with the shop in dormant, lost and orders placed at least 2</c>.</summary>
    public static string Of(Condition condition, string? locale = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var chinese = Locales.Pick(["en", "zh-CN"], locale) == "zh-CN";
        return Say(condition, chinese ? Chinese : English, locale);
    }

    private static string Say(Condition condition, Words words, string? locale) => condition switch
    {
        Condition.All { Of.Count: 0 } => words.Everybody,
        Condition.Any { Of.Count: 0 } => words.Nobody,
        Condition.All all => Join(all.Of, words.And, words, locale),
        Condition.Any any => Join(any.Of, words.Or, words, locale),
        Condition.Not not => string.Format(CultureInfo.InvariantCulture, words.Not, Say(not.Of, words, locale)),
        Condition.Compare compare => Compare(compare, words, locale),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "No such condition."),
    };

    /// <summary>A group inside a group stands in brackets: "and" does not bind "or" by itself.</summary>
    private static string Join(IReadOnlyList<Condition> parts, string by, Words words, string? locale) => string.Join(by, parts.Select(p =>
        p is (Condition.All { Of.Count: > 1 } or Condition.Any { Of.Count: > 1 }) && parts.Count > 1
            ? string.Format(CultureInfo.InvariantCulture, words.Group, Say(p, words, locale))
            : Say(p, words, locale)));

    private static string Compare(Condition.Compare compare, Words words, string? locale)
    {
        var field = FieldCatalogue.Find(compare.Field);
        var name = field?.Description.For(locale) ?? compare.Field;
        var values = compare.Values.Select(v => Show(field?.Type, v, words)).ToList();
        return compare.Operator switch
        {
            CompareOperator.IsKnown => $"{name}{words.Operator(CompareOperator.Is)}{((bool)compare.Values[0] ? words.Known : words.Unknown)}",
            CompareOperator.Between => string.Format(CultureInfo.InvariantCulture, words.Between, name, values[0], values[1]),
            _ => name + words.Operator(compare.Operator) + string.Join(", ", values),
        };
    }

    private static string Show(FieldType? type, object value, Words words) => value switch
    {
        double share when type == FieldType.Share => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%",
        double days when type == FieldType.Days => days.ToString("0.##", CultureInfo.InvariantCulture) + (days is 1 ? words.Day : words.Days),
        double number => number.ToString("0.##", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => $"{value}",
    };

    private sealed record Words(
        string And, string Or, string Not, string Group, string Everybody, string Nobody, string Day, string Days, string Known,
        string Unknown, string Between, Func<CompareOperator, string> Operator);
}
