namespace Recall.Core.Wording;

/// <content>Comparisons that decided. <c>field</c> is a name of the sequence language; values are shown as <see cref="ConditionValues"/> shows them.</content>
public static partial class Whys
{
    /// <summary>A condition without conditions.</summary>
    public static WhyKind Everybody { get; } = New("everybody", "everybody is meant", "面向所有人");

    /// <summary>A choice without conditions.</summary>
    public static WhyKind Nobody { get; } = New("nobody", "nobody is meant", "不面向任何人");

    /// <summary>Several comparisons together.</summary>
    public static WhyKind Several { get; } = New("several", "{of}", "{of}");

    /// <summary>The field has a value.</summary>
    public static WhyKind Known { get; } = New("known", "{field} is known", "{field}已知");

    /// <summary>The field has none.</summary>
    public static WhyKind Unknown { get; } = New("unknown", "{field} is unknown", "{field}未知");

    /// <summary>The value is the one that was asked for.</summary>
    public static WhyKind Is { get; } = New("is", "{field} is {value}", "{field}为 {value}");

    /// <summary>The value is another one.</summary>
    public static WhyKind IsNot { get; } = New("is-not", "{field} is {value}, not {first}", "{field}为 {value}，不是 {first}");

    /// <summary>The value is one that is not wanted.</summary>
    public static WhyKind RuledOut { get; } = New("ruled-out", "{field} is {value}, which is ruled out", "{field}为 {value}，属于排除范围");

    /// <summary>The value is among those that were asked for.</summary>
    public static WhyKind In { get; } = New("in", "{field} is {value}, in {list}", "{field}为 {value}，属于 {list}");

    /// <summary>The value is not among them.</summary>
    public static WhyKind NotIn { get; } = New("not-in", "{field} is {value}, not in {list}", "{field}为 {value}，不属于 {list}");

    /// <summary>The value is among those that are not wanted.</summary>
    public static WhyKind InRuledOut { get; } = New(
        "in-ruled-out", "{field} is {value}, in {list}, which is ruled out", "{field}为 {value}，属于排除范围 {list}");

    /// <summary>The value lies between.</summary>
    public static WhyKind Between { get; } = New(
        "between", "{field} is {value}, between {first} and {last}", "{field}为 {value}，在 {first} 到 {last} 之间");

    /// <summary>The value lies outside.</summary>
    public static WhyKind NotBetween { get; } = New(
        "not-between", "{field} is {value}, not between {first} and {last}", "{field}为 {value}，不在 {first} 到 {last} 之间");

    /// <summary>The words hold the one that was asked for.</summary>
    public static WhyKind Contains { get; } = New("contains", "{field} is {value}, with {first}", "{field}为 {value}，包含 {first}");

    /// <summary>The words do not hold it.</summary>
    public static WhyKind ContainsNot { get; } = New("contains-not", "{field} is {value}, without {first}", "{field}为 {value}，不包含 {first}");

    /// <summary>Not less.</summary>
    public static WhyKind AtLeast { get; } = New("at-least", "{field} is {value}, at least {first}", "{field}为 {value}，不低于 {first}");

    /// <summary>Less than the least.</summary>
    public static WhyKind AtLeastNot { get; } = New("at-least-not", "{field} is {value}, not at least {first}", "{field}为 {value}，低于 {first}");

    /// <summary>Not more.</summary>
    public static WhyKind AtMost { get; } = New("at-most", "{field} is {value}, at most {first}", "{field}为 {value}，不高于 {first}");

    /// <summary>More than the most.</summary>
    public static WhyKind AtMostNot { get; } = New("at-most-not", "{field} is {value}, not at most {first}", "{field}为 {value}，高于 {first}");

    /// <summary>More.</summary>
    public static WhyKind MoreThan { get; } = New("more-than", "{field} is {value}, more than {first}", "{field}为 {value}，高于 {first}");

    /// <summary>Not more than asked for.</summary>
    public static WhyKind MoreThanNot { get; } = New(
        "more-than-not", "{field} is {value}, not more than {first}", "{field}为 {value}，未高于 {first}");

    /// <summary>Less.</summary>
    public static WhyKind LessThan { get; } = New("less-than", "{field} is {value}, less than {first}", "{field}为 {value}，低于 {first}");

    /// <summary>Not less than asked for.</summary>
    public static WhyKind LessThanNot { get; } = New(
        "less-than-not", "{field} is {value}, not less than {first}", "{field}为 {value}，未低于 {first}");
}
