using Recall.App.Customers;
using Recall.Core;
using Recall.Core.Customers;

namespace Recall.App.Ingestion;

/// <summary>An event as it is stored.</summary>
/// <param name="Event">The event.</param>
/// <param name="Json">Its JSON, UTF-8: same id and same JSON is a duplicate, same id and other JSON a contradiction.</param>
internal sealed record StoredEvent(CustomerEvent Event, byte[] Json)
{
    public static StoredEvent Of(CustomerEvent e) => new(e, StoredJson.Bytes(e));

    public bool Says(StoredEvent other) => Json.AsSpan().SequenceEqual(other.Json);
}

/// <summary>An event id counts once per customer.</summary>
internal static class EventIds
{
    /// <summary>
    /// The events of one call, each id once, in the order of the fold; and those whose id stands for other content in the same call:
    /// the store knows which is right once the others are in it.
    /// </summary>
    public static (IReadOnlyList<StoredEvent> Events, IReadOnlyList<StoredEvent> Contested, IngestOutcome Outcome) Distinct(IEnumerable<CustomerEvent> events)
    {
        var byId = new Dictionary<string, StoredEvent>(StringComparer.Ordinal);
        var contested = new List<StoredEvent>();
        var duplicates = 0;
        foreach (var e in events)
        {
            var stored = StoredEvent.Of(e);
            if (byId.TryAdd(e.Id, stored))
                continue;
            if (stored.Says(byId[e.Id]))
                duplicates++;
            else
                contested.Add(stored);
        }

        return ([.. byId.Values.OrderBy(e => EventPosition.Of(e.Event))], contested, IngestOutcome.Known(duplicates));
    }

    /// <summary>The events whose ids are new to the store, and what became of the others.</summary>
    public static async Task<(IReadOnlyList<StoredEvent> New, IngestOutcome Known)> WithoutKnownAsync(
        CustomerStore customers, string partition, IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken)
    {
        var fresh = new List<StoredEvent>(events.Count);
        var (duplicates, rejected) = (0, new List<RejectedEvent>());
        foreach (var e in events)
        {
            // Written anew and not compared as it lies there: another version of Recall may have stored it.
            if (await customers.FindEventAsync(partition, e.Event.Customer, e.Event.Id, cancellationToken) is not { } known)
                fresh.Add(e);
            else if (e.Says(StoredEvent.Of(known)))
                duplicates++;
            else
                rejected.Add(Contradiction(e.Event));
        }

        return (fresh, new(0, duplicates, rejected));
    }

    /// <summary>An event whose id stands for another fact already.</summary>
    public static RejectedEvent Contradiction(CustomerEvent e) =>
        new(e, "id", $"'{Shown.Short(e.Id)}' was used before for another fact of {e.Customer}; each fact needs an id of its own");
}
