using System.Security.Cryptography;
using Recall.App.Customers;
using Recall.Core;
using Recall.Core.Customers;

namespace Recall.App.Ingestion;

/// <summary>An event as it is stored.</summary>
/// <param name="Event">The event.</param>
/// <param name="Json">Its JSON, UTF-8.</param>
/// <param name="Hash">SHA-256 of the JSON: same id and same hash is a duplicate, same id and another hash a contradiction.</param>
internal sealed record StoredEvent(CustomerEvent Event, byte[] Json, byte[] Hash)
{
    public static StoredEvent Of(CustomerEvent e)
    {
        var json = StoredJson.Bytes(e);
        return new(e, json, SHA256.HashData(json));
    }
}

/// <summary>An event id counts once per customer.</summary>
internal static class EventIds
{
    /// <summary>
    /// The events of one call, each id once, in the order of the fold; and those whose id stands for other content in the same call:
    /// the store knows which is right, so they are for a second round.
    /// </summary>
    public static (IReadOnlyList<StoredEvent> Events, IReadOnlyList<CustomerEvent> Contested, IngestOutcome Outcome) Distinct(IEnumerable<CustomerEvent> events)
    {
        var byId = new Dictionary<string, StoredEvent>(StringComparer.Ordinal);
        var contested = new List<CustomerEvent>();
        var duplicates = 0;
        foreach (var e in events)
        {
            var stored = StoredEvent.Of(e);
            if (byId.TryAdd(e.Id, stored))
                continue;
            if (stored.Hash.AsSpan().SequenceEqual(byId[e.Id].Hash))
                duplicates++;
            else
                contested.Add(e);
        }

        return ([.. byId.Values.OrderBy(e => EventPosition.Of(e.Event))], contested, IngestOutcome.Known(duplicates));
    }

    /// <summary>The events whose ids are new to the store, and what became of the others.</summary>
    public static async Task<(IReadOnlyList<StoredEvent> New, IngestOutcome Known)> WithoutKnownAsync(
        CustomerStore customers, CustomerKey customer, IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken)
    {
        var fresh = new List<StoredEvent>(events.Count);
        var outcome = IngestOutcome.Nothing;
        foreach (var e in events)
        {
            var hash = await customers.FindEventHashAsync(customer, e.Event.Id, cancellationToken);
            if (hash is null)
                fresh.Add(e);
            else
                outcome += Again(e.Event, hash.AsSpan().SequenceEqual(e.Hash));
        }

        return (fresh, outcome);
    }

    private static IngestOutcome Again(CustomerEvent e, bool same) => same
        ? IngestOutcome.Known(1)
        : new(0, 0, [new(e, "id", $"'{Shown.Short(e.Id)}' was used before for another fact of {e.Customer}; each fact needs an id of its own")]);
}
