using System.Collections.Concurrent;
using Recall.App.Customers;
using Recall.App.Scoring;
using Recall.App.Sequences;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Sequences;

namespace Recall.App.Enrolment;

/// <summary>What a look at the audiences came to, by sequence.</summary>
/// <param name="Treated">Entered to be treated.</param>
/// <param name="Holdout">Entered as control group.</param>
/// <param name="Stayed">In the audience and did not enter.</param>
public readonly record struct AudienceCount(int Treated, int Holdout, int Stayed)
{
    /// <summary>Both together.</summary>
    public static AudienceCount operator +(AudienceCount a, AudienceCount b) =>
        new(a.Treated + b.Treated, a.Holdout + b.Holdout, a.Stayed + b.Stayed);
}

/// <summary>Looks at every customer for every sequence, highest priority first, and enrols whom the decision lets in.</summary>
public sealed class EnrolAudience(CustomerStore customers, InviteCustomer invite, EnrolCustomer enrol, AppServices app)
{
    private const int Parallelism = 32;

    /// <summary>All buckets.</summary>
    public async Task<IReadOnlyDictionary<string, AudienceCount>> HandleAsync(
        IReadOnlyCollection<SequenceSource> sequences, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var sum = new Dictionary<string, AudienceCount>(StringComparer.Ordinal);
        for (var bucket = 0; bucket < customers.Buckets; bucket++)
        {
            foreach (var (name, count) in await EnrolBucketAsync(sequences, bucket, cancellationToken))
                sum[name] = sum.GetValueOrDefault(name) + count;
            progress?.Report((bucket + 1.0) / customers.Buckets);
        }

        return sum;
    }

    /// <summary>
    /// One bucket. Who is in the audience is seen on rows read together; whether they enter is decided on their row as it is then.
    /// Customers are looked at side by side, the sequences for one customer in turn: the first that takes them has them.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, AudienceCount>> EnrolBucketAsync(
        IReadOnlyCollection<SequenceSource> sequences, int bucket, CancellationToken cancellationToken = default)
    {
        var counts = new ConcurrentDictionary<string, AudienceCount>(StringComparer.Ordinal);
        var ordered = SequenceOrder.Of(sequences, s => s.Definition);
        var scores = await ScoresAsync(bucket, cancellationToken);
        await Parallel.ForEachAsync(
            customers.CustomersAsync(bucket, cancellationToken).Select(CustomerRow.Read),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (row, cancel) =>
            {
                foreach (var sequence in ordered)
                {
                    if (await LookAsync(sequence, row, scores.GetValueOrDefault(row.Profile.Customer), cancel) is { } count)
                        counts.AddOrUpdate(sequence.Definition.Name, count, (_, sum) => sum + count);
                }
            });
        return counts;
    }

    /// <summary>Null where the customer is not in the audience.</summary>
    private async Task<AudienceCount?> LookAsync(SequenceSource sequence, CustomerRow row, Score? score, CancellationToken cancellationToken)
    {
        var definition = sequence.Definition;
        var facts = new CustomerFacts(row.Profile, score, app.Clock.GetUtcNow(), app.Zone) { Sequence = definition.Name };
        if (row.Engagement.IsIn(definition) || !ConditionEvaluator.Holds(definition.Audience, facts))
            return null;
        if (definition.Trigger is not null && !(await invite.HandleAsync(definition, row, score, cancellationToken)).Holds)
            return null;
        return enrol.StaysOut(definition, row) ? new(0, 0, 1) : Count(await enrol.HandleAsync(sequence, row.Profile.Customer, cancellationToken));
    }

    private static AudienceCount Count(EnrolOutcome? outcome) => outcome?.Arm switch
    {
        Arm.Treated => new(1, 0, 0),
        Arm.Holdout => new(0, 1, 0),
        _ => new(0, 0, 1),
    };

    private async Task<Dictionary<CustomerKey, Score>> ScoresAsync(int bucket, CancellationToken cancellationToken)
    {
        var scores = new Dictionary<CustomerKey, Score>();
        await foreach (var row in customers.RowsAsync('s', bucket, cancellationToken))
        {
            var score = StoredJson.Read<Score>(row.Get<byte[]>(ScoreCustomers.ScoreProperty));
            scores[score.Customer] = score;
        }

        return scores;
    }
}
