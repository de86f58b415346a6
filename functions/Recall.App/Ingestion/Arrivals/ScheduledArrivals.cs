using Recall.App.Customers;
using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Arrivals;

/// <summary>
/// Events that lie ahead of the clock: under virtual time a shop's history is played back, so what has not happened yet waits here.
/// Table <see cref="Table"/>, one partition, ordered by time.
/// </summary>
public sealed class ScheduledArrivals(ITableStore tables)
{
    /// <summary>The table.</summary>
    public const string Table = "arrivals";

    private const string Feed = "feed";

    /// <summary>
    /// Keeps events until their time; durable when this returns. The same event again is the same row. As with facts that are ingested, an id
    /// counts for what it stood for first: returns the events that contradict one that waits for the same moment.
    /// </summary>
    public async Task<IReadOnlyList<RejectedEvent>> AddAsync(IEnumerable<CustomerEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        var rejected = new List<RejectedEvent>();
        var first = new Dictionary<string, StoredEvent>(StringComparer.Ordinal);
        foreach (var e in events.Select(StoredEvent.Of))
        {
            if (!first.TryAdd(Key(e.Event), e) && !e.Says(first[Key(e.Event)]))
                rejected.Add(EventIds.Contradiction(e.Event));
        }

        // 60 events of at most 48 KiB are under the 4 MiB of a batch, base64 and all.
        foreach (var batch in first.Values.Chunk(60))
        {
            if (await TryAsync([.. batch.Select(Insert)], cancellationToken))
                continue;
            foreach (var e in batch)
            {
                if (!await KeepAsync(e, cancellationToken))
                    rejected.Add(EventIds.Contradiction(e.Event));
            }
        }

        return rejected;
    }

    /// <summary>Time of the earliest, UTC; null where none is waiting.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken = default) =>
        (await DueAsync(DateTimeOffset.MaxValue, 1, cancellationToken)) is [var first, ..] ? first.At : null;

    /// <summary>Up to <paramref name="take"/> (1..1000) events that happened by then, oldest first. They stay until they are removed.</summary>
    public async Task<IReadOnlyList<CustomerEvent>> DueAsync(DateTimeOffset until, int take, CancellationToken cancellationToken = default)
    {
        // '}' follows '|', so everything of the last tick is in.
        var page = await tables.QueryAsync(Table, Feed, null, CustomerKeys.Time(until) + "}", take, null, cancellationToken);
        return [.. page.Rows.Select(Read)];
    }

    /// <summary>Removes events; those that are gone already do no harm.</summary>
    public async Task RemoveAsync(IEnumerable<CustomerEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var batch in events.Select(Key).Distinct(StringComparer.Ordinal).Chunk(TableLimits.BatchActions))
        {
            var deletes = batch.Select(key => new TableAction(TableActionKind.Delete, new(Feed, key, new Dictionary<string, object>(StringComparer.Ordinal)))).ToList();
            if (!await TryAsync(deletes, cancellationToken))
            {
                foreach (var delete in deletes)
                    await TryAsync([delete], cancellationToken);
            }
        }
    }

    /// <summary>False where another event has its place.</summary>
    private async Task<bool> KeepAsync(StoredEvent e, CancellationToken cancellationToken)
    {
        while (!await TryAsync([Insert(e)], cancellationToken))
        {
            if (await tables.GetAsync(Table, Feed, Key(e.Event), cancellationToken) is { } row)
                return e.Says(StoredEvent.Of(Read(row)));
        }

        return true;
    }

    private async Task<bool> TryAsync(IReadOnlyList<TableAction> actions, CancellationToken cancellationToken)
    {
        try
        {
            await tables.SubmitAsync(Table, actions, cancellationToken);
            return true;
        }
        catch (TableConflictException)
        {
            return false;
        }
    }

    private static string Key(CustomerEvent e) => $"{CustomerKeys.Time(e.At)}|{e.Customer}|{e.Id}";

    private static TableAction Insert(StoredEvent e) => new(TableActionKind.Insert, new(
        Feed, Key(e.Event), new Dictionary<string, object>(StringComparer.Ordinal) { ["event"] = e.Json }));

    private static CustomerEvent Read(TableRow row) => StoredJson.Read<CustomerEvent>(row.Get<byte[]>("event"));
}
