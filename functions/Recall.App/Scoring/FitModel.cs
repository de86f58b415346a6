using Recall.App.Customers;
using Recall.Core.Messaging;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Churn;

namespace Recall.App.Scoring;

/// <summary>What a fit came to.</summary>
/// <param name="Model">The model in force now.</param>
/// <param name="Kept">True where the new fit was worse and the old model stays, with the reason.</param>
/// <param name="Reason">Why the old model stays, or null.</param>
public sealed record FitOutcome(ShopModel Model, bool Kept, string? Reason);

/// <summary>
/// Gathers statistics bucket by bucket, then the pasts of a sample of customers, and fits the shop's model; never more than a bucket and
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

    /// <summary>All buckets, then the fit.</summary>
    public async Task<FitOutcome> HandleAsync(IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var asOf = LocalTime.Day(app.Clock.GetUtcNow(), app.Zone);
        var sum = new ShopStatistics(asOf) { Terms = uplift.Terms };
        for (var bucket = 0; bucket < customers.Buckets; bucket++)
        {
            sum.Merge(await GatherAsync(bucket, asOf, cancellationToken));
            progress?.Report((bucket + 1.0) / customers.Buckets / 2);
        }

        if (GatherPast.Plan(sum) is not { } plan)
            return await FitAsync(sum, null, cancellationToken);
        var rows = new List<PastRow>();
        for (var bucket = 0; bucket < customers.Buckets; bucket++)
        {
            rows.AddRange(await pasts.BucketAsync(bucket, plan, TrainingSample.Share(sum.Buyers, plan), cancellationToken));
            progress?.Report(0.5 + ((bucket + 1.0) / customers.Buckets / 2));
        }

        return await FitAsync(sum, ScorecardFit.Of(rows, plan), cancellationToken);
    }

    /// <summary>Fits and keeps the model, unless it lost a part that the current one has.</summary>
    /// <param name="statistics">Of all customers.</param>
    /// <param name="churn">Learnt from the customers' pasts; null where nobody has bought.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<FitOutcome> FitAsync(ShopStatistics statistics, ChurnScorecard? churn, CancellationToken cancellationToken = default)
    {
        var model = ShopModel.Fit(statistics, app.Clock.GetUtcNow(), churn: churn);
        if (await models.CurrentAsync(cancellationToken) is { } current)
        {
            if (current.Buying.Predictor is not null && model.Buying.Predictor is null)
                return new(current, true, model.BgNbd.Refusal?.Reason);
            if (current.GammaGamma.IsFitted && !model.GammaGamma.IsFitted)
                return new(current, true, model.GammaGamma.Refusal.Reason);
            if (current.Churn.Because is null && model.Churn.Because is { } lost)
                return new(current, true, lost.Reason);
        }

        await models.SaveAsync(model, cancellationToken);
        return new(model, false, null);
    }
}
