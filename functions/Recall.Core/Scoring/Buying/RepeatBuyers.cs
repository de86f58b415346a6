using Recall.Core.Scoring.Fitting;
using Recall.Core.Wording;

namespace Recall.Core.Scoring.Buying;

/// <summary>Whether there are enough customers who came back to learn a model of repeat buying from.</summary>
public static class RepeatBuyers
{
    /// <summary>
    /// Fewest customers with a repeat purchase. The parameters about leaving are learnt from them alone; with fewer, standard errors
    /// exceed the estimates.
    /// </summary>
    public const int Min = 30;

    /// <summary>With fewer a fit comes with a warning.</summary>
    public const int Few = 100;

    /// <summary>Customers with a repeat purchase.</summary>
    public static long Of(IReadOnlyCollection<(PurchaseHistory History, long Count)> histories)
    {
        ArgumentNullException.ThrowIfNull(histories);
        return histories.Where(h => h.History.Repeats > 0).Sum(h => h.Count);
    }

    /// <summary>Fits, or says that too few customers came back.</summary>
    internal static ModelFit<T> Fit<T>(IReadOnlyCollection<(PurchaseHistory History, long Count)> histories, Func<ModelFit<T>> fit)
        where T : class
    {
        var repeatBuyers = Of(histories);
        if (repeatBuyers < Min)
        {
            return ModelFit<T>.Refuse(
                Refusal.TooFewCustomers, Whys.TooFewRepeatBuyers.With(("customers", repeatBuyers), ("least", Min)));
        }

        var found = fit();
        return found.IsFitted && repeatBuyers < Few
            ? found with { Warnings = [.. found.Warnings, FitWarning.FewCustomers(repeatBuyers, Few)] }
            : found;
    }
}
