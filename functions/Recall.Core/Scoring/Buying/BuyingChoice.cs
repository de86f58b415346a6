using System.Text.Json.Serialization;
using Recall.Core.Scoring.Statistics;

namespace Recall.Core.Scoring.Buying;

/// <summary>
/// Which model of repeat buying scores are made with: the one to which the purchases of the last days were least of a surprise when it was
/// fitted on what was known before them. What is compared is the log-likelihood of the whole history less that of its earlier part, at the
/// parameters of the earlier part, which is the density of what came between.
/// </summary>
public sealed record BuyingChoice
{
    /// <summary>Predicts purchases and value; null where no model was fitted.</summary>
    public BuyingModelName? Predictor { get; init; }

    /// <summary>
    /// States P(alive): the predictor, but never BG/NBD, to which every one-time buyer is alive for certain; null where no other was fitted.
    /// </summary>
    public BuyingModelName? Alive { get; init; }

    /// <summary>Customers whose last days were held out; 0 where there were too few or nobody has bought since, and the fits to all data were compared.</summary>
    public long HeldOutCustomers { get; init; }

    /// <summary>True where the last days could not be held out because nobody has bought again since.</summary>
    public bool NobodySince { get; init; }

    /// <summary>The models that were fitted, best first.</summary>
    public IReadOnlyList<ComparedModel> Compared { get; init; } = [];

    /// <summary>Compares.</summary>
    /// <param name="fits">Of all data.</param>
    /// <param name="heldOut">The same customers before the last days and after them.</param>
    public static BuyingChoice Of(BuyingFits fits, HeldOutCounts heldOut)
    {
        ArgumentNullException.ThrowIfNull(fits);
        ArgumentNullException.ThrowIfNull(heldOut);
        var histories = heldOut.Histories();
        var earlier = BuyingFits.Of([.. histories.GroupBy(h => h.Before, (before, alike) => (before, alike.Sum(h => h.Count)))]);
        var known = Enum.GetValues<BuyingModelName>().Where(n => fits.Find(n) is not null).ToList();

        // Where nobody has bought since, there is nothing to have foreseen: what expects least of all would win.
        var nobody = histories.Count > 0 && histories.All(h => h.After.Repeats == h.Before.Repeats);
        var tested = (nobody ? [] : known)
            .Where(n => earlier.Find(n) is not null)
            .Select(n => new ComparedModel(n, Sum(earlier.Find(n)!, histories)))
            .Where(c => double.IsFinite(c.LogLikelihood))
            .ToList();
        var ranked = (tested.Count > 0 ? tested : known.Select(n => new ComparedModel(n, fits.Diagnostics(n)!.LogLikelihood)))
            .OrderByDescending(c => c.LogLikelihood)
            .ToList();
        return new()
        {
            Predictor = ranked.Count == 0 ? null : ranked[0].Model,
            Alive = ranked.Where(c => c.Model != BuyingModelName.BgNbd).Select(c => (BuyingModelName?)c.Model).FirstOrDefault(),
            HeldOutCustomers = tested.Count > 0 ? histories.Sum(h => h.Count) : 0,
            NobodySince = nobody,
            Compared = ranked,
        };
    }

    private static double Sum(IBuyingModel model, IReadOnlyList<HeldOutHistory> histories)
    {
        var sum = 0.0;
        foreach (var history in histories)
            sum += history.Count * history.LogDensity(model);
        return sum;
    }
}

/// <summary>How well a model did.</summary>
/// <param name="Model">The model.</param>
/// <param name="LogLikelihood">Natural logarithm, of the held-out days or, where none were, of all data; higher is better.</param>
public sealed record ComparedModel([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] BuyingModelName Model, double LogLikelihood);
