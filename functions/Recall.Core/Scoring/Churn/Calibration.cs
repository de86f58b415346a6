using Recall.Core.Scoring.Fitting;

namespace Recall.Core.Scoring.Churn;

/// <summary>
/// Bends the log-odds of the regression to what really happened: isotonic regression by pooling adjacent violators (Zadrozny and Elkan 2002,
/// "Transforming classifier scores into accurate multiclass probability estimates", KDD) over bins, joined by straight lines so that
/// customers who differ keep different scores.
/// </summary>
/// <param name="From">Log-odds before, ascending.</param>
/// <param name="To">Log-odds after, ascending; as many.</param>
public sealed record Calibration(double[] From, double[] To)
{
    private const int RowsOfBin = 200;
    private const int MostBins = 20;
    private const int LeastKnots = 3;

    /// <summary>Changes nothing.</summary>
    public static Calibration None { get; } = new([], []);

    /// <summary>Learns from log-odds that each were predicted without the customer's own rows.</summary>
    internal static Calibration Of(double[] logOdds, double[] bought)
    {
        var order = Enumerable.Range(0, logOdds.Length).ToArray();
        Array.Sort((double[])logOdds.Clone(), order);
        var bins = Math.Min(MostBins, logOdds.Length / RowsOfBin);
        var blocks = new List<Block>();
        for (var bin = 0; bin < bins; bin++)
        {
            var block = default(Block);
            for (var i = (long)order.Length * bin / bins; i < (long)order.Length * (bin + 1) / bins; i++)
                block = block.With(logOdds[order[i]], bought[order[i]]);
            while (blocks.Count > 0 && blocks[^1].Share >= block.Share)
            {
                block = blocks[^1].With(block);
                blocks.RemoveAt(blocks.Count - 1);
            }

            blocks.Add(block);
        }

        return blocks.Count < LeastKnots ? None : new([.. blocks.Select(b => b.Mean)], [.. blocks.Select(b => Logit.Of(b.Share))]);
    }

    /// <summary>Calibrated log-odds; beyond the ends the shift of the end. NaN stays NaN.</summary>
    public double Of(double logOdds)
    {
        if (From.Length == 0 || double.IsNaN(logOdds))
            return logOdds;
        if (logOdds <= From[0])
            return logOdds + To[0] - From[0];
        if (logOdds >= From[^1])
            return logOdds + To[^1] - From[^1];
        var upper = Array.BinarySearch(From, logOdds);
        upper = upper < 0 ? ~upper : Math.Max(1, upper);
        var share = (logOdds - From[upper - 1]) / (From[upper] - From[upper - 1]);
        return To[upper - 1] + (share * (To[upper] - To[upper - 1]));
    }

    /// <summary>The same with log-odds added to everybody's.</summary>
    internal Calibration Shifted(double logOdds) =>
        From.Length == 0 ? new([0], [logOdds]) : new(From, Array.ConvertAll(To, to => to + logOdds));

    private readonly record struct Block(long Count, double Sum, double Bought)
    {
        // Half a customer on either side keeps a bin in which all or none bought from certainty.
        public double Share => (Bought + 0.5) / (Count + 1);

        public double Mean => Sum / Count;

        public Block With(double logOdds, double bought) => new(Count + 1, Sum + logOdds, Bought + bought);

        public Block With(Block other) => new(Count + other.Count, Sum + other.Sum, Bought + other.Bought);
    }
}
