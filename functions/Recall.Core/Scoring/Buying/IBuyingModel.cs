namespace Recall.Core.Scoring.Buying;

/// <summary>
/// A model of repeat buying with its parameters: while a customer lives they buy at a rate of their own, and some day they leave unseen.
/// What a customer who has not left will do depends on x and T alone; t_x tells whether they have left. Time is in weeks. All results are
/// finite for positive parameters and any history.
/// </summary>
public interface IBuyingModel
{
    /// <summary>Log-likelihood of a customer's purchase times, of which x, t_x and T are all that matters.</summary>
    double LogLikelihood(PurchaseHistory history);

    /// <summary>Probability that the customer has not left.</summary>
    double PAlive(PurchaseHistory history);

    /// <summary>Probability that a customer who has not left buys in the next <paramref name="weeks"/>.</summary>
    double PBuyIfAlive(int repeats, double age, double weeks);

    /// <summary>Probability that the customer buys in the next <paramref name="weeks"/>.</summary>
    double PBuy(PurchaseHistory history, double weeks) => PAlive(history) * PBuyIfAlive(history.Repeats, history.Age, weeks);

    /// <summary>Expected purchase days of a customer who has not left, in the next weeks of each of the <paramref name="horizons"/>.</summary>
    void ExpectedIfAlive(int repeats, double age, ReadOnlySpan<double> horizons, Span<double> expected);
}
