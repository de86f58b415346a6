using Recall.App.Customers;
using Recall.App.Enrolment;
using Recall.App.Ledger;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.App.Delivery;

/// <summary>
/// Performs a send step: the gate decides on the customer as they are now, the touch is reserved in the same batch that checks they
/// still are, then it is handed to the carrier, then confirmed. Performing it again finds what was done and repairs what was not; a
/// message that has to be handed over again passes the gate again, for hours may lie between a carrier's failure and its recovery.
/// </summary>
public sealed class SendTouch(
    CustomerStore customers, TouchStore touches, AddressStore addresses, GoalFacts goal, MessageBudgets budgets, MoneyBudgets money, AppServices app, Carrier carrier)
{
    /// <summary>The result for the machine.</summary>
    public async Task<StepResult> HandleAsync(Run run, SendStep step, DateTimeOffset since, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(step);
        var share = budgets.NewShare(run.Tree.Definition);
        while (true)
        {
            var touch = await touches.FindAsync(run.Id, step.Id, cancellationToken);
            if (touch is not null && !carrier.MayHandOver(touch))
                return await carrier.ResumeAsync(touch, cancellationToken);

            var now = app.Clock.GetUtcNow();
            if (touch is { MayReach: true })
                share.CountedAt(touch.At, touch.Channel);
            var row = await customers.FindAsync(run.Id.Customer, cancellationToken)
                ?? throw new InvalidOperationException($"Customer {run.Id.Customer} has an enrolment and no profile.");
            var reached = await addresses.FindAsync(row.Profile, cancellationToken);
            var facts = await FactsAsync(run, step, since, row, reached, cancellationToken);
            var decision = Gate.Decide(share.Without(facts, now), now);
            if (touch is { State: TouchState.Reserved } && GaveUp(touch, decision) is { } reason)
                await carrier.GiveUpAsync(touch, reason, cancellationToken);
            if (touch is null or { MayReach: false })
                await ReleaseAsync(reached, run.Id.EffectKey(step.Id), (decision as GateDecision.Allow)?.Channel, cancellationToken);
            if (decision is not GateDecision.Allow allow)
            {
                await share.GiveBackAsync(cancellationToken);
                return await HoldBackAsync(run, step, decision, now, cancellationToken);
            }

            if (touch is { State: TouchState.Reserved } && allow.Channel != touch.Channel)
                return new StepResult.Done(touch.Channel);

            if (!await share.TakeAsync(allow.Channel, now, cancellationToken))
                continue; // Others took the rest of a budget: the gate will say until when.

            var reserved = new TouchRow(run.Id, step.Id, allow.Channel, allow.Address, TouchState.Reserved, now, null, touch?.ETag)
            {
                InDoubtSince = touch is { State: TouchState.Reserved } ? touch.InDoubtSince ?? touch.At : null,
            };
            if (!await touches.ReserveAsync(row, reached.GetValueOrDefault(allow.Channel), reserved, cancellationToken))
            {
                await share.GiveBackAsync(cancellationToken); // The gate decides anew, and may take another channel.
                continue;
            }

            return await carrier.SendAsync(run, step, row.Profile, facts.Coupon, reserved, share, cancellationToken);
        }
    }

    /// <summary>Why a message that may have gone out is not handed over again; null where it is, now or when the gate says.</summary>
    private static Why? GaveUp(TouchRow touch, GateDecision decision) => decision switch
    {
        GateDecision.Skip skip => skip.Reason,
        GateDecision.Exit exit => exit.Reason,
        GateDecision.Allow allow when allow.Channel != touch.Channel => Whys.OtherChannel.With(("channel", allow.Channel)),
        _ => null,
    };

    /// <summary>Takes an attempt that came to an end after the address was reserved, and before the customer was, off the addresses that it leaves.</summary>
    private async Task ReleaseAsync(
        IReadOnlyDictionary<string, AddressRow> reached, string effect, string? unless, CancellationToken cancellationToken)
    {
        foreach (var (channel, address) in reached)
        {
            if (channel != unless && address.History.Without(effect) != address.History)
                await addresses.ReleaseAsync(address.Key, effect, cancellationToken);
        }
    }

    private async Task<GateFacts> FactsAsync(
        Run run, SendStep step, DateTimeOffset since, CustomerRow row, IReadOnlyDictionary<string, AddressRow> reached,
        CancellationToken cancellationToken)
    {
        var now = app.Clock.GetUtcNow();
        var sent = await budgets.SentAsync(run.Tree.Definition, now, cancellationToken);
        return new()
        {
            Profile = row.Profile,
            Touches = [.. row.Engagement.Touches.Where(t => t.Effect != run.Id.EffectKey(step.Id))],
            Addresses = reached.ToDictionary(a => a.Key, a => a.Value.History.Without(run.Id.EffectKey(step.Id)), StringComparer.Ordinal),
            Enrolment = run.Id,
            Active = row.Engagement.Active,
            StartedAt = run.StartedAt,
            Known = run.Known,
            Definition = run.Tree.Definition,
            Orders = await goal.OrdersAsync(run, cancellationToken),
            Audience = await goal.AudienceAsync(run, row, cancellationToken),
            Step = step,
            Since = since,
            Policy = app.Shop.Policy,
            Channels = app.Channels,
            SentToday = sent.Today,
            SentThisMonth = sent.ThisMonth,
            OwnSentToday = sent.OwnToday,
            OwnSentThisMonth = sent.OwnThisMonth,
            Spent = await money.SpentAsync(run.Tree.Definition, now, cancellationToken),
            Prices = app.Shop.TouchCosts,
            Coupon = step.Coupon is null ? null : await touches.FindCouponAsync(run.Id, step.Coupon, cancellationToken),
            ShopZone = app.Zone,
        };
    }

    private async Task<StepResult> HoldBackAsync(
        Run run, SendStep step, GateDecision decision, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var entry = LedgerEntry.Held(run.Id, now, step.Id, decision);
        await customers.SubmitAsync([entry.Write(await customers.HomeAsync(run.Id.Customer, cancellationToken))], cancellationToken);
        return decision.Result;
    }
}
