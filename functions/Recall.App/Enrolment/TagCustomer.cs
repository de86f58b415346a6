using Recall.App.Customers;
using Recall.App.Ingestion;
using Recall.App.Ledger;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.App.Enrolment;

/// <summary>
/// Performs a tag step: the tag becomes a fact of the customer like any other, so that it survives folding their events again. Its id is the
/// step's and its time the step's, so repeating it does nothing.
/// </summary>
public sealed class TagCustomer(CustomerStore customers, IngestEvents ingest)
{
    /// <summary>The result for the machine.</summary>
    public async Task<StepResult> HandleAsync(Run run, TagStep step, DateTimeOffset since, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(step);
        await ingest.HandleAsync([MessageIds.Tagged(run.Id, step, since)], cancellationToken);
        var why = (step.Remove ? Whys.TagRemoved : Whys.TagAdded).With(("tag", step.Tag));
        await customers.SubmitAsync(
            [LedgerEntry.Of(run.Id, since, LedgerKind.Tagged, step.Id, why, step.Tag).Write(await customers.HomeAsync(run.Id.Customer, cancellationToken))], cancellationToken);
        return new StepResult.Done(step.Tag);
    }
}
