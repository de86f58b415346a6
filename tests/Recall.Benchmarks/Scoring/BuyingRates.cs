using System.Diagnostics;
using Recall.Benchmarks.Shops;
using Recall.Benchmarks.Tables;
using Recall.Core.Scoring.BgNbd;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.GammaGamma;
using Recall.Core.Scoring.Statistics;

namespace Recall.Benchmarks.Scoring;

/// <summary>
/// The models of repeat buying, one thread: fits from customers to parameters with standard errors, predictions from customers to sums, and
/// the same work by scipy in the same run. Ratios are of processor time, which other work on the machine changes little.
/// </summary>
internal static class BuyingRates
{
    private const string Part = "buying";
    private static readonly BgNbdParameters Fixed = new(0.6352, 8.9462, 0.1746, 2.7371);
    private static readonly GammaGammaParameters Spend = new(2.2174, 3.5148, 450.44);

    public static IEnumerable<Figure> Measure(int customers)
    {
        if (BuyingData.Cdnow(sample: true) is not { } sample || BuyingData.Cdnow(sample: false) is not { } master || BuyingData.Million() is not { } million)
        {
            yield return new(Part, "SKIPPED: the data is not in the folder 'shared' beside the repository", double.NaN, "");
            yield break;
        }

        if (ScipyPeer.Missing is { } missing)
            yield return new(Part, $"SKIPPED, the comparison with scipy: {missing}", double.NaN, "");
        using var folder = new ScratchFolder();
        var peerFile = Path.Combine(folder.Path, "peer.csv");
        foreach (var figure in (Figure[])
            [
                .. Fit("CDNOW sample", sample, rounds: 200, peerRounds: 7, "10", peerFile),
                .. Fit("CDNOW master", master, rounds: 40, peerRounds: 3, "15", peerFile),
                .. Fit("simulated", million.Take(customers), rounds: 3, peerRounds: 1, "20", peerFile),
                .. Score(million.Take(customers), rounds: 7, peerRounds: 3, "10", peerFile),
                .. Stream(million.Take(customers)),
            ])
            yield return figure;
    }

    private static IEnumerable<Figure> Fit(string name, BuyingData data, int rounds, int peerRounds, string aim, string peerFile)
    {
        var (found, own) = Time(rounds, () => BgNbdFit.Of(Count(data).Histories()));
        yield return Seconds($"BG/NBD fitted, {name}, {data.Count:#,0} customers", own.Wall);
        yield return Seconds("  processor time", own.Processor);
        if (ScipyPeer.Missing is not null)
            yield break;

        data.Write(peerFile);
        var peer = ScipyPeer.Run("fit", peerFile, peerRounds);
        yield return Seconds("  scipy, BFGS with numeric gradient, from one start", peer.Wall);
        yield return Seconds("  processor time", peer.Processor);
        Near("log-likelihood", peer.Result.GetProperty("logLikelihood").GetDouble(), found.Diagnostics!.LogLikelihood, 1e-7);
        yield return new(Part, "  times as fast", peer.Processor / own.Processor, "x", null, ">= " + aim);
    }

    private static IEnumerable<Figure> Score(BuyingData data, int rounds, int peerRounds, string aim, string peerFile)
    {
        var (sums, own) = Time(rounds, () => Sums(data));
        yield return Seconds($"P(alive), orders of 13 weeks, value of 12 months, {data.Count:#,0} customers", own.Wall);
        yield return Seconds("  processor time", own.Processor);
        if (ScipyPeer.Missing is not null)
            yield break;

        data.Write(peerFile);
        var peer = ScipyPeer.Run("score", peerFile, peerRounds);
        yield return Seconds("  scipy, vectorised", peer.Wall);
        yield return Seconds("  processor time", peer.Processor);
        Near("P(alive)", peer.Result.GetProperty("pAlive").GetDouble(), sums.Alive, 1e-9);
        Near("expected purchases", peer.Result.GetProperty("expected").GetDouble(), sums.Expected, 1e-9);
        Near("value", peer.Result.GetProperty("value").GetDouble(), sums.Value, 1e-9);
        yield return new(Part, "  times as fast", peer.Processor / own.Processor, "x", null, ">= " + aim);
    }

