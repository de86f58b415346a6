using Recall.App.Customers;
using Recall.App.Enrolment;
using Recall.App.Ingestion;
using Recall.App.Ledger;
using Recall.App.Ports;
using Recall.Core.Customers;
using Recall.Core.Offers;
using Recall.Core.Sequences;

namespace Recall.App.Delivery;

/// <summary>Hands a reserved touch to its channel and settles it; after a crash, finds out what can be found out.</summary>
public sealed class Carrier(CustomerStore customers, TouchStore touches, IngestEvents ingest, MessageComposer composer, AppServices app)
{
    /// <summary>Renders and sends.</summary>
    public async Task<StepResult> SendAsync(
        Run run, SendStep step, Profile profile, Coupon? coupon, TouchRow touch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(touch);
        var outgoing = composer.Compose(run, step, profile, coupon, touch);
        var result = await app.Channel(touch.Channel).SendAsync(outgoing, run.Id.EffectKey(step.Id), cancellationToken);
        var now = app.Clock.GetUtcNow();
        switch (result)
        {
            case SendResult.Accepted accepted:
                await touches.SettleAsync(
                    touch with { State = TouchState.Accepted, ProviderId = accepted.ProviderId }, LedgerKind.Sent, "the carrier took it", now,
                    cancellationToken);
                await ReportSentAsync(touch, cancellationToken);
                return new StepResult.Done(touch.Channel);
            case SendResult.Rejected rejected:
                await touches.SettleAsync(touch with { State = TouchState.Rejected }, LedgerKind.Skipped, rejected.Reason, now, cancellationToken);
                return new StepResult.Skipped(rejected.Reason);
            case SendResult.TryLater later:
                var reason = $"the carrier asked to wait {later.After}";
                await touches.SettleAsync(touch with { State = TouchState.Postponed }, LedgerKind.Deferred, reason, now, cancellationToken);
                return new StepResult.Deferred(now + later.After, reason);
            default:
                throw new InvalidOperationException($"Channel '{touch.Channel}' answered {result.GetType().Name}.");
        }
    }

    /// <summary>Goes on with a touch that an earlier attempt reserved, perhaps sent, perhaps settled.</summary>
    public async Task<StepResult> ResumeAsync(Run run, SendStep step, TouchRow touch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(touch);
        switch (touch.State)
        {
            case TouchState.Accepted:
                await ReportSentAsync(touch, cancellationToken);
                return new StepResult.Done(touch.Channel);
            case TouchState.Reserved when app.Channel(touch.Channel).Repeatable:
                var row = await customers.FindAsync(run.Id.Customer, cancellationToken);
                var coupon = step.Coupon is null ? null : await touches.FindCouponAsync(run.Id, step.Coupon, cancellationToken);
                return await SendAsync(run, step, row!.Profile, coupon, touch, cancellationToken);
            case TouchState.Reserved:
                const string Reason = "the process stopped while sending; it may have gone out, so it is not sent again";
                await touches.SettleAsync(
                    touch with { State = TouchState.Unknown }, LedgerKind.Unknown, Reason, app.Clock.GetUtcNow(), cancellationToken);
                return new StepResult.Done(touch.Channel);
            case TouchState.Rejected:
                return new StepResult.Skipped("the carrier refused it");
            default:
                return new StepResult.Done(touch.Channel);
        }
    }

    /// <summary>The message becomes a fact of the customer; its id is the touch's, so repeating it does nothing.</summary>
    private async Task ReportSentAsync(TouchRow touch, CancellationToken cancellationToken) => await ingest.HandleAsync(
        [
            new MessageStatusChanged
            {
                Id = MessageIds.Of(touch.Enrolment, touch.Step) + "--sent",
                Customer = touch.Enrolment.Customer,
                At = touch.At,
                Message = MessageIds.Of(touch.Enrolment, touch.Step),
                Channel = touch.Channel,
                Status = MessageStatus.Sent,
            },
        ],
        cancellationToken);
}
