using System.Globalization;
using Recall.Core.Customers;
using Recall.Core.Sequences;

namespace Recall.App.Customers;

/// <summary>
/// Row keys of table <see cref="Table"/>. All rows of a customer are in the partition <see cref="Bucket.Of"/> of its key, so that a fact
/// and what it changes commit in one batch. Parts are joined by <c>|</c>, which no id may contain; times sort as text.
/// </summary>
public static class CustomerKeys
{
    /// <summary>The table.</summary>
    public const string Table = "customers";

    /// <summary><c>p|{customer}</c>: the profile and the engagement.</summary>
    public static string Profile(CustomerKey customer) => $"p|{customer}";

    /// <summary><c>f|{customer}</c>: when they were forgotten; what happened before never comes in again.</summary>
    public static string Forgotten(CustomerKey customer) => $"f|{customer}";

    /// <summary><c>s|{customer}</c>: the score.</summary>
    public static string Score(CustomerKey customer) => $"s|{customer}";

    /// <summary><c>e|{customer}|{time}|{event id}</c>: an event.</summary>
    public static string Event(CustomerEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return Event(e.Customer, Time(e.At), e.Id);
    }

    /// <summary>The same from its parts, the time as <see cref="Time"/> writes it.</summary>
    public static string Event(CustomerKey customer, string time, string id) => $"e|{customer}|{time}|{id}";

    /// <summary>
    /// <c>e|{customer}|id|{event id}</c>: which time the event of that id has, so that an id counts once at any time. Beside the events and
    /// not a kind of its own: what is written together lies together.
    /// </summary>
    public static string EventId(CustomerKey customer, string id) => $"e|{customer}|id|{id}";

    /// <summary><c>r|{customer}|{sequence}|{episode}</c>: an enrolment.</summary>
    public static string Enrolment(EnrolmentId id) => Pass('r', id);

    /// <summary>
    /// <c>a|{customer}|{sequence}|{episode}</c>: the enrolment as it began, for as long as its run may be under way, so that whoever looks at what runs reads
    /// nothing of the years before.
    /// </summary>
    public static string Going(EnrolmentId id) => Pass('a', id);

    /// <summary><c>t|{customer}|{sequence}|{episode}|{step}</c>: a touch.</summary>
    public static string Touch(EnrolmentId id, string step) => Step('t', id, step);

    /// <summary><c>k|{customer}|{sequence}|{episode}|{step}</c>: a coupon.</summary>
    public static string Coupon(EnrolmentId id, string step) => Step('k', id, step);

    /// <summary><c>w|{customer}|{sequence}|{episode}|{step}</c>: a call of one of the shop's systems.</summary>
    public static string Webhook(EnrolmentId id, string step) => Step('w', id, step);

    /// <summary><c>l|{customer}|{time}|{what}</c>: a ledger entry.</summary>
    public static string Ledger(CustomerKey customer, DateTimeOffset at, string what) => $"l|{customer}|{Time(at)}|{what}";

    /// <summary>The enrolment of a row of kinds <c>r</c> and <c>a</c>.</summary>
    public static EnrolmentId EnrolmentOf(string rowKey)
    {
        ArgumentNullException.ThrowIfNull(rowKey);
        var parts = rowKey.Split('|');
        return new(parts[2], CustomerKey.Parse(parts[1]), int.Parse(parts[3], CultureInfo.InvariantCulture));
    }

    /// <summary>The customer that a row belongs to.</summary>
    public static CustomerKey CustomerOf(string rowKey)
    {
        ArgumentNullException.ThrowIfNull(rowKey);
        var end = rowKey.IndexOf('|', 2);
        return CustomerKey.Parse(end < 0 ? rowKey[2..] : rowKey[2..end]);
    }

    /// <summary>All rows that begin with the kind and the customer, as a half-open range.</summary>
    public static (string From, string To) Of(char kind, CustomerKey customer) => ($"{kind}|{customer}|", $"{kind}|{customer}}}");

    /// <summary>The rows of a kind and a customer whose keys go on with a time: events without their ids, or the ledger. Half-open; <c>:</c> follows <c>9</c>.</summary>
    public static (string From, string To) InTime(char kind, CustomerKey customer) => ($"{kind}|{customer}|", $"{kind}|{customer}|:");

    /// <summary>All rows of a kind in a bucket, as a half-open range: <c>}</c> follows <c>|</c>.</summary>
    public static (string From, string To) All(char kind) => ($"{kind}|", $"{kind}}}");

    /// <summary>UTC to 100 ns, sorts as text.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>Characters of <see cref="Time"/>.</summary>
    public const int TimeLength = 23;

    /// <summary>Reads what <see cref="Time"/> wrote.</summary>
    public static DateTimeOffset ReadTime(ReadOnlySpan<char> text) => DateTimeOffset.ParseExact(
        text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>Reads what <see cref="Time"/> wrote, or is false.</summary>
    public static bool TryReadTime(ReadOnlySpan<char> text, out DateTimeOffset at) => DateTimeOffset.TryParseExact(
        text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);

    private const string TimeFormat = "yyyyMMdd'T'HHmmss.fffffff";

    private static string Pass(char kind, EnrolmentId id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return string.Create(CultureInfo.InvariantCulture, $"{kind}|{id.Customer}|{id.Sequence}|{id.Episode:D6}");
    }

    private static string Step(char kind, EnrolmentId id, string step) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}|{id.Customer}|{id.Sequence}|{id.Episode:D6}|{step}");
}
