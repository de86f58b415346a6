namespace Recall.App.Ports;

/// <summary>
/// One row. Property values are string, bool, int, long, double, DateTimeOffset (UTC), byte[] or Guid; a property that is
/// null is a property that is not there.
/// </summary>
/// <param name="PartitionKey">The partition, for customers the bucket of the customer key.</param>
/// <param name="RowKey">Unique in the partition.</param>
/// <param name="Properties">By name; names are ordinal.</param>
/// <param name="ETag">Set on what was read; changes with every write of the row.</param>
public sealed record TableRow(string PartitionKey, string RowKey, IReadOnlyDictionary<string, object> Properties, string? ETag = null)
{
    /// <summary>The property as <typeparamref name="T"/>, or default where the row has none of that name.</summary>
    /// <exception cref="InvalidCastException">The row has it with another type.</exception>
    public T? Get<T>(string name) => Properties.TryGetValue(name, out var value) ? (T)value : default;
}

/// <summary>One page of a query.</summary>
/// <param name="Rows">In row key order.</param>
/// <param name="Continuation">Opaque; null on the last page.</param>
public sealed record TablePage(IReadOnlyList<TableRow> Rows, string? Continuation);

/// <summary>What a <see cref="TableAction"/> does.</summary>
public enum TableActionKind
{
    /// <summary>Adds a row; conflict if it is there.</summary>
    Insert,

    /// <summary>Replaces all properties of a row that must be there.</summary>
    Replace,

    /// <summary>Sets the given properties of a row that must be there and leaves the others.</summary>
    Merge,

    /// <summary>Adds the row or replaces all its properties; never a conflict.</summary>
    Upsert,

    /// <summary>Removes a row that must be there.</summary>
    Delete,
}

/// <summary>One write in a batch. For replace, merge and delete, <paramref name="Row"/>'s ETag must match; null matches any.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Row">The row, with the ETag that was read.</param>
public sealed record TableAction(TableActionKind Kind, TableRow Row);
