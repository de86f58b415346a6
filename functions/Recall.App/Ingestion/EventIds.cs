using Recall.App.Customers;
using Recall.Core;
using Recall.Core.Customers;

namespace Recall.App.Ingestion;

/// <summary>An event as it is stored.</summary>
/// <param name="Event">The event.</param>
/// <param name="Json">Its JSON, UTF-8: same id and same JSON is a duplicate, same id and other JSON a contradiction.</param>
internal sealed record StoredEvent(CustomerEvent Event, byte[] Json)
{
    /// <summary>The older state of the same id that is in the store and goes; null where the id is new.</summary>
    public CustomerEvent? Replaces { get; init; }

    public static StoredEvent Of(CustomerEvent e) => new(e, StoredJson.Bytes(e));

    public bool Says(StoredEvent other) => Json.AsSpan().SequenceEqual(other.Json);
}

/// <summary>What of some events is to be stored.</summary>
/// <param name="News">New ids, and newer states of known ones.</param>
/// <param name="Known">What became of the others.</param>
/// <param name="Older">Those of the others that a newer state stands in for: nothing follows from them any more.</param>
internal sealed record EventNews(IReadOnlyList<StoredEvent> News, IngestOutcome Known, IReadOnlyList<CustomerEvent> Older);

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
            var known = byId[e.Id];
            if (!stored.Says(known) && !Revisions.Apply(e, known.Event))
            {
                contested.Add(stored);
                continue;
            }

            duplicates++;
            if (Revisions.Compare(e, known.Event) > 0)
                byId[e.Id] = stored;
        }

        return ([.. byId.Values.OrderBy(e => EventPosition.Of(e.Event))], contested, IngestOutcome.Known(duplicates));
    }

    /// <summary>Holds events against the store.</summary>
    public static async Task<EventNews> NewsAsync(
        CustomerStore customers, string partition, IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken)
    {
        var (news, older) = (new List<StoredEvent>(events.Count), new List<CustomerEvent>());
        var (duplicates, rejected) = (0, new List<RejectedEvent>());
        foreach (var e in events)
        {
            // Written anew and not compared as it lies there: another version of Recall may have stored it.
            if (await customers.FindEventAsync(partition, e.Event.Customer, e.Event.Id, cancellationToken) is not { } known)
                news.Add(e with { Replaces = null });
            else if (e.Says(StoredEvent.Of(known)))
                duplicates++;
            else if (!Revisions.Apply(e.Event, known))
                rejected.Add(Contradiction(e.Event));
            else if (Revisions.Compare(e.Event, known) > 0)
                news.Add(e with { Replaces = known });
            else
            {
                duplicates++;
                older.Add(e.Event);
            }
        }

        return new(news, new(0, duplicates, rejected), older);
    }

    /// <summary>An event whose id stands for another fact already.</summary>
    public static RejectedEvent Contradiction(CustomerEvent e) =>
        new(e, "id", $"'{Shown.Short(e.Id)}' was used before for another fact of {e.Customer}; each fact needs an id of its own");
}
