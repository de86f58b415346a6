using Recall.App.Customers;
using Recall.App.Enrolment;
using Recall.Core.Sequences;

namespace Recall.App.Handoffs;

/// <summary>
/// Performs the end of a handoff's time: takes the task off the list, or takes over the word of a person who was quicker, also where the
/// signal of it was lost.
/// </summary>
public sealed class TakeBackHandoff(CustomerStore customers, HandoffStore handoffs, AppServices app)
{
    /// <summary>The result for the machine.</summary>
    public async Task<StepResult> HandleAsync(Run run, HandoffStep step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(step);
        var handoff = await handoffs.TakeBackAsync(
            Handoff.IdOf(run.Id, step.Id), HandoffStatus.Overdue, app.Clock.GetUtcNow(), cancellationToken);
        if (handoff?.Closing is { } entry)
            await customers.SubmitAsync([entry.Write(await customers.HomeAsync(run.Id.Customer, cancellationToken))], cancellationToken);
        return handoff?.Outcome is { } word ? new StepResult.Answered(word) : new StepResult.Done("overdue");
    }
}
