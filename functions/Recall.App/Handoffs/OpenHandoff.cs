using Recall.App.Customers;
using Recall.App.Enrolment;
using Recall.App.Ledger;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.App.Handoffs;

/// <summary>
/// Performs a handoff step: puts a task where people see it, unless the gate says that the run is over: a call after the order, or to
/// somebody who refused everything, is no better than a message. The machine then waits for its outcome, as long as the SLA.
/// </summary>
public sealed class OpenHandoff(CustomerStore customers, HandoffStore handoffs, GoalFacts goal, AppServices app)
{
    /// <summary>The result for the machine.</summary>
    public async Task<StepResult> HandleAsync(Run run, HandoffStep step, DateTimeOffset since, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(step);
        var now = app.Clock.GetUtcNow();
        var row = await customers.FindAsync(run.Id.Customer, cancellationToken)
            ?? throw new InvalidOperationException($"Customer {run.Id.Customer} has an enrolment and no profile.");
        var facts = new RunFacts
        {
            Profile = row.Profile, Enrolment = run.Id, Active = row.Engagement.Active, StartedAt = run.StartedAt, Known = run.Known,
            Definition = run.Tree.Definition,
            Orders = await goal.OrdersAsync(run, cancellationToken),
            Audience = await goal.AudienceAsync(run, row, cancellationToken),
        };
        if (Gate.Over(facts) is { } over)
        {
            var skipped = LedgerEntry.Of(run.Id, now, LedgerKind.Skipped, step.Id, over.Reason, HoldReason.RunOver);
            await customers.SubmitAsync([skipped.Write(await customers.HomeAsync(run.Id.Customer, cancellationToken))], cancellationToken);
            return new StepResult.Exit(over.Outcome, over.Reason);
        }

        var handoff = new Handoff(
            run.Id, step.Id, step.Queue, step.Note.For(app.Shop.Locale), [.. step.Outcomes.Keys.Order(StringComparer.Ordinal)], now,
            now + step.Sla);
        handoff = await handoffs.AddAsync(handoff, cancellationToken); // After a crash the one that people have seen, with its due time.
        var entry = LedgerEntry.Of(
            run.Id, since, LedgerKind.Handoff, step.Id, Whys.Task.With(("queue", step.Queue), ("due", handoff.Due)), step.Queue);
        await customers.SubmitAsync([entry.Write(await customers.HomeAsync(run.Id.Customer, cancellationToken))], cancellationToken);
        return handoff.Outcome is { } word ? new StepResult.Answered(word) : new StepResult.Done(step.Queue);
    }
}
