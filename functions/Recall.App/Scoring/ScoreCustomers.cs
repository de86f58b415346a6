using Recall.App.Customers;
using Recall.App.Ports;
using Recall.App.Sequences.Versions;
using Recall.App.Telemetry;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Populations;

namespace Recall.App.Scoring;

/// <summary>
/// Scores customers by the current model, a bucket at a time, and counts where they stand; scoring a bucket again overwrites what it wrote.
/// </summary>
public sealed class ScoreCustomers(CustomerStore customers, PopulationStore population, SequencesInForce inForce, AppServices app, RecallMetrics metrics)
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
        var counts = new PopulationCounts();
        var now = app.Clock.GetUtcNow();
        var before = (await inForce.NowAsync(cancellationToken)).WatchesScores ? await BeforeAsync(bucket, cancellationToken) : null;
        var partition = Bucket.Name(bucket);
        var batch = new List<TableAction>(TableLimits.BatchActions);
        var scored = 0L;
        await foreach (var row in customers.CustomersAsync(bucket, cancellationToken))
        {
            var profile = CustomerRow.Read(row).Profile;
            var score = scorer.Score(profile, now, app.Zone);
            scorer.Count(counts, profile, score, app.Zone);
            batch.Add(Write(partition, before is null ? score : ScoreChanges.Since(before.GetValueOrDefault(score.Customer), score, LocalTime.Day(now, app.Zone))));
            scored++;
            if (batch.Count < TableLimits.BatchActions)
                continue;
            await customers.SubmitAsync(batch, cancellationToken);
            batch.Clear();
        }

        if (batch.Count > 0)
            await customers.SubmitAsync(batch, cancellationToken);
        await population.SaveAsync(scorer.Version, bucket, counts, cancellationToken);
        metrics.Scored(scored);
        return scored;
    }

    /// <summary>The scores that are about to be overwritten.</summary>
    private async Task<Dictionary<CustomerKey, Score>> BeforeAsync(int bucket, CancellationToken cancellationToken)
    {
        var scores = new Dictionary<CustomerKey, Score>();
        await foreach (var row in customers.RowsAsync('s', bucket, cancellationToken))
        {
            var score = StoredJson.Read<Score>(row.Get<byte[]>(ScoreProperty));
            scores[score.Customer] = score;
        }

        return scores;
    }

    private static TableAction Write(string partition, Score score) => new(
        TableActionKind.Upsert,
        new(partition, CustomerKeys.Score(score.Customer), new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [ScoreProperty] = StoredJson.Bytes(score),
        }));
}
