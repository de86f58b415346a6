using Recall.App.Customers;
using Recall.App.Delivery;
using Recall.App.Handoffs;
using Recall.App.Ledger;
using Recall.App.Ports;
using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.App.Enrolment;

/// <summary>
/// Clears up behind the steps of a run: its tasks are taken back; once its window is over too, how it ended is recorded and the customer
/// is free. Repeating it changes nothing.
/// </summary>
public sealed class EndRun(CustomerStore customers, EnrolmentStore enrolments, HandoffStore handoffs, TouchStore touches, AppServices app)
{
    /// <summary>Closes a message of a step that was left while nobody knew whether it had gone out: no attempt will tell any more.</summary>
    public async Task CloseAsync(EnrolmentId id, string step, CancellationToken cancellationToken = default)
    {
        if (await touches.FindAsync(id, step, cancellationToken) is { State: TouchState.Reserved } touch)
        {
            await touches.SettleAsync(
                touch with { State = TouchState.Unknown }, LedgerKind.Unknown, Whys.CutOff.With(("because", Whys.LeftUnclear.With())), touch.Channel, app.Clock.GetUtcNow(),
                cancellationToken);
        }
    }

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
