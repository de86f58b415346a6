using Recall.Core.Wording;

namespace Recall.Core.Sequences;

/// <summary>Which case of a branch a customer takes.</summary>
public static class BranchChoice
{
    /// <summary>The first case that holds; -1, the default, where none does.</summary>
    public static StepResult.Took Of(BranchStep branch, CustomerFacts facts)
    {
        ArgumentNullException.ThrowIfNull(branch);
        for (var i = 0; i < branch.Cases.Count; i++)
        {
            if (ConditionEvaluator.Evaluate(branch.Cases[i].When, facts) is { Holds: true } verdict)
                return new(i, verdict.Because);
        }

        return new(-1, Whys.NoCase.With());
    }
}
