namespace Recall.Core.Sequences;

/// <summary>A field that conditions can compare.</summary>
/// <param name="Name">For example <c>score.stage</c>.</param>
/// <param name="Type">What its values are, and so which comparisons there are.</param>
/// <param name="Words">The words of a choice; else empty.</param>
/// <param name="Description">For marketers, in English and Chinese.</param>
/// <param name="Get">
/// The value for a customer: <see cref="string"/> (text, choice), <see cref="double"/> (number, share, days), <see cref="bool"/>
/// (flag), a list of strings (words); null is unknown.
/// </param>
/// <param name="Least">The least that its numbers can be; no less than that is ever true of anybody.</param>
/// <param name="Most">The most.</param>
public sealed record CustomerField(
    string Name, FieldType Type, IReadOnlyList<string> Words, LocalText Description, Func<CustomerFacts, object?> Get,
    double Least = double.NegativeInfinity, double Most = double.PositiveInfinity)
{
    /// <summary>The comparisons that make sense for it.</summary>
    public IReadOnlyList<CompareOperator> Operators => Type switch
    {
        FieldType.Text or FieldType.Choice =>
            [CompareOperator.Is, CompareOperator.IsNot, CompareOperator.In, CompareOperator.NotIn, CompareOperator.IsKnown],
        FieldType.Flag => [CompareOperator.Is, CompareOperator.IsNot, CompareOperator.IsKnown],
        FieldType.Words => [CompareOperator.Contains, CompareOperator.IsKnown],
        _ =>
        [
            CompareOperator.Is, CompareOperator.IsNot, CompareOperator.AtLeast, CompareOperator.AtMost, CompareOperator.MoreThan,
            CompareOperator.LessThan, CompareOperator.Between, CompareOperator.IsKnown,
        ],
    };
}

/// <summary>What the values of a field are.</summary>
public enum FieldType
{
    /// <summary>Any text; compared without regard to case.</summary>
    Text,

    /// <summary>One of the field's words.</summary>
    Choice,

    /// <summary>A number: a count or an amount in the shop's currency.</summary>
    Number,

    /// <summary>0 to 1, written <c>30%</c> or <c>0.3</c>.</summary>
    Share,

    /// <summary>Whole days, written <c>30 days</c> or <c>30</c>.</summary>
    Days,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>Several texts.</summary>
    Words,
}
