using Recall.App.Enrolment;
using Recall.App.Ledger;
using Recall.App.Ports;
using Recall.Core.Customers;
using Recall.Core.Customers.Identity;
using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.App.Customers.Identity;

/// <summary>Keeps what links customers, and makes the customers follow it.</summary>
public sealed class LinkCustomers(CustomerStore customers, IdentityStore identities, ISequenceRuntime runtime, AppServices app)
{
    /// <summary>Addresses that are kept of a key: nobody has more, and a row is bounded.</summary>
    private const int MostAddresses = 50;

    private IdentityRules Rules => app.Shop.Identity;

    /// <summary>Takes what a key and events under it say about who somebody is; of most events that is nothing, and nothing is read.</summary>
    /// <param name="customer">The key.</param>
    /// <param name="events">What is said under it.</param>
    /// <param name="forgottenAt">When the key was last forgotten, UTC: what was said before links nobody any more. Null where it never was.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task LearnAsync(
        CustomerKey customer, IEnumerable<CustomerEvent> events, DateTimeOffset? forgottenAt, CancellationToken cancellationToken = default)
    {
        var news = events.Where(e => forgottenAt is null || e.At > forgottenAt).ToList();
        if (news.Count == 0)
            return;
        var (linked, claimed) = (false, new List<string>());
        foreach (var evidence in Evidence.Of(customer, news, Rules))
        {
            if (await ClaimAsync(customer, evidence, cancellationToken) is not { } shared)
                continue;
            claimed.Add(evidence.Address);
            linked |= shared;
        }

        var sames = news.OfType<CustomerChanged>().Select(c => c.SameAs).OfType<CustomerKey>().Where(same => same != customer).Distinct().ToList();
        foreach (var same in sames)
            linked |= await SayAsync(customer, same, cancellationToken);
        if (claimed.Count + sames.Count > 0 && await customers.ForgottenAtAsync(customer, cancellationToken) is { } now && !(now <= forgottenAt))
        {
            // Whoever forgot the customer meanwhile marked the key first, and may have looked for links before these were written.
            await UnlearnAsync(customer, claimed, sames, cancellationToken);
            await LearnAsync(customer, news, now, cancellationToken);
            return;
        }

        if (linked)
            await SettleAsync([customer], null, cancellationToken);
    }

    /// <summary>
    /// Merges and splits until the customers that are connected with these are as their links say. It looks again after it has done something:
    /// somebody else may have learnt more meanwhile.
    /// </summary>
    /// <param name="keys">Where to begin.</param>
    /// <param name="why">Of a split, where somebody wanted it; null where the links alone say so.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many merges and splits there were.</returns>
    public async Task<int> SettleAsync(IReadOnlyCollection<CustomerKey> keys, Why? why = null, CancellationToken cancellationToken = default)
    {
        var moves = 0;
        var from = keys.ToHashSet();
        while (true)
        {
            var map = await new IdentityMap(customers, identities, Rules).ReadAsync(from, cancellationToken);
            var plan = IdentityPlan.Of(map.Homes, map.Links);
            foreach (var move in plan)
            {
                var now = app.Clock.GetUtcNow();
                if (move is IdentityMove.Split split)
                    await customers.Moves.SplitAsync(split.Key, why ?? Because(map, split), now, cancellationToken);
                else if (move is IdentityMove.Merge merge)
                    await MergeAsync(merge, now, cancellationToken);
            }

            if (plan.Count == 0)
                return moves;
            moves += plan.Count;

            // Of those who are apart now some may belong together, and no way leads to them any more from where it began.
            from.UnionWith(map.Homes.Keys);
        }
    }

    /// <summary>Tells the runs of a customer that another of their runs has them. What a crash leaves out here is told when runs are reconciled.</summary>
    private async Task MergeAsync(IdentityMove.Merge merge, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await customers.Moves.MergeAsync(merge.From, merge.Into, merge.Why, now, cancellationToken);
        if (await customers.FindAsync(merge.Into, cancellationToken) is not { Engagement.Active: { } active } row)
            return;
        foreach (var key in row.Profile.Keys)
        {
            await foreach (var run in customers.RowsAsync('r', key, cancellationToken))
            {
                if (EnrolmentRow.TryRead(run, out var enrolment) && enrolment.EndedAt is null && enrolment.Id.ToString() != active)
                    await runtime.SignalAsync(enrolment.Id, Signal.Merged(active, now), cancellationToken);
            }
        }
    }

    private Why Because(IdentityMap map, IdentityMove.Split split) => map.Crowded.TryGetValue(split.Key, out var address)
        ? Whys.AddressCrowded.With(("most", Rules.MostPerAddress), ("address", address))
        : Whys.NoLongerLinked.With(("customer", split.From.Value));

    /// <summary>
    /// Takes back what was learnt of somebody who was forgotten at the same time. The key's own row may be gone already, from which the rest is found
    /// else; whatever is left of it is what the forgetting would have taken too.
    /// </summary>
    private async Task UnlearnAsync(CustomerKey customer, List<string> addresses, List<CustomerKey> sames, CancellationToken cancellationToken)
    {
        foreach (var address in addresses)
            await identities.ChangeAsync(address, claims => claims.WithoutTrace(customer), cancellationToken);
        foreach (var same in sames)
            await identities.ChangeAsync(same, theirs => theirs.WithoutTrace(customer), cancellationToken);
        await ForgetAsync(customer, cancellationToken);
    }

    /// <summary>The key's own row first: from it the address is found again. True where others have it, or had; null where nothing was new.</summary>
    private async Task<bool?> ClaimAsync(CustomerKey customer, Evidence evidence, CancellationToken cancellationToken)
    {
        var known = await identities.FindAsync(evidence.Address, cancellationToken);
        if (ReferenceEquals(known.With(customer, evidence.Kind, evidence.Shown), known))
            return known.Claims.Count > 1 ? true : null;
        var noted = false;
        await identities.ChangeAsync(
            customer,
            links =>
            {
                var has = links.Addresses.Contains(evidence.Address, StringComparer.Ordinal);
                noted = has || links.Addresses.Count < MostAddresses;
                return has || !noted ? links : links with { Addresses = [.. links.Addresses, evidence.Address] };
            },
            cancellationToken);
        if (!noted)
            return null;
        await identities.ChangeAsync(evidence.Address, claims => known = claims.With(customer, evidence.Kind, evidence.Shown), cancellationToken);
        if (known.IsCrowded(Rules))
        {
            var why = Whys.AddressCrowded.With(("most", Rules.MostPerAddress), ("address", known.Shown ?? known.Address));
            var entry = new LedgerEntry(customer, app.Clock.GetUtcNow(), LedgerKind.NotMerged, null, "", null, why, known.Address);
            await customers.SubmitAsync([entry.Write(await customers.HomeAsync(customer, cancellationToken))], cancellationToken);
        }

        return known.Claims.Count > 1;
    }

    /// <summary>A word of an event: what somebody has taken apart by hand it does not join again.</summary>
    private async Task<bool> SayAsync(CustomerKey customer, CustomerKey same, CancellationToken cancellationToken)
    {
        if ((await identities.FindAsync(customer, cancellationToken)).Apart.Contains(same))
            return false;
        await JoinAsync(customer, same, cancellationToken);
        return true;
    }

    /// <summary>Says of two keys that they are one person, whatever was said before.</summary>
    internal async Task JoinAsync(CustomerKey a, CustomerKey b, CancellationToken cancellationToken)
    {
        foreach (var (key, other) in ((CustomerKey, CustomerKey)[])[(a, b), (b, a)])
        {
            await identities.ChangeAsync(
                key,
                links => links.Same.Contains(other) && !links.Apart.Contains(other)
                    ? links
                    : links with { Same = [.. links.Same.Append(other).Distinct().Order(Survivor.Order)], Apart = [.. links.Apart.Where(k => k != other)] },
                cancellationToken);
        }
    }

    /// <summary>Takes from a key all that links it.</summary>
    internal async Task TakeApartAsync(CustomerKey key, CancellationToken cancellationToken)
    {
        var links = await identities.FindAsync(key, cancellationToken);
        foreach (var address in links.Addresses)
            await identities.ChangeAsync(address, claims => claims.Claims.Any(c => c.Customer == key && !c.Apart) ? claims.Without(key) : claims, cancellationToken);
        foreach (var other in links.Same)
            await identities.ChangeAsync(other, theirs => Apart(theirs, key), cancellationToken);
        foreach (var other in links.Same)
            await identities.ChangeAsync(key, own => Apart(own, other), cancellationToken);
    }

    /// <summary>Forgets all that links a key, and that anything ever did.</summary>
    internal async Task ForgetAsync(CustomerKey key, CancellationToken cancellationToken)
    {
        var links = await identities.FindAsync(key, cancellationToken);
        foreach (var address in links.Addresses)
            await identities.ChangeAsync(address, claims => claims.WithoutTrace(key), cancellationToken);
        foreach (var other in links.Same.Concat(links.Apart))
            await identities.ChangeAsync(other, theirs => theirs.WithoutTrace(key), cancellationToken);
        await identities.ChangeAsync(key, _ => null, cancellationToken);
    }

    private static KeyLinks Apart(KeyLinks links, CustomerKey other) => links.Same.Contains(other)
        ? links with { Same = [.. links.Same.Where(k => k != other)], Apart = [.. links.Apart.Append(other).Distinct()] }
        : links;
}
