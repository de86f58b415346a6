using Recall.App.Customers;
using Recall.App.Delivery;
using Recall.App.Enrolment;
using Recall.App.Ingestion.Files;
using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Customers.Identity;
using Recall.Core.Messaging;
using Recall.Core.Offers;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Replaying;

namespace Recall.App.Sequences.Replaying;

/// <summary>
/// Reads what a replay plays: every customer's stored events, and what Recall had done with them when it begins. What Recall really did after
/// that is left out, for in the replay it did something else.
/// </summary>
public sealed class GatherHistories(CustomerStore customers)
{
    /// <summary>All customers in the order of the store; null where there are more than <paramref name="most"/>.</summary>
    /// <param name="start">When the replay begins, UTC.</param>
    /// <param name="reachable">Channels on which everybody is taken to have an address and to have agreed, before anything they said themselves.</param>
    /// <param name="most">Customers; null is no bound.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<ReplayHistory>?> HandleAsync(
        DateTimeOffset start, IReadOnlyList<string> reachable, long? most = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reachable);
        var histories = new List<ReplayHistory>();
        for (var bucket = 0; bucket < customers.Buckets; bucket++)
        {
            var merged = await customers.MergedAsync(bucket, cancellationToken);
            var passes = await customers.RowsAsync('r', bucket, cancellationToken).SelectMany(Enrolments)
                .ToLookupAsync(e => Person(e.Id.Customer), cancellationToken: cancellationToken);
            var touches = await customers.RowsAsync('t', bucket, cancellationToken).Select(TouchRow.Read)
                .ToLookupAsync(t => Person(t.Enrolment.Customer), cancellationToken: cancellationToken);
            var codes = await customers.RowsAsync('k', bucket, cancellationToken)
                .ToLookupAsync(r => Person(CustomerKeys.CustomerOf(r.RowKey)), cancellationToken: cancellationToken);
            var (events, several) = (new List<CustomerEvent>(), new List<CustomerEvent>());
            await foreach (var e in customers.EventsAsync(bucket, cancellationToken))
            {
                if (merged.ContainsKey(e.Customer))
                {
                    several.Add(e);
                    continue;
                }

                if (events.Count > 0 && events[^1].Customer != e.Customer)
                    Flush();
                events.Add(e);
            }

            Flush();
            foreach (var person in several.GroupBy(e => Person(e.Customer)))
                Add(person.Key, MergedEvents.Of(person));
            if (histories.Count > most)
                return null;

            void Flush()
            {
                if (events.Count > 0)
                    Add(events[0].Customer, events);
                events.Clear();
            }

            void Add(CustomerKey customer, IReadOnlyList<CustomerEvent> own) => histories.Add(
                Of(customer, own, [.. passes[customer]], [.. touches[customer]], start, reachable) with { Coupons = Before(codes[customer], start) });

            CustomerKey Person(CustomerKey key) => merged.GetValueOrDefault(key, key);
        }

        return histories;
    }

    private static IAsyncEnumerable<EnrolmentRow> Enrolments(TableRow row) =>
        EnrolmentRow.TryRead(row, out var enrolment) ? AsyncEnumerable.Repeat(enrolment, 1) : AsyncEnumerable.Empty<EnrolmentRow>();

    private static List<(string Sequence, Coupon Coupon)> Before(IEnumerable<TableRow> codes, DateTimeOffset start) =>
        [.. codes.Select(r => (r.RowKey.Split('|')[^3], StoredJson.Read<Coupon>(r.Get<string>("coupon")!))).Where(c => c.Item2.IssuedAt < start)];

    private static ReplayHistory Of(
        CustomerKey customer, IReadOnlyList<CustomerEvent> events, List<EnrolmentRow> passes, List<TouchRow> touches, DateTimeOffset start, IReadOnlyList<string> reachable)
    {
        var own = touches.Select(t => MessageIds.Of(t.Enrolment, t.Step)).ToHashSet(StringComparer.Ordinal);
        var before = passes.FindAll(p => p.StartedAt < start);
        var active = before.Find(p => (p.EndedAt ?? p.ObservedUntil) > start);
        return new(
            customer,
            [
                .. reachable.Count == 0 ? [] : ExampleContacts.Of(events[0], "!assumed", reachable),
                .. events.Where(e => e is not MessageStatusChanged m || e.At < start || !own.Contains(m.Message)),
            ],
            new()
            {
                Active = active?.Id.ToString(),
                Touches = [.. touches.Where(t => t.MayReach && t.At < start).OrderBy(t => t.At).Select(t => new Touch(t.At, t.Channel, t.Enrolment.EffectKey(t.Step)))],
                Entries = before.GroupBy(p => p.Id.Sequence, StringComparer.Ordinal)
                    .ToDictionary(p => p.Key, p => new Entries(p.Count(), p.Max(e => e.StartedAt)) { By = p.MaxBy(e => e.StartedAt)!.By }, StringComparer.Ordinal),
            },
            active?.EndedAt ?? active?.ObservedUntil ?? default);
    }
}
