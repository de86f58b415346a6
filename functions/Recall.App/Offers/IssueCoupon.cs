using Recall.App.Customers;
using Recall.App.Enrolment;
using Recall.App.Ledger;
using Recall.App.Ports;
using Recall.App.Scoring;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Offers;
using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.App.Offers;

/// <summary>Performs a coupon step: one code per enrolment and step, within the budgets of step, sequence and shop.</summary>
public sealed class IssueCoupon(
    CustomerStore customers, Delivery.TouchStore touches, CouponCounts counts, ModelStore models, ShopSecret secret, AppServices app)
{
    /// <summary>The result for the machine. The code is stored with its life, which counts from when it is issued: repeating the step changes nothing.</summary>
    public async Task<StepResult> HandleAsync(Run run, CouponStep step, DateTimeOffset since, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(step);
        if (await touches.FindCouponAsync(run.Id, step.Id, cancellationToken) is { } known)
            return new StepResult.Done(known.Code);

        var partition = await customers.HomeAsync(run.Id.Customer, cancellationToken);
        var now = app.Clock.GetUtcNow();
        var profile = (await customers.FindAsync(run.Id.Customer, cancellationToken))!.Profile;
        var zone = Zones.Of(profile.Person.TimeZone, app.Zone);
        var rung = step.Ladder.Count == 0 ? 0 : await RungAsync(run, profile, cancellationToken);
        var coupon = Coupon.Of(step, CouponCode.For(secret.Bytes, run.Id.EffectKey(step.Id)), now, zone, rung);
        var place = counts.NewPlace();
        if (await HoldAsync(run, step, coupon, profile, since, place, cancellationToken) is { } hold)
        {
            // The last code may have gone to another attempt at this very step.
            if (await touches.FindCouponAsync(run.Id, step.Id, cancellationToken) is { } issued)
                return new StepResult.Done(issued.Code);
            await customers.SubmitAsync([LedgerEntry.Held(run.Id, now, step.Id, hold).Write(partition)], cancellationToken);
            return hold.Result;
        }

        var row = new TableRow(
            partition, CustomerKeys.Coupon(run.Id, step.Id),
            new Dictionary<string, object>(StringComparer.Ordinal) { ["code"] = coupon.Code, ["coupon"] = StoredJson.Text(coupon) });
        var until = ("until", FormattableString.Invariant($"{coupon.LastDay(zone):yyyy-MM-dd}"));
        var worth = coupon.Gift is { } gift ? Whys.CouponGift.With(("gift", gift.Name.For("en")), until)
            : coupon.Percent is { } percent ? Whys.CouponPercent.With(("percent", percent), until)
            : Whys.CouponAmount.With(("amount", coupon.Amount), until);
        try
        {
            await customers.SubmitAsync(
                [
                    new(TableActionKind.Insert, row),
                    LedgerEntry.Of(run.Id, now, LedgerKind.Coupon, step.Id, worth, coupon.Code)
                        .Write(partition),
                ],
                cancellationToken);
        }
        catch (TableConflictException)
        {
            // An attempt that was thought dead has issued it, and paid: the code is the same.
            await place.GiveBackAsync(cancellationToken);
        }

        return new StepResult.Done(coupon.Code);
    }

    private async Task<GateDecision?> HoldAsync(
        Run run, CouponStep step, Coupon coupon, Profile profile, DateTimeOffset since, Place place, CancellationToken cancellationToken)
    {
        if (!counts.Asks(run.Tree.Definition, step))
            return null;
        var usual = Coupon.UsualOrder(profile.Purchases);
        var cost = coupon.Cost(usual, usual is null ? await models.MeanOrderAsync(cancellationToken) : null);
        return await counts.TakeAsync(run.Tree.Definition, step, cost, since, place, cancellationToken);
    }

    /// <summary>A rung of a ladder depends on what the customer was given before and ordered since.</summary>
    private async Task<int> RungAsync(Run run, Profile profile, CancellationToken cancellationToken)
    {
        var earlier = await customers.CouponsAsync(run.Id.Sequence, profile, cancellationToken).ToListAsync(cancellationToken);
        return CouponLadder.Rung(earlier, profile.Purchases.Orders == 0 ? null : profile.Purchases.LastAt);
    }
}
