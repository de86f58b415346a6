namespace Recall.App.Ports;

/// <summary>
/// What Table Storage refuses, in one place for every implementation of <see cref="ITableStore"/>. Each check throws
/// <see cref="TableLimitException"/> with a message that names the row, the property and the limit.
/// Source: learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model.
/// </summary>
public static class TableRules
{
    private static readonly DateTimeOffset EarliestDate = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly HashSet<string> ReservedNames = new(StringComparer.Ordinal) { "PartitionKey", "RowKey", "Timestamp", "ETag" };

    /// <summary>3 to 63 ASCII letters and digits, a letter first. Table Storage ignores the case of a table's name.</summary>
    public static void CheckTable(string table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.Length is < 3 or > 63 || !char.IsAsciiLetter(table[0]) || !table.All(char.IsAsciiLetterOrDigit))
            throw new TableLimitException($"Table name '{table}' must be 3 to 63 letters (A-Z, a-z) and digits, a letter first.");
    }

    /// <summary>Both keys of a row; an empty key is allowed.</summary>
    public static void CheckKeys(string partitionKey, string rowKey)
    {
        CheckKey("Partition key", partitionKey);
        CheckKey("Row key", rowKey);
    }

    /// <summary>Whether a text that somebody gave could be a key at all.</summary>
    public static bool IsKey(string text)
    {
        try
        {
            CheckKey("Key", text);
            return true;
        }
        catch (TableLimitException)
        {
            return false;
        }
    }

    /// <summary>A key's characters and length. Range bounds of a query are not keys and need not pass.</summary>
    public static void CheckKey(string what, string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Length > TableLimits.KeyChars)
            throw new TableLimitException($"{what} '{key[..40]}...' has {key.Length} characters; at most {TableLimits.KeyChars} are allowed.");
        foreach (var c in key)
        {
            if (c is '/' or '\\' or '#' or '?' || char.IsControl(c))
                throw new TableLimitException($"{what} '{TableText.Shown(key)}' contains U+{(int)c:X4}; / \\ # ? and control characters are not allowed.");
        }
        if (!TableText.WellFormed(key))
            throw new TableLimitException($"{what} '{TableText.Shown(key)}' contains half of a surrogate pair.");
    }

    /// <summary>A whole batch: table, one partition, each row once, every row, number of actions and size.</summary>
    /// <remarks>
    /// The service measures the request as sent, which depends on its encoding; the sum of <see cref="RowBytes"/> stands for it.
    /// </remarks>
    public static void CheckBatch(string table, IReadOnlyList<TableAction> actions)
    {
        ArgumentNullException.ThrowIfNull(actions);
        CheckTable(table);
        if (actions.Count > TableLimits.BatchActions)
            throw new TableLimitException($"A batch on table '{table}' has {actions.Count} actions; at most {TableLimits.BatchActions} are allowed.");
        long bytes = 0;
        for (var i = 0; i < actions.Count; i++)
        {
            var (kind, row) = actions[i];
            if (!string.Equals(row.PartitionKey, actions[0].Row.PartitionKey, StringComparison.Ordinal))
                throw new TableLimitException(
                    $"Action {i} names partition '{row.PartitionKey}' in a batch of partition '{actions[0].Row.PartitionKey}' on table '{table}'.");
            bytes += kind == TableActionKind.Delete ? CheckDelete(row) : CheckRow(row);
        }
        if (bytes > TableLimits.BatchBytes)
            throw new TableLimitException($"A batch on table '{table}' has {bytes} bytes; at most {TableLimits.BatchBytes} are allowed.");
        CheckEachRowOnce(table, actions);
    }

    /// <summary>One row with its properties; returns its <see cref="RowBytes"/>.</summary>
    public static long CheckRow(TableRow row)
    {
        CheckKeys(row.PartitionKey, row.RowKey);
        if (row.Properties.Count > TableLimits.Properties)
            throw new TableLimitException(
                $"Row '{row.RowKey}' of partition '{row.PartitionKey}' has {row.Properties.Count} properties; at most {TableLimits.Properties} are allowed.");
        foreach (var (name, value) in row.Properties)
        {
            if (Fault(name, value) is { } fault)
                throw new TableLimitException($"Row '{row.RowKey}' of partition '{row.PartitionKey}': property '{name}' {fault}");
        }
        var bytes = RowBytes(row);
        return bytes <= TableLimits.RowBytes
            ? bytes
            : throw new TableLimitException(
                $"Row '{row.RowKey}' of partition '{row.PartitionKey}' has {bytes} bytes; at most {TableLimits.RowBytes} are allowed.");
    }

    /// <summary>
    /// A row's size in bytes as the service counts it: 4 + 2 per character of the keys + for each property 8 + 2 per character of its
    /// name + its value (strings 2 per character + 4, binary its length + 4).
    /// </summary>
    /// <remarks>
    /// The formula of the Storage team, "Understanding Windows Azure Storage Billing - Bandwidth, Transactions, and Capacity" (2010).
    /// </remarks>
    public static long RowBytes(TableRow row)
    {
        long bytes = 4 + (row.PartitionKey.Length + row.RowKey.Length) * 2;
        foreach (var (name, value) in row.Properties)
        {
            bytes += 8 + name.Length * 2 + value switch
            {
                string text => text.Length * 2 + 4,
                byte[] binary => binary.Length + 4,
                Guid => 16,
                bool => 1,
                int => 4,
                _ => 8,
            };
        }
        return bytes;
    }

    private static long CheckDelete(TableRow row)
    {
        CheckKeys(row.PartitionKey, row.RowKey);
        return 4 + (row.PartitionKey.Length + row.RowKey.Length) * 2;
    }

    private static void CheckEachRowOnce(string table, IReadOnlyList<TableAction> actions)
    {
        var seen = new HashSet<string>(actions.Count, StringComparer.Ordinal);
        for (var i = 0; i < actions.Count; i++)
        {
            var key = actions[i].Row.RowKey;
            if (!seen.Add(key))
                throw new TableLimitException($"Row '{key}' of partition '{actions[i].Row.PartitionKey}' in table '{table}' is named twice in one batch.");
        }
    }

    private static string? Fault(string name, object value)
    {
        if (name.Length > 255)
            return $"has a name of {name.Length} characters; at most 255 are allowed.";
        if (ReservedNames.Contains(name) || !TableText.IsIdentifier(name))
            return "has a name that is reserved or not a C# identifier.";
        return value switch
        {
            string text when text.Length > TableLimits.StringChars => $"has {text.Length} characters; at most {TableLimits.StringChars} are allowed.",
            string text when !TableText.WellFormed(text) => "contains half of a surrogate pair.",
            byte[] binary when binary.Length > TableLimits.BinaryBytes => $"has {binary.Length} bytes; at most {TableLimits.BinaryBytes} are allowed.",
            DateTimeOffset date when date < EarliestDate => $"is {date:O}; the earliest date allowed is 1601-01-01T00:00:00Z.",
            string or byte[] or DateTimeOffset or bool or int or long or double or Guid => null,
            null => "is null; leave it out instead.",
            _ => $"is a {value.GetType().Name}; allowed are string, bool, int, long, double, DateTimeOffset, byte[] and Guid.",
        };
    }
}
