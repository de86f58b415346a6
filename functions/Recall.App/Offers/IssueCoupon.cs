using Recall.App.Customers;
using Recall.App.Enrolment;
using Recall.App.Ledger;
using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Messaging;
using Recall.Core.Offers;
using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.App.Offers;

/// <summary>Performs a coupon step: one code per enrolment and step, within the step's budget.</summary>
public sealed class IssueCoupon(CustomerStore customers, Delivery.TouchStore touches, Counters counters, ShopSecret secret)
{
    private const string Total = "total";

    /// <summary>Codes that a step has given out of its limit; 0 where it has none.</summary>
    public Task<int> IssuedAsync(string sequence, CouponStep step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        return counters.GetAsync(Counter(sequence, step), Total, cancellationToken);
    }

    /// <summary>The result for the machine. The code's life counts from <paramref name="since"/>, so repeating the step changes nothing.</summary>
    public async Task<StepResult> HandleAsync(Run run, CouponStep step, DateTimeOffset since, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(step);
        if (await touches.FindCouponAsync(run.Id, step.Id, cancellationToken) is { } known)
            return new StepResult.Done(known.Code);

        var partition = await customers.HomeAsync(run.Id.Customer, cancellationToken);
        if (step.MaxIssued is { } limit
            && !await counters.AddAsync(Counter(run.Id.Sequence, step), Total, cancellationToken, limit))
        {
            // The last code may have gone to another attempt at this very step.
            if (await touches.FindCouponAsync(run.Id, step.Id, cancellationToken) is { } issued)
                return new StepResult.Done(issued.Code);
            var reason = Whys.CouponsGone.With(("limit", limit));
            await customers.SubmitAsync(
                [LedgerEntry.Of(run.Id, since, LedgerKind.Skipped, step.Id, reason, HoldReason.NoCoupon).Write(partition)], cancellationToken);
            return new StepResult.Skipped(reason);
        }

        var coupon = Coupon.Of(step, CouponCode.For(secret.Bytes, run.Id.EffectKey(step.Id)), since);
        var row = new TableRow(
            partition, CustomerKeys.Coupon(run.Id, step.Id),
            new Dictionary<string, object>(StringComparer.Ordinal) { ["code"] = coupon.Code, ["coupon"] = StoredJson.Text(coupon) });
        var until = ("until", FormattableString.Invariant($"{coupon.ExpiresAt:yyyy-MM-dd}"));
        var worth = coupon.Percent is { } percent
            ? Whys.CouponPercent.With(("percent", percent), until)
            : Whys.CouponAmount.With(("amount", coupon.Amount), until);
        try
        {
            await customers.SubmitAsync(
                [
                    new(TableActionKind.Insert, row),
                    LedgerEntry.Of(run.Id, since, LedgerKind.Coupon, step.Id, worth, coupon.Code)
                        .Write(partition),
                ],
                cancellationToken);
        }
        catch (TableConflictException)
        {
            // An attempt that was thought dead has issued it: the code is the same.
        }

        return new StepResult.Done(coupon.Code);
    }

    private static string Counter(string sequence, CouponStep step) => $"coupons|{sequence}|{step.Id}";
}
