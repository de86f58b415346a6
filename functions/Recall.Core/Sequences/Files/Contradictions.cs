using System.Globalization;
using Recall.Core.Sequences.Files.Texts;

namespace Recall.Core.Sequences.Files;

/// <summary>Finds comparisons of one field that must all hold and that no value meets together.</summary>
internal static class Contradictions
{
    /// <summary>Reports the first comparison that one of another place before it rules out.</summary>
    public static void Report(ProblemList problems, IReadOnlyList<Claim> claims)
    {
        foreach (var late in claims)
        {
            var early = claims.TakeWhile(c => c != late).FirstOrDefault(c => c.At != late.At && c.Of.Field == late.Of.Field && RuleOut(c, late));
            if (early is null)
                continue;
            problems.Warn(late.At, late.Field, ConditionTexts.RuledOut, Said(early.Of), Said(late.Of), late.Of.Field);
            return;
        }
    }

    /// <summary>Reports a comparison that the field meets with no value that it can have.</summary>
    public static void Report(ProblemList problems, CustomerField of, Claim claim)
    {
        if (Span.Of(claim.Of) is not { } span || span.Meets(new(of.Least, false, of.Most, false)))
            return;
        if (double.IsFinite(of.Most))
            problems.Warn(claim.At, claim.Field, ConditionTexts.OutOfRange, Said(claim.Of), of.Name, Said(of, of.Least), Said(of, of.Most));
        else
            problems.Warn(claim.At, claim.Field, ConditionTexts.OutOfReach, Said(claim.Of), of.Name, Said(of, of.Least));
    }

    /// <summary>
    /// The comparisons that must hold for a condition to hold, one that is denied as its opposite; those of an <c>any</c> are a matter of their own.
    /// </summary>
    public static IEnumerable<Claim> Claims(Condition? condition, Node at, string field) => condition switch
    {
        Condition.Compare compare => [new(compare, at, field)],
        Condition.All all => all.Of.SelectMany(c => Claims(c, at, field)),
        Condition.Not { Of: Condition.Compare denied } when Opposite(denied.Operator) is { } opposite =>
            [new(denied with { Operator = opposite }, at, field, OrUnknown: true)],
        _ => [],
    };

    private static CompareOperator? Opposite(CompareOperator of) => of switch
    {
        CompareOperator.Is => CompareOperator.IsNot,
        CompareOperator.In => CompareOperator.NotIn,
        CompareOperator.AtLeast => CompareOperator.LessThan,
        CompareOperator.MoreThan => CompareOperator.AtMost,
        CompareOperator.AtMost => CompareOperator.MoreThan,
        CompareOperator.LessThan => CompareOperator.AtLeast,
        _ => null,
    };

    private static bool RuleOut(Claim one, Claim other) =>
        RuleOut(one.Of, other.Of) && !(one.OrUnknown && WantsUnknown(other.Of)) && !(other.OrUnknown && WantsUnknown(one.Of)) && !(one.OrUnknown && other.OrUnknown);

    private static bool RuleOut(Condition.Compare one, Condition.Compare other)
    {
        if (one.Operator == CompareOperator.IsKnown || other.Operator == CompareOperator.IsKnown)
            return WantsUnknown(one) != WantsUnknown(other);
        if (Span.Of(one) is { } span && Span.Of(other) is { } another)
            return !span.Meets(another);
        return (Listed(one), Listed(other)) switch
        {
            ({ Allowed: true } a, { Allowed: true } b) => !a.Words.Intersect(b.Words, StringComparer.OrdinalIgnoreCase).Any(),
            ({ Allowed: true } a, { Allowed: false } b) => !a.Words.Except(b.Words, StringComparer.OrdinalIgnoreCase).Any(),
            ({ Allowed: false } a, { Allowed: true } b) => !b.Words.Except(a.Words, StringComparer.OrdinalIgnoreCase).Any(),
            _ => false,
        };
    }

    /// <summary>Of a field that is unknown every other comparison is false.</summary>
    private static bool WantsUnknown(Condition.Compare compare) => compare is { Operator: CompareOperator.IsKnown, Values: [false] };

    private static (bool Allowed, IReadOnlyList<string> Words)? Listed(Condition.Compare compare) => compare.Operator switch
    {
        CompareOperator.Is or CompareOperator.In => (true, Words(compare)),
        CompareOperator.IsNot or CompareOperator.NotIn => (false, Words(compare)),
        _ => null,
    };

    private static List<string> Words(Condition.Compare compare) => [.. compare.Values.Select(Text)];

    private static string Text(object value) => value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static string Said(Condition.Compare compare)
    {
        var of = FieldCatalogue.Find(compare.Field)!;
        var values = compare.Values.Select(v => v is double number ? Said(of, number) : Text(v)).ToList();
        return $"{Kebab.Of(compare.Operator)}: {(values.Count == 1 ? values[0] : $"[{string.Join(", ", values)}]")}";
    }

    private static string Said(CustomerField of, double number) => of.Type == FieldType.Share ? $"{Text(Math.Round(number * 100, 6))}%" : Text(number);

    /// <summary>A comparison and where it stands; where it is the opposite of one that is denied, it holds of what is unknown too.</summary>
    internal sealed record Claim(Condition.Compare Of, Node At, string Field, bool OrUnknown = false);

    /// <summary>The numbers that a comparison allows.</summary>
    private sealed record Span(double Least, bool Above, double Most, bool Below)
    {
        public static Span? Of(Condition.Compare compare) => (compare.Operator, compare.Values) switch
        {
            (CompareOperator.Is, [double at]) => new(at, false, at, false),
            (CompareOperator.AtLeast, [double least]) => new(least, false, double.PositiveInfinity, false),
            (CompareOperator.MoreThan, [double least]) => new(least, true, double.PositiveInfinity, false),
            (CompareOperator.AtMost, [double most]) => new(double.NegativeInfinity, false, most, false),
            (CompareOperator.LessThan, [double most]) => new(double.NegativeInfinity, false, most, true),
            (CompareOperator.Between, [double least, double most]) => new(least, false, most, false),
            _ => null,
        };

        public bool Meets(Span other) => !EndsBefore(other) && !other.EndsBefore(this);

        private bool EndsBefore(Span other) => Most < other.Least || (Most.Equals(other.Least) && (Below || other.Above));
    }
}
