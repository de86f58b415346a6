using System.Collections.Concurrent;
using Recall.App.Customers;
using Recall.App.Ports;
using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.App.Ingestion;

/// <summary>
/// The one way in for facts: HTTP, files and Recall's own channels all end here. When it returns, every accepted event is on disk
/// and folded into its customer's profile, each id once, and every running enrolment it concerns has its signal.
/// </summary>
public sealed class IngestEvents(CustomerStore customers, ISequenceRuntime runtime, ShopSettings shop)
{
    /// <summary>
    /// Customers written side by side. SQLite commits whoever waits in one transaction, so the more wait the fewer times the disk is
    /// waited for; on Azure the client's pool of connections is the bound, not this.
    /// </summary>
    private const int Parallelism = 1024;

    private readonly TimeZoneInfo _zone = shop.Zone;

    /// <summary>
    /// Takes events in any order, of any number of customers. A call that fails part way may be repeated whole: what it had stored
    /// is found again as duplicates.
    /// </summary>
    public async Task<IngestOutcome> HandleAsync(IReadOnlyCollection<CustomerEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (events.Count == 1)
            return await OneCustomerAsync(events.First().Customer, events, cancellationToken);

        var outcomes = new ConcurrentBag<IngestOutcome>();
        await Parallel.ForEachAsync(
            events.GroupBy(e => e.Customer),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (group, cancel) => outcomes.Add(await OneCustomerAsync(group.Key, group, cancel)));
        return outcomes.Aggregate(IngestOutcome.Nothing, (sum, one) => sum + one);
    }

    private async Task<IngestOutcome> OneCustomerAsync(
        CustomerKey customer, IEnumerable<CustomerEvent> events, CancellationToken cancellationToken)
    {
        var (distinct, contested, outcome) = EventIds.Distinct(events);
        Engagement? engagement = null;
        foreach (var chunk in EventBatch.Chunks(distinct))
        {
            var (stored, row) = await StoreAsync(customer, chunk, cancellationToken);
            outcome += stored;
            engagement = row;
        }

        // After the commit, and for duplicates too: a sender that repeats itself after a crash repairs a signal that was lost in it.
        if (engagement?.Active is { } active)
        {
            var facts = distinct.Select(e => e.Event).Except(outcome.Rejected.Select(r => r.Event), ReferenceEqualityComparer.Instance);
            foreach (var signal in facts.Cast<CustomerEvent>().Select(EventSignals.Of).OfType<Core.Sequences.Signal>())
                await runtime.SignalAsync(Core.Sequences.EnrolmentId.Parse(active), signal, cancellationToken);
        }

        return contested.Count == 0 ? outcome : outcome + await OneCustomerAsync(customer, contested, cancellationToken);
    }

    private async Task<(IngestOutcome Outcome, Engagement Engagement)> StoreAsync(
        CustomerKey customer, IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken)
    {
        var outcome = IngestOutcome.Nothing;
        while (true)
        {
            var row = await customers.FindAsync(customer, cancellationToken);
            if (events.Count == 0)
                return (outcome, row?.Engagement ?? Engagement.None);
            try
            {
                row = (row ?? new(new() { Customer = customer }, Engagement.None, null)) with
                {
                    Profile = await FoldAsync(row?.Profile ?? new() { Customer = customer }, events, cancellationToken),
                };
                await customers.SubmitAsync(EventBatch.Actions(customers.Partition(customer), row, events), cancellationToken);
                return (outcome + IngestOutcome.Stored(events.Count), row.Engagement);
            }
            catch (TableConflictException e) when (e.Conflict == TableConflict.AlreadyExists && e.Index > 0)
            {
                (events, var known) = await EventIds.WithoutKnownAsync(customers, customer, events, cancellationToken);
                outcome += known;
            }
            catch (TableConflictException)
            {
                // Somebody else wrote the customer in between: read again, fold again.
            }
        }
    }

    /// <summary>In order: one more step of the fold. Late: the customer's stored events are folded again with the new ones.</summary>
    private async Task<Profile> FoldAsync(Profile profile, IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken)
    {
        if (ProfileFold.IsNext(profile, events[0].Event))
            return events.Aggregate(profile, (next, e) => ProfileFold.Next(next, e.Event, _zone));

        var all = await customers.EventsAsync(profile.Customer, null, cancellationToken).ToListAsync(cancellationToken);
        all.AddRange(events.Select(e => e.Event));
        return ProfileFold.Of(profile.Customer, all, _zone);
    }
}
