using Recall.Core.Sequences.Files.Texts;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files;

/// <summary>The right-hand side of a comparison, typed as its field is.</summary>
internal static class ComparedValues
{
    /// <summary>A type in a marketer's words.</summary>
    public static Phrase What(CustomerField field) => field.Type switch
    {
        FieldType.Text => ValueTexts.Text,
        FieldType.Choice => ConditionTexts.Choice,
        FieldType.Number => ValueTexts.Number,
        FieldType.Share => ConditionTexts.Share,
        FieldType.Days => ConditionTexts.Days,
        FieldType.Flag => ConditionTexts.Flag,
        _ => ConditionTexts.Words,
    };

    public static IReadOnlyList<object>? Read(ProblemList problems, Node node, string at, CustomerField field, CompareOperator op)
    {
        if (op is CompareOperator.IsKnown)
            return Values.Flag(problems, node, at) is { } known ? [known] : null;
        if (op is not (CompareOperator.In or CompareOperator.NotIn or CompareOperator.Between))
            return One(problems, node, at, field) is { } one ? [one] : null;
        if (node is not ListNode list)
        {
            if (op is CompareOperator.Between)
                problems.Expected(node, at, ConditionTexts.TwoValues);
            else
                problems.Expected(node, at, ConditionTexts.Values, field.Words.Count > 0 ? field.Words[0] : "en");
            return null;
        }

        if (op is CompareOperator.Between && list.Items.Count != 2)
        {
            problems.Error(list, at, ConditionTexts.NotTwo, list.Items.Count);
            return null;
        }

        if (list.Items.Count == 0)
        {
            problems.Error(list, at, ConditionTexts.NoValue);
            return null;
        }

        var values = list.Items.ConvertAll(i => One(problems, i, at, field));
        if (values.Contains(null))
            return null;
        if (op is CompareOperator.Between && (double)values[0]! > (double)values[1]!)
            problems.Error(list, at, ConditionTexts.Swapped);
        return values.ConvertAll(v => v!);
    }

    private static object? One(ProblemList problems, Node node, string at, CustomerField field) => field.Type switch
    {
        FieldType.Choice => Values.Word(problems, node, at, new(WordTexts.ValueOf, field.Name), field.Words),
        FieldType.Flag => Values.Flag(problems, node, at),
        FieldType.Number => (double?)Values.Number(problems, node, at, -1_000_000_000, 1_000_000_000),
        FieldType.Share => Values.Share(problems, node, at, 1),
        FieldType.Days => Days(problems, node, at),
        _ => Values.Text(problems, node, at),
    };

    /// <summary>A bare number is days; it may be negative, for what has passed.</summary>
    private static object? Days(ProblemList problems, Node node, string at)
    {
        if (node is TextNode text && Values.Decimal(text.Value, out var number) && number == decimal.Truncate(number) && Math.Abs(number) <= 36500)
            return (double)number;
        if (Durations.Read(problems, node, at, TimeSpan.Zero, TimeSpan.FromDays(36500), "30 days") is not { } time)
            return null;
        if (time.Ticks % TimeSpan.TicksPerDay == 0)
            return time.TotalDays;
        problems.Error(node, at, ValueTexts.WriteDays, node.What, Math.Ceiling(time.TotalDays));
        return null;
    }
}