    /// <summary>Ten times the customers, each ten thousand of them a day older, go through counting, a fit and predictions, and none is kept.</summary>
    private static IEnumerable<Figure> Stream(BuyingData data)
    {
        const int times = 10;
        GC.Collect();
        var (before, watch) = (GC.GetTotalMemory(forceFullCollection: true), Stopwatch.StartNew());
        var counts = new HistoryCounts();
        for (var i = 0L; i < (long)times * data.Count; i++)
        {
            var (at, older) = ((int)(i % data.Count), (int)(i / 10_000 % 1_000));
            counts.Add(data.Repeats[at], data.Recency[at], data.Age[at] + older);
        }

        var fit = BgNbdFit.Of(counts.Histories());
        var (outlooks, alive) = (new Outlooks(fit.Parameters!, 13), 0.0);
        for (var i = 0L; i < (long)times * data.Count; i++)
        {
            var (at, older) = ((int)(i % data.Count), (int)(i / 10_000 % 1_000));
            alive += One(fit.Parameters!, outlooks, data, at, older).Expected;
        }

        var (seconds, kept) = (watch.Elapsed.TotalSeconds, GC.GetTotalMemory(forceFullCollection: true) - before);
        GC.KeepAlive(counts);
        GC.KeepAlive(outlooks);
        Parts.Same("Customers counted", (long)times * data.Count, counts.Histories().Sum(h => h.Count));
        if (!double.IsFinite(alive))
            throw new InvalidOperationException("The expected purchases of all are not finite.");
        yield return new(Part, $"counted, fitted and predicted in a stream, {times * (long)data.Count:#,0} customers", seconds, "s");
        yield return new(Part, "  memory that it holds", kept / 1048576.0, "MiB", null, "bounded");
    }

    private static HistoryCounts Count(BuyingData data)
    {
        var counts = new HistoryCounts();
        for (var i = 0; i < data.Count; i++)
            counts.Add(data.Repeats[i], data.Recency[i], data.Age[i]);
        return counts;
    }

    private static (double Alive, double Expected, double Value) Sums(BuyingData data)
    {
        var outlooks = new Outlooks(Fixed, 13, weeksPerMonth: 4.345);
        var sum = (Alive: 0.0, Expected: 0.0, Value: 0.0);
        for (var i = 0; i < data.Count; i++)
        {
            var (alive, expected, value) = One(Fixed, outlooks, data, i, 0);
            sum = (sum.Alive + alive, sum.Expected + expected, sum.Value + value);
        }

        return sum;
    }

    private static (double Alive, double Expected, double Value) One(BgNbdParameters model, Outlooks outlooks, BuyingData data, int at, int older)
    {
        var (repeats, age) = (data.Repeats[at], data.Age[at] + older);
        var alive = BgNbdModel.PAlive(
            model, new(repeats, data.Recency[at] / PurchaseHistory.DaysPerWeek, age / PurchaseHistory.DaysPerWeek));
        var outlook = outlooks.Of(repeats, age);
        return (alive, alive * outlook.Expected, alive * outlook.Discounted * GammaGammaModel.ExpectedSpend(Spend, new(repeats, data.Mean[at])));
    }

    private static (T Result, (double Wall, double Processor) Time) Time<T>(int rounds, Func<T> work)
    {
        // Long enough for the runtime to compile what it found to be hot.
        var result = work();
        for (var watch = Stopwatch.StartNew(); watch.ElapsedMilliseconds < 3_000;)
            work();
        var (walls, processors) = (new List<double>(), new List<double>());
        for (var i = 0; i < rounds; i++)
        {
            var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            result = work();
            walls.Add(watch.Elapsed.TotalSeconds);
            processors.Add((Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }

        // Processor time comes in ticks too coarse for one fast round: the mean, not the median.
        return (result, (Median.Of(walls), processors.Average()));
    }

    private static Figure Seconds(string what, double seconds) => seconds < 1 ? new(Part, what, 1000 * seconds, "ms") : new(Part, what, seconds, "s");

    private static void Near(string what, double expected, double actual, double relative)
    {
        if (!(Math.Abs(actual - expected) <= relative * Math.Abs(expected)))
            throw new InvalidOperationException(FormattableString.Invariant($"{what}: the peer has {expected:R}, Recall {actual:R}."));
    }
}
