using Recall.App.Customers;
using Recall.App.Delivery;
using Recall.App.Reports;
using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Uplift;
using Recall.Core.Shop;

namespace Recall.App.Scoring;

/// <summary>
/// Gathers what past enrolments teach about whom a touch moves: those whose goal window has closed, in both arms, with the customer as they
/// were when enrolled (their events up to then, folded again) and what came of it by their own orders. Of a customer the first pass alone: who
/// comes to a second depends on what the first did, so there the arms are no longer of the same people.
/// </summary>
public sealed class GatherUplift(CustomerStore customers, MeasureEnrolment measure, ShopSettings shop, AppServices app)
{
    /// <summary>The shop's margin, and the dearest message it can send.</summary>
    public TouchTerms Terms => new((double)shop.GrossMargin, (double)shop.TouchCosts.Values.DefaultIfEmpty().Max());

    /// <summary>Adds the enrolments of a bucket.</summary>
    public async Task AddAsync(ShopStatistics statistics, int bucket, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        var now = app.Clock.GetUtcNow();
        ILookup<string, TouchRow>? touches = null;
        var passes = await Passes.OfAsync(customers, bucket, cancellationToken);
        foreach (var enrolment in passes.Enrolments.Where(e => passes.Number(e.Id) == 1 && e.ObservedUntil <= now))
        {
            touches ??= (await customers.RowsAsync('t', bucket, cancellationToken).Select(TouchRow.Read).ToListAsync(cancellationToken))
                .ToLookup(t => t.Enrolment.ToString(), StringComparer.Ordinal);
            var before = await customers.EventsAsync(enrolment.Id.Customer, null, cancellationToken)
                .TakeWhile(e => e.At <= enrolment.StartedAt).ToListAsync(cancellationToken);
            if (await measure.HandleAsync(enrolment, 1, touches[enrolment.Id.ToString()], cancellationToken) is not { } result)
                continue;
            statistics.Experiments.Add(enrolment.Id.Sequence, PastEnrolment.Of(
                enrolment.Id, ProfileFold.Of(enrolment.Id.Customer, before, app.Zone), enrolment.StartedAt,
                enrolment.ObservedUntil - enrolment.StartedAt, result));
        }
    }
}
