using Recall.Core.Customers;

namespace Recall.Core.Sequences;

/// <summary>Which variant of a step a customer gets.</summary>
public static class AbDraw
{
    /// <summary>
    /// The index of the variant: by a hash of sequence, step and customer, so that a customer gets the same however often they enter and on
    /// whatever host, and independent of which arm and which variants of other steps they get.
    /// </summary>
    public static int Of(AbStep step, EnrolmentId id)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(id);
        var draw = Bucket.Unit($"ab|{id.Sequence}|{step.Id}|{id.Customer}") * step.Variants.Sum(v => v.Weight);
        var index = 0;
        for (; index < step.Variants.Count - 1 && draw >= step.Variants[index].Weight; index++)
            draw -= step.Variants[index].Weight;
        return index;
    }
}
