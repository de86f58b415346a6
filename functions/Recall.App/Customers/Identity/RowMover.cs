using Recall.App.Ports;
using Recall.Core.Customers;

namespace Recall.App.Customers.Identity;

/// <summary>A row that must be as it should be, in the batch that needs it so.</summary>
/// <param name="Partition">Its partition.</param>
/// <param name="RowKey">Its key.</param>
/// <param name="Holds">Whether it still is.</param>
internal sealed record RowGuard(string Partition, string RowKey, Func<TableRow, bool> Holds);

/// <summary>Moves the rows of a key from one partition to another, byte for byte; rows that are there already are left as they are.</summary>
internal sealed class RowMover(ITableStore tables)
{
    private const int Page = 45;
    private static readonly Dictionary<string, object> Nothing = [];

    /// <summary>Events, ledger, enrolments, those that are under way, touches, coupons and calls. A score is made anew.</summary>
    private const string Kinds = "elratkw";

    /// <summary>True where nothing is left to move; false where a guard fell or somebody else wrote, and the caller must look again.</summary>
    public async Task<bool> MoveAsync(CustomerKey key, RowGuard source, RowGuard target, CancellationToken cancellationToken)
    {
        if (source.Partition == target.Partition)
            return true;
        foreach (var kind in Kinds)
        {
            var (from, to) = CustomerKeys.Of(kind, key);
            while ((await tables.QueryAsync(CustomerKeys.Table, source.Partition, from, to, Page, null, cancellationToken)).Rows is { Count: > 0 } rows)
            {
                var page = Fitting(rows);
                if (!await CopyAsync(page, target, cancellationToken) || !await DeleteAsync(page, source, cancellationToken))
                    return false;
            }
        }

        return true;
    }

    private static List<TableRow> Fitting(IReadOnlyList<TableRow> rows)
    {
        var bytes = 0L;
        return [.. rows.TakeWhile((row, i) => (bytes += TableRules.RowBytes(row)) < TableLimits.BatchBytes / 2 || i == 0)];
    }

    private async Task<bool> CopyAsync(List<TableRow> rows, RowGuard target, CancellationToken cancellationToken)
    {
        var left = new List<TableRow>(rows);
        while (left.Count > 0)
        {
            if (await GuardAsync(target, cancellationToken) is not { } guard)
                return false;
            try
            {
                await tables.SubmitAsync(
                    CustomerKeys.Table,
                    [guard, .. left.Select(r => new TableAction(TableActionKind.Insert, r with { PartitionKey = target.Partition, ETag = null }))],
                    cancellationToken);
                return true;
            }
            catch (TableConflictException e) when (e.Index > 0)
            {
                // Copied before a crash. Only a slow writer who does not look at the profile can have changed the row since.
                if (!await BringUpToDateAsync(left[e.Index - 1], target.Partition, cancellationToken))
                    return false;
                left.RemoveAt(e.Index - 1);
            }
            catch (TableConflictException)
            {
                // Something happened to the customer: the guard is read again.
            }
        }

        return true;
    }

    /// <summary>
    /// The copy is read before the original: if the original is still there after it, nobody has gone on with the copy, for that
    /// waits until all has been moved.
    /// </summary>
    private async Task<bool> BringUpToDateAsync(TableRow row, string partition, CancellationToken cancellationToken)
    {
        var copy = await tables.GetAsync(CustomerKeys.Table, partition, row.RowKey, cancellationToken);
        var original = await tables.GetAsync(CustomerKeys.Table, row.PartitionKey, row.RowKey, cancellationToken);
        if (copy is null || original is null)
            return false;
        if (Same(copy, original))
            return true;
        try
        {
            await tables.SubmitAsync(
                CustomerKeys.Table, [new(TableActionKind.Replace, original with { PartitionKey = partition, ETag = copy.ETag })], cancellationToken);
        }
        catch (TableConflictException)
        {
            return false;
        }

        return original.ETag == row.ETag;
    }

    private async Task<bool> DeleteAsync(List<TableRow> rows, RowGuard source, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await GuardAsync(source, cancellationToken) is not { } guard)
                return false;
            try
            {
                await tables.SubmitAsync(
                    CustomerKeys.Table, [guard, .. rows.Select(r => new TableAction(TableActionKind.Delete, r with { Properties = Nothing }))], cancellationToken);
                return true;
            }
            catch (TableConflictException e) when (e.Index > 0)
            {
                return false;
            }
            catch (TableConflictException)
            {
                // The guard is read again.
            }
        }
    }

    /// <summary>An action that changes nothing and fails if the guard has changed; null where it does not hold.</summary>
    private async Task<TableAction?> GuardAsync(RowGuard guard, CancellationToken cancellationToken)
    {
        var row = await tables.GetAsync(CustomerKeys.Table, guard.Partition, guard.RowKey, cancellationToken);
        return row is not null && guard.Holds(row) ? new(TableActionKind.Merge, row with { Properties = Nothing }) : null;
    }

    private static bool Same(TableRow a, TableRow b) =>
        a.Properties.Count == b.Properties.Count && a.Properties.All(p => b.Properties.TryGetValue(p.Key, out var other)
            && (p.Value is byte[] bytes ? other is byte[] more && bytes.AsSpan().SequenceEqual(more) : p.Value.Equals(other)));
}
