using Recall.Benchmarks.Deliveries;
using Recall.Benchmarks.Ingestion;
using Recall.Benchmarks.Reading;
using Recall.Benchmarks.Scoring;
using Recall.Benchmarks.Sequences;
using Recall.Benchmarks.Tables;

namespace Recall.Benchmarks;

/// <summary>A part of the table.</summary>
/// <param name="Name">For <c>--only</c>.</param>
/// <param name="Full">Size of a measurement: events, customers or runs.</param>
/// <param name="Quick">Size of the smoke test.</param>
/// <param name="MeasureAsync">Measures at a size.</param>
internal sealed record Part(
    string Name, int Full, int Quick, Func<int, TimeProvider, CancellationToken, Task<IReadOnlyList<Figure>>> MeasureAsync);

/// <summary>The parts of the table, in its order.</summary>
internal static class Parts
{
    public static readonly IReadOnlyList<Part> All =
    [
        new("reading", 200_000, 5_000, (size, _, _) => Task.FromResult(ReadingRates.Measure(size))),
        new("ingestion", 20_000, 1_200, IngestionRates.MeasureAsync),
        new("deliveries", 100_000, 400, DeliveryRates.MeasureAsync),
        new("machine", 20_000, 1_000, (size, _, _) => Task.FromResult(MachineRates.Measure(size))),
        new("runtime", 10_000, 300, (size, _, cancel) => RuntimeRates.MeasureAsync(size, cancel)),
        new("waiting", 1_000_000, 10_000, WaitingRates.MeasureAsync),
        new("replay", 23_570, 500, (size, _, cancel) => Task.FromResult(ReplayRates.Measure(size, cancel))),
        new("scoring", 1_000_000, 5_000, (size, _, cancel) => ScoringRates.MeasureAsync(size, cancel)),
        new("buying", 1_000_000, 20_000, (size, _, _) => Task.FromResult<IReadOnlyList<Figure>>([.. BuyingRates.Measure(size)])),
    ];

    public static IEnumerable<Part> Chosen(string[]? names) =>
        names is null or [] ? All : All.Where(p => names.Contains(p.Name, StringComparer.Ordinal));

    /// <summary>The only assertions here: a rate of work that was not done is no rate.</summary>
    /// <exception cref="InvalidOperationException">The counts differ.</exception>
    public static void Same(string what, long expected, long actual)
    {
        if (expected != actual)
            throw new InvalidOperationException(FormattableString.Invariant($"{what}: expected {expected}, counted {actual}."));
    }
}
