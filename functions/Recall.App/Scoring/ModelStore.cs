using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Messaging;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Champion;

namespace Recall.App.Scoring;

/// <summary>
/// Fitted models: table <c>models</c>, partition <c>shop</c>, a row per model, and the row <c>current</c> that names the one in force and keeps how
/// the last fit was judged.
/// </summary>
public sealed class ModelStore(ITableStore tables)
{
    internal const string Table = "models";
    private const string Partition = "shop";
    private const string Current = "current";
    private const string Trial = "trial";
    private const string MeanOrder = "meanOrder";

    /// <summary>The model that scores are made with, or null before the first fit.</summary>
    public async Task<ShopModel?> CurrentAsync(CancellationToken cancellationToken = default) =>
        await CurrentVersionAsync(cancellationToken) is { } version ? await FindAsync(version, cancellationToken) : null;

    /// <summary>The version of that model, or null before the first fit.</summary>
    public async Task<string?> CurrentVersionAsync(CancellationToken cancellationToken = default) =>
        (await tables.GetAsync(Table, Partition, Current, cancellationToken))?.Get<string>("version");

    /// <summary>The model of a version, or null.</summary>
    public async Task<ShopModel?> FindAsync(string version, CancellationToken cancellationToken = default)
    {
        var row = await tables.GetAsync(Table, Partition, "v|" + version, cancellationToken);
        return row is null ? null : StoredJson.Read<ShopModel>(TableParts.Join(row, "model"));
    }

    /// <summary>What the shop's customers pay per order, shop's currency, see <see cref="ShopModel.MeanOrder"/>; null before the first fit. Without reading the model.</summary>
    public async Task<decimal?> MeanOrderAsync(CancellationToken cancellationToken = default) =>
        (await tables.GetAsync(Table, Partition, Current, cancellationToken))?.Get<long?>(MeanOrder) is { } mean ? Money.OfMillionths(mean) : null;

    /// <summary>How the last fit was judged; null before the first.</summary>
    public async Task<ModelTrial?> LastTrialAsync(CancellationToken cancellationToken = default) =>
        (await tables.GetAsync(Table, Partition, Current, cancellationToken))?.Get<byte[]>(Trial) is { } trial ? StoredJson.Read<ModelTrial>(trial) : null;

    /// <summary>Puts a model in force and keeps how the last fit was judged, together.</summary>
    public Task SaveAsync(ShopModel model, ModelTrial trial, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(trial);
        var current = new Dictionary<string, object>(StringComparer.Ordinal) { ["version"] = model.Version, [Trial] = StoredJson.Bytes(trial) };
        if (model.MeanOrder is { } mean)
            current[MeanOrder] = Money.ToMillionths(mean);
        return tables.SubmitAsync(Table, [Row("v|" + model.Version, Parts(StoredJson.Bytes(model))), Row(Current, current)], cancellationToken);
    }

    private static TableAction Row(string key, Dictionary<string, object> properties) => new(TableActionKind.Upsert, new(Partition, key, properties));

    /// <summary>A model of a shop with many categories is longer than one property may be.</summary>
    private static Dictionary<string, object> Parts(byte[] model)
    {
        var parts = new Dictionary<string, object>(StringComparer.Ordinal);
        TableParts.Add(parts, "model", model);
        return parts;
    }
}
