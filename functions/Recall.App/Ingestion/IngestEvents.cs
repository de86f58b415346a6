using System.Collections.Concurrent;
using Recall.App.Customers;
using Recall.App.Customers.Identity;
using Recall.App.Delivery;
using Recall.App.Ports;
using Recall.App.Sequences.Versions;
using Recall.App.Telemetry;
using Recall.App.Work;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Triggers;
using Recall.Core.Shop;

namespace Recall.App.Ingestion;

/// <summary>
/// The one way in for facts: HTTP, files and Recall's own channels all end here. When it returns, every accepted event is on disk
/// and folded into its customer's profile, each id once, whatever links it to another customer has made them one, every running
/// enrolment it concerns has its signal, and sequences that wait for such an event will look at the customer.
/// </summary>
public sealed class IngestEvents(
    CustomerStore customers, AddressStore addresses, LinkCustomers links, ISequenceRuntime runtime, IWorkQueue queue, SequencesInForce inForce,
    ShopCurrency currency, ShopSettings shop, TimeProvider clock, RecallMetrics metrics)
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
        await currency.KeepAsync(events, cancellationToken);
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
        var intake = new CustomerIntake(customers, addresses, customer, _zone, metrics);

        // Before the events are stored: a process that is killed in between knows the link, and its sender sends the events again.
        await links.LearnAsync(customer, distinct.Select(e => e.Event), await intake.ForgottenAtAsync(cancellationToken), cancellationToken);
        foreach (var chunk in EventBatch.Chunks(distinct))
            outcome += await intake.StoreAsync(chunk, cancellationToken);

        // Each of their ids is stored by now, here or before: nothing new is among them.
        outcome += (await EventIds.NewsAsync(customers, intake.Partition, contested, cancellationToken)).Known;

        // After the commit, and for duplicates too: a sender that repeats itself after a crash repairs a signal that was lost in it.
        // So is a consent that opens an address again.
        List<CustomerEvent> facts =
        [
            .. distinct.Select(e => e.Event).Except(outcome.Rejected.Select(r => r.Event).Concat(intake.Older), ReferenceEqualityComparer.Instance).Cast<CustomerEvent>(),
        ];
        if (intake.Row is not { Profile: var profile } row)
            return outcome;
        await addresses.AddAsync(profile, AddressHistory.For(profile, facts), cancellationToken);
        if (row.Engagement.Active is { } active)
        {
            foreach (var signal in facts.Select(e => EventSignals.Of(e, profile)).OfType<Core.Sequences.Signal>())
                await runtime.SignalAsync(Core.Sequences.EnrolmentId.Parse(active), signal, cancellationToken);
        }

        // Old news starts nothing, so a history that is imported asks nobody; who enters is decided where the work is done.
        var waitedFor = (await inForce.NowAsync(cancellationToken)).WaitedFor;
        if (waitedFor.Count > 0 && facts.Exists(e => e.At > clock.GetUtcNow() - Trigger.OnEvent.Fresh && EventFields.TypeOf(e) is { } type && waitedFor.Contains(type)))
            await queue.EnqueueAsync(WorkQueues.Trigger, customer.Value, cancellationToken: cancellationToken);
        return outcome;
    }
}
