using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Recall.App.Scoring;
using Recall.App.Work;

namespace Recall.Azure.Orchestration;

/// <summary>A fit.</summary>
/// <param name="AsOf">The shop's day.</param>
/// <param name="Buckets">Of the deployment.</param>
public sealed record FitRun(DateOnly AsOf, int Buckets);

/// <summary>A range's share of a fit.</summary>
/// <param name="AsOf">The fit.</param>
/// <param name="Range">The buckets.</param>
/// <param name="Look">Where to look back to; null while counting.</param>
public sealed record FitShare(DateOnly AsOf, BucketRange Range, LookBack? Look = null);

/// <summary>
/// Fits the model over all buckets: counting is fanned out, then looking back, and the fit fans in. Each range is gathered in parts, one after the other, so that as
/// many work at once as there are ranges and none works longer than a part takes, or has more than one to do again. What is gathered stays in rows
/// (<see cref="FitParts"/>); the history has names of buckets alone.
/// </summary>
public static class FitShop
{
    private static readonly TaskOptions Trying = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 5, firstRetryInterval: TimeSpan.FromSeconds(30), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(10)));

    /// <summary>Fits, or keeps why there is no fit: then the next one is due when it would have been.</summary>
    /// <param name="context">Of the instance.</param>
    /// <param name="fit">Of which day.</param>
    [Function(nameof(FitShop))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, FitRun fit)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(fit);
        try
        {
            await EachAsync(nameof(FitActivities.CountForFit), null);
            var look = await context.CallActivityAsync<LookBack?>(nameof(FitActivities.PlanFit), fit.AsOf, Trying);
            if (look is not null)
                await EachAsync(nameof(FitActivities.LookBackForFit), look);
            await context.CallActivityAsync(nameof(FitActivities.FinishFit), new FitEnd(fit.AsOf, LookedBack: look is not null), Trying);
        }
        catch (TaskFailedException e)
        {
            await context.CallActivityAsync(nameof(FitActivities.FinishFit), new FitEnd(fit.AsOf, Error: e.FailureDetails.ErrorMessage), Trying);
        }

        await context.CallActivityAsync(nameof(FitActivities.ClearFit), fit.AsOf, Trying);

        Task EachAsync(string activity, LookBack? look) => Task.WhenAll(FitParts.Of(fit.Buckets).Select(parts => InTurnAsync(activity, parts, look)));

        async Task InTurnAsync(string activity, IEnumerable<BucketRange> parts, LookBack? look)
        {
            foreach (var part in parts)
                await context.CallActivityAsync(activity, new FitShare(fit.AsOf, part, look), Trying);
        }
    }
}

/// <summary>How gathering came out.</summary>
/// <param name="AsOf">The fit.</param>
/// <param name="LookedBack">Whether there was a plan.</param>
/// <param name="Error">Why it is given up; null where it is to be fitted.</param>
public sealed record FitEnd(DateOnly AsOf, bool LookedBack = false, string? Error = null);

/// <summary>The activities of <see cref="FitShop"/>.</summary>
public sealed class FitActivities(ShareFit share, FitModel fit)
{
    /// <summary>Counts a range.</summary>
    [Function(nameof(CountForFit))]
    public Task CountForFit([ActivityTrigger] FitShare part, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(part);
        return share.CountAsync(part.AsOf, part.Range, cancellationToken);
    }

    /// <summary>Where to look back to; null where there is nothing to look back on.</summary>
    [Function(nameof(PlanFit))]
    public Task<LookBack?> PlanFit([ActivityTrigger] DateOnly asOf, CancellationToken cancellationToken) => share.PlanAsync(asOf, cancellationToken);

    /// <summary>Looks back at a range.</summary>
    [Function(nameof(LookBackForFit))]
    public Task LookBackForFit([ActivityTrigger] FitShare part, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(part);
        return share.LookBackAsync(part.AsOf, part.Range, part.Look!, cancellationToken);
    }

    /// <summary>Fits, or gives the fit up.</summary>
    [Function(nameof(FinishFit))]
    public Task FinishFit([ActivityTrigger] FitEnd end, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(end);
        return end.Error is null ? share.FinishAsync(end.AsOf, end.LookedBack, cancellationToken) : fit.FailAsync(end.Error, cancellationToken);
    }

    /// <summary>Removes what was gathered.</summary>
    [Function(nameof(ClearFit))]
    public Task ClearFit([ActivityTrigger] DateOnly asOf, CancellationToken cancellationToken) => share.ClearAsync(asOf, cancellationToken);
}
