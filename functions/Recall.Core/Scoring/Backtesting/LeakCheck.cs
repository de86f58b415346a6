using Recall.Core.Customers;
using Recall.Core.Scoring.Churn;

namespace Recall.Core.Scoring.Backtesting;

/// <summary>A model whose scores depend on what happened after the cut-off.</summary>
/// <param name="Model">Its name.</param>
/// <param name="CutOff">The cut-off.</param>
/// <param name="Customers">Customers whose score changed when the future did.</param>
public sealed record Leak(string Model, DateOnly CutOff, int Customers);

/// <summary>
/// Finds models that see the future: once everything after the cut-off is taken away, once every customer gets another's future, and once what nobody dated
/// (<see cref="UndatedFacts"/>) is taken away, every score must stay the same to the last bit, and the same model must lead. This holds whatever way the future would have come in,
/// features, labels or fits.
/// </summary>
public static class LeakCheck
{
    /// <summary>Customers it is tried on; a leak shows with any.</summary>
    public const int MostCustomers = 2000;

    /// <summary>The leaks at a cut-off; none in a sound contest.</summary>
    public static IReadOnlyList<Leak> Of(IReadOnlyList<CustomerPast> pasts, DateOnly cutOff, TimeZoneInfo zone, Contest contest)
    {
        ArgumentNullException.ThrowIfNull(pasts);
        ArgumentNullException.ThrowIfNull(contest);
        var end = PastRows.EndOf(cutOff, zone);
        var tried = pasts.OrderBy(p => Bucket.Hash("leak|" + p.Customer.Value)).Take(MostCustomers).ToList();
        var known = tried.ConvertAll(p => p with { Events = [.. p.Events.Where(e => e.At < end)] });
        var swapped = known.Select((p, i) => p with
        {
            Events = [.. p.Events, .. tried[(i + 1) % tried.Count].Events.Where(e => e.At >= end).Select(e => Given(e, p.Customer))],
        }).ToList();
        var dated = tried.ConvertAll(p => p with { Events = UndatedFacts.Without(p.Events) });

        List<IReadOnlyList<ModelScores>> others = [contest(known, cutOff), contest(swapped, cutOff)];
        if (dated.Where((p, i) => p.Events.Count != tried[i].Events.Count).Any())
            others.Add(contest(dated, cutOff));
        return
        [
            .. contest(tried, cutOff)
                .Select(s => new Leak(s.Model, cutOff, Changed(s, others)))
                .Where(l => l.Customers > 0),
        ];
    }

    /// <summary>Another's event; its id is the giver's, so that it is no duplicate of an own one.</summary>
    private static CustomerEvent Given(CustomerEvent e, CustomerKey to) => e with { Customer = to, Id = $"{e.Customer}-{e.Id}" };

    /// <summary>Who would have been told another thing: all of them where another model would have led.</summary>
    private static int Changed(ModelScores scores, List<IReadOnlyList<ModelScores>> others)
    {
        var same = others.ConvertAll(o => o.FirstOrDefault(s => string.Equals(s.Model, scores.Model, StringComparison.Ordinal)));
        return scores.Scores.Count(s => same.Exists(o => o is null || o.Leads != scores.Leads || !o.Scores.TryGetValue(s.Key, out var other)
            || BitConverter.DoubleToInt64Bits(other) != BitConverter.DoubleToInt64Bits(s.Value)));
    }
}
