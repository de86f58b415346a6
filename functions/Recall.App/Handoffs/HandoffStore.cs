using Recall.App.Ports;
using Recall.Core.Sequences;

namespace Recall.App.Handoffs;

/// <summary>
/// Table <c>handoffs</c>, one partition: <c>open|{id}</c> and <c>closed|{id}</c>, so that listing what is open never reads what is not.
/// </summary>
public sealed class HandoffStore(ITableStore tables)
{
    private const string Table = "handoffs";
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
        try
        {
            await tables.SubmitAsync(
                Table, [new(TableActionKind.Insert, new(Partition, "open|" + handoff.Id, handoff.Properties()))], cancellationToken);
            return handoff;
        }
        catch (TableConflictException)
        {
            // An attempt that was thought dead has added it.
            return await FindAsync(handoff.Id, cancellationToken) ?? handoff;
        }
    }

    /// <summary>Changes an open one that is as it was read.</summary>
    /// <exception cref="TableConflictException">It was changed or closed in between.</exception>
    public Task ReplaceAsync(Handoff handoff, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(handoff);
        return tables.SubmitAsync(
            Table, [new(TableActionKind.Replace, new(Partition, "open|" + handoff.Id, handoff.Properties(), handoff.ETag))], cancellationToken);
    }

    /// <summary>Closes an open one that is as it was read.</summary>
    /// <exception cref="TableConflictException">It was changed or closed in between.</exception>
    public Task CloseAsync(Handoff handoff, string outcome, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(handoff);
        return tables.SubmitAsync(
            Table,
            [
                new(TableActionKind.Delete, new(Partition, "open|" + handoff.Id, new Dictionary<string, object>(StringComparer.Ordinal), handoff.ETag)),
                new(TableActionKind.Upsert, new(Partition, "closed|" + handoff.Id, (handoff with { Outcome = outcome, ClosedAt = at }).Properties())),
            ],
            cancellationToken);
    }

    /// <summary>Closes the handoffs of a run that is over.</summary>
    public async Task CloseAllAsync(EnrolmentId run, string outcome, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var prefix = $"open|{run}--";
        await foreach (var row in tables.ReadAsync(Table, Partition, prefix, prefix + "\uffff", cancellationToken))
        {
            // The prefix of shop:a's run also begins the ids of a customer shop:a--1, who has a run of their own.
            var handoff = Handoff.Read(row);
            if (handoff.Enrolment == run)
                await CloseOneAsync(handoff, outcome, at, cancellationToken);
        }
    }

    private async Task CloseOneAsync(Handoff? handoff, string outcome, DateTimeOffset at, CancellationToken cancellationToken)
    {
        while (handoff is { Outcome: null })
        {
            try
            {
                await CloseAsync(handoff, outcome, at, cancellationToken);
                return;
            }
            catch (TableConflictException)
            {
                // A person closed it in this moment, then theirs stands; or claimed it, then nobody would ever take it off their list.
                handoff = await FindAsync(handoff.Id, cancellationToken);
            }
        }
    }
}
