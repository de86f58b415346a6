using Recall.App.Customers;
using Recall.App.Handoffs;
using Recall.App.Ingestion.Connectors;
using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.App.Ingestion.Connectors.Orders;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Ports;
using Recall.Core.Customers;
using Recall.Core.Sequences;

namespace Recall.App.Privacy;

/// <summary>
/// Removes everything that is known about a customer: events, profile, score, runs, messages, ledger, tasks, raw deliveries, dead letters. What stays is the
/// key with the time, so that old calls of a platform do not bring the customer back, and what an address refused, under a hash: who asked never to be
/// written to must not be forgotten into being written to (GDPR recital 65, art. 17(3)(b)).
/// </summary>
public sealed class ForgetCustomer(
    ITableStore tables, CustomerStore customers, ISequenceRuntime runtime, HandoffStore handoffs, OrderBook book, DeliveryStore deliveries, DeadLetterBox letters,
    ConnectorCatalogue catalogue, TimeProvider clock)
{
    /// <summary>Kinds of rows that belong to a customer; see <see cref="CustomerKeys"/>.</summary>
    private const string Kinds = "erstkwlp";

    /// <summary>Forgets a customer; doing it again changes nothing. Returns how many rows went.</summary>
    /// <param name="customer">Who.</param>
    /// <param name="addresses">Addresses of theirs beside those that are known.</param>
    /// <param name="cancellationToken">Stops it; done again, it goes on.</param>
    public async Task<int> HandleAsync(CustomerKey customer, IReadOnlyCollection<string> addresses, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        var row = await customers.FindAsync(customer, cancellationToken);
        await customers.MarkForgottenAsync(customer, clock.GetUtcNow(), cancellationToken);
        if (row?.Engagement.Active is { } active)
            await runtime.SignalAsync(EnrolmentId.Parse(active), new($"forget--{customer}", SignalKind.Cancel, clock.GetUtcNow(), Detail: "forgotten"), cancellationToken);
        await OrdersAsync(customer, cancellationToken);
        var removed = 0;
        foreach (var kind in Kinds)
            removed += await RemoveAsync(customer, kind, cancellationToken);
        await handoffs.ForgetAsync(customer, cancellationToken);
        foreach (var source in catalogue.Sources)
            await deliveries.ForgetAsync(source.Name, new HashSet<string>(StringComparer.Ordinal) { customer.Value }, cancellationToken);
        await LettersAsync(customer, [.. addresses.Concat(new[] { row?.Profile.Person.Email, row?.Profile.Person.Phone }.OfType<string>())], cancellationToken);
        return removed;
    }

    /// <summary>Forgets every customer whose key begins with a source.</summary>
    public async Task<int> AllOfAsync(string source, CancellationToken cancellationToken = default)
    {
        var count = 0;
        for (var bucket = 0; bucket < customers.Buckets; bucket++)
        {
            var keys = await customers.RowsAsync('p', bucket, cancellationToken).Select(r => CustomerKeys.CustomerOf(r.RowKey)).ToListAsync(cancellationToken);
            foreach (var key in keys.Where(k => k.Value.StartsWith(source + ":", StringComparison.Ordinal)))
            {
                await HandleAsync(key, [], cancellationToken);
                count++;
            }
        }

        return count;
    }

    private async Task OrdersAsync(CustomerKey customer, CancellationToken cancellationToken)
    {
        var source = customer.Value[..customer.Value.IndexOf(':', StringComparison.Ordinal)];
        await foreach (var e in customers.EventsAsync(customer, null, cancellationToken))
        {
            if (e is OrderPlaced or Voided && await book.FindAsync(source, e.Id, cancellationToken) is { } entry && entry.Customer == customer)
                await book.RemoveAsync(source, e.Id, cancellationToken);
        }
    }

    private async Task<int> RemoveAsync(CustomerKey customer, char kind, CancellationToken cancellationToken)
    {
        var rows = new List<string>();
        if (kind is 'p' or 's')
        {
            var key = kind == 'p' ? CustomerKeys.Profile(customer) : CustomerKeys.Score(customer);
            if (await tables.GetAsync(CustomerKeys.Table, customers.Partition(customer), key, cancellationToken) is not null)
                rows.Add(key);
        }
        else
        {
            rows.AddRange(await customers.RowsAsync(kind, customer, cancellationToken).Select(r => r.RowKey).ToListAsync(cancellationToken));
        }

        foreach (var batch in rows.Chunk(TableLimits.BatchActions))
        {
            var deletes = batch.Select(Delete).ToList();
            if (!await TryAsync(deletes, cancellationToken))
            {
                foreach (var delete in deletes)
                    await TryAsync([delete], cancellationToken);
            }
        }

        return rows.Count;

        TableAction Delete(string key) =>
            new(TableActionKind.Delete, new(customers.Partition(customer), key, new Dictionary<string, object>(StringComparer.Ordinal)));
    }

    private async Task LettersAsync(CustomerKey customer, IReadOnlyList<string> addresses, CancellationToken cancellationToken)
    {
        await foreach (var letter in letters.AllAsync(cancellationToken))
        {
            if (addresses.Append(customer.Value).Any(a => letter.Raw.Contains(a, StringComparison.OrdinalIgnoreCase) || letter.Reason.Contains(a, StringComparison.OrdinalIgnoreCase)))
                await letters.RemoveAsync(letter, cancellationToken);
        }
    }

    private async Task<bool> TryAsync(IReadOnlyList<TableAction> actions, CancellationToken cancellationToken)
    {
        try
        {
            await tables.SubmitAsync(CustomerKeys.Table, actions, cancellationToken);
            return true;
        }
        catch (TableConflictException)
        {
            return false;
        }
    }
}
