using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Nodes;
using Recall.App.Ledger;
using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Customers;

namespace Recall.App.Customers;

/// <summary>Something that happened to a customer, or that Recall decided about them.</summary>
/// <param name="At">UTC.</param>
/// <param name="Source"><c>event</c> or <c>ledger</c>.</param>
/// <param name="Kind">The event's type or the decision's kind: <c>order</c>, <c>sent</c>, ...</param>
/// <param name="Id">The event's id in its source: an order's number; null for a decision.</param>
/// <param name="From">The source that told it: what stands before the colon of the key it came in under; null for a decision.</param>
/// <param name="Data">The event's own fields, addresses masked; null for a decision.</param>
/// <param name="Sequence">What the decision is about; null for an event, and where it is about who the customer is.</param>
/// <param name="Step">The step it is about, or null.</param>
/// <param name="Enrolment">The run it belongs to, or null.</param>
/// <param name="Code">Why it was decided, for machines; null for an event.</param>
/// <param name="Reason">Why it was decided, in the reader's language; null for an event.</param>
/// <param name="Detail">More about the decision, or null.</param>
public sealed record TimelineEntry(
    DateTimeOffset At, string Source, string Kind, string? Id, string? From, JsonObject? Data, string? Sequence, string? Step, string? Enrolment,
    string? Code, string? Reason, string? Detail);

/// <summary>A page of a timeline.</summary>
/// <param name="Entries">Newest first.</param>
/// <param name="Next">Pass it as <c>after</c> to go on; null at the end.</param>
public sealed record TimelinePage(IReadOnlyList<TimelineEntry> Entries, string? Next);

/// <summary>
/// Events and ledger of a customer as one list, newest first. The store reads forwards only, so it is read in windows that go back in
/// time and double: a page near the end of a long history does not read its beginning.
/// </summary>
public sealed class CustomerTimeline(ITableStore tables, CustomerStore customers, AppServices app)
{
    /// <summary>Most entries in a page.</summary>
    public const int MaxTake = 200;

    private static readonly TimeSpan FirstWindow = TimeSpan.FromDays(32);

    /// <summary>One page of the customer with this profile, in the reader's language; <paramref name="after"/> is an earlier page's <see cref="TimelinePage.Next"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="after"/> is none, see <see cref="IsContinuation"/>.</exception>
    public async Task<TimelinePage> ReadAsync(Profile profile, string locale, int take, string? after, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(profile);
        string? end = null;
        var newest = app.Clock.GetUtcNow();
        if (after is not null && !TryUnpack(after, out end, out newest))
            throw new ArgumentException("Not a continuation of a timeline.", nameof(after));
        var customer = profile.Customer;
        var found = new List<(string Place, TableRow Row)>();
        string? to = null;
        var window = FirstWindow;
        do
        {
            var from = newest - profile.FirstSeen > window ? CustomerKeys.Time(newest - window) : "";
            var rows = await WindowAsync(profile, from, to, end, cancellationToken);
            found.AddRange(rows.OrderByDescending(r => r.Place, StringComparer.Ordinal));
            (to, window) = (from, window * 2);
        }
        while (found.Count <= take && to.Length > 0);

        var page = found.Take(take).ToList();
        return new([.. page.Select(r => Entry(customer, r.Row, locale))], found.Count > take ? Pack(page[^1].Place) : null);
    }

    /// <summary>True where the text can be passed as <c>after</c>.</summary>
    public static bool IsContinuation(string after) => TryUnpack(after, out _, out _);

    /// <summary>
    /// Rows of both kinds from a time up to another, before the place <paramref name="end"/>. A place is <c>{time}|{kind}|{rest}</c>.
    /// </summary>
    private async Task<List<(string Place, TableRow Row)>> WindowAsync(
        Profile profile, string from, string? to, string? end, CancellationToken cancellationToken)
    {
        var rows = new List<(string Place, TableRow Row)>();
        foreach (var (kind, key) in profile.Keys.SelectMany(k => "el".Select(kind => (kind, k))))
        {
            var (start, stop) = CustomerKeys.InTime(kind, key);
            // One past the time of the end: rows of that very time are told apart by their place.
            var until = to is not null ? start + to : end is not null ? start + end[..CustomerKeys.TimeLength] + "}" : stop;
            await foreach (var row in tables.ReadAsync(CustomerKeys.Table, customers.Partition(profile.Customer), start + from, until, cancellationToken))
            {
                var rest = row.RowKey.AsSpan(start.Length);
                var place = $"{rest[..CustomerKeys.TimeLength]}|{kind}{rest[CustomerKeys.TimeLength..]}" + (key == profile.Customer ? "" : $"|{key}");
                if (end is null || string.CompareOrdinal(place, end) < 0)
                    rows.Add((place, row));
            }
        }

        return rows;
    }

    private static TimelineEntry Entry(CustomerKey customer, TableRow row, string locale)
    {
        if (row.RowKey[0] == 'l')
        {
            var entry = LedgerEntry.Read(customer, row);
            return new(
                entry.At, "ledger", entry.Kind, null, null, null, entry.Sequence.Length > 0 ? entry.Sequence : null, entry.Step, entry.Enrolment, entry.Why.Code, entry.Why.Say(locale),
                entry.Detail);
        }

        var e = StoredJson.Read<CustomerEvent>(row.Get<byte[]>(CustomerStore.EventBody));
        var data = JsonNode.Parse(StoredJson.Bytes(Masked.Event(e)))!.AsObject();
        var kind = (string)data["type"]!;

        // The rest is said beside the data; the revision is a number of Recall's own, by which the newer of two states is told.
        foreach (var name in (string[])["type", "id", "customer", "at", "revision"])
            data.Remove(name);
        return new(e.At, "event", kind, e.Id, e.Customer.Source.ToString(), data, null, null, null, null, null, null);
    }

    private static string Pack(string place) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(place));

    private static bool TryUnpack(string token, [NotNullWhen(true)] out string? place, out DateTimeOffset time)
    {
        (place, time) = (null, default);
        if (!Base64Url.IsValid(token))
            return false;
        place = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
        return place.Length > CustomerKeys.TimeLength && place[CustomerKeys.TimeLength] == '|'
            && CustomerKeys.TryReadTime(place.AsSpan(0, CustomerKeys.TimeLength), out time);
    }
}
