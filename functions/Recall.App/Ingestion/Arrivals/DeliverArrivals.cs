using Recall.App.Ingestion.DeadLetters;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Arrivals;

/// <summary>Lets happen what is due: ingest first, remove then, so that a crash in between only ingests again, which changes nothing.</summary>
public sealed class DeliverArrivals(ScheduledArrivals arrivals, IngestEvents ingest, DeadLetterBox letters)
{
    /// <summary>Source of letters for arrivals that contradict what is stored.</summary>
    public const string Source = "arrivals";

    private const int Batch = 1000;

    /// <summary>Ingests all events up to then, oldest first; what became of them.</summary>
    public async Task<IngestOutcome> HandleAsync(DateTimeOffset until, CancellationToken cancellationToken = default)
    {
        var outcome = IngestOutcome.Nothing;
        IReadOnlyList<CustomerEvent> due;
        do
        {
            due = await arrivals.DueAsync(until, Batch, cancellationToken);
            var batch = await ingest.HandleAsync(due, cancellationToken);
            await letters.AddAsync([.. batch.Rejected.Select(r => r.Letter(Source, null))], cancellationToken);
            await arrivals.RemoveAsync(due, cancellationToken);
            outcome += batch;
        }
        while (due.Count == Batch);
        return outcome;
    }
}
