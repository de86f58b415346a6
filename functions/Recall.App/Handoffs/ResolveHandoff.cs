using Recall.App.Customers;
using Recall.App.Ledger;
using Recall.App.Ports;
using Recall.Core.Sequences;

namespace Recall.App.Handoffs;

/// <summary>What a person does with a task.</summary>
public sealed class ResolveHandoff(HandoffStore handoffs, CustomerStore customers, ISequenceRuntime runtime, AppServices app)
{
    /// <summary>Takes a task; false where somebody else has it or it is closed, null where there is none.</summary>
    public async Task<bool?> ClaimAsync(string id, string agent, CancellationToken cancellationToken = default)
    {
        if (await handoffs.FindAsync(id, cancellationToken) is not { } handoff)
            return null;
        if (handoff.Outcome is not null || (handoff.ClaimedBy is not null && handoff.ClaimedBy != agent))
            return false;
        try
        {
            await handoffs.ReplaceAsync(handoff with { ClaimedBy = agent }, cancellationToken);
            return true;
        }
        catch (TableConflictException)
        {
            return false;
        }
    }

    /// <summary>
    /// Finishes a task with a word that goes back into the sequence; false where somebody else has it or it was finished with another
    /// word, null where there is none. Finishing it twice with the same word is one outcome.
    /// </summary>
    public async Task<bool?> ResolveAsync(string id, string outcome, string agent, CancellationToken cancellationToken = default)
    {
        if (await handoffs.FindAsync(id, cancellationToken) is not { } handoff)
            return null;
        if (handoff.Outcome is not null ? handoff.Outcome != outcome : handoff.ClaimedBy is { } other && other != agent)
            return false;
        var at = handoff.ClosedAt ?? app.Clock.GetUtcNow();
        if (handoff.Outcome is null)
        {
            try
            {
                await handoffs.CloseAsync(handoff with { ClaimedBy = agent }, outcome, at, cancellationToken);
            }
            catch (TableConflictException)
            {
                return (await handoffs.FindAsync(id, cancellationToken))?.Outcome == outcome;
            }
        }

        // The same entry and signal when it is repeated: a crash after closing is repaired by saying it again.
        var run = handoff.Enrolment;
        var who = handoff.Outcome is null ? agent : handoff.ClaimedBy ?? agent;
        await customers.SubmitAsync(
            [LedgerEntry.Of(run, at, LedgerKind.HandoffResolved, handoff.Step, $"{who}: {outcome}", outcome).Write(customers.Partition(run.Customer))],
            cancellationToken);
        await runtime.SignalAsync(
            run, new Signal($"handoff--{handoff.Step}", SignalKind.AgentOutcome, at, handoff.Step, outcome), cancellationToken);
        return true;
    }
}
