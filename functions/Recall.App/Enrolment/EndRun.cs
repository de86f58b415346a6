using Recall.App.Customers;
using Recall.App.Handoffs;
using Recall.App.Ledger;
using Recall.App.Ports;
using Recall.Core.Sequences;

namespace Recall.App.Enrolment;

/// <summary>
/// Clears up behind the steps of a run: its tasks are taken back; once its window is over too, how it ended is recorded and the customer
/// is free. Repeating it changes nothing.
/// </summary>
public sealed class EndRun(CustomerStore customers, EnrolmentStore enrolments, HandoffStore handoffs, AppServices app)
{
    /// <summary>Takes a state of the machine that is observing or done.</summary>
    public async Task HandleAsync(EnrolmentId id, EnrolmentState state, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(state);
        await handoffs.TakeBackAllAsync(id, app.Clock.GetUtcNow(), cancellationToken);
        if (state.Phase != RunPhase.Done)
            return;
        while (await enrolments.FindAsync(id, cancellationToken) is { EndedAt: null } enrolment)
        {
            var row = await customers.FindAsync(id.Customer, cancellationToken)
                ?? throw new InvalidOperationException($"Customer {id.Customer} has an enrolment and no profile.");
            var partition = customers.Partition(row.Profile.Customer);
            var actions = new List<TableAction>
            {
                enrolment.End(partition, state.Outcome!, state.Reason!, state.EndedAt!.Value),
                LedgerEntry.Of(id, state.EndedAt!.Value, LedgerKind.Ended, null, state.Reason!, state.Outcome).Write(partition),
            };
            if (row.Engagement.Active == id.ToString())
                actions.Add(row.WriteEngagement(partition, row.Engagement with { Active = null }));
            try
            {
                await customers.SubmitAsync(actions, cancellationToken);
                return;
            }
            catch (TableConflictException)
            {
                // The customer changed in between: read again.
            }
        }
    }
}
