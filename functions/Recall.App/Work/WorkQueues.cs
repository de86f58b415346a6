using Recall.App.Customers.Identity;
using Recall.App.Delivery;
using Recall.App.Enrolment;
using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.App.Scoring;
using Recall.App.Sequences.Versions;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Scoring;

namespace Recall.App.Work;

/// <summary>Names of the queues that a host drains into <see cref="HandleWork"/>.</summary>
public static class WorkQueues
{
    /// <summary>Score a range of buckets.</summary>
    public const string Score = "score-buckets";

    /// <summary>Look at the audiences in a range of buckets.</summary>
    public const string Enrol = "enrol-buckets";

    /// <summary>Set right the runs in a range of buckets; a host that is one process does it at once instead.</summary>
    public const string Reconcile = "reconcile-buckets";

    /// <summary>Look at one customer for the sequences that wait for events; the body is the customer key.</summary>
    public const string Trigger = "trigger-customers";

    /// <summary>Read a delivery of one of the shop's platforms.</summary>
    public const string Deliveries = "deliveries";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Score, Enrol, Reconcile, Trigger, Deliveries, DeliverStatus.Queue];
}

/// <summary>A message's body: buckets from <paramref name="From"/> up to and without <paramref name="To"/>.</summary>
public sealed record BucketRange(int From, int To)
{
    /// <summary>A deployment's buckets in about sixteen ranges: enough to share out, few enough to cost nothing.</summary>
    public static IEnumerable<BucketRange> Of(int buckets)
    {
        var size = Math.Max(1, buckets / 16);
        for (var from = 0; from < buckets; from += size)
            yield return new(from, Math.Min(buckets, from + size));
    }
}

/// <summary>Does the work of one queue message. Doing it again overwrites the same scores and finds the same enrolments.</summary>
public sealed class HandleWork(
    ReconcileCustomers identities, ScoreCustomers score, EnrolAudience enrol, EnrolTriggered triggered, ReconcileRuns reconcile, MapDelivery map, ModelStore models,
    SequencesInForce inForce, DeliverStatus deliver, AppServices app)
{
    private Scorer? _scorer;

    /// <summary>Handles a message of a queue.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such queue.</exception>
    public async Task HandleAsync(string queue, string body, CancellationToken cancellationToken = default)
    {
        if (queue == WorkQueues.Trigger)
        {
            await triggered.HandleAsync(CustomerKey.Parse(body), cancellationToken);
            return;
        }

        if (queue == WorkQueues.Deliveries)
        {
            await map.HandleAsync(StoredJson.Read<DeliveryRef>(body), cancellationToken);
            return;
        }

        if (queue == DeliverStatus.Queue)
        {
            await deliver.HandleAsync(StoredJson.Read<CarrierNews>(body), cancellationToken);
            return;
        }

        var range = StoredJson.Read<BucketRange>(body);
        if (queue == WorkQueues.Score)
        {
            // First: nobody is to be scored as two customers.
            await identities.HandleAsync(range, cancellationToken);
            await score.ScoreRangeAsync(await ScorerAsync(cancellationToken), range, cancellationToken);
        }
        else if (queue == WorkQueues.Enrol)
        {
            var sequences = (await inForce.NowAsync(cancellationToken)).Sequences;
            for (var bucket = range.From; bucket < range.To; bucket++)
                await enrol.EnrolBucketAsync(sequences, bucket, cancellationToken);
        }
        else if (queue == WorkQueues.Reconcile)
            await reconcile.RangeAsync(range, cancellationToken);
        else
            throw new ArgumentOutOfRangeException(nameof(queue), queue, "No such queue.");
    }

    /// <summary>What a scorer has computed serves until the model changes.</summary>
    private async Task<Scorer> ScorerAsync(CancellationToken cancellationToken)
    {
        var model = await models.CurrentAsync(cancellationToken)
            ?? throw new InvalidOperationException("There is no model yet; fit one first.");
        var scorer = _scorer;
        return scorer?.Version == model.Version ? scorer : _scorer = new Scorer(model, app.Tags);
    }
}
