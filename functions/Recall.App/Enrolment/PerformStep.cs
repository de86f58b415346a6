using System.Globalization;
using Recall.App.Customers;
using Recall.App.Delivery;
using Recall.App.Handoffs;
using Recall.App.Ledger;
using Recall.App.Offers;
using Recall.App.Webhooks;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.App.Enrolment;

/// <summary>
/// Performs the effect of a step, once per key <c>{enrolment}/{step}</c> however often it is asked: what a runtime calls when the
/// machine says so (an activity on Azure).
/// </summary>
public sealed class PerformStep(
    CustomerStore customers, SendTouch send, IssueCoupon coupons, OpenHandoff open, TakeBackHandoff takeBack, TagCustomer tag, SendWebhook webhooks,
    AppServices app)
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
            WaitStep wait => WaitAsync(run, wait, next.Since, cancellationToken),
            BranchStep branch => BranchAsync(run, branch, cancellationToken),
            AbStep ab => DrawAsync(run, ab, next.Since, cancellationToken),
            TagStep tagged => tag.HandleAsync(run, tagged, next.Since, cancellationToken),
            WebhookStep webhook => webhooks.HandleAsync(run, webhook, next.Since, cancellationToken),
            HandoffStep handoff when next.Overdue => takeBack.HandleAsync(run, handoff, cancellationToken),
            HandoffStep handoff => open.HandleAsync(run, handoff, next.Since, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(next), next, "This step has no effect to perform."),
        };
    }

    /// <summary>Said once, with the zone as it is known now: a customer who moves does not move the end of a wait that has begun.</summary>
    private async Task<StepResult> WaitAsync(Run run, WaitStep wait, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var row = await customers.FindAsync(run.Id.Customer, cancellationToken)
            ?? throw new InvalidOperationException($"Customer {run.Id.Customer} has an enrolment and no profile.");
        var zone = Zones.Of(row.Profile.Person.TimeZone, app.Zone);
        var until = ClockWait.EndOf(wait, since, zone);
        var local = TimeZoneInfo.ConvertTime(until, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var why = Whys.ByClock.With(("local", local), ("zone", zone.Id), ("until", until));
        await customers.SubmitAsync(
            [LedgerEntry.Of(run.Id, since, LedgerKind.Scheduled, wait.Id, why).Write(await customers.HomeAsync(run.Id.Customer, cancellationToken))], cancellationToken);
        return new StepResult.Scheduled(until);
    }

    private async Task<StepResult> DrawAsync(Run run, AbStep ab, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var drawn = AbDraw.Of(ab, run.Id);
        var entry = LedgerEntry.Of(run.Id, since, LedgerKind.Variant, ab.Id, drawn.Because, ab.Variants[drawn.Case].Name);
        await customers.SubmitAsync([entry.Write(await customers.HomeAsync(run.Id.Customer, cancellationToken))], cancellationToken);
        return drawn;
    }

    private async Task<StepResult> BranchAsync(Run run, BranchStep branch, CancellationToken cancellationToken)
    {
        var row = await customers.FindAsync(run.Id.Customer, cancellationToken)
            ?? throw new InvalidOperationException($"Customer {run.Id.Customer} has an enrolment and no profile.");
        var now = app.Clock.GetUtcNow();
        var facts = new CustomerFacts(
            row.Profile, await customers.FindScoreAsync(row.Profile.Customer, cancellationToken), now, app.Zone)
        {
            Sequence = run.Id.Sequence, Sent = Touch.StepsOf(run.Id, row.Engagement.Touches),
        };
        var taken = BranchChoice.Of(branch, facts);
        var what = taken.Case < 0 ? "default" : FormattableString.Invariant($"case {taken.Case + 1}");
        var entry = LedgerEntry.Of(run.Id, now, LedgerKind.Branched, branch.Id, taken.Because, what);
        await customers.SubmitAsync([entry.Write(await customers.HomeAsync(run.Id.Customer, cancellationToken))], cancellationToken);
        return taken;
    }
}
