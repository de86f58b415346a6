namespace Recall.Core.Scoring.Churn;

/// <summary>What a family of indicators adds to the risk of a customer.</summary>
/// <param name="Family">The family.</param>
/// <param name="Points">Above 0 raises the risk of not buying; <see cref="RiskPoints.ToDouble"/> double the odds.</param>
/// <param name="Indicator">The member that says most of it.</param>
/// <param name="Value">That member's value, not transformed.</param>
public sealed record FamilyPoints(IndicatorFamily Family, double Points, Indicator Indicator, double Value);

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
                .Select(term => (Indicator: IndicatorCatalogue.Find(term.Indicator), Points: Of(term.Of(customer))))
                .Where(t => t.Indicator is not null && t.Points != 0)
                .GroupBy(t => t.Indicator!.Family)
                .Select(family => Sum(family.Key, [.. family.Select(t => (t.Indicator!, t.Points))], customer))
                .OrderByDescending(f => Math.Abs(f.Points)).ThenBy(f => f.Family),
        ];
    }

    private static FamilyPoints Sum(IndicatorFamily family, IReadOnlyList<(Indicator Indicator, double Points)> members, CustomerDay customer)
    {
        var points = members.Sum(m => m.Points);
        var most = members.MaxBy(m => m.Points * Math.Sign(points)).Indicator;
        return new(family, points, most, most.Value(customer));
    }
}
