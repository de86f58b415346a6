using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Recall.Core.Customers;
using Recall.Core.Messaging;

namespace Recall.App.Ingestion.Events;

/// <summary>
/// Times of events. Only formats that read one way are taken: a day before a month and a month before a day look the same, so
/// <c>03/04/2026</c> is refused rather than guessed.
/// </summary>
internal static class EventTimes
{
    /// <summary>How far a sender's clock may run ahead of ours.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private const string Accepted = "2026-01-31T10:00:00+08:00, 2026-01-31T02:00:00Z";

    private const string AcceptedLocal = Accepted + ", 2026-01-31 10:00:00, 2026-01-31, 2026/01/31 or 20260131";

    private static readonly string[] WithOffset =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFF zzz", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    private static readonly string[] Local =
    [
        "yyyy-MM-dd", "yyyyMMdd", "yyyy/MM/dd", "yyyy/M/d", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm",
        "yyyy-MM-dd'T'HH:mm", "yyyy/MM/dd HH:mm:ss", "yyyy/MM/dd HH:mm", "yyyy/M/d H:mm:ss", "yyyy/M/d H:mm", "yyyyMMdd HH:mm:ss", "yyyyMMddHHmmss",
    ];

    /// <summary>
    /// The instant, UTC. With a zone, times without an offset are local there, and a day alone is its first instant; without one they
    /// are refused.
    /// </summary>
    public static bool TryParse(string text, TimeZoneInfo? zone, out DateTimeOffset at, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        if (HasOffset(text))
        {
            if (DateTimeOffset.TryParseExact(text, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out at))
                return true;
        }
        else if (DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            if (zone is not null && local.Year is > 1 and < 9999)
            {
                at = LocalTime.First(local, zone);
                return true;
            }

            at = default;
            problem = $"'{Shown.Short(text)}' does not say in which time zone; add 'Z' for UTC or an offset like '+08:00'";
            return false;
        }

        at = default;
        problem = $"'{Shown.Short(text)}' is not a time; write it like {(zone is null ? Accepted : AcceptedLocal)}";
        return false;
    }

    /// <summary>Why an event cannot have happened then, or null. <paramref name="now"/> is null where the future is welcome.</summary>
    public static string? Problem(DateTimeOffset at, DateTimeOffset? now)
    {
        if (at < DateTimeOffset.UnixEpoch)
            return $"{Show(at)} is before 1970; give the time it happened";
        if (at.Year > 2200)
            return $"{Show(at)} is after the year 2200; give the time it happened";
        return now is { } clock && at > clock + Ahead
            ? $"{Show(at)} is in the future (now is {Show(clock)}); give the time it happened, with the right offset"
            : null;
    }

    /// <summary>True where the text ends in <c>Z</c>, <c>+hh:mm</c> or <c>+hhmm</c>.</summary>
    public static bool HasOffset(ReadOnlySpan<char> text) =>
        text.Length > 10 && (text[^1] == 'Z' || text[10..].ContainsAny('+', '-'));

    /// <summary>The same in UTF-8.</summary>
    public static bool HasOffset(ReadOnlySpan<byte> text) =>
        text.Length > 10 && (text[^1] == (byte)'Z' || text[10..].ContainsAny((byte)'+', (byte)'-'));

    private static string Show(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
