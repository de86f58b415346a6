using Recall.App.Customers;
using Recall.App.Ports;

namespace Recall.App.Ingestion;

/// <summary>Events and the profile they change as one batch of at most 100 actions and 4 MiB.</summary>
internal static class EventBatch
{
    /// <summary>An event is two rows, the profile one.</summary>
    private const int MaxEvents = (TableLimits.BatchActions - 1) / 2;

    /// <summary>An event that takes the place of an older state at another time is a third: that one's row goes.</summary>
    private const int MaxReplacing = (TableLimits.BatchActions - 1) / 3;

    private const int MaxBytes = TableLimits.BatchBytes / 2;

    /// <summary>In order, each small enough for one batch.</summary>
    public static IEnumerable<IReadOnlyList<StoredEvent>> Chunks(IReadOnlyList<StoredEvent> events)
    {
        var chunk = new List<StoredEvent>();
        var bytes = 0;
        foreach (var e in events)
        {
            if (chunk.Count == MaxEvents || (chunk.Count > 0 && bytes + e.Json.Length > MaxBytes))
            {
                yield return chunk;
                (chunk, bytes) = ([], 0);
            }

            chunk.Add(e);
            bytes += e.Json.Length;
        }

        if (chunk.Count > 0)
            yield return chunk;
    }

    /// <summary>As many of a chunk as one batch takes, once it is known which of them replace others.</summary>
    public static int Fitting(IReadOnlyList<StoredEvent> events) =>
        events.Count > MaxReplacing && events.Any(e => e.Replaces is not null) ? MaxReplacing : events.Count;

    /// <summary>The profile first, so that a conflict on any other action is an event that is known.</summary>
    public static IReadOnlyList<TableAction> Actions(string partition, CustomerRow row, IReadOnlyList<StoredEvent> events)
    {
        var actions = new List<TableAction>((events.Count * 2) + 1) { row.WriteProfile(partition) };
        foreach (var e in events)
        {
            var (id, body) = (CustomerKeys.EventId(e.Event.Customer, e.Event.Id), CustomerKeys.Event(e.Event));
            var moved = e.Replaces is { } older && older.At != e.Event.At;
            actions.Add(Write(e.Replaces is null ? TableActionKind.Insert : TableActionKind.Replace, id, CustomerStore.EventTime, CustomerKeys.Time(e.Event.At)));
            actions.Add(Write(e.Replaces is null || moved ? TableActionKind.Insert : TableActionKind.Replace, body, CustomerStore.EventBody, e.Json));
            if (moved)
                actions.Add(new(TableActionKind.Delete, new(partition, CustomerKeys.Event(e.Replaces!), new Dictionary<string, object>(StringComparer.Ordinal))));
        }

        return actions;

        TableAction Write(TableActionKind kind, string rowKey, string name, object value) =>
            new(kind, new(partition, rowKey, new Dictionary<string, object>(StringComparer.Ordinal) { [name] = value }));
    }
}
