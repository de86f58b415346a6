namespace Recall.Core.Scoring;

/// <summary>Recency, frequency, money; 1 to 5 each, 0 without an order (Hughes 1994, by population quantiles).</summary>
public readonly record struct RfmScore(int Recency, int Frequency, int Money)
{
    /// <summary>For example <c>5-4-3</c>.</summary>
    public override string ToString() => $"{Recency}-{Frequency}-{Money}";
}
