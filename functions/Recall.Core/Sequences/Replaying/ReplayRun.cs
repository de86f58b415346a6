using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Offers;

namespace Recall.Core.Sequences.Replaying;

/// <summary>
/// One pass: the sequence machine with what it wants performed, decided by the same rules as the real one and recorded instead of done.
/// </summary>
internal sealed class ReplayRun(ReplayPerson person, ReplayWorld world, EnrolmentId id, Arm arm, DateTimeOffset startedAt)
{
    /// <summary>Customers are replayed one by one: what was refused under another key of an address is not known to it.</summary>
    private static readonly Dictionary<string, AddressHistory> NoAddresses = new(StringComparer.Ordinal);

    private readonly StepTree _tree = world.Tree(id.Sequence);
    private readonly KnownFacts _known = KnownFacts.Of(person.Profile);
    private readonly Dictionary<string, Coupon> _coupons = new(StringComparer.Ordinal);
    private readonly List<ReplayedDecision> _decisions = [];
    private readonly List<ReplayedOrder> _orders = [];
    private EnrolmentState _state = null!;

    /// <summary>When its time comes, UTC; null where it is over.</summary>
    public DateTimeOffset? Due => _state.Until;

    public bool IsOver => _state.Phase == RunPhase.Done;

    /// <summary>The customer's as it is known now, else the shop's.</summary>
    private TimeZoneInfo Zone => Zones.Of(person.Profile.Person.TimeZone, world.Plan.Zone);

    public void Start()
    {
        (_state, var next) = SequenceMachine.Start(_tree, id, arm, startedAt, _known);
        Go(next, startedAt);
    }

    public void Give(MachineInput input, DateTimeOffset now)
    {
        (_state, var next) = SequenceMachine.Advance(_tree, _state, input, now);
        Go(next, now);
    }

    /// <summary>An order of the history, which the run may be over to hear of: its window counts it all the same.</summary>
    public void Watch(DateTimeOffset at, decimal total)
    {
        if (at > startedAt && at <= startedAt + _tree.Definition.GoalWithin)
            _orders.Add(new(at, total));
    }

    public ReplayedEnrolment Result() => new(
        id, arm, startedAt, startedAt + _tree.Definition.GoalWithin, IsOver ? _state.Outcome : null, _state.EndedAt, _decisions)
    {
        Orders = _orders,
    };

    private void Go(Next next, DateTimeOffset now)
    {
        while (next is Next.Perform perform)
        {
            var done = new MachineInput.StepPerformed(perform.Step.Id, Perform(perform, now));
            (_state, next) = SequenceMachine.Advance(_tree, _state, done, now);
        }
    }

    private StepResult Perform(Next.Perform next, DateTimeOffset now) => next.Step switch
    {
        SendStep send => Send(send, next.Since, now),
        CouponStep coupon => Issue(coupon, next.Since, now),
        BranchStep branch => BranchChoice.Of(branch, person.Facts(_tree.Definition, now) with { Sent = Touch.StepsOf(id, person.Engagement.Touches) }),
        AbStep ab => AbDraw.Of(ab, id),
        WaitStep wait => new StepResult.Scheduled(ClockWait.EndOf(wait, next.Since, Zone)),
        TagStep tag => Tag(tag, next.Since),
        WebhookStep webhook => new StepResult.Done(webhook.To),
        HandoffStep when next.Overdue => new StepResult.Done(),
        HandoffStep handoff => Open(handoff, now),
        _ => throw new InvalidOperationException($"Step '{next.Step.Id}' has no effect to perform."),
    };

    private StepResult.Done Tag(TagStep step, DateTimeOffset since)
    {
        person.Tagged(MessageIds.Tagged(id, step, since));
        return new(step.Tag);
    }

