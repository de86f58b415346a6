namespace Recall.Core.Sequences;

/// <summary>A condition over a customer's profile and score.</summary>
public abstract record Condition
{
    /// <summary>All hold; none is true.</summary>
    public sealed record All(IReadOnlyList<Condition> Of) : Condition;

    /// <summary>At least one holds; none is false.</summary>
    public sealed record Any(IReadOnlyList<Condition> Of) : Condition;

    /// <summary>It does not hold.</summary>
    public sealed record Not(Condition Of) : Condition;

    /// <summary>
    /// Compares a field with values. A field that is unknown for this customer makes every comparison false but <c>is-known: false</c>.
    /// </summary>
    /// <param name="Field">Name in the field catalogue, for example <c>score.stage</c>.</param>
    /// <param name="Operator">How.</param>
    /// <param name="Values">
    /// One, or several for <c>in</c> and two for <c>between</c>: <see cref="double"/> for numbers, shares and days, <see cref="bool"/> for
    /// flags and <c>is-known</c>, else <see cref="string"/>.
    /// </param>
    public sealed record Compare(string Field, CompareOperator Operator, IReadOnlyList<object> Values) : Condition;
}

/// <summary>Comparisons.</summary>
public enum CompareOperator
{
    /// <summary><c>is</c></summary>
    Is,

    /// <summary><c>is-not</c></summary>
    IsNot,

    /// <summary><c>in</c></summary>
    In,

    /// <summary><c>not-in</c></summary>
    NotIn,

    /// <summary><c>at-least</c></summary>
    AtLeast,

    /// <summary><c>at-most</c></summary>
    AtMost,

    /// <summary><c>more-than</c></summary>
    MoreThan,

    /// <summary><c>less-than</c></summary>
    LessThan,

    /// <summary><c>between</c>, both ends included</summary>
    Between,

    /// <summary><c>is-known</c></summary>
    IsKnown,

    /// <summary><c>contains</c>, of fields with several words</summary>
    Contains,
}
