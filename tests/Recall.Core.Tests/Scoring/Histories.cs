using Recall.Core.Scoring.Buying;

namespace Recall.Core.Tests.Scoring;

/// <summary>Purchase histories of made-up shops.</summary>
internal static class Histories
{
    /// <summary>Of all kinds: nobody returned, just bought, busy, old.</summary>
    public static IReadOnlyList<(PurchaseHistory History, long Count)> Mixed { get; } =
    [
        (new(0, 0, 38.9), 1411), (new(1, 12, 30), 400), (new(2, 30.43, 38.86), 90),
        (new(3, 0.5, 39), 7), (new(29, 38, 38.9), 2), (new(29, 38.9, 38.9), 1), (new(400, 100, 104), 1), (new(0, 0, 0), 3),
    ];
}
