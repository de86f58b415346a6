using Recall.App.Ports;

namespace Recall.Local.Tests.Storage;

/// <summary>What the contract says, as plainly as it can be said: the model that the store is checked against.</summary>
internal sealed class TableModel
{
    private readonly SortedDictionary<string, (SortedDictionary<string, object> Properties, int Version)> rows = new(StringComparer.Ordinal);
    private int version;

    /// <summary>The version of a row, which stands for its ETag; 0 where there is none.</summary>
    public int Version(string key) => rows.TryGetValue(key, out var row) ? row.Version : 0;

    /// <summary>Applies all or nothing; returns how it went, with the index of the action that failed.</summary>
    /// <param name="actions">What to do.</param>
    /// <param name="versions">The version that each action expects; null for any.</param>
    public string Submit(IReadOnlyList<TableAction> actions, IReadOnlyList<int?> versions)
    {
        for (var i = 0; i < actions.Count; i++)
        {
            var (kind, row) = actions[i];
            var now = Version(row.RowKey);
            if (kind == TableActionKind.Insert && now != 0)
                return $"AlreadyExists {i}";
            if (kind is TableActionKind.Insert or TableActionKind.Upsert)
                continue;
            if (now == 0)
                return $"NotFound {i}";
            if (versions[i] is { } expected && expected != now)
                return $"ETagMismatch {i}";
        }
        foreach (var (kind, row) in actions)
        {
            var properties = new SortedDictionary<string, object>(StringComparer.Ordinal);
            if (kind == TableActionKind.Merge)
                properties = rows[row.RowKey].Properties;
            foreach (var (name, value) in row.Properties)
                properties[name] = value;
            rows.Remove(row.RowKey);
            if (kind != TableActionKind.Delete)
                rows.Add(row.RowKey, (properties, ++version));
        }
        return "done";
    }

    /// <summary>The rows of a range, one per line.</summary>
    public string Range(string? from, string? to) => string.Join('\n', rows
        .Where(r => (from is null || string.CompareOrdinal(r.Key, from) >= 0) && (to is null || string.CompareOrdinal(r.Key, to) < 0))
        .Select(r => Show(r.Key, r.Value.Properties)));

    public static string Show(string key, IEnumerable<KeyValuePair<string, object>> properties) => key + ": " + string.Join(
        ' ', properties.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value.GetType().Name} {Shown(p.Value)}"));

    private static string Shown(object value) => value switch
    {
        byte[] bytes => Convert.ToHexString(bytes),
        DateTimeOffset date => date.ToUniversalTime().ToString("O", null),
        double number => BitConverter.DoubleToInt64Bits(number).ToString("X", null),
        _ => $"{value}",
    };
}
