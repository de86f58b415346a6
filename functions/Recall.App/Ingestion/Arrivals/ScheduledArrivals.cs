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

    /// <summary>Keeps events until their time. The same event again is the same row. Durable when this returns.</summary>
    public async Task AddAsync(IEnumerable<CustomerEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        // 60 events of at most 48 KiB are under the 4 MiB of a batch, base64 and all.
        foreach (var batch in events.GroupBy(Key, StringComparer.Ordinal).Select(same => same.Last()).Chunk(60))
            await tables.SubmitAsync(Table, [.. batch.Select(e => new TableAction(TableActionKind.Upsert, Row(e)))], cancellationToken);
    }

    /// <summary>Time of the earliest, UTC; null where none is waiting.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken = default) =>
        (await DueAsync(DateTimeOffset.MaxValue, 1, cancellationToken)) is [var first, ..] ? first.At : null;

    /// <summary>Up to <paramref name="take"/> (1..1000) events that happened by then, oldest first. They stay until they are removed.</summary>
    public async Task<IReadOnlyList<CustomerEvent>> DueAsync(DateTimeOffset until, int take, CancellationToken cancellationToken = default)
    {
        // '}' follows '|', so everything of the last tick is in.
        var page = await tables.QueryAsync(Table, Feed, null, CustomerKeys.Time(until) + "}", take, null, cancellationToken);
        return [.. page.Rows.Select(r => StoredJson.Read<CustomerEvent>(r.Get<byte[]>("event")))];
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

    private static TableRow Row(CustomerEvent e) => new(
        Feed, Key(e), new Dictionary<string, object>(StringComparer.Ordinal) { ["event"] = StoredJson.Bytes(e) });
}
