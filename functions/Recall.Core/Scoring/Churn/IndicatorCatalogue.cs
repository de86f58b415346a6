using Recall.Core.Scoring.Churn.Catalogue;

namespace Recall.Core.Scoring.Churn;

/// <summary>
/// Every indicator of the scorecard. Each is a pure function of a profile and a day, so that it can be computed for any day of the past
/// from what was known then. Opens and clicks are in none: scanners make them too.
/// </summary>
public static class IndicatorCatalogue
{
    /// <summary>All of them, by family.</summary>
    public static IReadOnlyList<Indicator> All { get; } =
    [
        .. BuyingIndicators.All, .. SeasonIndicators.All, .. BasketIndicators.All, .. ServiceIndicators.All, .. AttentionIndicators.All,
    ];

    private static readonly Dictionary<string, Indicator> ByName = All.ToDictionary(i => i.Name, StringComparer.Ordinal);

    /// <summary>The indicator of that name, or null.</summary>
    public static Indicator? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The transformed values of a customer who has bought, in the order of <see cref="All"/>; NaN is not known.</summary>
    public static double[] Of(CustomerDay customer)
    {
        var values = new double[All.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = All[i].Of(customer);
        return values;
    }
}
