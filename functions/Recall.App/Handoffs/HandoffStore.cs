using Recall.App.Ports;
using Recall.Core.Sequences;

namespace Recall.App.Handoffs;

/// <summary>
/// Table <c>handoffs</c>, one partition: <c>open|{id}</c> and <c>closed|{id}</c>, so that listing what is open never reads what is not.
/// Closing moves the row in one batch that wants it as it was read: of all who would close a task, one does.
/// </summary>
public sealed class HandoffStore(ITableStore tables)
{
    internal const string Table = "handoffs";
    private const string Partition = "all";

    /// <summary>Open ones, in the order of their ids.</summary>
    public async Task<IReadOnlyList<Handoff>> OpenAsync(CancellationToken cancellationToken) =>
        await tables.ReadAsync(Table, Partition, "open|", "open}", cancellationToken).Select(Handoff.Read).ToListAsync(cancellationToken);

    /// <summary>Open ones and closed ones.</summary>
    public async Task<IReadOnlyList<Handoff>> AllAsync(CancellationToken cancellationToken) =>
        await tables.ReadAsync(Table, Partition, null, null, cancellationToken).Select(Handoff.Read).ToListAsync(cancellationToken);

    /// <summary>The handoff, open or closed, or null.</summary>
    public async Task<Handoff?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var row = await tables.GetAsync(Table, Partition, "open|" + id, cancellationToken)
            ?? await tables.GetAsync(Table, Partition, "closed|" + id, cancellationToken);
        return row is null ? null : Handoff.Read(row);
    }

    /// <summary>Adds one, unless it is there, open or closed; returns what is there.</summary>
    public async Task<Handoff> AddAsync(Handoff handoff, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(handoff);
        if (await FindAsync(handoff.Id, cancellationToken) is { } known)
            return known;

        // False: an attempt that was thought dead has added it.
        return await SubmittedAsync([new(TableActionKind.Insert, Row("open|", handoff))], cancellationToken)
            ? handoff : await FindAsync(handoff.Id, cancellationToken) ?? handoff;
    }

    /// <summary>Changes an open one; false where it is not as it was read any more.</summary>
    public Task<bool> ReplaceAsync(Handoff handoff, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(handoff);
        return SubmittedAsync([new(TableActionKind.Replace, Row("open|", handoff))], cancellationToken);
    }

    /// <summary>Closes an open one with the status it is given here; false where it is not as it was read any more.</summary>
    public Task<bool> CloseAsync(Handoff handoff, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(handoff);
        return SubmittedAsync(
            [new(TableActionKind.Delete, Row("open|", handoff)), new(TableActionKind.Upsert, Row("closed|", handoff) with { ETag = null })],
            cancellationToken);
    }

    /// <summary>
    /// Takes a task off the list, also while somebody claims it: nobody else ever would. What a person has made of it before stands.
    /// Returns the task as it is then, or null where there is none.
    /// </summary>
    public async Task<Handoff?> TakeBackAsync(string id, HandoffStatus status, DateTimeOffset at, CancellationToken cancellationToken)
    {
        while (await FindAsync(id, cancellationToken) is { } handoff)
        {
            if (handoff.Status != HandoffStatus.Open)
                return handoff;
            var closed = handoff with { Status = status, ClosedAt = at };
            if (await CloseAsync(closed, cancellationToken))
                return closed;
        }

        return null;
    }

    /// <summary>Takes back the tasks of a run that needs them no longer.</summary>
    public async Task TakeBackAllAsync(EnrolmentId run, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var prefix = $"open|{run}--";
        await foreach (var row in tables.ReadAsync(Table, Partition, prefix, prefix + "\uffff", cancellationToken))
        {
            // The prefix of shop:a's run also begins the ids of a customer shop:a--1, who has a run of their own.
            var handoff = Handoff.Read(row);
            if (handoff.Enrolment == run)
                await TakeBackAsync(handoff.Id, HandoffStatus.NoLongerNeeded, at, cancellationToken);
        }
    }

    /// <summary>Removes all that are about a customer, open or closed.</summary>
    public async Task ForgetAsync(Core.Customers.CustomerKey customer, CancellationToken cancellationToken)
    {
        await foreach (var row in tables.ReadAsync(Table, Partition, null, null, cancellationToken))
        {
            if (Handoff.Read(row).Enrolment.Customer == customer)
                await SubmittedAsync([new(TableActionKind.Delete, row with { ETag = null })], cancellationToken);
        }
    }

    private static TableRow Row(string kind, Handoff handoff) => new(Partition, kind + handoff.Id, handoff.Properties(), handoff.ETag);

    private async Task<bool> SubmittedAsync(IReadOnlyList<TableAction> actions, CancellationToken cancellationToken)
    {
        try
        {
            await tables.SubmitAsync(Table, actions, cancellationToken);
            return true;
        }
        catch (TableConflictException)
        {
            return false;
        }
    }
}
