using Recall.Core.Customers;
using Recall.Core.Sequences;

namespace Recall.App.Http;

/// <summary>Ids that callers send in paths and bodies: what cannot be part of a row key is refused before a store sees it.</summary>
public static class RouteIds
{
    /// <summary>Longest name of a sequence or a step.</summary>
    private const int MaxName = 60;

    /// <summary>The customer, or a sentence that goes on after the field's name.</summary>
    public static string? Customer(string? text, out CustomerKey key) => CustomerKey.TryParse(text, out key, out var error) ? null : error.ToString();

    /// <summary>The enrolment, or a sentence that goes on after the field's name.</summary>
    public static string? Enrolment(string? text, out EnrolmentId? id) =>
        EnrolmentId.TryParse(text, out id) && IsName(id.Sequence) && id.ToString() == text
            ? null
            : $"'{Shown.Short(text)}' is not an enrolment id; they look like 'dormant-winback--shop:42--1'";

    /// <summary>The run and the step of a handoff, or a sentence that goes on after the field's name.</summary>
    public static string? Handoff(string? text, out EnrolmentId? enrolment, out string step)
    {
        enrolment = null;
        step = "";
        var at = text?.LastIndexOf("--", StringComparison.Ordinal) ?? -1;
        if (at > 0)
            step = text![(at + 2)..];
        return at > 0 && IsName(step) && Enrolment(text![..at], out enrolment) is null
            ? null
            : $"'{Shown.Short(text)}' is not a handoff id; they look like 'dormant-winback--shop:42--1--call'";
    }

    /// <summary>Lower-case letters, digits and single hyphens inside, as sequence files allow.</summary>
    public static bool IsName(string text) => text is { Length: > 0 and <= MaxName }
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && text[0] != '-' && text[^1] != '-' && !text.Contains("--", StringComparison.Ordinal);
}
