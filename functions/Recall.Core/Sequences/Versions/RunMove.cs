using Recall.Core.Wording;

namespace Recall.Core.Sequences.Versions;

/// <summary>
/// Whether a run can go on by another version of its sequence. Ids decide: they are the keys under which nothing is done twice, so a run
/// goes on at the step of its id, in the wait it is in, and only where nothing that it has behind it comes again.
/// </summary>
public static class RunMove
{
    /// <summary>Why the run stays with its version; null where it can go on by the other one.</summary>
    /// <param name="from">The version that it follows.</param>
    /// <param name="to">The other one.</param>
    /// <param name="state">Where it stands.</param>
    /// <param name="done">Steps that have left something behind: a message, a code.</param>
    public static Why? Hindrance(StepTree from, StepTree to, EnrolmentState state, IReadOnlySet<string> done)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(done);
        if (state.Arm == Arm.Holdout || state.Phase is RunPhase.Observing or RunPhase.Done || from.Find(state.Step) is not { } step)
            return Whys.StaysOver.With();
        if (state.Phase == RunPhase.Performing)
            return Whys.StaysBusy.With(("step", step.Id));
        if (from.Definition.GoalWithin != to.Definition.GoalWithin)
            return Whys.StaysGoal.With(("from", from.Definition.GoalWithin.TotalHours), ("to", to.Definition.GoalWithin.TotalHours));
        if (to.Find(step.Id) is not { } same)
            return Whys.StaysGone.With(("step", step.Id));
        if (same.GetType() != step.GetType())
            return Whys.StaysKind.With(("step", step.Id), ("from", StepDiff.Kind(step)), ("to", StepDiff.Kind(same)));

        var ahead = Ahead(to, same);
        var behind = Behind(from.Definition.Steps, step.Id)!.Where(Leaves).Select(s => s.Id).Concat(done).ToHashSet(StringComparer.Ordinal);
        if (ahead.Find(s => behind.Contains(s.Id)) is { } again)
            return Whys.StaysDone.With(("step", again.Id), ("at", step.Id));
        var issued = ahead.OfType<CouponStep>().Select(c => c.Id).Concat(done).ToHashSet(StringComparer.Ordinal);
        return ahead.Append(same).OfType<SendStep>().FirstOrDefault(s => s.Coupon is { } coupon && !issued.Contains(coupon)) is { } bare
            ? Whys.StaysCoupon.With(("step", bare.Id), ("coupon", bare.Coupon))
            : null;
    }

    /// <summary>
    /// The run by the other version: at the same step and until the same time, since that much was decided when it came there.
    /// </summary>
    /// <param name="state">A run without a hindrance.</param>
    /// <param name="to">The other version.</param>
    public static EnrolmentState Moved(EnrolmentState state, StepTree to)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(to);
        return state with { Version = to.Definition.Version };
    }

    /// <summary>Steps that ask, wait or end leave nothing: to come to them again does no harm.</summary>
    private static bool Leaves(Step step) => step is not (WaitStep or BranchStep or AbStep or EndStep);

    /// <summary>Every step that may follow.</summary>
    private static List<Step> Ahead(StepTree tree, Step step)
    {
        var inside = StepWays.Whole(step).Skip(1).ToList();
        for (var next = tree.After(step); next is not null; next = next is EndStep ? null : tree.After(next))
            inside.AddRange(StepWays.Whole(next));
        return inside;
    }

    /// <summary>Every step that may have come before; null where the step is not among these.</summary>
    private static List<Step>? Behind(IReadOnlyList<Step> steps, string id)
    {
        var passed = new List<Step>();
        foreach (var step in steps)
        {
            if (step.Id == id)
                return passed;
            if (StepWays.Of(step).Select(w => Behind(w.Steps, id)).FirstOrDefault(b => b is not null) is { } inside)
                return [.. passed, step, .. inside];
            passed.AddRange(StepWays.Whole(step));
        }

        return null;
    }
}
