using Recall.App.Customers;
using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Scoring;

namespace Recall.App.Scoring;

/// <summary>Scores customers by the current model, a bucket at a time; scoring a bucket again overwrites what it wrote.</summary>
public sealed class ScoreCustomers(CustomerStore customers, AppServices app)
{
    /// <summary>Property of the score in its row.</summary>
    public const string ScoreProperty = "score";

    /// <summary>All buckets; returns the number of customers.</summary>
    public async Task<long> HandleAsync(ShopModel model, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var scorer = new Scorer(model, app.Tags);
        var scored = 0L;
        for (var bucket = 0; bucket < customers.Buckets; bucket++)
        {
            scored += await ScoreBucketAsync(scorer, bucket, cancellationToken);
            progress?.Report((bucket + 1.0) / customers.Buckets);
        }

        return scored;
    }

    /// <summary>One bucket; returns the number of customers.</summary>
    public async Task<long> ScoreBucketAsync(Scorer scorer, int bucket, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        var now = app.Clock.GetUtcNow();
        var partition = Bucket.Name(bucket);
        var batch = new List<TableAction>(TableLimits.BatchActions);
        var scored = 0L;
        await foreach (var row in customers.RowsAsync('p', bucket, cancellationToken))
        {
            batch.Add(Write(partition, scorer.Score(CustomerRow.Read(row).Profile, now, app.Zone)));
            scored++;
            if (batch.Count < TableLimits.BatchActions)
                continue;
            await customers.SubmitAsync(batch, cancellationToken);
            batch.Clear();
        }

        if (batch.Count > 0)
            await customers.SubmitAsync(batch, cancellationToken);
        return scored;
    }

    private static TableAction Write(string partition, Score score) => new(
        TableActionKind.Upsert,
        new(partition, CustomerKeys.Score(score.Customer), new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [ScoreProperty] = StoredJson.Bytes(score),
        }));
}
