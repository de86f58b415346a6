namespace Recall.App.Ports;

/// <summary>
/// The limits of Table Storage that every implementation enforces, so that SQLite refuses exactly what Azure refuses.
/// Source: learn.microsoft.com/azure/storage/tables/scalability-targets and .../understanding-the-table-service-data-model.
/// </summary>
public static class TableLimits
{
    /// <summary>Partition key and row key: at most 1 KiB each, that is 512 UTF-16 code units.</summary>
    public const int KeyChars = 512;

    /// <summary>A string property: at most 64 KiB, that is 32 Ki UTF-16 code units.</summary>
    public const int StringChars = 32 * 1024;

    /// <summary>A binary property: at most 64 KiB.</summary>
    public const int BinaryBytes = 64 * 1024;

    /// <summary>A row with all its names and values: at most 1 MiB.</summary>
    public const int RowBytes = 1024 * 1024;

    /// <summary>Properties of a row besides its keys and time stamp.</summary>
    public const int Properties = 252;

    /// <summary>Actions in a batch.</summary>
    public const int BatchActions = 100;

    /// <summary>A batch's payload: at most 4 MiB.</summary>
    public const int BatchBytes = 4 * 1024 * 1024;

    /// <summary>Rows in one page of a query.</summary>
    public const int PageRows = 1000;
}
