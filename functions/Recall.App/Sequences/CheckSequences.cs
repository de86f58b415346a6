using Recall.App.Customers;
using Recall.App.Scoring;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Checks;
using Recall.Core.Sequences.Files;

namespace Recall.App.Sequences;

/// <summary>Adds to the problems of files what only the shop knows: its caps and budgets, and its customers as they are today. Nothing is written.</summary>
public sealed class CheckSequences(CustomerStore customers, AppServices app)
{
    /// <summary>The same files in the same order, with more warnings.</summary>
    /// <param name="files">As they were read; one with an error is left as it is.</param>
    /// <param name="withCustomers">Reads every customer for the cases of branches, once for all files.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<SequenceFileResult>> HandleAsync(
        IReadOnlyList<SequenceFileResult> files, bool withCustomers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        var counts = files.Select(f => f.Definition is null ? null : new BranchCounts(f.Definition)).ToList();
        if (withCustomers)
            await CountAsync([.. counts.OfType<BranchCounts>()], cancellationToken);
        return
        [
            .. files.Zip(counts, (file, count) => count is null
                ? file : file.With([.. StarvedSends.Of(file.Definition!, app.Shop.Policy), .. DearSteps.Of(file.Definition!, app.Shop.Policy, app.Shop.TouchCosts), .. count.Doubts()])),
        ];
    }

    private async Task CountAsync(IReadOnlyList<BranchCounts> counts, CancellationToken cancellationToken)
    {
        var now = app.Clock.GetUtcNow();
        for (var bucket = 0; bucket < customers.Buckets; bucket++)
        {
            var scores = new Dictionary<CustomerKey, Score>();
            await foreach (var row in customers.RowsAsync('s', bucket, cancellationToken))
            {
                var score = StoredJson.Read<Score>(row.Get<byte[]>(ScoreCustomers.ScoreProperty));
                scores[score.Customer] = score;
            }

            await foreach (var row in customers.CustomersAsync(bucket, cancellationToken))
            {
                var profile = CustomerRow.Read(row).Profile;
                var facts = new CustomerFacts(profile, scores.GetValueOrDefault(profile.Customer), now, app.Zone);
                foreach (var count in counts)
                    count.Add(facts);
            }
        }
    }
}
