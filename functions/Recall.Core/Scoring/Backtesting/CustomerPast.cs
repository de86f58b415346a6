using Recall.Core.Customers;

namespace Recall.Core.Scoring.Backtesting;

/// <summary>All events of a customer, in the order of <see cref="EventPosition"/>, each once.</summary>
/// <param name="Customer">Whose they are.</param>
/// <param name="Events">Oldest first.</param>
public sealed record CustomerPast(CustomerKey Customer, IReadOnlyList<CustomerEvent> Events)
{
    /// <summary>The pasts of events in any order, by hash of the customer, so that where scores are equal nobody's place is favoured.</summary>
    public static IReadOnlyList<CustomerPast> Of(IEnumerable<CustomerEvent> events) =>
    [
        .. events
            .GroupBy(e => e.Customer)
            .Select(g => new CustomerPast(g.Key, [.. g.OrderBy(EventPosition.Of).DistinctBy(e => e.Id, StringComparer.Ordinal)]))
            .OrderBy(p => Bucket.Hash(p.Customer.Value)),
    ];
}

/// <summary>What a model said of customers who had bought by a cut-off.</summary>
/// <param name="Model">Its name.</param>
/// <param name="IsProbability">The scores are chances to buy within the horizon; else only their order counts. High is likely to buy.</param>
/// <param name="Scores">By customer.</param>
/// <param name="Leads">By what was known at the cut-off, scores would have been by this one.</param>
public sealed record ModelScores(string Model, bool IsProbability, IReadOnlyDictionary<CustomerKey, double> Scores, bool Leads = false);

/// <summary>
/// Models in a back-test: given whole pasts, future included, they must look at nothing after the cut-off. That they do not is checked
/// (<see cref="LeakCheck"/>), not assumed.
/// </summary>
/// <param name="pasts">Customers.</param>
/// <param name="cutOff">The last day that may be known.</param>
public delegate IReadOnlyList<ModelScores> Contest(IReadOnlyList<CustomerPast> pasts, DateOnly cutOff);
