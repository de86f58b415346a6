using Recall.Core.Customers;
using Recall.Core.Wording;

namespace Recall.Core.Sequences;

/// <summary>Which variant of a step a customer gets.</summary>
public static class AbDraw
{
    /// <summary>
    /// The index of the variant, and why: by a hash of sequence, step and customer, so that a customer gets the same however often they enter and on
    /// whatever host, and independent of which arm and which variants of other steps they get.
    /// </summary>
    public static StepResult.Took Of(AbStep step, EnrolmentId id)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(id);
        var all = step.Variants.Sum(v => v.Weight);
        var draw = Bucket.Unit($"ab|{id.Sequence}|{step.Id}|{id.Customer}") * all;
        var index = 0;
        for (; index < step.Variants.Count - 1 && draw >= step.Variants[index].Weight; index++)
            draw -= step.Variants[index].Weight;
        return new(index, Whys.Drawn.With(("variant", step.Variants[index].Name), ("weight", step.Variants[index].Weight), ("all", all)));
    }
}
