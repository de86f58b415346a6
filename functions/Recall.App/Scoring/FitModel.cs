using Recall.App.Customers;
using Recall.Core.Messaging;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Champion;
using Recall.Core.Scoring.Churn;
using Recall.Core.Wording;

namespace Recall.App.Scoring;

/// <summary>
/// Gathers statistics bucket by bucket, then the pasts of a sample of customers, and fits the shop's model; never more than <see cref="MostTogether"/>
/// buckets, the sums and the sample are in memory.
/// </summary>
public sealed class FitModel(CustomerStore customers, GatherPast pasts, GatherUplift uplift, ModelStore models, AppServices app)
{
    /// <summary>Most buckets at a time: each is held whole until those before it are done, and reading does not get faster with more.</summary>
    private const int MostTogether = 8;

    /// <summary>Statistics of one bucket; on Azure one of many workers' share.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="asOf">The shop's day, the same for all buckets even where midnight passes meanwhile.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ShopStatistics> GatherAsync(int bucket, DateOnly asOf, CancellationToken cancellationToken = default)
    {
        var statistics = new ShopStatistics(asOf) { Terms = uplift.Terms };
        await foreach (var row in customers.CustomersAsync(bucket, cancellationToken))
            statistics.Add(CustomerRow.Read(row).Profile, app.Zone);
        await uplift.AddAsync(statistics, bucket, cancellationToken);
        return statistics;
    }

    /// <summary>True where somebody has bought: without a buyer there is nothing to fit.</summary>
    public async Task<bool> HasBuyersAsync(CancellationToken cancellationToken = default)
    {
        for (var bucket = 0; bucket < customers.Buckets; bucket++)
        {
            if (await customers.CustomersAsync(bucket, cancellationToken).AnyAsync(row => CustomerRow.Read(row).Profile.Purchases.Days > 0, cancellationToken))
                return true;
        }

        return false;
    }

    /// <summary>All buckets, then the fit.</summary>
    public async Task<FitOutcome> HandleAsync(IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var asOf = LocalTime.Day(app.Clock.GetUtcNow(), app.Zone);
        var sum = new ShopStatistics(asOf) { Terms = uplift.Terms };
        await EachBucketAsync(bucket => GatherAsync(bucket, asOf, cancellationToken), sum.Merge, done => progress?.Report(done / 2), cancellationToken);
        var rows = new List<PastRow>();
        if (TrainingPlan.Of(sum) is { } plan)
        {
            var share = TrainingSample.Share(sum.Buyers, plan);
            await EachBucketAsync(
                bucket => pasts.BucketAsync(bucket, plan, share, cancellationToken), rows.AddRange, done => progress?.Report((1 + done) / 2),
                cancellationToken);
        }

        return await FitAsync(sum, rows, cancellationToken);
    }

    /// <summary>
    /// Buckets side by side, as many as there are processors but no more than <see cref="MostTogether"/>, and taken in their order: a sum of fractions depends on it, and the model must not.
    /// </summary>
    private async Task EachBucketAsync<T>(Func<int, Task<T>> gather, Action<T> take, Action<double> report, CancellationToken cancellationToken)
    {
        foreach (var together in Enumerable.Range(0, customers.Buckets).Chunk(Math.Min(MostTogether, Environment.ProcessorCount)))
        {
            foreach (var gathered in await Task.WhenAll(together.Select(bucket => Task.Run(() => gather(bucket), cancellationToken))))
                take(gathered);
            report((together[^1] + 1.0) / customers.Buckets);
        }
    }

    /// <summary>
    /// Fits, and puts the fit in force; parts that were lost or are worse stay those of the model that was. Without buyers nothing is fitted: the model
    /// in force stays, and where there is none <see cref="ShopModel.Stated"/> values stand in.
    /// </summary>
    /// <param name="statistics">Of all customers.</param>
    /// <param name="rows">Customers on the past days of <see cref="TrainingPlan.Of(ShopStatistics)"/>, to learn the scorecard from; none without buyers.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<FitOutcome> FitAsync(ShopStatistics statistics, IReadOnlyList<PastRow> rows, CancellationToken cancellationToken = default)
    {
        var outcome = ShopFit.Of(await models.CurrentAsync(cancellationToken), statistics, rows, app.Clock.GetUtcNow());
        await models.SaveAsync(outcome.Model, outcome.Trial, cancellationToken);
        return outcome;
    }

    /// <summary>Keeps a failed attempt, so that the next comes when it is due and not at once; the model in force stays.</summary>
    public async Task FailAsync(string error, CancellationToken cancellationToken = default)
    {
        var now = app.Clock.GetUtcNow();
        var nobody = new ShopStatistics(LocalTime.Day(now, app.Zone)) { Terms = uplift.Terms };
        var outcome = ShopFit.Stay(await models.CurrentAsync(cancellationToken), nobody, Whys.FitFailed.With(("error", error)), now);
        await models.SaveAsync(outcome.Model, outcome.Trial, cancellationToken);
    }
}
