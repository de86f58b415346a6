using Recall.App.Customers;
using Recall.App.Ledger;
using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Messaging;
using Recall.Core.Offers;
using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.App.Delivery;

/// <summary>Touches and coupons of a customer.</summary>
public sealed class TouchStore(ITableStore tables, CustomerStore customers, AddressStore addresses)
{
    /// <summary>The touch of a step, or null.</summary>
    public async Task<TouchRow?> FindAsync(EnrolmentId id, string step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        var row = await tables.GetAsync(
            CustomerKeys.Table, await customers.HomeAsync(id.Customer, cancellationToken), CustomerKeys.Touch(id, step), cancellationToken);
        return row is null ? null : TouchRow.Read(row);
    }

    /// <summary>The coupon of a step, or null.</summary>
    public async Task<Coupon?> FindCouponAsync(EnrolmentId id, string step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        var row = await tables.GetAsync(
            CustomerKeys.Table, await customers.HomeAsync(id.Customer, cancellationToken), CustomerKeys.Coupon(id, step), cancellationToken);
        return row is null ? null : StoredJson.Read<Coupon>(row.Get<string>("coupon")!);
    }

    /// <summary>
    /// Reserves a touch if the address, where it may be shared, and the customer are still as read. The address comes first: a crash in between
    /// counts a message there that went to nobody, until the step is performed again, and never misses one. The reservation, the customer's
    /// touch list that caps look at and the ledger entry are one batch. False where something has changed and the gate must decide again.
    /// </summary>
    public async Task<bool> ReserveAsync(CustomerRow row, AddressRow? address, TouchRow touch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(touch);
        var reserved = new Touch(touch.At, touch.Channel, touch.Enrolment.EffectKey(touch.Step));
        if (address is not null && !await addresses.ReserveAsync(address, reserved, cancellationToken))
            return false;
        var partition = customers.Partition(row.Profile.Customer);
        var engagement = Without(row.Engagement, touch).With(reserved);
        try
        {
            await customers.SubmitAsync(
                [
                    row.WriteEngagement(partition, engagement),
                    touch.Write(partition),
                    LedgerEntry.Of(touch.Enrolment, touch.At, LedgerKind.Reserved, touch.Step, Whys.Allowed.With(), touch.Channel).Write(partition),
                ],
                cancellationToken);
            return true;
        }
        catch (TableConflictException)
        {
            return false;
        }
    }

    /// <summary>Sets what became of a touch, with its ledger entry; one that reaches nobody is taken off the lists that caps look at.</summary>
    public async Task SettleAsync(
        TouchRow touch, string kind, Why why, string detail, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(touch);
        while (true)
        {
            var partition = await customers.HomeAsync(touch.Enrolment.Customer, cancellationToken);
            var current = await FindAsync(touch.Enrolment, touch.Step, cancellationToken);
            TableAction[] settled =
            [
                (touch with { ETag = current!.ETag }).Write(partition),
                LedgerEntry.Of(touch.Enrolment, at, kind, touch.Step, why, detail).Write(partition),
            ];
            var row = touch.MayReach ? null : await customers.FindAsync(touch.Enrolment.Customer, cancellationToken);
            try
            {
                await customers.SubmitAsync(
                    row is null ? settled : [row.WriteEngagement(partition, Without(row.Engagement, touch)), .. settled], cancellationToken);
                if (!touch.MayReach && Channels.IsShared(touch.Channel))
                    await addresses.ReleaseAsync(Channels.AddressKey(touch.Channel, touch.To), touch.Enrolment.EffectKey(touch.Step), cancellationToken);
                return;
            }
            catch (TableConflictException)
            {
                // Something happened to the customer in this moment, or their rows have moved: all is read again.
            }
        }
    }

    private static Engagement Without(Engagement engagement, TouchRow touch)
    {
        var effect = touch.Enrolment.EffectKey(touch.Step);
        return engagement with { Touches = [.. engagement.Touches.Where(t => t.Effect != effect)] };
    }
}
