using Recall.Core.Messaging;
using Recall.Core.Offers;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Previewing;

/// <summary>
/// Goes through a sequence by the sequence machine and the gate, as a run would to which nothing comes back: waits last their time, tasks are
/// not finished. At a branch and at a handoff it goes every way, up to where the ways meet again.
/// </summary>
internal sealed class PreviewWalk(PreviewFacts facts)
{
    private readonly StepTree _tree = new(facts.Entry.Definition);
    private readonly EnrolmentId _id = new(facts.Entry.Definition.Name, facts.Entry.Profile.Customer, facts.Entry.Entries + 1);
    private readonly KnownFacts _known = KnownFacts.Of(facts.Entry.Profile);

    /// <summary>Adds all steps; returns how the run ends where today's facts lead to an end.</summary>
    public string? All(List<StepPreview> steps)
    {
        // The control group sees nothing, so what is shown is what the treated get.
        var (state, _) = SequenceMachine.Start(_tree, _id, Arm.Treated, facts.Now, _known);
        var end = Go(new(state, facts.Now, facts.Touches, new Dictionary<string, Coupon>(StringComparer.Ordinal), true), null, steps);
        return end.Taken ? end.State.Outcome : LastOutcome(steps);
    }

    /// <summary>A place on a way.</summary>
    private sealed record Place(
        EnrolmentState State, DateTimeOffset Now, IReadOnlyList<Touch> Touches, IReadOnlyDictionary<string, Coupon> Coupons, bool Taken)
    {
        public bool IsOver => State.Phase is RunPhase.Observing or RunPhase.Done;
    }

    /// <summary>Where the way that is taken ended inside a branch, that is the end of the run.</summary>
    private static string? LastOutcome(IEnumerable<StepPreview> steps)
    {
        var way = steps.LastOrDefault(s => s.Taken)?.Ways.FirstOrDefault(w => w.Taken);
        return way?.Outcome ?? (way is null ? null : LastOutcome(way.Steps));
    }

    private Place Go(Place at, Step? stop, List<StepPreview> steps)
    {
        while (!at.IsOver && (stop is null || at.State.Step != stop.Id))
        {
            var preview = new StepPreview(_tree.Find(at.State.Step)!, at.Now, at.Taken);
            (preview, at) = preview.Step switch
            {
                SendStep send => Send(preview, send, at),
                CouponStep coupon => Issue(preview, coupon, at),
                BranchStep branch => Branch(preview, branch, at),
                AbStep ab => Draw(preview, ab, at),
                HandoffStep handoff => Handoff(preview, handoff, at),
                WaitStep { ByClock: true } wait => Wait(preview, wait, at),
                TagStep or WebhookStep => (preview, Perform(at, new StepResult.Done())),
                _ => (preview with { Until = at.State.Until }, TimePasses(at)),
            };
            steps.Add(preview);
        }

        return at;
    }

    private (StepPreview Preview, Place At) Send(StepPreview preview, SendStep send, Place at)
    {
        while (true)
        {
            var coupon = send.Coupon is null ? null : at.Coupons.GetValueOrDefault(send.Coupon);
            var decision = Gate.Decide(Facts(send, coupon, at), at.Now);
            var performed = Perform(at, decision.Result);
            switch (decision)
            {
                case GateDecision.Allow allow:
                    var touch = new Touch(at.Now, allow.Channel, _id.EffectKey(send.Id));
                    return (
                        preview with { Message = new(at.Now, allow.Channel, allow.Address, Render(send, coupon)) },
                        performed with { Touches = [.. at.Touches, touch] });
                case GateDecision.Defer later when performed.State.PutOff && performed.State.Step == send.Id:
                    preview = preview with { Deferred = [.. preview.Deferred, later] };
                    at = TimePasses(performed);
                    break;
                default:
                    return (preview with { Skipped = Reason(decision) }, performed);
            }
        }
    }

