namespace Recall.Core.Scoring.Churn;

/// <summary>What a family of indicators adds to the risk of a customer.</summary>
/// <param name="Family">The family.</param>
/// <param name="Points">Above 0 raises the risk of not buying; <see cref="RiskPoints.ToDouble"/> double the odds.</param>
/// <param name="Indicator">
/// The member that says most of it, of those that a reader would expect to say so; null where there is none: weights of members that go
/// together may have any sign, and "raises the risk: paid 338.87 in all" helps nobody.
/// </param>
/// <param name="Numbers">What that member's sentence says (<see cref="Indicator.Numbers"/>); empty where there is none.</param>
public sealed record FamilyPoints(IndicatorFamily Family, double Points, Indicator? Indicator, IReadOnlyList<double> Numbers);

/// <summary>
/// A scorecard in points, for people: against a customer who is average in everything. Members of a family say nearly the same (days of
/// silence, silence over the own rhythm), so that one may take back what another gives; their sum is what can be understood.
/// </summary>
public static class RiskPoints
{
    /// <summary>Points that double the odds of not buying (Siddiqi 2006, "Credit Risk Scorecards", on scaling).</summary>
    public const double ToDouble = 20;

    private const double PerLogOdds = ToDouble / 0.6931471805599453;

    /// <summary>Points of log-odds of buying.</summary>
    public static double Of(double logOdds) => -PerLogOdds * logOdds;

    /// <summary>The families of a customer, largest effect first; a family of which nothing is known is not among them.</summary>
    public static IReadOnlyList<FamilyPoints> Of(ChurnScorecard card, CustomerDay customer)
    {
        ArgumentNullException.ThrowIfNull(card);
        return
        [
            .. card.Terms
                .Select(term => (Indicator: IndicatorCatalogue.Find(term.Indicator), Points: Of(term.Of(customer)), Above: term.Deviations(customer)))
                .Where(t => t.Indicator is not null && t.Points != 0)
                .GroupBy(t => t.Indicator!.Family)
                .Select(family => Sum(family.Key, [.. family.Select(t => new Member(t.Indicator!, t.Points, t.Above))], customer))
                .OrderByDescending(f => Math.Abs(f.Points)).ThenBy(f => f.Family),
        ];
    }

    private static FamilyPoints Sum(IndicatorFamily family, IReadOnlyList<Member> members, CustomerDay customer)
    {
        var points = members.Sum(m => m.Points);
        var most = members.Where(m => m.Tells(points)).MaxBy(m => m.Points * Math.Sign(points));
        return new(family, points, most?.Indicator, most?.Indicator.Numbers(customer, most.Above > 0) ?? []);
    }

    /// <param name="Indicator">The member.</param>
    /// <param name="Points">What it adds.</param>
    /// <param name="Above">Deviations by which the customer's value is above the average.</param>
    private sealed record Member(Indicator Indicator, double Points, double Above)
    {
        /// <summary>It is on the sum's side, and a reader would put it there.</summary>
        public bool Tells(double sum) => Points * sum > 0 && Indicator.Sense switch
        {
            RiskSense.MoreRaises => Above * sum > 0,
            RiskSense.MoreLowers => Above * sum < 0,
            _ => true,
        };
    }
}
