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
    private readonly PreviewEffects _effects = new(facts);

    /// <summary>Adds all steps; returns how the run ends where today's facts lead to an end.</summary>
    public string? All(List<StepPreview> steps)
    {
        // The control group sees nothing, so what is shown is what the treated get.
        var (state, _) = SequenceMachine.Start(_tree, _id, Arm.Treated, facts.Now, _known);
        var end = Go(new(_tree, state, facts.Now, facts.Touches, new Dictionary<string, Coupon>(StringComparer.Ordinal), true), null, steps);
        return end.Taken ? end.State.Outcome : LastOutcome(steps);
    }

    /// <summary>Where the way that is taken ended inside a branch, that is the end of the run.</summary>
    private static string? LastOutcome(IEnumerable<StepPreview> steps)
    {
        var way = steps.LastOrDefault(s => s.Taken)?.Ways.FirstOrDefault(w => w.Taken);
        return way?.Outcome ?? (way is null ? null : LastOutcome(way.Steps));
    }

    private PreviewPlace Go(PreviewPlace at, Step? stop, List<StepPreview> steps)
    {
        while (!at.IsOver && (stop is null || at.State.Step != stop.Id))
        {
            var preview = new StepPreview(_tree.Find(at.State.Step)!, at.Now, at.Taken);
            (preview, at) = preview.Step switch
            {
                SendStep send => _effects.Send(preview, send, at),
                CouponStep coupon => _effects.Issue(preview, coupon, at),
                BranchStep branch => Branch(preview, branch, at),
                AbStep ab => Draw(preview, ab, at),
                HandoffStep handoff => Handoff(preview, handoff, at),
                WaitStep { ByClock: true } wait => Wait(preview, wait, at),
                TagStep or WebhookStep => (preview, at.Perform(new StepResult.Done())),
                _ => (preview with { Until = at.State.Until }, at.TimePasses()),
            };
            steps.Add(preview);
        }

        return at;
    }

    private (StepPreview Preview, PreviewPlace At) Branch(StepPreview preview, BranchStep branch, PreviewPlace at)
    {
        var asked = facts.At(at.Now) with { Sent = Touch.StepsOf(_id, at.Touches) };
        var chosen = BranchChoice.Of(branch, asked);
        var ways = new List<(WayPreview Way, PreviewPlace End)>();
        for (var i = 0; i <= branch.Cases.Count; i++)
        {
            var number = i == branch.Cases.Count ? -1 : i;
            var because = number < 0
                ? (chosen.Case < 0 ? chosen.Because : null)
                : ConditionEvaluator.Evaluate(branch.Cases[number].When, asked).Because;
            var start = at.Perform(new StepResult.Took(number, chosen.Because)) with { Taken = at.Taken && chosen.Case == number };
            ways.Add(Way(
                number < 0 ? WayKind.Default : WayKind.Case, number < 0 ? null : FormattableString.Invariant($"{number + 1}"), because, branch, start));
        }

        return Join(preview, ways);
    }

    private (StepPreview Preview, PreviewPlace At) Draw(StepPreview preview, AbStep ab, PreviewPlace at)
    {
        var drawn = AbDraw.Of(ab, _id);
        return Join(preview, [.. ab.Variants.Select((variant, i) => Way(
            WayKind.Variant, variant.Name, i == drawn.Case ? drawn.Because : null, ab,
            at.Perform(drawn with { Case = i }) with { Taken = at.Taken && i == drawn.Case }))]);
    }

    private (StepPreview Preview, PreviewPlace At) Wait(StepPreview preview, WaitStep wait, PreviewPlace at)
    {
        var begun = at.Perform(new StepResult.Scheduled(ClockWait.EndOf(wait, at.State.EnteredAt, facts.Zone)));
        return begun.State.Step == wait.Id ? (preview with { Until = begun.State.Until }, begun.TimePasses()) : (preview with { Until = at.Now }, begun);
    }

    private (StepPreview Preview, PreviewPlace At) Handoff(StepPreview preview, HandoffStep handoff, PreviewPlace at)
    {
        var open = at.Perform(new StepResult.Done(handoff.Queue));
        var late = open.TimePasses();
        var ways = new List<(WayPreview Way, PreviewPlace End)>
        {
            Way(WayKind.Overdue, null, null, handoff, late.Perform(new StepResult.Done("overdue"))),
        };
        foreach (var word in handoff.Outcomes.Keys.Order(StringComparer.Ordinal))
        {
            var said = new MachineInput.SignalReceived(new(word, SignalKind.AgentOutcome, open.Now, handoff.Id, word));
            ways.Add(Way(WayKind.Word, word, null, handoff, open.Advance(said) with { Taken = false }));
        }

        return Join(preview with { Until = open.State.Until }, ways);
    }

    private (WayPreview Way, PreviewPlace End) Way(WayKind kind, string? name, Why? because, Step from, PreviewPlace start)
    {
        var steps = new List<StepPreview>();
        var end = Go(start, _tree.After(from), steps);
        return (new(kind, name, start.Taken, because, steps, end.IsOver && (end.Taken == start.Taken) ? end.State.Outcome : null), end);
    }

    /// <summary>What comes behind the ways comes once: after the one that is taken, else after the first that leads there.</summary>
    private static (StepPreview Preview, PreviewPlace At) Join(StepPreview preview, List<(WayPreview Way, PreviewPlace End)> ways)
    {
        var taken = ways.FindIndex(w => w.Way.Taken && !w.End.IsOver);
        var next = taken >= 0 ? taken : ways.FindIndex(w => !w.End.IsOver);
        return (
            preview with { Ways = ways.ConvertAll(w => w.Way) },
            next >= 0 ? ways[next].End : ways.Find(w => w.Way.Taken).End ?? ways[0].End);
    }
}
