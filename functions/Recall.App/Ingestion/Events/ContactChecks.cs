using System.Buffers;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Events;

/// <summary>Shapes of addresses and settings of a person. Each gives what is wrong and how to mend it, or null.</summary>
internal static class ContactChecks
{
    private static readonly SearchValues<char> NeverInAddresses = SearchValues.Create(" ,;<>\"()[]\\:");

    /// <summary>One address that a mail server can be given (RFC 5321 lengths); not a proof that it exists.</summary>
    public static string? Email(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var domain = text.AsSpan(at + 1);
        return text.Length <= 254 && at is > 0 and <= 64 && domain.Length >= 3 && domain.IndexOf('@') < 0
            && domain[1..^1].Contains('.') && domain[0] != '.' && domain[^1] != '.' && domain.IndexOf("..") < 0
            && !text.AsSpan().ContainsAny(NeverInAddresses) && text.All(c => c > ' ' && c < 127)
                ? null
                : $"'{Shown.Short(text)}' is not an e-mail address; write one address like 'mei@example.com'";
    }

    /// <summary>Longest id of a contact: WeCom's are 32 characters.</summary>
    public const int ContactChars = 64;

    /// <summary>An id that WeCom could have given to a contact, <c>external_userid</c>; not a proof that it did.</summary>
    public static string? Wecom(string text) =>
        text.Length is > 0 and <= ContactChars && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? null
            : $"'{Shown.Short(text)}' is not the id of a WeCom contact; write its external_userid, like 'wmqfasd1e1927831123109rBAAAA'";

    /// <summary>Looks like a BCP 47 tag (RFC 5646).</summary>
    public static string? Locale(string text)
    {
        var parts = text.Split('-');
        return text.Length <= 35 && parts[0].Length is 2 or 3 && parts[0].All(char.IsAsciiLetter)
            && parts.Skip(1).All(p => p.Length is >= 1 and <= 8 && p.All(char.IsAsciiLetterOrDigit))
                ? null
                : $"'{Shown.Short(text)}' is not a language tag; write it like 'en', 'zh-CN' or 'pt-BR'";
    }

    /// <summary>An IANA name this machine knows.</summary>
    public static string? TimeZone(string text)
    {
        if (text.Length <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+')
            && TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) && zone.HasIanaId)
            return null;
        return TimeZoneInfo.TryConvertWindowsIdToIanaId(text, out var iana)
            ? $"'{Shown.Short(text)}' is a Windows zone; write '{iana}'"
            : $"'{Shown.Short(text)}' is not an IANA time zone; write it like 'Asia/Shanghai' or 'Europe/Paris'";
    }

    /// <summary>A year a person alive may be born in, or a membership may end in.</summary>
    public static string? Day(DateOnly day, EventField field, DateTimeOffset now) => field switch
    {
        EventField.Birthday when day.Year < 1900 || day > DateOnly.FromDateTime(now.UtcDateTime).AddDays(1) =>
            $"{day:yyyy-MM-dd} cannot be a birthday; leave the field out where it is unknown",
        EventField.MembershipExpiry when day.Year is < 1970 or > 2200 => $"{day:yyyy-MM-dd} is out of range; use a day from 1970 to 2200",
        _ => null,
    };
}
