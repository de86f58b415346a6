using Recall.App.Enrolment;
using Recall.App.Ingestion;
using Recall.App.Ledger;
using Recall.App.Ports;
using Recall.App.Telemetry;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Offers;
using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.App.Delivery;

/// <summary>Hands a reserved touch to its channel and settles it; after a crash, finds out what can be found out.</summary>
public sealed class Carrier(TouchStore touches, IngestEvents ingest, MessageComposer composer, AppServices app, RecallMetrics metrics)
{
    /// <summary>Renders and sends. What this attempt took of the budgets is others' where the carrier did not take the message from it.</summary>
    public async Task<StepResult> SendAsync(
        Run run, SendStep step, Profile profile, Coupon? coupon, TouchRow touch, MessageBudgets.Share share, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(touch);
        ArgumentNullException.ThrowIfNull(share);
        var outgoing = composer.Compose(run, step, profile, coupon, touch);
        var answer = await app.Channel(touch.Channel).SendAsync(outgoing, run.Id.EffectKey(step.Id), cancellationToken);
        metrics.Handed(touch.Channel, answer);
        var result = await SettleAsync(touch, answer, cancellationToken);
        if (answer is SendResult.Rejected or SendResult.TryLater)
            await share.GiveBackAsync(cancellationToken);
        return result;
    }

    private async Task<StepResult> SettleAsync(TouchRow touch, SendResult result, CancellationToken cancellationToken)
    {
        var now = app.Clock.GetUtcNow();
        switch (result)
        {
            case SendResult.Accepted accepted:
                await touches.SettleAsync(
                    touch with { State = TouchState.Accepted, ProviderId = accepted.ProviderId }, LedgerKind.Sent, Whys.CarrierTook.With(),
                    touch.Channel, now, cancellationToken);
                await ReportSentAsync(touch, cancellationToken);
                return new StepResult.Done(touch.Channel);
            case SendResult.Rejected rejected when touch.InDoubtSince is not null:
                await GiveUpAsync(touch, Whys.CarrierRefused.With(("said", rejected.Reason)), cancellationToken);
                return new StepResult.Done(touch.Channel);
            case SendResult.Rejected rejected:
                var refused = Whys.CarrierRefused.With(("said", rejected.Reason));
                await touches.SettleAsync(
                    touch with { State = TouchState.Rejected }, LedgerKind.Skipped, refused, HoldReason.Carrier, now, cancellationToken);
                return new StepResult.Skipped(refused);
            case SendResult.TryLater later when touch.InDoubtSince is { } first:
                // It may have gone out by then, and not now.
                return await AgainAsync(touch with { At = first }, now + later.After, Whys.CarrierBusy, now, cancellationToken);
            case SendResult.Unclear unclear:
                // Ever more seldom: as long again as it has been so, which knows of no attempt but the first.
                var doubtful = now - (touch.InDoubtSince ?? touch.At);
                return await AgainAsync(touch, now + (doubtful > unclear.After ? doubtful : unclear.After), Whys.CarrierSilent, now, cancellationToken);
            case SendResult.TryLater later:
                var reason = Whys.CarrierBusy.With(("until", now + later.After));
                await touches.SettleAsync(
                    touch with { State = TouchState.Postponed }, LedgerKind.Deferred, reason, HoldReason.Carrier, now, cancellationToken);
                return new StepResult.Deferred(now + later.After, reason);
            default:
                throw new InvalidOperationException($"Channel '{touch.Channel}' answered {result.GetType().Name}.");
        }
    }

    /// <summary>
    /// True where the touch is not settled and handing it over (again) reaches the person once: put off by the carrier, or reserved so short a time
    /// ago that its channel knows the idempotency key again.
    /// </summary>
    public bool MayHandOver(TouchRow touch)
    {
        ArgumentNullException.ThrowIfNull(touch);
        return touch.State == TouchState.Postponed || (touch.State == TouchState.Reserved && IsKnownAgain(touch, app.Clock.GetUtcNow()));
    }

    /// <summary>Says what became of a touch that an earlier attempt handed over, or may have.</summary>
    public async Task<StepResult> ResumeAsync(TouchRow touch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(touch);
        switch (touch.State)
        {
            case TouchState.Accepted:
                await ReportSentAsync(touch, cancellationToken);
                return new StepResult.Done(touch.Channel);
            case TouchState.Reserved:
                await GiveUpAsync(touch, Whys.Twice.With(), cancellationToken);
                return new StepResult.Done(touch.Channel);
            case TouchState.Rejected:
                return new StepResult.Skipped(Whys.CarrierRefusedBefore.With());
            default:
                return new StepResult.Done(touch.Channel);
        }
    }

    /// <summary>Leaves a touch as one that may have gone out.</summary>
    public Task GiveUpAsync(TouchRow touch, Why reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(touch);
        return touches.SettleAsync(
            touch with { State = TouchState.Unknown }, LedgerKind.Unknown,
            Whys.CutOff.With(("because", reason)), touch.Channel, app.Clock.GetUtcNow(), cancellationToken);
    }

    /// <summary>
    /// What may have gone out goes again under its key, as long as the channel knows that, and never on another channel: it stays reserved, and counts.
    /// </summary>
    private async Task<StepResult> AgainAsync(TouchRow touch, DateTimeOffset until, WhyKind why, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!IsKnownAgain(touch, until))
        {
            await GiveUpAsync(touch, Whys.Twice.With(), cancellationToken);
            return new StepResult.Done(touch.Channel);
        }

        var reason = why.With(("until", until));
        await touches.SettleAsync(touch, LedgerKind.Deferred, reason, HoldReason.Carrier, now, cancellationToken);
        return new StepResult.Deferred(until, reason);
    }

    private bool IsKnownAgain(TouchRow touch, DateTimeOffset at) => at - (touch.InDoubtSince ?? touch.At) < app.Channel(touch.Channel).RepeatableFor;

    /// <summary>The message becomes a fact of the customer, once.</summary>
    private async Task ReportSentAsync(TouchRow touch, CancellationToken cancellationToken) =>
        await ingest.HandleAsync([MessageIds.Sent(touch.Enrolment, touch.Step, touch.Channel, touch.At)], cancellationToken);
}
