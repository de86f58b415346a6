using Recall.App.Customers.Identity;
using Recall.App.Delivery;
using Recall.App.Enrolment;
using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.App.Ports;
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
    public static IEnumerable<BucketRange> Of(int buckets) => new BucketRange(0, buckets).Parts(16);

    /// <summary>The range in so many parts of the same size, a little more where that does not come out even, fewer where it has fewer buckets.</summary>
    public IEnumerable<BucketRange> Parts(int count)
    {
        var size = Math.Max(1, (To - From) / count);
        for (var from = From; from < To; from += size)
            yield return new(from, Math.Min(To, from + size));
    }
}

/// <summary>Does the work of one queue message. Doing it again overwrites the same scores and finds the same enrolments.</summary>
public sealed class HandleWork(
    ReconcileCustomers identities, ScoreCustomers score, EnrolAudience enrol, EnrolTriggered triggered, ReconcileRuns reconcile, MapDelivery map, ModelStore models,
    SequencesInForce inForce, DeliverStatus deliver, IWorkQueue messages, AppServices app)
{
    /// <summary>
    /// So long a message is worked on; what is left of its range then is a message of its own. However large the shop, a host's limit for one function is not met,
    /// a worker that is stopped has only this much to do again, and only who is stopped five times in the same minutes gives work up.
    /// </summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

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

        await RangeAsync(queue, StoredJson.Read<BucketRange>(body), cancellationToken);
    }

    /// <summary>
    /// What is left is in the queue before this message is deleted: a crash between the two does it twice, and never not at all. Buckets whose work fails
    /// become a message of their own, which is tried again and given up alone: those behind them are other customers.
    /// </summary>
    private async Task RangeAsync(string queue, BucketRange range, CancellationToken cancellationToken)
    {
        var (began, step) = (app.Clock.GetUtcNow(), queue == WorkQueues.Reconcile ? ReconcileRuns.Parallelism : 1);

        // What no bucket can do without is missing for the range as a whole, which stays one message.
        if (queue == WorkQueues.Score)
            await ScorerAsync(cancellationToken);
        for (var from = range.From; from < range.To; from += step)
        {
            var part = new BucketRange(from, Math.Min(range.To, from + step));
            var rest = range with { From = part.To };
            try
            {
                await PartAsync(queue, part, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && from > range.From)
            {
                // The host is taken away, which is no failure of the work: what is left is a message of its own. One of which nothing was done comes back as it is,
                // and that try counts: a bucket that no host has time for is given up in the end.
                await HandOnAsync(queue, range with { From = from }, CancellationToken.None);
                return;
            }
#pragma warning disable CA1031 // Whatever it is, it is thrown again when the part is tried alone.
            catch (Exception) when (part != range && !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                await HandOnAsync(queue, part, cancellationToken);
                await HandOnAsync(queue, rest, cancellationToken);
                return;
            }

            if (app.Clock.GetUtcNow() - began >= Longest)
            {
                await HandOnAsync(queue, rest, cancellationToken);
                return;
            }
        }
    }

    private async Task HandOnAsync(string queue, BucketRange range, CancellationToken cancellationToken)
    {
        if (range.From < range.To)
            await messages.EnqueueAsync(queue, StoredJson.Text(range), cancellationToken: cancellationToken);
    }

    private async Task PartAsync(string queue, BucketRange part, CancellationToken cancellationToken)
    {
        switch (queue)
        {
            case WorkQueues.Score:
                // First: who is found to be one person in this bucket is scored as one. What links keys is followed as it comes in, so this finds only what a crash
                // left; where a later bucket finds it, a customer of an earlier one is scored as two until tomorrow.
                await identities.HandleAsync(part, cancellationToken);
                await score.ScoreBucketAsync(await ScorerAsync(cancellationToken), part.From, cancellationToken);
                break;
            case WorkQueues.Enrol:
                await enrol.EnrolBucketAsync((await inForce.NowAsync(cancellationToken)).Sequences, part.From, cancellationToken);
                break;
            case WorkQueues.Reconcile:
                await reconcile.RangeAsync(part, cancellationToken);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(queue), queue, "No such queue.");
        }
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
