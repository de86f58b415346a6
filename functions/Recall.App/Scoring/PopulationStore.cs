using System.Globalization;
using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Scoring.Populations;

namespace Recall.App.Scoring;

/// <summary>The customers of a model.</summary>
/// <param name="Buyers">Who have bought, at its last scoring; 0 before its first.</param>
/// <param name="Stability">How far they have shifted since it was new, churn probability first; empty before its first scoring.</param>
public sealed record Population(long Buyers, IReadOnlyList<StabilityIndex> Stability);

/// <summary>
/// Where customers stood when the model was new and where they stand now: table <c>models</c>, partition <c>population</c>, by bucket a
/// row <c>then|{bucket}</c> of the first scoring by the model in force and a row <c>now|{bucket}</c> of the last. Scoring a bucket again overwrites
/// the latter, so workers may share the buckets, leave off anywhere and repeat them.
/// </summary>
public sealed class PopulationStore(ITableStore tables)
{
    private const string Table = ModelStore.Table;
    private const string Partition = "population";
    private const string Then = "then|";
    private const string Now = "now|";

    /// <summary>Keeps the counts of a bucket.</summary>
    public async Task SaveAsync(string version, int bucket, PopulationCounts counts, CancellationToken cancellationToken = default)
    {
        var key = bucket.ToString("D5", CultureInfo.InvariantCulture);
        var known = await tables.GetAsync(Table, Partition, Then + key, cancellationToken);
        List<TableAction> actions = [Row(Now + key, version, counts)];
        if (known?.Get<string>("version") != version)
            actions.Add(Row(Then + key, version, counts));
        await tables.SubmitAsync(Table, actions, cancellationToken);
    }

    /// <summary>What the counts say of a model's customers.</summary>
    public async Task<Population> ReadAsync(string version, CancellationToken cancellationToken = default)
    {
        var (then, now) = (new PopulationCounts(), new PopulationCounts());
        await foreach (var row in tables.ReadAsync(Table, Partition, null, null, cancellationToken))
        {
            if (row.Get<string>("version") == version)
                (row.RowKey.StartsWith(Then, StringComparison.Ordinal) ? then : now).Merge(StoredJson.Read<PopulationCounts>(row.Get<byte[]>("counts")));
        }

        // Where nobody was counted then, whoever there is now has come since.
        return new(
            now.Counts.TryGetValue(PopulationCounts.Churn, out var buyers) ? buyers.Total : 0,
            [
                .. now.Counts.OrderBy(c => c.Key != PopulationCounts.Churn).ThenBy(c => c.Key, StringComparer.Ordinal)
                    .Select(c => StabilityIndex.Of(c.Key, then.Counts.GetValueOrDefault(c.Key, new()), c.Value)),
            ]);
    }

    private static TableAction Row(string key, string version, PopulationCounts counts) => new(
        TableActionKind.Upsert,
        new(Partition, key, new Dictionary<string, object>(StringComparer.Ordinal) { ["version"] = version, ["counts"] = StoredJson.Bytes(counts) }));
}
