using System.Globalization;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences.Files;

namespace Recall.App.Ingestion.Events;

/// <summary>Setting a field from what its source holds: text, a number, yes or no.</summary>
internal sealed partial class EventDraft
{
    private static readonly string[] StatusNames = [.. Enum.GetNames<MessageStatus>().Select(n => n.ToLowerInvariant())];

    /// <summary>Sets a field from text. Empty text is a field that is not known.</summary>
    public void Set(EventField field, string text)
    {
        var rule = FieldRule.All[(int)field];
        if (text.Length == 0 && rule.Kind != FieldKind.Key)
            Forget(field);
        else if (Problem(rule, field, text) is { } problem)
            Fail(rule.Name, problem);
    }

    /// <summary>Gives a field and sets it from text.</summary>
    public void Put(EventField field, string text)
    {
        Give(field);
        Set(field, text);
    }

    /// <summary>Gives a field and sets it from a number.</summary>
    public void Put(EventField field, decimal number)
    {
        Give(field);
        Set(field, number);
    }

    /// <summary>Gives a field where its text can be read; else it stays unknown, and what is wrong comes back.</summary>
    public string? PutIfReadable(EventField field, string text)
    {
        if (Problem(FieldRule.All[(int)field], field, text) is not { } problem)
        {
            Give(field);
            return null;
        }

        _text[(int)field] = null;
        if (field == EventField.Birthday)
            _birthday = null;
        return problem;
    }

    /// <summary>Sets a field from a number.</summary>
    public void Set(EventField field, decimal number)
    {
        var rule = FieldRule.All[(int)field];
        var problem = rule.Kind switch
        {
            FieldKind.Money => Money.Problem(number),
            FieldKind.Whole when number == decimal.Truncate(number) && number >= rule.Min && number <= rule.Max => null,
            FieldKind.Whole => $"must be a whole number from {rule.Min} to {rule.Max}",
            FieldKind.Key => "is a number; put it in quotes",
            FieldKind.Flag => "must be true or false",
            _ => "must be text in quotes",
        };
        if (problem is null)
            _number[(int)field] = number;
        else
            Fail(rule.Name, problem);
    }

    /// <summary>Sets a field from yes or no.</summary>
    public void Set(EventField field, bool flag)
    {
        var rule = FieldRule.All[(int)field];
        if (rule.Kind == FieldKind.Flag)
            _number[(int)field] = flag ? 1 : 0;
        else
            Fail(rule.Name, rule.Kind is FieldKind.Money or FieldKind.Whole ? "must be a number" : "must be text in quotes");
    }

    /// <summary>Why the text cannot be a name of that length, or null.</summary>
    public static string? TextProblem(string text, int max, bool lines = false)
    {
        if (text.Length > max)
            return $"is {text.Length} characters long; at most {max} are kept, shorten it";
        foreach (var c in text)
        {
            if (char.IsControl(c) && !(lines && (c is '\n' or '\r' or '\t')))
                return $"has the control character U+{(int)c:X4}; take it out";
        }

        return null;
    }

    private string? Problem(FieldRule rule, EventField field, string text) => rule.Kind switch
    {
        FieldKind.Key when field == EventField.Customer => CustomerKey.TryParse(text, out _customer, out var error) ? null : error.ToString(),
        FieldKind.Key when field == EventField.SameAs => Other(text),
        FieldKind.Text => Keep(field, text, TextProblem(text, rule.Max)),
        FieldKind.Prose => Keep(field, text, TextProblem(text, rule.Max, lines: true)),
        FieldKind.Money => Money.TryParse(text, out var amount) ?? Then(field, amount),
        FieldKind.Whole => decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? Then(field, number)
            : $"must be a whole number from {rule.Min} to {rule.Max}",
        FieldKind.Flag => text switch { "true" => Then(field, true), "false" => Then(field, false), _ => "must be true or false" },
        FieldKind.Instant => Instant(text),
        FieldKind.Day => Day(field, text),
        FieldKind.Address => Keep(field, text, ContactChecks.Email(text)),
        FieldKind.Telephone => PhoneNumber.TryRead(text, Country, out var phone)
            ? Keep(field, phone, null)
            : $"'{Shown.Short(text)}' is not a phone number; write it with the country code like '+8613800138000' (E.164)",
        FieldKind.Contact => Keep(field, text, ContactChecks.Wecom(text)),
        FieldKind.Language => Keep(field, text, ContactChecks.Locale(text)),
        FieldKind.Zone => Keep(field, text, ContactChecks.TimeZone(text)),
        FieldKind.Lines => "must be a list of lines like [{\"product\":\"T1\",\"quantity\":2,\"price\":20}]",
        FieldKind.Word when field == EventField.Type => EventTypeProblem(text),
        FieldKind.Word when field == EventField.Channel => Keep(field, text, ChannelProblem(text)),
        FieldKind.Word when field == EventField.Status => StatusProblem(text),
        _ => Keep(field, text, null),
    };

    private string? Other(string text)
    {
        if (!CustomerKey.TryParse(text, out var same, out var error))
            return error.ToString();
        _sameAs = same;
        return null;
    }

    private string? Keep(EventField field, string text, string? problem)
    {
        _text[(int)field] = text;
        return problem;
    }

    private string? Then(EventField field, decimal number)
    {
        Set(field, number);
        return null;
    }

    private string? Then(EventField field, bool flag)
    {
        Set(field, flag);
        return null;
    }

    private string? Instant(string text)
    {
        if (EventTimes.TryParse(text, Zone, out var at, out var problem))
            At(at);
        return problem;
    }

    private string? Day(EventField field, string text)
    {
        if (!DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyy/MM/dd", "yyyyMMdd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return $"'{Shown.Short(text)}' is not a day; write it like 1990-05-31";
        if (field == EventField.Birthday)
            _birthday = day;
        else
            _membershipExpiry = day;
        return ContactChecks.Day(day, field, _now);
    }

    private string? EventTypeProblem(string text)
    {
        Type = EventType.Find(text);
        return Type is null ? $"'{Shown.Short(text)}' is not a type of event{NearestWord.Hint(text, TypeNames)}" : null;
    }

    private static string? ChannelProblem(string text) =>
        Channels.Names.Contains(text, StringComparer.Ordinal) || string.Equals(text, Channels.All, StringComparison.Ordinal)
            ? null
            : $"'{Shown.Short(text)}' is not a channel{NearestWord.Hint(text, [.. Channels.Names, Channels.All])}";

    private string? StatusProblem(string text)
    {
        var index = Array.IndexOf(StatusNames, text);
        _status = (MessageStatus)Math.Max(0, index);
        return index < 0 ? $"'{Shown.Short(text)}' is not a message status{NearestWord.Hint(text, StatusNames)}" : null;
    }
}
