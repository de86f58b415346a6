using Recall.App.Customers;
using Recall.App.Ports;

namespace Recall.App.Handoffs;

/// <summary>What came of what a person wanted with a task.</summary>
/// <param name="Handoff">The task as it is now; null where there is none.</param>
/// <param name="Done">It is as they wanted it; else the task says why not.</param>
/// <param name="WrongOutcome">Where it is not for their word, a sentence that goes on after the field's name; else null.</param>
public sealed record HandoffResult(Handoff? Handoff, bool Done, string? WrongOutcome = null);

/// <summary>
/// What people do with tasks. A task is closed once, by them, by its time or by the end of its run; whoever comes second is told who
/// came first.
/// </summary>
public sealed class HandoffWork(HandoffStore handoffs, CustomerStore customers, ISequenceRuntime runtime, AppServices app)
{
    /// <summary>Takes a task; taking what one has is done.</summary>
    public async Task<HandoffResult> ClaimAsync(string id, string agent, CancellationToken cancellationToken = default)
    {
        while (await handoffs.FindAsync(id, cancellationToken) is { } handoff)
        {
            if (!IsFree(handoff, agent))
                return new(handoff, false);
            var claimed = handoff with { ClaimedBy = agent };
            if (handoff.ClaimedBy == agent || await handoffs.ReplaceAsync(claimed, cancellationToken))
                return new(claimed, true);
        }

        return new(null, false);
    }

    /// <summary>Finishes a task with a word that goes back into the sequence; the same person doing it again with the same word is one outcome.</summary>
    public async Task<HandoffResult> ResolveAsync(string id, string outcome, string agent, CancellationToken cancellationToken = default)
    {
        while (await handoffs.FindAsync(id, cancellationToken) is { } handoff)
        {
            if (handoff.WrongOutcome(outcome) is { } wrong)
                return new(handoff, false, wrong);
            if (handoff.Status == HandoffStatus.Resolved && handoff.Outcome == outcome && handoff.ClaimedBy == agent)
                return await TellAsync(handoff, cancellationToken); // A crash after closing is repaired by saying it again.
            if (!IsFree(handoff, agent))
                return new(handoff, false);
            var resolved = handoff with
            {
                Status = HandoffStatus.Resolved, ClaimedBy = agent, Outcome = outcome, ClosedAt = app.Clock.GetUtcNow(),
            };
            if (await handoffs.CloseAsync(resolved, cancellationToken))
                return await TellAsync(resolved, cancellationToken);
        }

        return new(null, false);
    }

    private static bool IsFree(Handoff handoff, string agent) =>
        handoff.Status == HandoffStatus.Open && (handoff.ClaimedBy is null || handoff.ClaimedBy == agent);

    private async Task<HandoffResult> TellAsync(Handoff resolved, CancellationToken cancellationToken)
    {
        var run = resolved.Enrolment;
        await customers.SubmitAsync([resolved.Closing!.Write(await customers.HomeAsync(run.Customer, cancellationToken))], cancellationToken);
        await runtime.SignalAsync(run, resolved.Signal!, cancellationToken);
        return new(resolved, true);
    }
}
