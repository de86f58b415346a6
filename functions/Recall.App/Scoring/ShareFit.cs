using Recall.App.Customers;
using Recall.App.Work;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Churn;

namespace Recall.App.Scoring;

/// <summary>Which past days are looked at, and what share of the customers.</summary>
public sealed record LookBack(TrainingPlan Plan, double Share);

/// <summary>
/// A fit whose gathering is shared out over workers, who pass each other names of what they have stored and no customers. In order:
/// <see cref="CountAsync"/> of every range, <see cref="PlanAsync"/>, <see cref="LookBackAsync"/> of every range where there is a plan,
/// <see cref="FinishAsync"/>, <see cref="ClearAsync"/>. Each may be repeated. The model is that of <see cref="FitModel.HandleAsync"/>.
/// </summary>
public sealed class ShareFit(CustomerStore customers, FitModel fit, GatherPast pasts, FitParts parts)
{
    private const string Counts = "counts";
    private const string Pasts = "pasts";

    /// <summary>Keeps the statistics of a range of buckets.</summary>
    /// <param name="asOf">The shop's day, the same for all ranges; it names the fit.</param>
    /// <param name="range">The buckets.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task CountAsync(DateOnly asOf, BucketRange range, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(range);
        ShopStatistics? sum = null;
        for (var bucket = range.From; bucket < range.To; bucket++)
        {
            var one = await fit.GatherAsync(bucket, asOf, cancellationToken);
            if (sum is null)
                sum = one;
            else
                sum.Merge(one);
        }

        await parts.SaveAsync(Name(asOf), Counts, range, sum, cancellationToken);
    }

    /// <summary>Where to look back to, once all ranges are counted; null without buyers, and where the history is too short.</summary>
    public async Task<LookBack?> PlanAsync(DateOnly asOf, CancellationToken cancellationToken = default)
    {
        var sum = await SumAsync(asOf, cancellationToken);
        return TrainingPlan.Of(sum) is { CutOffs.Count: > 0 } plan ? new(plan, TrainingSample.Share(sum.Buyers, plan)) : null;
    }

    /// <summary>Keeps a range's customers on the past days of the plan.</summary>
    public async Task LookBackAsync(DateOnly asOf, BucketRange range, LookBack look, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(range);
        ArgumentNullException.ThrowIfNull(look);
        var rows = new List<PastRow>();
        for (var bucket = range.From; bucket < range.To; bucket++)
            rows.AddRange(await pasts.BucketAsync(bucket, look.Plan, look.Share, cancellationToken));
        await parts.SaveAsync(Name(asOf), Pasts, range, rows, cancellationToken);
    }

    /// <summary>Fits what was gathered, and puts the fit in force as it deserves.</summary>
    /// <param name="asOf">The fit.</param>
    /// <param name="lookedBack">Whether there was a plan.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task FinishAsync(DateOnly asOf, bool lookedBack, CancellationToken cancellationToken = default)
    {
        var rows = new List<PastRow>();
        if (lookedBack)
        {
            await foreach (var part in parts.ReadAsync<List<PastRow>>(Name(asOf), Pasts, customers.Buckets, cancellationToken))
                rows.AddRange(part);
        }

        await fit.FitAsync(await SumAsync(asOf, cancellationToken), rows, cancellationToken);
    }

    /// <summary>Removes what was gathered.</summary>
    public Task ClearAsync(DateOnly asOf, CancellationToken cancellationToken = default) => parts.RemoveAsync(Name(asOf), cancellationToken);

    private async Task<ShopStatistics> SumAsync(DateOnly asOf, CancellationToken cancellationToken)
    {
        ShopStatistics? sum = null;
        await foreach (var part in parts.ReadAsync<ShopStatistics>(Name(asOf), Counts, customers.Buckets, cancellationToken))
        {
            if (sum is null)
                sum = part;
            else
                sum.Merge(part);
        }

        return sum ?? throw new InvalidOperationException("A deployment has at least one bucket.");
    }

    private static string Name(DateOnly asOf) => asOf.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
}
