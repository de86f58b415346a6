using Recall.App.Customers;
using Recall.Core.Scoring.Churn;

namespace Recall.App.Scoring;

/// <summary>
/// Looks at customers as they were known on days of the past: what a scorecard is learnt from. Each customer's events are read once.
/// </summary>
public sealed class GatherPast(CustomerStore customers, AppServices app)
{
    /// <summary>The rows of one bucket; on Azure one of many workers' share.</summary>
    public async Task<IReadOnlyList<PastRow>> BucketAsync(int bucket, TrainingPlan plan, double share, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var rows = new List<PastRow>();
        if (plan.CutOffs.Count == 0)
            return rows;
        await foreach (var row in customers.CustomersAsync(bucket, cancellationToken))
        {
            var customer = CustomerKeys.CustomerOf(row.RowKey);
            if (!TrainingSample.IsDrawn(customer, share))
                continue;
            var events = await customers.EventsAsync(customer, null, cancellationToken).ToListAsync(cancellationToken);
            rows.AddRange(PastRows.Of(customer, events, plan, app.Zone));
        }

        return rows;
    }
}
