namespace Recall.Core.Scoring.Statistics;

/// <summary>
/// Buckets for amounts of any size and sign, each 1 % wide, so that a value is known to 0.5 %: the mapping of DDSketch (Masson, Rim and Lee
/// 2019, "DDSketch: a fast and fully-mergeable quantile sketch", PVLDB 12:2195-2205). At most some ten thousand buckets cover all decimals.
/// </summary>
public static class LogScale
{
    /// <summary>Largest relative error.</summary>
    public const double RelativeError = 0.005;

    private const double Base = (1 + RelativeError) / (1 - RelativeError);
    private const int Offset = 1 << 20;
    private static readonly double LogBase = Math.Log(Base);

    /// <summary>The bucket of an amount; larger amounts are in the same or a higher bucket.</summary>
    public static int Bucket(decimal amount) => amount switch
    {
        0 => 0,
        > 0 => Offset + Index((double)amount),
        _ => -Offset - Index(-(double)amount),
    };

    /// <summary>The amount from which a bucket begins.</summary>
    public static double LowerEdge(int bucket) => bucket switch
    {
        0 => 0,
        > 0 => Math.Exp((bucket - Offset - 1) * LogBase),
        _ => -Math.Exp((-bucket - Offset) * LogBase),
    };

    /// <summary>An amount within <see cref="RelativeError"/> of every amount of the bucket.</summary>
    public static double Middle(int bucket) => bucket switch
    {
        0 => 0,
        > 0 => Math.Exp((bucket - Offset) * LogBase) * 2 / (1 + Base),
        _ => -Middle(-bucket),
    };

    private static int Index(double amount) => (int)Math.Ceiling(Math.Log(amount) / LogBase);
}
