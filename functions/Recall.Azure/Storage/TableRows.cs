using Azure;
using Azure.Data.Tables;
using Recall.App.Ports;

namespace Recall.Azure.Storage;

/// <summary>Rows of the port as entities of the service, and back. Both have the same types, so a value is what it was.</summary>
internal static class TableRows
{
    /// <summary>What the service adds to a row.</summary>
    private static readonly HashSet<string> System = new(StringComparer.Ordinal) { "PartitionKey", "RowKey", "Timestamp", "odata.etag" };

    /// <summary>An entity as it was read.</summary>
    public static TableRow Of(TableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        var properties = new Dictionary<string, object>(entity.Count, StringComparer.Ordinal);
        foreach (var (name, value) in entity)
        {
            if (value is not null && !System.Contains(name))
                properties[name] = value;
        }

        return new(entity.PartitionKey, entity.RowKey, properties, entity.ETag.ToString());
    }

    /// <summary>An action of a transaction. Without an ETag any is right, which to the service is <c>*</c> and not none: without one it would add the row.</summary>
    public static TableTransactionAction Action(TableAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var (kind, row) = action;
        var entity = new TableEntity(row.PartitionKey, row.RowKey);
        if (kind != TableActionKind.Delete)
        {
            foreach (var (name, value) in row.Properties)
                Set(entity, name, value);
        }

        var etag = row.ETag is null ? ETag.All : new ETag(row.ETag);
        return kind switch
        {
            TableActionKind.Insert => new(TableTransactionActionType.Add, entity),
            TableActionKind.Replace => new(TableTransactionActionType.UpdateReplace, entity, etag),
            TableActionKind.Merge => new(TableTransactionActionType.UpdateMerge, entity, etag),
            TableActionKind.Upsert => new(TableTransactionActionType.UpsertReplace, entity),
            TableActionKind.Delete => new(TableTransactionActionType.Delete, entity, etag),
            _ => throw new ArgumentOutOfRangeException(nameof(action), kind, "No such action."),
        };
    }

    /// <summary>
    /// What is no number in JSON is a word with its type beside it (OData JSON format 4.01, 7.1); the client writes that for NaN and not for the two
    /// infinities.
    /// </summary>
    private static void Set(TableEntity entity, string name, object value)
    {
        var infinite = value is double.PositiveInfinity or double.NegativeInfinity;
        entity[name] = !infinite ? value : value is double.PositiveInfinity ? "Infinity" : "-Infinity";
        if (infinite)
            entity[name + "@odata.type"] = "Edm.Double";
    }

    /// <summary>True where a row is as an action would have left it.</summary>
    public static bool IsAsLeft(TableAction action, TableRow? row)
    {
        ArgumentNullException.ThrowIfNull(action);
        if (action.Kind == TableActionKind.Delete || row is null)
            return action.Kind == TableActionKind.Delete && row is null;
        return (action.Kind == TableActionKind.Merge || row.Properties.Count == action.Row.Properties.Count)
            && action.Row.Properties.All(p => row.Properties.TryGetValue(p.Key, out var value) && Same(p.Value, value));
    }

    private static bool Same(object a, object b) => (a, b) is (byte[] left, byte[] right) ? left.AsSpan().SequenceEqual(right) : a.Equals(b);
}
