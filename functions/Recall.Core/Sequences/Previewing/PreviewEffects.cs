using Recall.Core.Messaging;
using Recall.Core.Offers;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Previewing;

/// <summary>What steps would do that send or give something: decided by the gate and the limits as they stand, and by nothing that others do meanwhile.</summary>
internal sealed class PreviewEffects(PreviewFacts facts)
{
    private readonly EnrolmentId _id = new(facts.Entry.Definition.Name, facts.Entry.Profile.Customer, facts.Entry.Entries + 1);
    private readonly KnownFacts _known = KnownFacts.Of(facts.Entry.Profile);
    private readonly SequenceDefinition _definition = facts.Entry.Definition;

    /// <summary>A message, and what holds it back until it goes out or is dropped.</summary>
    public (StepPreview Preview, PreviewPlace At) Send(StepPreview preview, SendStep send, PreviewPlace at)
    {
        while (true)
        {
            var coupon = send.Coupon is null ? null : at.Coupons.GetValueOrDefault(send.Coupon);
            var decision = Gate.Decide(Facts(send, coupon, at), at.Now);
            var performed = at.Perform(decision.Result);
            switch (decision)
            {
                case GateDecision.Allow allow:
                    var touch = new Touch(at.Now, allow.Channel, _id.EffectKey(send.Id));
                    return (
                        preview with { Message = new(at.Now, allow.Channel, allow.Address, Render(send, coupon)) },
                        performed with { Touches = [.. at.Touches, touch] });
                case GateDecision.Defer later when performed.State.PutOff && performed.State.Step == send.Id:
                    preview = preview with { Deferred = [.. preview.Deferred, later] };
                    at = performed.TimePasses();
                    break;
                default:
                    return (preview with { Skipped = Reason(decision) }, performed);
            }
        }
    }

    /// <summary>A code, and what it waits for.</summary>
    public (StepPreview Preview, PreviewPlace At) Issue(StepPreview preview, CouponStep step, PreviewPlace at)
    {
        var purchases = facts.Entry.Profile.Purchases;
        var rung = CouponLadder.Rung(facts.Coupons.Concat(at.Coupons.Values), purchases.Orders == 0 ? null : purchases.LastAt);
        var cost = Coupon.Of(step, SequencePreview.ExampleCode, at.Now, facts.Zone, rung).Cost(Coupon.UsualOrder(purchases), facts.MeanOrder);
        while (true)
        {
            var hold = Use(step, at.Now).Reached(step, cost) ?? Spent(at).Hold(facts.Policy.For(_definition), cost, at.State.EnteredAt, at.Now, facts.Shop.Zone);
            if (hold is null)
                break;
            var performed = at.Perform(hold.Result);
            if (hold is not GateDecision.Defer later || !performed.State.PutOff)
                return (preview with { Skipped = Reason(hold) }, performed);
            preview = preview with { Deferred = [.. preview.Deferred, later] };
            at = performed.TimePasses();
        }

        var coupon = Coupon.Of(step, SequencePreview.ExampleCode, at.Now, facts.Zone, rung);
        return (
            preview with { Coupon = coupon },
            at.Perform(new StepResult.Done(coupon.Code)) with
            {
                Coupons = new Dictionary<string, Coupon>(at.Coupons, StringComparer.Ordinal) { [step.Id] = coupon },
            });
    }

    private static Why? Reason(GateDecision decision) => decision switch
    {
        GateDecision.Skip skip => skip.Reason,
        GateDecision.Exit exit => exit.Reason,
        GateDecision.Defer later => later.Reason,
        _ => null,
    };

    private GateFacts Facts(SendStep send, Coupon? coupon, PreviewPlace at) => new()
    {
        Profile = facts.Entry.Profile,
        Touches = at.Touches,
        Addresses = facts.Addresses,
        Enrolment = _id,
        Active = _id.ToString(),
        StartedAt = facts.Now,
        Known = _known,
        Definition = _definition,
        Step = send,
        Since = at.State.EnteredAt,
        Policy = facts.Policy,
        Channels = facts.Entry.Channels,
        SentToday = IsToday(at) ? facts.SentToday : 0,
        SentThisMonth = IsThisMonth(at) ? facts.SentThisMonth : 0,
        OwnSentToday = IsToday(at) ? facts.OwnSentToday : 0,
        OwnSentThisMonth = IsThisMonth(at) ? facts.OwnSentThisMonth : 0,
        Spent = Spent(at),
        Prices = facts.Prices,
        Coupon = coupon,
        ShopZone = facts.Shop.Zone,
    };

    private MoneySpent Spent(PreviewPlace at) => new(
        IsToday(at) ? facts.Spent.Today : 0, IsThisMonth(at) ? facts.Spent.ThisMonth : 0,
        IsToday(at) ? facts.Spent.OwnToday : 0, IsThisMonth(at) ? facts.Spent.OwnThisMonth : 0);

    private bool IsToday(PreviewPlace at) => LocalTime.Day(at.Now, facts.Shop.Zone) == LocalTime.Day(facts.Now, facts.Shop.Zone);

    private bool IsThisMonth(PreviewPlace at) => LocalTime.Month(at.Now, facts.Shop.Zone) == LocalTime.Month(facts.Now, facts.Shop.Zone);

    private RenderedMessage Render(SendStep send, Coupon? coupon) => MessageRenderer.Render(
        _definition, send.Template, facts.Entry.Profile.Person.Locale ?? facts.Locale, new()
        {
            Profile = facts.Entry.Profile, Shop = facts.Shop, Coupon = coupon?.Values, UnsubscribeUrl = facts.UnsubscribeUrl,
        });

    /// <summary>As it stands today; a later day and a later month have their own.</summary>
    private CouponUse Use(CouponStep step, DateTimeOffset at)
    {
        var use = facts.CouponUses.GetValueOrDefault(step.Id);
        var (day, today) = (LocalTime.Day(at, facts.Shop.Zone), LocalTime.Day(facts.Now, facts.Shop.Zone));
        return day == today ? use : use with { Today = 0, ThisMonth = (day.Year, day.Month) == (today.Year, today.Month) ? use.ThisMonth : 0 };
    }
}
