using Recall.Core.Sequences.Versions;

namespace Recall.Core.Sequences;

/// <summary>
/// Finds steps and what follows them. A definition is a tree, so "what follows" is fixed: the next sibling, else what follows
/// the step around it; no position is more than a step's id.
/// </summary>
public sealed class StepTree
{
    private readonly Dictionary<string, (Step Step, Step? Following)> _steps = new(StringComparer.Ordinal);
    private readonly HashSet<SignalKind> _heeded;

    /// <summary>Indexes a definition's steps.</summary>
    /// <exception cref="ArgumentException">Two steps have the same id.</exception>
    public StepTree(SequenceDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        Definition = definition;
        Add(definition.Steps, null);
        _heeded = [.. definition.Exits, .. Steps.OfType<WaitStep>().SelectMany(w => w.Until)];
        if (Steps.OfType<HandoffStep>().Any())
            _heeded.Add(SignalKind.AgentOutcome);
    }

    /// <summary>The definition.</summary>
    public SequenceDefinition Definition { get; }

    /// <summary>All steps, in no order that matters.</summary>
    public IEnumerable<Step> Steps => _steps.Values.Select(s => s.Step);

    /// <summary>The step of that id, or null.</summary>
    public Step? Find(string? id) => id is not null && _steps.TryGetValue(id, out var found) ? found.Step : null;

    /// <summary>True where an exit, a wait or a handoff reacts to the kind of signal.</summary>
    public bool Heeds(SignalKind kind) => _heeded.Contains(kind);

    /// <summary>What comes after the step when nothing inside it is entered; null at the end.</summary>
    public Step? After(Step step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return _steps[step.Id].Following;
    }

    /// <summary>The first of a step's inner steps, or what follows the step where there are none.</summary>
    public Step? Into(Step step, IReadOnlyList<Step> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return inner.Count > 0 ? inner[0] : After(step);
    }

    /// <summary>What follows a person's word on a handoff: a word that the file does not name goes on behind the step.</summary>
    public Step? Into(HandoffStep handoff, string? outcome)
    {
        ArgumentNullException.ThrowIfNull(handoff);
        return outcome is not null && handoff.Outcomes.TryGetValue(outcome, out var steps) ? Into(handoff, steps) : After(handoff);
    }

    private void Add(IReadOnlyList<Step> steps, Step? following)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            var after = i + 1 < steps.Count ? steps[i + 1] : following;
            _steps.Add(steps[i].Id, (steps[i], after));
            foreach (var way in StepWays.Of(steps[i]))
                Add(way.Steps, after);
        }
    }
}
