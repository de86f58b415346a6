using Recall.App.Customers;
using Recall.App.Delivery;
using Recall.App.Ports;
using Recall.App.Telemetry;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;

namespace Recall.App.Ingestion;

/// <summary>
/// One customer while a call's events are stored, batch by batch. What was read stays for the next batch, unless somebody else wrote the
/// customer in between: ten thousand late events of one customer read their history once, not once a batch.
/// </summary>
internal sealed class CustomerIntake(
    CustomerStore customers, AddressStore addresses, CustomerKey customer, TimeZoneInfo zone, RecallMetrics metrics)
{
    private CustomerRow? _row;
    private List<CustomerEvent>? _history;

    /// <summary>The customer as of the last batch; null before the first.</summary>
    public CustomerRow? Row => _row;

    /// <summary>The partition of the customer, or of the one it is merged into.</summary>
    public string Partition => customers.Partition(_row?.Profile.Customer ?? customer);

    /// <summary>Events that a newer state of their id stood in for already.</summary>
    public List<CustomerEvent> Older { get; } = [];

    /// <summary>When the key was last forgotten, UTC, whoever it is one with by now; null where it never was. What happened before does not come in again.</summary>
    public async Task<DateTimeOffset?> ForgottenAtAsync(CancellationToken cancellationToken)
    {
        _row ??= await customers.FindAsync(customer, cancellationToken)
            ?? new(new() { Customer = customer }, Engagement.None, null, await customers.ForgottenAtAsync(customer, cancellationToken));
        return _row.Profile.Customer == customer ? _row.ForgottenAt : await customers.ForgottenAtAsync(customer, cancellationToken);
    }

    /// <summary>Stores events, which sort as the fold does, and folds them in; each id once, its newest state, whoever else writes the customer.</summary>
    public async Task<IngestOutcome> StoreAsync(IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken)
    {
        var outcome = IngestOutcome.Nothing;
        while (true)
        {
            if (await ForgottenAtAsync(cancellationToken) is { } forgotten && events.Any(e => e.Event.At <= forgotten))
            {
                // As good as known: the sender need not say it again, and nothing follows from it.
                Older.AddRange(events.Where(e => e.Event.At <= forgotten).Select(e => e.Event));
                outcome += IngestOutcome.OfForgotten(events.Count(e => e.Event.At <= forgotten));
                events = [.. events.Where(e => e.Event.At > forgotten)];
            }

            if (events.Count == 0)
                return outcome;
            if (EventBatch.Fitting(events) is var fitting && fitting < events.Count)
                return outcome + await StoreAsync([.. events.Take(fitting)], cancellationToken) + await StoreAsync([.. events.Skip(fitting)], cancellationToken);
            var next = _row! with { Profile = await FoldAsync(_row!.Profile, events, cancellationToken) };

            // Before the customer's own batch, which lies in another partition: a process killed in between has refused too much, not too little.
            await addresses.AddAsync(next.Profile, AddressHistory.Against(next.Profile, [.. events.Select(e => e.Event)]), cancellationToken);
            try
            {
                var etags = await customers.SubmitAsync(EventBatch.Actions(Partition, next, events), cancellationToken);
                _row = next with { ETag = etags[0] };
                metrics.Stored(events.Select(e => e.Event));
                return outcome + IngestOutcome.Stored(events.Count);
            }
            catch (TableConflictException e)
            {
                // Read again, fold again: an event is known, or somebody else wrote the customer in between.
                var partition = Partition;
                (_row, _history) = (null, null);
                if (e.Index == 0 && events.All(n => n.Replaces is null))
                    continue;
                (events, var known, var older) = await EventIds.NewsAsync(customers, partition, events, cancellationToken);
                outcome += known;
                Older.AddRange(older);
            }
        }
    }

    /// <summary>In order: one more step of the fold. Late, or in the place of another: the customer's stored events are folded again with the new ones.</summary>
    private async Task<Profile> FoldAsync(Profile profile, IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken)
    {
        var replaced = events.Where(e => e.Replaces is not null).Select(e => e.Event.Id).ToHashSet(StringComparer.Ordinal);
        if (_history is null && replaced.Count == 0 && events.FirstOrDefault(e => e.Event is not Voided) is var first
            && (first is null || ProfileFold.IsNext(profile, first.Event)) && !await HasTwinAsync(profile, events, cancellationToken)
            && !await HasVoidRefundAsync(profile, events, cancellationToken))
            return events.Aggregate(profile, (next, e) => ProfileFold.Next(next, e.Event, zone));

        _history ??= await customers.HistoryAsync(profile.Customer, profile.Keys, cancellationToken);
        _history.RemoveAll(e => e.Customer == customer && replaced.Contains(e.Id));
        _history.AddRange(events.Select(e => e.Event));
        return ProfileFold.Of(profile.Customer, _history, zone, profile.Members);
    }

    /// <summary>True where an event of a merged customer may be a fact that is known under another of the keys: only a fold of all tells which counts.</summary>
    private async Task<bool> HasTwinAsync(Profile profile, IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken)
    {
        foreach (var key in profile.Members is null ? [] : profile.Keys.Where(k => k != customer))
        {
            foreach (var e in events)
            {
                if (await customers.FindEventAsync(Partition, key, e.Event.Id, cancellationToken) is not null)
                    return true;
            }
        }

        return false;
    }

    /// <summary>True where money may have been given back of an order that does not count; a fold of all tells.</summary>
    private async Task<bool> HasVoidRefundAsync(Profile profile, IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken)
    {
        var refunds = events.Select(e => e.Event).OfType<OrderRefunded>().ToList();
        if (events.Any(e => e.Event is Voided) && (refunds.Count > 0 || profile.Refunds.Count > 0))
            return true;
        foreach (var order in refunds.Select(r => r.Order).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            foreach (var key in profile.Keys)
            {
                if (await customers.FindEventAsync(Partition, key, order, cancellationToken) is Voided)
                    return true;
            }
        }

        return false;
    }
}
