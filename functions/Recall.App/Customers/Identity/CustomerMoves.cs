using Recall.App.Ledger;
using Recall.App.Ports;
using Recall.Core.Customers;
using Recall.Core.Customers.Identity;
using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.App.Customers.Identity;

/// <summary>
/// Merges customers and splits them again. Their rows lie in two partitions, so neither is one batch: an intent takes the place of the
/// profile first, then the other customer's profile, the lock, takes the key in or lets it go, then rows are copied under that lock and
/// deleted, then the intent is settled. Every step can be done again, and whoever meets an intent finishes it before anything else: a crash
/// at any point is mended by the next look at the customer, and nobody sees one half merged. See docs/decisions/0011-one-person-several-keys.md.
/// </summary>
internal sealed class CustomerMoves(ITableStore tables, CustomerStore customers, TimeZoneInfo zone)
{
    /// <summary>More than any number of merges and splits that a customer can go through while one look is taken.</summary>
    private const int MostLooks = 1000;

    private readonly RowMover _mover = new(tables);
    private readonly SurvivingRun _runs = new(tables, customers);

    /// <summary>The customer of a key: the one it is merged into, once whatever was on its way has arrived. Null where there is none.</summary>
    public async Task<CustomerRow?> FollowAsync(CustomerKey customer, CancellationToken cancellationToken)
    {
        var at = customer;
        for (var looks = 0; await customers.RowAsync(at, cancellationToken) is { } row; looks++)
        {
            if (looks == MostLooks)
                throw new InvalidOperationException($"Customer {customer} is merged into {at}, which does not know of it.");
            if (Redirect.Find(row) is { } redirect)
            {
                await FinishAsync(at, cancellationToken);
                at = redirect.State == RedirectState.Settled ? redirect.To : customer;
                continue;
            }

            var found = CustomerRow.Read(row);
            if (found.Joining is { } joining)
                await TakenInAsync(found, joining, cancellationToken);
            else if (found.Profile.Keys.Contains(customer))
                return found;

            // It left between the two looks, or somebody came in: look again from the beginning.
            at = customer;
        }

        return null;
    }

    /// <summary>Makes a customer, with all keys, part of another that is merged into none. Done before or by somebody else, it does nothing.</summary>
    public async Task MergeAsync(CustomerKey from, CustomerKey into, Why why, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = await customers.RowAsync(from, cancellationToken);
            if (row is not null && Redirect.Is(row))
                break;
            var found = row is null ? null : CustomerRow.Read(row);
            if (found?.Joining is { } joining)
            {
                await TakenInAsync(found, joining, cancellationToken);
                continue;
            }

            var members = found?.Profile.Members ?? [new(from, now, found?.Profile.Consents ?? Member.Of(from, now).Consents)];
            var intent = new Redirect(
                from, into, RedirectState.Moving, now, why, [.. members.Select(m => m with { Since = now })], found?.Engagement ?? Engagement.None, row?.ETag);
            if (await SubmittedAsync(intent.Write(customers.Partition(from)), cancellationToken))
                break;
        }

