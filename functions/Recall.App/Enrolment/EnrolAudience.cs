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
public sealed class EnrolAudience(CustomerStore customers, EnrolCustomer enrol, AppServices app)
{
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

    /// <summary>One bucket. Who is in the audience is seen on rows read together; whether they enter is decided on their row as it is then.</summary>
    public async Task<IReadOnlyDictionary<string, AudienceCount>> EnrolBucketAsync(
        IReadOnlyCollection<SequenceSource> sequences, int bucket, CancellationToken cancellationToken = default)
    {
        var counts = new Dictionary<string, AudienceCount>(StringComparer.Ordinal);
        var ordered = sequences.OrderByDescending(s => s.Definition.Priority).ThenBy(s => s.Definition.Name, StringComparer.Ordinal).ToList();
        var scores = await ScoresAsync(bucket, cancellationToken);
        var rows = await customers.RowsAsync('p', bucket, cancellationToken).Select(CustomerRow.Read).ToListAsync(cancellationToken);
        foreach (var row in rows)
        {
            var profile = row.Profile;
            foreach (var sequence in ordered)
            {
                var facts = new CustomerFacts(profile, scores.GetValueOrDefault(profile.Customer), app.Clock.GetUtcNow(), app.Zone);
                if (!ConditionEvaluator.Evaluate(sequence.Definition.Audience, facts).Holds)
                    continue;
                if (enrol.StaysOut(sequence.Definition, row))
                {
                    counts[sequence.Definition.Name] = counts.GetValueOrDefault(sequence.Definition.Name) + new AudienceCount(0, 0, 1);
                    continue;
                }

                var outcome = await enrol.HandleAsync(
                    sequence, profile.Customer,
                    (p, s) => ConditionEvaluator.Evaluate(sequence.Definition.Audience, new(p, s, app.Clock.GetUtcNow(), app.Zone)),
                    cancellationToken);
                counts[sequence.Definition.Name] = counts.GetValueOrDefault(sequence.Definition.Name) + Count(outcome);
            }
        }

        return counts;
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
