using Recall.App.Customers;
using Recall.App.Customers.Identity;
using Recall.App.Delivery;
using Recall.App.Handoffs;
using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.App.Ingestion.Connectors.Orders;
using Recall.App.Ports;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Shop;

namespace Recall.App.Privacy;

/// <summary>
/// Removes everything that is known about a person, whichever of their keys is named: events, profile, score, runs, messages, ledger, tasks, raw deliveries,
/// dead letters, what linked the keys, and whom messages to an address were for. What stays is each key with the time, so that old calls of a platform do not bring the customer back, and what an
/// address refused, under a hash: who asked never to be written to must not be forgotten into being written to (GDPR recital 65, art. 17(3)(b)).
/// </summary>
public sealed class ForgetCustomer(
    ITableStore tables, CustomerStore customers, LinkCustomers links, ISequenceRuntime runtime, AddressStore reached, HandoffStore handoffs, OrderBook book,
    ForgetCalls calls, ShopSettings shop, TimeProvider clock)
{
    /// <summary>Kinds of rows that came under a key; see <see cref="CustomerKeys"/>. Profile and score are one row each, runs go before all of these.</summary>
    private const string Kinds = "ertkwl";

    /// <summary>The address that somebody is named by, where they are: <c>shop:ann@example.com</c>, <c>shop:+4930123456</c>; their key has no more than a hash of it.</summary>
    public static IReadOnlyCollection<string> AddressesIn(string named)
    {
        ArgumentNullException.ThrowIfNull(named);
        return ContactKey.Resolve(named) == named ? [] : [named[(named.IndexOf(':', StringComparison.Ordinal) + 1)..]];
    }

    /// <summary>Forgets a person; doing it again changes nothing. Returns how many rows went.</summary>
    /// <param name="customer">Who, by any of their keys.</param>
    /// <param name="addresses">Addresses of theirs beside those that are known.</param>
    /// <param name="cancellationToken">Stops it; done again, it goes on.</param>
    public Task<int> HandleAsync(CustomerKey customer, IReadOnlyCollection<string> addresses, CancellationToken cancellationToken = default) =>
        HandleAsync(customer, addresses, null, cancellationToken);

    /// <summary>The same.</summary>
    /// <param name="customer">Who, by any of their keys.</param>
    /// <param name="addresses">Addresses of theirs beside those that are known.</param>
    /// <param name="by">The call that wants it, which is done again where this is cut off and so keeps its body; null where it is none's.</param>
    /// <param name="cancellationToken">Stops it; done again, it goes on.</param>
    public async Task<int> HandleAsync(CustomerKey customer, IReadOnlyCollection<string> addresses, DeliveryRef? by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        return await ForgetAsync(customer, addresses, by, withCalls: true, cancellationToken);
    }

    private async Task<int> ForgetAsync(
        CustomerKey customer, IReadOnlyCollection<string> addresses, DeliveryRef? by, bool withCalls, CancellationToken cancellationToken)
    {
        // Who is linked and not merged yet, because a process died in between, is the same person.
        await links.SettleAsync([customer], null, cancellationToken);
        var row = await customers.FindAsync(customer, cancellationToken);
        var home = row?.Profile.Customer ?? customer;
        HashSet<CustomerKey> keys = [customer, .. row?.Profile.Keys ?? [], .. await customers.ForgottenWithAsync(customer, cancellationToken)];
        var now = clock.GetUtcNow();
        foreach (var key in keys)
            await customers.MarkForgottenAsync(key, now, keys.Count > 1 ? keys : [], cancellationToken);

        // While the profile says which addresses are theirs: cut off behind it, this could not be done again.
        if (withCalls)
        {
            var person = row?.Profile.Person;
            var names = new PersonNames(keys, [.. addresses, .. new[] { person?.Email, person?.Phone, person?.Wecom }.OfType<string>()], shop.Country);
            await calls.OfAsync(names, by, cancellationToken);
        }

        foreach (var address in Channels.Names.Select(c => row is null ? null : Channels.AddressKey(row.Profile, c)).OfType<string>())
            await reached.ForgetAsync(address, keys, cancellationToken);
        var removed = 0;
        foreach (var key in keys)
        {
            await OrdersAsync(home, key, cancellationToken);
            await MessagesAsync(home, key, keys, cancellationToken);
            foreach (var partition in Partitions(home, key))
                removed += await RemoveAsync(partition, key, cancellationToken);
        }

        // The profile of all of them last: as long as it stands it says whose keys they are, and nobody follows a key to where nothing is.
        foreach (var key in keys.OrderBy(k => k == home))
            removed += await RemoveAsync(customers.Partition(key), [CustomerKeys.Score(key), CustomerKeys.Profile(key)], cancellationToken);
        foreach (var key in keys)
        {
            await links.ForgetAsync(key, cancellationToken);
            await handoffs.ForgetAsync(key, cancellationToken);
        }

        await calls.ReadOfAsync(keys, cancellationToken);

        // The one that was named last: it is by that one that a forgetting which is cut off here is done again.
        foreach (var key in keys.Where(_ => keys.Count > 1).OrderBy(k => k == customer))
            await customers.MarkForgottenAsync(key, now, [], cancellationToken);
        return removed;
    }

    /// <summary>
    /// Forgets every customer whose key begins with a source. A shop that leaves a platform takes that platform's data with it, and not what the same people
    /// did elsewhere: their other keys are split off first, and stay. So it is with dead letters: those of its own calls go, whoever they are about.
    /// </summary>
    /// <param name="source">The source's.</param>
    /// <param name="by">The call that wants it, which keeps its body; null where it is none's.</param>
    /// <param name="cancellationToken">Stops it; done again, it goes on.</param>
    public async Task<int> AllOfAsync(string source, DeliveryRef? by, CancellationToken cancellationToken = default)
    {
        var count = 0;
        for (var bucket = 0; bucket < customers.Buckets; bucket++)
        {
            var keys = await customers.RowsAsync('p', bucket, cancellationToken).Select(r => CustomerKeys.CustomerOf(r.RowKey)).ToListAsync(cancellationToken);
            foreach (var key in keys.Where(k => IsOf(source, k)))
            {
                if (await customers.FindAsync(key, cancellationToken) is { Profile: var profile } && profile.Keys.Any(k => !IsOf(source, k)))
                {
                    await links.ForgetAsync(key, cancellationToken);
                    await links.SettleAsync([.. profile.Keys], null, cancellationToken);
                }

                await ForgetAsync(key, [], by, withCalls: false, cancellationToken);
                count++;
            }
        }

        await calls.AllOfAsync(source, by, cancellationToken);
        return count;
    }

    private static bool IsOf(string source, CustomerKey key) => key.Source.SequenceEqual(source);

    private async Task OrdersAsync(CustomerKey home, CustomerKey key, CancellationToken cancellationToken)
    {
        var source = key.Source.ToString();
        foreach (var e in await customers.HistoryAsync(home, [key], cancellationToken))
        {
            if (e is OrderPlaced or Voided && await book.FindAsync(source, e.Id, cancellationToken) is { } entry && entry.Customer == key)
                await book.RemoveAsync(source, e.Id, cancellationToken);
        }
    }

    /// <summary>Before the messages themselves go, for they alone say which addresses there were: a late report finds nobody there.</summary>
    private async Task MessagesAsync(CustomerKey home, CustomerKey key, HashSet<CustomerKey> keys, CancellationToken cancellationToken)
    {
        var (from, to) = CustomerKeys.Of('t', key);
        foreach (var partition in Partitions(home, key))
        {
            var addresses = await tables.ReadAsync(CustomerKeys.Table, partition, from, to, cancellationToken)
                .Select(TouchRow.AddressKey).ToListAsync(cancellationToken);
            foreach (var address in addresses.OfType<string>().Distinct(StringComparer.Ordinal))
                await reached.ForgetAsync(address, keys, cancellationToken);
        }
    }

    /// <summary>Where the person is, and where the key's rows were before it was one of theirs: a slow writer may have left something there.</summary>
    private IEnumerable<string> Partitions(CustomerKey home, CustomerKey key) =>
        new[] { customers.Partition(home), customers.Partition(key) }.Distinct(StringComparer.Ordinal);

    private async Task<int> RemoveAsync(string partition, CustomerKey key, CancellationToken cancellationToken)
    {
        // No longer found by the reconciling, a run that is removed is not begun anew; and found by its enrolment, it is removed before that goes.
        var removed = await RemoveAsync(partition, await RowsAsync(partition, 'a', key, cancellationToken), cancellationToken);
        var runs = await RowsAsync(partition, 'r', key, cancellationToken);
        if (runs.Count > 0)
            await runtime.ForgetAsync([.. runs.Select(CustomerKeys.EnrolmentOf)], cancellationToken);
        foreach (var kind in Kinds)
            removed += await RemoveAsync(partition, await RowsAsync(partition, kind, key, cancellationToken), cancellationToken);
        return removed;
    }

    private async Task<IReadOnlyList<string>> RowsAsync(string partition, char kind, CustomerKey key, CancellationToken cancellationToken)
    {
        var (from, to) = CustomerKeys.Of(kind, key);
        return await tables.ReadAsync(CustomerKeys.Table, partition, from, to, cancellationToken).Select(r => r.RowKey).ToListAsync(cancellationToken);
    }

    private Task<int> RemoveAsync(string partition, IReadOnlyList<string> rows, CancellationToken cancellationToken) =>
        tables.RemoveAsync(CustomerKeys.Table, partition, rows, cancellationToken);
}