    private static Why? Reason(GateDecision decision) => decision switch
    {
        GateDecision.Skip skip => skip.Reason,
        GateDecision.Exit exit => exit.Reason,
        GateDecision.Defer later => later.Reason,
        _ => null,
    };

    private GateFacts Facts(SendStep send, Coupon? coupon, Place at) => new()
    {
        Profile = facts.Entry.Profile,
        Touches = at.Touches,
        Addresses = facts.Addresses,
        Enrolment = _id,
        Active = _id.ToString(),
        StartedAt = facts.Now,
        Known = _known,
        Definition = _tree.Definition,
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

    private MoneySpent Spent(Place at) => new(
        IsToday(at) ? facts.Spent.Today : 0, IsThisMonth(at) ? facts.Spent.ThisMonth : 0,
        IsToday(at) ? facts.Spent.OwnToday : 0, IsThisMonth(at) ? facts.Spent.OwnThisMonth : 0);

    private bool IsToday(Place at) => LocalTime.Day(at.Now, facts.Shop.Zone) == LocalTime.Day(facts.Now, facts.Shop.Zone);

    private bool IsThisMonth(Place at) => LocalTime.Month(at.Now, facts.Shop.Zone) == LocalTime.Month(facts.Now, facts.Shop.Zone);

    private RenderedMessage Render(SendStep send, Coupon? coupon) => MessageRenderer.Render(
        _tree.Definition, send.Template, facts.Entry.Profile.Person.Locale ?? facts.Locale, new()
        {
            Profile = facts.Entry.Profile, Shop = facts.Shop, Coupon = coupon?.Values, UnsubscribeUrl = facts.UnsubscribeUrl,
        });

    private (StepPreview Preview, Place At) Issue(StepPreview preview, CouponStep step, Place at)
    {
        var purchases = facts.Entry.Profile.Purchases;
        var rung = CouponLadder.Rung(facts.Coupons.Concat(at.Coupons.Values), purchases.Orders == 0 ? null : purchases.LastAt);
        var cost = Coupon.Of(step, SequencePreview.ExampleCode, at.Now, rung).Cost(purchases);
        while (true)
        {
            var hold = Use(step, at.Now).Reached(step, cost) is { } gone
                ? new GateDecision.Skip(HoldReason.NoCoupon, gone)
                : Spent(at).Hold(facts.Policy.For(_tree.Definition), cost, at.State.EnteredAt, at.Now, facts.Shop.Zone);
            if (hold is null)
                break;
            var performed = Perform(at, hold.Result);
            if (hold is not GateDecision.Defer later || !performed.State.PutOff)
                return (preview with { Skipped = Reason(hold) }, performed);
            preview = preview with { Deferred = [.. preview.Deferred, later] };
            at = TimePasses(performed);
        }

        var coupon = Coupon.Of(step, SequencePreview.ExampleCode, at.Now, rung);
        return (
            preview with { Coupon = coupon },
            Perform(at, new StepResult.Done(coupon.Code)) with
            {
                Coupons = new Dictionary<string, Coupon>(at.Coupons, StringComparer.Ordinal) { [step.Id] = coupon },
            });
    }

    /// <summary>As it stands today; a later day and a later month have their own.</summary>
    private CouponUse Use(CouponStep step, DateTimeOffset at)
    {
        var use = facts.CouponUses.GetValueOrDefault(step.Id);
        var (day, today) = (LocalTime.Day(at, facts.Shop.Zone), LocalTime.Day(facts.Now, facts.Shop.Zone));
        return day == today ? use : use with { Today = 0, ThisMonth = (day.Year, day.Month) == (today.Year, today.Month) ? use.ThisMonth : 0 };
    }

    private (StepPreview Preview, Place At) Branch(StepPreview preview, BranchStep branch, Place at)
    {
        var asked = facts.At(at.Now);
        var chosen = BranchChoice.Of(branch, asked);
        var ways = new List<(WayPreview Way, Place End)>();
        for (var i = 0; i <= branch.Cases.Count; i++)
        {
            var number = i == branch.Cases.Count ? -1 : i;
            var because = number < 0
                ? (chosen.Case < 0 ? chosen.Because : null)
                : ConditionEvaluator.Evaluate(branch.Cases[number].When, asked).Because;
            var start = Perform(at, new StepResult.Took(number, chosen.Because)) with { Taken = at.Taken && chosen.Case == number };
            ways.Add(Way(
                number < 0 ? WayKind.Default : WayKind.Case, number < 0 ? null : FormattableString.Invariant($"{number + 1}"), because, branch, start));
        }

        return Join(preview, ways);
    }

    private (StepPreview Preview, Place At) Draw(StepPreview preview, AbStep ab, Place at)
    {
        var drawn = AbDraw.Of(ab, _id);
        return Join(preview, [.. ab.Variants.Select((variant, i) => Way(
            WayKind.Variant, variant.Name, i == drawn.Case ? drawn.Because : null, ab,
            Perform(at, drawn with { Case = i }) with { Taken = at.Taken && i == drawn.Case }))]);
    }

    private (StepPreview Preview, Place At) Wait(StepPreview preview, WaitStep wait, Place at)
    {
        var begun = Perform(at, new StepResult.Scheduled(ClockWait.EndOf(wait, at.State.EnteredAt, facts.Zone)));
        return begun.State.Step == wait.Id ? (preview with { Until = begun.State.Until }, TimePasses(begun)) : (preview with { Until = at.Now }, begun);
    }

    private (StepPreview Preview, Place At) Handoff(StepPreview preview, HandoffStep handoff, Place at)
    {
        var open = Perform(at, new StepResult.Done(handoff.Queue));
        var late = TimePasses(open);
        var ways = new List<(WayPreview Way, Place End)>
        {
            Way(WayKind.Overdue, null, null, handoff, Perform(late, new StepResult.Done("overdue"))),
        };
        foreach (var word in handoff.Outcomes.Keys.Order(StringComparer.Ordinal))
        {
            var said = new MachineInput.SignalReceived(new(word, SignalKind.AgentOutcome, open.Now, handoff.Id, word));
            ways.Add(Way(WayKind.Word, word, null, handoff, Advance(open, said) with { Taken = false }));
        }

        return Join(preview with { Until = open.State.Until }, ways);
    }

    private (WayPreview Way, Place End) Way(WayKind kind, string? name, Why? because, Step from, Place start)
    {
        var steps = new List<StepPreview>();
        var end = Go(start, _tree.After(from), steps);
        return (new(kind, name, start.Taken, because, steps, end.IsOver && (end.Taken == start.Taken) ? end.State.Outcome : null), end);
    }

    /// <summary>What comes behind the ways comes once: after the one that is taken, else after the first that leads there.</summary>
    private static (StepPreview Preview, Place At) Join(StepPreview preview, List<(WayPreview Way, Place End)> ways)
    {
        var taken = ways.FindIndex(w => w.Way.Taken && !w.End.IsOver);
        var next = taken >= 0 ? taken : ways.FindIndex(w => !w.End.IsOver);
        return (
            preview with { Ways = ways.ConvertAll(w => w.Way) },
            next >= 0 ? ways[next].End : ways.Find(w => w.Way.Taken).End ?? ways[0].End);
    }

    private Place Perform(Place at, StepResult result) => Advance(at, new MachineInput.StepPerformed(at.State.Step!, result));

    /// <summary>The time that is waited for comes.</summary>
    private Place TimePasses(Place at) => Advance(at with { Now = at.State.Until!.Value }, new MachineInput.TimerFired());

    private Place Advance(Place at, MachineInput input) => at with { State = SequenceMachine.Advance(_tree, at.State, input, at.Now).State };
}