        await FinishAsync(from, cancellationToken);
    }

    /// <summary>Gives a merged key its rows back. Done before, it does nothing.</summary>
    public async Task SplitAsync(CustomerKey key, Why why, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (Redirect.Find(await customers.RowAsync(key, cancellationToken)) is { } redirect)
        {
            if (redirect.State == RedirectState.Settled
                && !await SubmittedAsync((redirect with { State = RedirectState.Leaving, Since = now, Why = why }).Write(customers.Partition(key)), cancellationToken))
                continue;
            await FinishAsync(key, cancellationToken);
            if (redirect.State != RedirectState.Moving)
                return;
        }
    }

    /// <summary>Finishes what is on its way under a key; false where nothing was.</summary>
    public async Task<bool> FinishAsync(CustomerKey key, CancellationToken cancellationToken)
    {
        var found = false;
        while (Redirect.Find(await customers.RowAsync(key, cancellationToken)) is { State: not RedirectState.Settled } redirect)
        {
            found = true;
            var row = await customers.RowAsync(redirect.To, cancellationToken);
            if (Redirect.Find(row) is { } further)
            {
                // The other customer is itself merged into another since: that is where it goes, or comes from.
                await FinishAsync(redirect.To, cancellationToken);
                if (Redirect.Find(await customers.RowAsync(redirect.To, cancellationToken)) is { State: RedirectState.Settled } settled)
                    await SubmittedAsync((redirect with { To = settled.To }).Write(customers.Partition(key)), cancellationToken);
                continue;
            }

            var other = row is null ? null : CustomerRow.Read(row);
            if (other?.Joining is { } joining && joining != key)
                await TakenInAsync(other, joining, cancellationToken);
            else if (redirect.State == RedirectState.Moving)
                await StepInAsync(redirect, other, cancellationToken);
            else
                await StepOutAsync(redirect, other, cancellationToken);
        }

        return found;
    }

    /// <summary>
    /// Ends the taking in of a key. Its intent stands from before the customer names it until after; where there is none, and the customer is still as
    /// it was read, the key was forgotten in between, and the customer keeps those alone whose rows still lead to it.
    /// </summary>
    private async Task TakenInAsync(CustomerRow into, CustomerKey joining, CancellationToken cancellationToken)
    {
        if (await FinishAsync(joining, cancellationToken))
            return;
        var home = into.Profile.Customer;
        var rest = new List<Member>();
        foreach (var member in into.Profile.Members ?? [])
        {
            if (member.Key == home || Redirect.Find(await customers.RowAsync(member.Key, cancellationToken))?.To == home)
                rest.Add(member);
        }

        CustomerKey[] keys = [home, .. rest.Select(m => m.Key).Where(k => k != home)];
        var events = await customers.EventsAsync(home, keys, null, cancellationToken).ToListAsync(cancellationToken);
        var profile = ProfileFold.Of(home, events, zone, rest.Count > 1 ? rest : null);
        await SubmittedAsync((into with { Profile = profile, Joining = null }).WriteWhole(customers.Partition(home)), cancellationToken);
    }

    /// <summary>The next step of a merge: taken in, rows moved, folded again, settled.</summary>
    private async Task StepInAsync(Redirect redirect, CustomerRow? into, CancellationToken cancellationToken)
    {
        var (from, partition) = (redirect.From, customers.Partition(redirect.To));
        if (into is null || !into.Profile.Keys.Contains(from))
        {
            into ??= new(new() { Customer = redirect.To }, Engagement.None, null, await customers.ForgottenAtAsync(redirect.To, cancellationToken));
            var members = (into.Profile.Members ?? [new(redirect.To, DateTimeOffset.MinValue, into.Profile.Consents)])
                .Concat(redirect.Members).OrderBy(m => m.Key, Survivor.Order).ToList();
            var active = await _runs.OfAsync(into.Engagement.Active, redirect.To, redirect.Engagement.Active, from, cancellationToken);

            // Consents at once: until the rows are here, a no that came under the other key already holds.
            var joined = into with
            {
                Profile = into.Profile.With(members),
                Engagement = into.Engagement.Joined(redirect.Engagement, active),
                Joining = from,
            };
            await SubmittedAsync([joined.WriteWhole(partition), Entry(redirect.To, from, LedgerKind.Merged, redirect).Write(partition)], cancellationToken);
        }
        else if (into.Joining == from)
        {
            foreach (var member in redirect.Members)
            {
                if (!await _mover.MoveAsync(member.Key, Guard(from, RedirectState.Moving), JoiningGuard(redirect.To, from), cancellationToken))
                    return; // Somebody else is on it, or was: look again.
            }

            // The row before the events: an event that comes in between moves the ETag, and they are read again.
            var now = CustomerRow.Read((await customers.RowAsync(redirect.To, cancellationToken))!);
            if (now.Joining != from)
                return;
            var events = await customers.HistoryAsync(redirect.To, now.Profile.Keys, cancellationToken);
            var whole = now with { Profile = ProfileFold.Of(redirect.To, events, zone, now.Profile.Members), Joining = null };
            await SubmittedAsync(whole.WriteWhole(partition), cancellationToken);
        }
        else
        {
            foreach (var member in redirect.Members.Where(m => m.Key != from))
            {
                if (Redirect.Find(await customers.RowAsync(member.Key, cancellationToken)) is { } old && old.To == from)
                    await SubmittedAsync((old with { To = redirect.To }).Write(customers.Partition(member.Key)), cancellationToken);
            }

            var settled = Redirect.Settled(from, redirect.To, redirect.Since, redirect.Why) with { ETag = redirect.ETag };
            List<TableAction> actions = [settled.Write(customers.Partition(from))];
            if (await tables.GetAsync(CustomerKeys.Table, customers.Partition(from), CustomerKeys.Score(from), cancellationToken) is { } score)
                actions.Add(new(TableActionKind.Delete, score with { ETag = null }));
            await SubmittedAsync(actions, cancellationToken);
        }
    }

    /// <summary>The next step of a split: let go, rows moved back, folded.</summary>
    private async Task StepOutAsync(Redirect redirect, CustomerRow? owner, CancellationToken cancellationToken)
    {
        var (key, partition) = (redirect.From, customers.Partition(redirect.From));
        if (owner is not null && owner.Profile.Keys.Contains(key))
        {
            var rest = owner.Profile.Members!.Where(m => m.Key != key).ToList();
            CustomerKey[] keys = [.. rest.Select(m => m.Key)];
            var events = await customers.EventsAsync(redirect.To, keys, null, cancellationToken).ToListAsync(cancellationToken);
            var left = owner with
            {
                Profile = ProfileFold.Of(redirect.To, events, zone, rest.Count > 1 ? rest : null),
                Engagement = await _runs.EngagementAsync(redirect.To, keys, owner.Engagement.Active, redirect.Since, cancellationToken),
            };
            var home = customers.Partition(redirect.To);
            await SubmittedAsync([left.WriteWhole(home), Entry(redirect.To, key, LedgerKind.Split, redirect).Write(home)], cancellationToken);
            return;
        }

        if (!await _mover.MoveAsync(key, LeftGuard(redirect.To, key), Guard(key, RedirectState.Leaving), cancellationToken))
            return;
        if (owner is { Profile: { Events: 0, Members: null } } && owner.Engagement.Entries.Count == 0
            && (await customers.HistoryAsync(redirect.To, [redirect.To], cancellationToken)).Count == 0
            && !await SubmittedAsync(Unknown(customers.Partition(redirect.To), redirect.To, owner.ETag), cancellationToken))
            return; // Nothing had come in under the key that named them, and something does just now.
        if (Redirect.Find(await customers.RowAsync(key, cancellationToken)) is not { State: RedirectState.Leaving } now)
            return;
        var own = await customers.EventsAsync(key, [key], null, cancellationToken).ToListAsync(cancellationToken);
        var engagement = await _runs.EngagementAsync(key, [key], null, redirect.Since, cancellationToken);
        if (own.Count == 0 && engagement == Engagement.None)
        {
            // Nothing had come in under it but a link: it is unknown, as before.
            await SubmittedAsync(Unknown(partition, key, now.ETag), cancellationToken);
            return;
        }

        var alone = new CustomerRow(ProfileFold.Of(key, own, zone), engagement, now.ETag, await customers.ForgottenAtAsync(key, cancellationToken));
        await SubmittedAsync([alone.WriteWhole(partition), Entry(key, redirect.To, LedgerKind.Split, redirect).Write(partition)], cancellationToken);
    }

    private static readonly Dictionary<string, object> NoProperties = [];

    private static TableAction Unknown(string partition, CustomerKey key, string? etag) =>
        new(TableActionKind.Delete, new(partition, CustomerKeys.Profile(key), NoProperties, etag));

    private static LedgerEntry Entry(CustomerKey customer, CustomerKey other, string kind, Redirect redirect) =>
        new(customer, redirect.Since, kind, null, "", null, kind == LedgerKind.Split ? redirect.Why.About("customer", other.Value) : redirect.Why, other.Value);

    private Task<bool> SubmittedAsync(TableAction action, CancellationToken cancellationToken) => SubmittedAsync([action], cancellationToken);

    private async Task<bool> SubmittedAsync(IReadOnlyList<TableAction> actions, CancellationToken cancellationToken)
    {
        try
        {
            await customers.SubmitAsync(actions, cancellationToken);
            return true;
        }
        catch (TableConflictException)
        {
            return false;
        }
    }

    /// <summary>Rows of an intent are written only while it stands.</summary>
    private RowGuard Guard(CustomerKey key, RedirectState state) => new(
        customers.Partition(key), CustomerKeys.Profile(key), row => Redirect.Find(row)?.State == state);

    /// <summary>Rows are written to a customer only while the key is being taken in.</summary>
    private RowGuard JoiningGuard(CustomerKey into, CustomerKey from) => new(
        customers.Partition(into), CustomerKeys.Profile(into), row => !Redirect.Is(row) && CustomerRow.Read(row).Joining == from);

    /// <summary>Rows are deleted from a customer only while the key is none of theirs.</summary>
    private RowGuard LeftGuard(CustomerKey from, CustomerKey key) => new(
        customers.Partition(from), CustomerKeys.Profile(from), row => !Redirect.Is(row) && !CustomerRow.Read(row).Profile.Keys.Contains(key));
}
