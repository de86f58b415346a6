using Recall.App.Customers;
using Recall.App.Ports;

namespace Recall.App.Ingestion;

/// <summary>Events and the profile they change as one batch of at most 100 actions and 4 MiB.</summary>
internal static class EventBatch
{
    /// <summary>An event is two rows, the profile one.</summary>
    private const int MaxEvents = (TableLimits.BatchActions - 1) / 2;

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

    /// <summary>The profile first, so that a conflict on any other action is an event that is known.</summary>
    public static IReadOnlyList<TableAction> Actions(string partition, CustomerRow row, IReadOnlyList<StoredEvent> events)
    {
        var actions = new List<TableAction>((events.Count * 2) + 1) { row.WriteProfile(partition) };
        foreach (var e in events)
        {
            actions.Add(Insert(CustomerKeys.EventId(e.Event.Customer, e.Event.Id), CustomerStore.EventTime, CustomerKeys.Time(e.Event.At)));
            actions.Add(Insert(CustomerKeys.Event(e.Event), CustomerStore.EventBody, e.Json));
        }

        return actions;

        TableAction Insert(string rowKey, string name, object value) => new(
            TableActionKind.Insert,
            new(partition, rowKey, new Dictionary<string, object>(StringComparer.Ordinal) { [name] = value }));
    }
}
