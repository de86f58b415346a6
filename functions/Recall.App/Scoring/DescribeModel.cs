using Recall.Core.Messaging;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Champion;
using Recall.Core.Scoring.Populations;

namespace Recall.App.Scoring;

/// <summary>The model in force, as a shop owner may want to know it.</summary>
/// <param name="Version">In scores.</param>
/// <param name="FittedAt">UTC.</param>
/// <param name="RefitDays">Days after the last fit until the next.</param>
/// <param name="Kept">Its parts that are of earlier fits.</param>
/// <param name="LastTrial">How the last fit was judged; null where that is not known.</param>
/// <param name="Stability">How far customers have shifted since it was new; empty before its first scoring.</param>
public sealed record ModelState(
    string Version, DateTimeOffset FittedAt, int RefitDays, IReadOnlyList<KeptPart> Kept, ModelTrial? LastTrial, IReadOnlyList<StabilityIndex> Stability)
{
    /// <summary>The largest shift.</summary>
    public Stability Shift => Stability.Select(s => s.Stability).DefaultIfEmpty().Max();

    /// <summary>
    /// The shop's day on which the next fit is due, counted from the last one, also where that was not put in force: the next day would give
    /// nearly the same. Where customers have shifted it comes early.
    /// </summary>
    public DateOnly NextFit(TimeZoneInfo zone) => LocalTime.Day(LastTrial?.At ?? FittedAt, zone).AddDays(
        Shift == Core.Scoring.Populations.Stability.Alarm ? Math.Min(RefitDays, ShopModel.LeastRefitDays) : RefitDays);
}

/// <summary>Reads it.</summary>
public sealed class DescribeModel(ModelStore models, PopulationStore population)
{
    /// <summary>Null before the first fit.</summary>
    public async Task<ModelState?> HandleAsync(CancellationToken cancellationToken = default)
    {
        if (await models.CurrentAsync(cancellationToken) is not { } model)
            return null;
        var now = await population.ReadAsync(model.Version, cancellationToken);
        return new(model.Version, model.FittedAt, model.DaysToNextFit(now.Buyers), model.Kept, await models.LastTrialAsync(cancellationToken), now.Stability);
    }
}
