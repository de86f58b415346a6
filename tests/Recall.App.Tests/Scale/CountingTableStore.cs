using Recall.App.Ports;

namespace Recall.App.Tests.Scale;

/// <summary>What was asked of a table store. A get, a page and a batch are one billed operation each, however many rows they carry.</summary>
/// <param name="Gets">Rows asked for by key.</param>
/// <param name="Pages">Pages of queries.</param>
/// <param name="Batches">Batches written.</param>
/// <param name="RowsRead">Rows that came back.</param>
/// <param name="RowsWritten">Rows in batches.</param>
public readonly record struct TableCount(int Gets, int Pages, int Batches, int RowsRead, int RowsWritten)
{
    /// <summary>What is billed.</summary>
    public int Operations => Gets + Pages + Batches;

    /// <summary>What counts against the limits of a partition and an account.</summary>
    public int Entities => RowsRead + RowsWritten;

    public static TableCount operator -(TableCount a, TableCount b) =>
        new(a.Gets - b.Gets, a.Pages - b.Pages, a.Batches - b.Batches, a.RowsRead - b.RowsRead, a.RowsWritten - b.RowsWritten);

    public static TableCount operator +(TableCount a, TableCount b) =>
        new(a.Gets + b.Gets, a.Pages + b.Pages, a.Batches + b.Batches, a.RowsRead + b.RowsRead, a.RowsWritten + b.RowsWritten);
}

/// <summary>Counts what passes through to a store. A batch that met a conflict was asked for too.</summary>
public sealed class CountingTableStore(ITableStore inner) : ITableStore
{
    private readonly Lock _gate = new();
    private TableCount _count;

    /// <summary>What was counted since the last time it was taken.</summary>
    public TableCount Take()
    {
        lock (_gate)
        {
            var count = _count;
            _count = default;
            return count;
        }
    }

    public async Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken = default)
    {
        var row = await inner.GetAsync(table, partitionKey, rowKey, cancellationToken);
        Add(new(1, 0, 0, row is null ? 0 : 1, 0));
        return row;
    }

    public async Task<TablePage> QueryAsync(
        string table, string partitionKey, string? from, string? to, int take = TableLimits.PageRows, string? continuation = null,
        CancellationToken cancellationToken = default)
    {
        var page = await inner.QueryAsync(table, partitionKey, from, to, take, continuation, cancellationToken);
        Add(new(0, 1, 0, page.Rows.Count, 0));
        return page;
    }

    public Task<IReadOnlyList<string?>> SubmitAsync(string table, IReadOnlyList<TableAction> actions, CancellationToken cancellationToken = default)
    {
        Add(new(0, 0, 1, 0, actions.Count));
        return inner.SubmitAsync(table, actions, cancellationToken);
    }

    private void Add(TableCount more)
    {
        lock (_gate)
            _count += more;
    }
}
