using System.Globalization;
using Recall.Core.Sequences.Previewing;

namespace Recall.Core.Sequences.Versions;

/// <summary>One way out of a step that holds steps.</summary>
/// <param name="Kind">What leads there.</param>
/// <param name="Name">Of a case its number from 1, of a variant and of a person's word themselves; else null.</param>
/// <param name="Steps">What follows; may be empty.</param>
public sealed record StepWay(WayKind Kind, string? Name, IReadOnlyList<Step> Steps);

/// <summary>Where a step stands.</summary>
/// <param name="Parent">The step around it, or null.</param>
/// <param name="Way">Which way out of that step.</param>
/// <param name="After">The step before it on the same way, or null where it is the first.</param>
public sealed record StepPlace(string? Parent, StepWay? Way, string? After);

/// <summary>The ways of steps that hold steps, and every step with its place.</summary>
public static class StepWays
{
    /// <summary>The ways out of a step, in the order of the file; none where it holds no steps.</summary>
    public static IEnumerable<StepWay> Of(Step step) => step switch
    {
        BranchStep branch => branch.Cases.Select((c, i) => new StepWay(WayKind.Case, (i + 1).ToString(CultureInfo.InvariantCulture), c.Steps))
            .Append(new(WayKind.Default, null, branch.Default)),
        AbStep ab => ab.Variants.Select(v => new StepWay(WayKind.Variant, v.Name, v.Steps)),
        HandoffStep handoff => handoff.Outcomes.Select(o => new StepWay(WayKind.Word, o.Key, o.Value))
            .Append(new(WayKind.Overdue, null, handoff.Overdue)),
        _ => [],
    };

    /// <summary>A step and everything inside it.</summary>
    public static IEnumerable<Step> Whole(Step step) => Of(step).SelectMany(w => w.Steps).SelectMany(Whole).Prepend(step);

    /// <summary>Every step in the order of the file.</summary>
    public static IEnumerable<(Step Step, StepPlace Place)> All(SequenceDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return Under(null, null, definition.Steps);
    }

    private static IEnumerable<(Step Step, StepPlace Place)> Under(string? parent, StepWay? way, IReadOnlyList<Step> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            yield return (steps[i], new(parent, way, i == 0 ? null : steps[i - 1].Id));
            foreach (var inner in Of(steps[i]).SelectMany(w => Under(steps[i].Id, w, w.Steps)))
                yield return inner;
        }
    }
}
