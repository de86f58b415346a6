using System.Text.Json.Serialization;

namespace Recall.Core.Scoring.Champion;

/// <summary>
/// A part of the model in force and of a new one on the same customers. Losses are minus the log-likelihood of what a customer did, natural
/// logarithm; less is better. The losses of a customer by both are paired, since what surprised one mostly surprised the other: the standard
/// error is that of the mean of their differences (Diebold and Mariano 1995, "Comparing Predictive Accuracy", Journal of Business and Economic
/// Statistics 13:253-263; customers, unlike weeks, are independent).
/// </summary>
/// <param name="Customers">On whom.</param>
/// <param name="Champion">Mean loss of the model in force.</param>
/// <param name="Challenger">Mean loss of the new one.</param>
/// <param name="StandardError">Of the difference.</param>
public sealed record ModelComparison(long Customers, double Champion, double Challenger, double StandardError)
{
    /// <summary>One-sided 5 %: of parts that are as good, at most one in twenty is turned away, and what stays is as good.</summary>
    private const double OneSidedZ = 1.645;

    /// <summary>True where the new one is worse by more than luck explains, or where its loss is no number.</summary>
    [JsonIgnore]
    public bool IsWorse => double.IsFinite(Champion) && !(Challenger - Champion <= OneSidedZ * StandardError);

    /// <summary>Of losses, customer by customer.</summary>
    /// <param name="losses">By the champion, by the challenger, and of how many customers alike.</param>
    /// <returns>Null of fewer than two customers.</returns>
    internal static ModelComparison? Of(IReadOnlyCollection<(double Champion, double Challenger, long Count)> losses)
    {
        var count = losses.Sum(l => l.Count);
        if (count < 2)
            return null;
        var (champion, challenger) = (losses.Sum(l => l.Count * l.Champion) / count, losses.Sum(l => l.Count * l.Challenger) / count);
        var difference = challenger - champion;
        var squares = losses.Sum(l => l.Count * (l.Challenger - l.Champion - difference) * (l.Challenger - l.Champion - difference));
        return new(count, champion, challenger, Math.Sqrt(squares / (count - 1) / count));
    }
}
