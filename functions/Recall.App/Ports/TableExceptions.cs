namespace Recall.App.Ports;

/// <summary>Why a batch was not applied.</summary>
public enum TableConflict
{
    /// <summary>Insert of a row that is there (HTTP 409).</summary>
    AlreadyExists,

    /// <summary>Replace, merge or delete of a row that is not there (HTTP 404).</summary>
    NotFound,

    /// <summary>The row has another ETag (HTTP 412).</summary>
    ETagMismatch,
}

/// <summary>A batch met another state than its author had read; none of it was applied. Read again and decide again.</summary>
public sealed class TableConflictException(TableConflict conflict, int index, string table, TableRow row)
    : Exception($"{conflict} on row '{row.RowKey}' of partition '{row.PartitionKey}' in table '{table}' (action {index}).")
{
    /// <summary>What was met.</summary>
    public TableConflict Conflict { get; } = conflict;

    /// <summary>Index of the action that failed.</summary>
    public int Index { get; } = index;
}

/// <summary>A key, row, property or batch that Table Storage would refuse; sending it again cannot help.</summary>
public sealed class TableLimitException(string message) : Exception(message);
