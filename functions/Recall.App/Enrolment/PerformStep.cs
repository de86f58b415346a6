using Recall.App.Customers;
using Recall.App.Delivery;
using Recall.App.Handoffs;
using Recall.App.Ledger;
using Recall.App.Offers;
using Recall.Core.Sequences;

namespace Recall.App.Enrolment;

/// <summary>
/// Performs the effect of a step, once per key <c>{enrolment}/{step}</c> however often it is asked: what a runtime calls when the
/// machine says so (an activity on Azure).
/// </summary>
public sealed class PerformStep(
    CustomerStore customers, SendTouch send, IssueCoupon coupons, OpenHandoff open, TakeBackHandoff takeBack, AppServices app)
{
    /// <summary>The result for the machine, of what it wants performed.</summary>
    public Task<StepResult> HandleAsync(Run run, Next.Perform next, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(next);
        if (run.Arm == Arm.Holdout)
            throw new InvalidOperationException($"{run.Id} is in the control group and is never touched.");
        return next.Step switch
        {
            SendStep message => send.HandleAsync(run, message, next.Since, cancellationToken),
            CouponStep coupon => coupons.HandleAsync(run, coupon, next.Since, cancellationToken),
            BranchStep branch => BranchAsync(run, branch, cancellationToken),
            HandoffStep handoff when next.Overdue => takeBack.HandleAsync(run, handoff, cancellationToken),
            HandoffStep handoff => open.HandleAsync(run, handoff, next.Since, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(next), next, "This step has no effect to perform."),
        };
    }

    private async Task<StepResult> BranchAsync(Run run, BranchStep branch, CancellationToken cancellationToken)
    {
        var row = await customers.FindAsync(run.Id.Customer, cancellationToken)
            ?? throw new InvalidOperationException($"Customer {run.Id.Customer} has an enrolment and no profile.");
        var now = app.Clock.GetUtcNow();
        var facts = new CustomerFacts(
            row.Profile, await customers.FindScoreAsync(run.Id.Customer, cancellationToken), now, app.Zone) { Sequence = run.Id.Sequence };
        var taken = BranchChoice.Of(branch, facts);
        var what = taken.Case < 0 ? "default" : FormattableString.Invariant($"case {taken.Case + 1}");
        var entry = LedgerEntry.Of(run.Id, now, LedgerKind.Branched, branch.Id, taken.Because, what);
        await customers.SubmitAsync([entry.Write(customers.Partition(run.Id.Customer))], cancellationToken);
        return taken;
    }
}