    private StepResult Open(HandoffStep handoff, DateTimeOffset now)
    {
        var facts = new RunFacts
        {
            Profile = person.Profile, Enrolment = id, Active = person.Engagement.Active, StartedAt = startedAt, Known = _known, Definition = _tree.Definition,
            Orders = Orders(), Audience = Audience(now),
        };
        if (Gate.Over(facts) is { } over)
        {
            _decisions.Add(new(now, ReplayedKind.Skipped, handoff.Id, HoldReason.RunOver, over.Reason));
            return new StepResult.Exit(over.Outcome, over.Reason);
        }

        _decisions.Add(new(now, ReplayedKind.Handoff, handoff.Id, handoff.Queue));
        return new StepResult.Done(handoff.Queue);
    }

    private PlacedOrder[] Orders() => _tree.Definition.Goal.IsAny
        ? []
        : [.. person.Known.OfType<OrderPlaced>().Where(o => o.At > startedAt).Select(o => new PlacedOrder(o.At, OrderFacts.Of(o)))];

    private Verdict? Audience(DateTimeOffset now) => _tree.Definition.Exits.Contains(SignalKind.LeftAudience)
        ? ConditionEvaluator.Evaluate(_tree.Definition.Audience, person.Facts(_tree.Definition, now))
        : null;

    private StepResult Issue(CouponStep step, DateTimeOffset since, DateTimeOffset now)
    {
        var coupon = Coupon.Of(step, step.Id, now, Zone, person.RungOf(id.Sequence));
        var cost = coupon.Cost(Coupon.UsualOrder(person.Profile.Purchases), world.MeanOrder);
        if (world.TakeCoupon(_tree.Definition, step, cost, since, now) is { } hold)
        {
            _decisions.Add(Held(hold, step, now));
            return hold.Result;
        }

        _coupons[step.Id] = coupon;
        person.Coupons.Add((id.Sequence, coupon));
        _decisions.Add(new(now, ReplayedKind.Coupon, step.Id) { Coupon = coupon, Cost = cost });
        return new StepResult.Done(coupon.Code);
    }

    private static ReplayedDecision Held(GateDecision decision, Step step, DateTimeOffset now) => decision switch
    {
        GateDecision.Defer later => new(now, ReplayedKind.Deferred, step.Id, later.Code, later.Reason) { Until = later.Until },
        GateDecision.Skip skip => new(now, ReplayedKind.Skipped, step.Id, skip.Code, skip.Reason),
        GateDecision.Exit exit => new(now, ReplayedKind.Skipped, step.Id, HoldReason.RunOver, exit.Reason),
        _ => throw new InvalidOperationException($"The gate answered {decision.GetType().Name}."),
    };

    private StepResult Send(SendStep step, DateTimeOffset since, DateTimeOffset now)
    {
        var decision = Gate.Decide(
            new()
            {
                Profile = person.Profile,
                Touches = person.Engagement.Touches,
                Addresses = NoAddresses,
                Enrolment = id,
                Active = person.Engagement.Active,
                StartedAt = startedAt,
                Known = _known,
                Definition = _tree.Definition,
                Orders = Orders(),
                Audience = Audience(now),
                Step = step,
                Since = since,
                Policy = world.Plan.Policy,
                Channels = world.Plan.Channels,
                SentToday = world.SentOn(now, null),
                SentThisMonth = world.SentInMonthOf(now, null),
                OwnSentToday = world.SentOn(now, id.Sequence),
                OwnSentThisMonth = world.SentInMonthOf(now, id.Sequence),
                Spent = world.Spent(now, id.Sequence),
                Prices = world.Plan.Prices,
                Coupon = step.Coupon is null ? null : _coupons.GetValueOrDefault(step.Coupon),
                ShopZone = world.Plan.Zone,
            },
            now);
        _decisions.Add(decision is GateDecision.Allow allow ? new(now, ReplayedKind.Sent, step.Id, allow.Channel) : Held(decision, step, now));
        if (decision is GateDecision.Allow sent)
        {
            world.CountSent(now, id.Sequence, sent.Channel);
            person.Touched(id, step.Id, sent.Channel, now);
        }

        return decision.Result;
    }
}
