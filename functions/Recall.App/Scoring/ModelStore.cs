using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Scoring;

namespace Recall.App.Scoring;

/// <summary>Fitted models: table <c>models</c>, partition <c>shop</c>, a row per version and the row <c>current</c> that names one.</summary>
public sealed class ModelStore(ITableStore tables)
{
    private const string Table = "models";
    private const string Partition = "shop";
    private const string Current = "current";

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
        return row is null ? null : StoredJson.Read<ShopModel>(row.Get<byte[]>("model"));
    }

    /// <summary>Keeps a model and makes it current, together.</summary>
    public Task SaveAsync(ShopModel model, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return tables.SubmitAsync(Table, [Row("v|" + model.Version, "model", StoredJson.Bytes(model)), Row(Current, "version", model.Version)], cancellationToken);
    }

    private static TableAction Row(string key, string name, object value) => new(
        TableActionKind.Upsert, new(Partition, key, new Dictionary<string, object>(StringComparer.Ordinal) { [name] = value }));
}
