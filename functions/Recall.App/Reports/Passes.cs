using Recall.App.Customers;
using Recall.App.Enrolment;
using Recall.Core.Sequences;

namespace Recall.App.Reports;

/// <summary>
/// The enrolments of a bucket, numbered by person. Two keys that turn out to be one person may each have had a first pass; of those the one that
/// began first is the person's first, and the only one that is measured. When a run began was settled before anything was done to the person,
/// on either side, so neither arm loses more than the other by it; the state in which a merge ended a run plays no part.
/// </summary>
public sealed class Passes
{
    private readonly Dictionary<EnrolmentId, int> _numbers = [];

    private Passes(IReadOnlyList<EnrolmentRow> enrolments) => Enrolments = enrolments;

    /// <summary>All enrolments that can be read, in the order of the store.</summary>
    public IReadOnlyList<EnrolmentRow> Enrolments { get; }

    /// <summary>1 for the person's first pass through the sequence.</summary>
    public int Number(EnrolmentId id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _numbers.GetValueOrDefault(id, id.Episode);
    }

    /// <summary>Reads a bucket.</summary>
    public static async Task<Passes> OfAsync(CustomerStore customers, int bucket, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(customers);
        var passes = new Passes(await customers.RowsAsync('r', bucket, cancellationToken)
            .Select(r => EnrolmentRow.TryRead(r, out var enrolment) ? enrolment : null).OfType<EnrolmentRow>().ToListAsync(cancellationToken));
        if (passes.Enrolments.Count == 0)
            return passes;
        var merged = await customers.MergedAsync(bucket, cancellationToken);
        var persons = passes.Enrolments.Where(e => merged.ContainsKey(e.Id.Customer)).GroupBy(e => (Person: merged[e.Id.Customer], e.Id.Sequence));
        foreach (var person in persons)
        {
            var number = 0;
            foreach (var enrolment in person.OrderBy(e => e.StartedAt).ThenBy(e => e.Id.Customer, Core.Customers.Identity.Survivor.Order).ThenBy(e => e.Id.Episode))
                passes._numbers[enrolment.Id] = ++number;
        }

        return passes;
    }
}
