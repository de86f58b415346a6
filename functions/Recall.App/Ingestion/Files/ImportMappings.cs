using Recall.App.Ports;
using Recall.Core;

namespace Recall.App.Ingestion.Files;

/// <summary>
/// How the columns of a source's files were mapped last time, so that next month's export needs no mapping again. Table <c>shop</c>, a row per source.
/// </summary>
public sealed class ImportMappings(ITableStore tables)
{
    private const string Partition = "mappings";

    /// <summary>Column name to field name; empty where none was given before.</summary>
    public async Task<IReadOnlyDictionary<string, string>> FindAsync(string source, CancellationToken cancellationToken = default) =>
        (await tables.GetAsync(ShopCurrency.Table, Partition, source, cancellationToken))?.Get<string>("map") is { } map
            ? StoredJson.Read<Dictionary<string, string>>(map)
            : new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Keeps a mapping that was given; an empty one changes nothing.</summary>
    public async Task KeepAsync(string source, IReadOnlyDictionary<string, string> map, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (map.Count == 0)
            return;
        var row = new TableRow(Partition, source, new Dictionary<string, object>(StringComparer.Ordinal) { ["map"] = StoredJson.Text(map) });
        await tables.SubmitAsync(ShopCurrency.Table, [new(TableActionKind.Upsert, row)], cancellationToken);
    }
}
