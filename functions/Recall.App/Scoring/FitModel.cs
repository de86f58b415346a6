using Recall.App.Customers;
using Recall.Core.Messaging;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Champion;
using Recall.Core.Scoring.Churn;

namespace Recall.App.Scoring;

/// <summary>What a fit came to.</summary>
/// <param name="Model">The model in force now.</param>
/// <param name="Trial">How the new fit was judged; says why, where the old model stays.</param>
public sealed record FitOutcome(ShopModel Model, ModelTrial Trial);

/// <summary>
/// Gathers statistics bucket by bucket, then the pasts of a sample of customers, and fits the shop's model; never more than a few buckets and
/// the sample is in memory.
/// </summary>
public sealed class FitModel(CustomerStore customers, GatherPast pasts, GatherUplift uplift, ModelStore models, AppServices app)
{
    /// <summary>Statistics of one bucket; on Azure one of many workers' share.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="asOf">The shop's day, the same for all buckets even where midnight passes meanwhile.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ShopStatistics> GatherAsync(int bucket, DateOnly asOf, CancellationToken cancellationToken = default)
    {
        var statistics = new ShopStatistics(asOf) { Terms = uplift.Terms };
        await foreach (var row in customers.RowsAsync('p', bucket, cancellationToken))
            statistics.Add(CustomerRow.Read(row).Profile, app.Zone);
        await uplift.AddAsync(statistics, bucket, cancellationToken);
        return statistics;
    }

    /// <summary>True where somebody has bought: without a buyer there is nothing to fit.</summary>
    public async Task<bool> HasBuyersAsync(CancellationToken cancellationToken = default)
    {
        for (var bucket = 0; bucket < customers.Buckets; bucket++)
        {
            if (await customers.RowsAsync('p', bucket, cancellationToken).AnyAsync(row => CustomerRow.Read(row).Profile.Purchases.Days > 0, cancellationToken))
                return true;
        }

        return false;
    }

    /// <summary>All buckets, then the fit.</summary>
    public async Task<FitOutcome> HandleAsync(IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var asOf = LocalTime.Day(app.Clock.GetUtcNow(), app.Zone);
        var sum = new ShopStatistics(asOf) { Terms = uplift.Terms };
        await EachBucketAsync(bucket => GatherAsync(bucket, asOf, cancellationToken), sum.Merge, done => progress?.Report(done / 2));
        var rows = new List<PastRow>();
        if (GatherPast.Plan(sum) is { } plan)
        {
            var share = TrainingSample.Share(sum.Buyers, plan);
            await EachBucketAsync(
                bucket => pasts.BucketAsync(bucket, plan, share, cancellationToken), rows.AddRange, done => progress?.Report((1 + done) / 2));
        }

        return await FitAsync(sum, rows, cancellationToken);
    }

    /// <summary>
    /// Buckets side by side, as many as there are processors, and taken in their order: a sum of fractions depends on it, and the model must not.
    /// </summary>
    private async Task EachBucketAsync<T>(Func<int, Task<T>> gather, Action<T> take, Action<double> report)
    {
        foreach (var together in Enumerable.Range(0, customers.Buckets).Chunk(Environment.ProcessorCount))
        {
            foreach (var gathered in await Task.WhenAll(together.Select(bucket => Task.Run(() => gather(bucket)))))
                take(gathered);
            report((together[^1] + 1.0) / customers.Buckets);
        }
    }

    /// <summary>Fits, and puts the fit in force unless it is worse than the model that is.</summary>
    /// <param name="statistics">Of all customers.</param>
    /// <param name="rows">Customers on the past days of <see cref="GatherPast.Plan"/>, to learn the scorecard from; none without buyers.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<FitOutcome> FitAsync(ShopStatistics statistics, IReadOnlyList<PastRow> rows, CancellationToken cancellationToken = default)
    {
        var plan = GatherPast.Plan(statistics);
        var fitted = ShopModel.Fit(statistics, app.Clock.GetUtcNow(), churn: plan is null ? null : ScorecardFit.Of(rows, plan));
        var champion = await models.CurrentAsync(cancellationToken);
        var trial = ModelTrial.Of(champion, fitted, statistics.HeldOut, rows, plan);
        await models.SaveAsync(fitted, trial, cancellationToken);
        return new(trial.Refused is null ? fitted : champion!, trial);
    }
}
