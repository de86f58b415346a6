using Recall.App.Scoring;
using Recall.App.Sequences.Versions;
using Recall.Core.Sequences.Replaying;

namespace Recall.App.Sequences.Replaying;

/// <summary>What to play again.</summary>
/// <param name="Source">The sequence that is tried; one in use of its name gives way to it.</param>
/// <param name="From">First day of the shop.</param>
/// <param name="To">Last day of the shop.</param>
/// <param name="Reachable">Channels on which everybody is taken to be reachable.</param>
public sealed record ReplayRequest(SequenceSource Source, DateOnly From, DateOnly To, IReadOnlyList<string> Reachable);

/// <summary>Plays the stored history again with a sequence that was not there. Nothing is sent, issued or written.</summary>
public sealed class RunReplay(GatherHistories histories, SequencesInForce inForce, GatherUplift uplift, AppServices app)
{
    /// <summary>The answer, or null where there are more customers than days allow.</summary>
    /// <param name="request">What.</param>
    /// <param name="mostCustomerDays">Customers times days; null is no bound.</param>
    /// <param name="progress">From 0 to 1.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ReplayAnswer?> HandleAsync(
        ReplayRequest request, long? mostCustomerDays = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var plan = new ReplayPlan
        {
            Tried = request.Source.Definition,
            Others = [.. (await inForce.NowAsync(cancellationToken)).Sequences.Select(s => s.Definition)],
            From = request.From,
            To = request.To,
            Zone = app.Zone,
            Policy = app.Shop.Policy,
            Prices = app.Shop.TouchCosts,
            Channels = app.Channels,
            Tags = app.Tags,
            Terms = uplift.Terms,
        };
        var days = request.To.DayNumber - request.From.DayNumber + 1;
        if (await histories.HandleAsync(plan.Start, request.Reachable, mostCustomerDays / days, cancellationToken) is not { } customers)
            return null;

        // Minutes of a processor: not on the thread of whoever waits.
        var outcome = await Task.Run(() => Replay.Run(plan, customers, progress, cancellationToken), cancellationToken);
        return ReplayAnswer.Of(plan, outcome, ReplayTally.Of(plan, outcome, customers.Count, request.Reachable), app.Shop.Currency);
    }
}
