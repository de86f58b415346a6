using Recall.App.Ports;
using Recall.Core;

namespace Recall.App.Ingestion.Files;

/// <summary>
/// How the files of a source were read last time, so that next month's export needs no options again. Table <c>shop</c>, a row per source.
/// </summary>
public sealed class ImportMappings(ITableStore tables)
{
    private const string Partition = "mappings";
    private const string Map = "map";
    private const string Dates = "dates";
    private const string Decimals = "decimals";

    /// <summary>What was given before; empty where nothing was.</summary>
    public async Task<ImportMapping> FindAsync(string source, CancellationToken cancellationToken = default)
    {
        var row = await tables.GetAsync(ShopCurrency.Table, Partition, source, cancellationToken);
        return new(
            row?.Get<string>(Map) is { } map ? StoredJson.Read<Dictionary<string, string>>(map) : new Dictionary<string, string>(StringComparer.Ordinal),
            row?.Get<string>(Dates), row?.Get<string>(Decimals));
    }

    /// <summary>Keeps what was given; what was not stays as it was.</summary>
    public async Task KeepAsync(string source, ImportMapping given, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(given);
        if (given.IsEmpty)
            return;
        var kept = given.Or(await FindAsync(source, cancellationToken));
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        if (kept.Map.Count > 0)
            values[Map] = StoredJson.Text(kept.Map);
        if (kept.Dates is { } dates)
            values[Dates] = dates;
        if (kept.Decimals is { } decimals)
            values[Decimals] = decimals;
        await tables.SubmitAsync(ShopCurrency.Table, [new(TableActionKind.Upsert, new(Partition, source, values))], cancellationToken);
    }
}

/// <summary>How a source's files are read.</summary>
/// <param name="Map">Column name to field name; empty where none was given.</param>
/// <param name="Dates">One of <see cref="ImportRequest.DateForms"/>, or null.</param>
/// <param name="Decimals">One of <see cref="ImportRequest.DecimalForms"/>, or null.</param>
public sealed record ImportMapping(IReadOnlyDictionary<string, string> Map, string? Dates, string? Decimals)
{
    /// <summary>Nothing was given.</summary>
    public bool IsEmpty => Map.Count == 0 && Dates is null && Decimals is null;

    /// <summary>With what was given before, where nothing is given now.</summary>
    public ImportMapping Or(ImportMapping before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return new(Map.Count > 0 ? Map : before.Map, Dates ?? before.Dates, Decimals ?? before.Decimals);
    }
}
