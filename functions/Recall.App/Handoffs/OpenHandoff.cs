using Recall.App.Customers;
using Recall.App.Enrolment;
using Recall.App.Ledger;
using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.App.Handoffs;

/// <summary>Performs a handoff step: puts a task where people see it. The machine then waits for its outcome, as long as the SLA.</summary>
public sealed class OpenHandoff(CustomerStore customers, HandoffStore handoffs, AppServices app)
{
    /// <summary>The result for the machine.</summary>
    public async Task<StepResult> HandleAsync(Run run, HandoffStep step, DateTimeOffset since, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(step);
        var now = app.Clock.GetUtcNow();
        var handoff = new Handoff(
            run.Id, step.Id, step.Queue, step.Note.For(app.Shop.Locale), [.. step.Outcomes.Keys.Order(StringComparer.Ordinal)], now,
            now + step.Sla);
        handoff = await handoffs.AddAsync(handoff, cancellationToken); // After a crash the one that people have seen, with its due time.
        var entry = LedgerEntry.Of(
            run.Id, since, LedgerKind.Handoff, step.Id, Whys.Task.With(("queue", step.Queue), ("due", handoff.Due)), step.Queue);
        await customers.SubmitAsync([entry.Write(customers.Partition(run.Id.Customer))], cancellationToken);
        return handoff.Outcome is { } word ? new StepResult.Answered(word) : new StepResult.Done(step.Queue);
    }
}
