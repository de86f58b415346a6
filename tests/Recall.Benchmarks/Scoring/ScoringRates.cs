using System.Diagnostics;
using Recall.App.Customers;
using Recall.App.Scoring;
using Recall.Benchmarks.Tables;
using Recall.Core.Scoring;

namespace Recall.Benchmarks.Scoring;

/// <summary>Customers per second from the store: reading alone, reading and scoring, and with the scores written.</summary>
internal static class ScoringRates
{
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(int customers, CancellationToken cancellationToken)
    {
        await using var shop = new ProfileShop();
        await shop.FillAsync(customers, cancellationToken);
        var (fit, fitTime) = await TimeAsync(() => shop.Fit.HandleAsync(cancellationToken: cancellationToken));
        Parts.Same("Customers in the model", customers, fit.Model.Customers);

        var (rows, rowTime) = await TimeAsync(() => RowsAsync(shop, cancellationToken));
        var (read, readTime) = await TimeAsync(() => ReadAsync(shop, cancellationToken));
        var (scored, scoreTime) = await TimeAsync(() => ScoreAsync(shop, fit.Model, cancellationToken));
        var (written, writeTime) = await TimeAsync(() => shop.Score.HandleAsync(fit.Model, cancellationToken: cancellationToken));
        foreach (var count in (long[])[rows, read, scored, written])
            Parts.Same("Customers", customers, count);
        Parts.Same("Scores", customers, await CountScoresAsync(shop, cancellationToken));

        var size = FormattableString.Invariant($"{shop.Bytes / (double)customers:0} bytes");
        return
        [
            Of($"rows of the store alone, a profile has {size}", rowTime.Wall),
            Of("rows and profiles read", readTime.Wall),
            Of("read and scored, one thread", scoreTime.Wall, "a million in < 10 s"),
            new("scoring", "  the same for a million, wall", scoreTime.Wall * 1e6 / customers, "s", null, "< 10"),
            new("scoring", "  the same for a million, processor time of all threads", scoreTime.Processor * 1e6 / customers, "s"),
            Of("ScoreCustomers: read, scored and written", writeTime.Wall),
            Of("FitModel: read, counted and fitted", fitTime.Wall),
        ];

        Figure Of(string what, double seconds, string? aim = null) => new("scoring", what, customers / seconds, "customers/s", rowTime.Wall / seconds, aim);
    }

    private static async Task<long> RowsAsync(ProfileShop shop, CancellationToken cancellationToken)
    {
        var count = 0L;
        for (var bucket = 0; bucket < shop.Customers.Buckets; bucket++)
        {
            await foreach (var row in shop.Customers.RowsAsync('p', bucket, cancellationToken))
                count += row.Properties.Count > 0 ? 1 : 0;
        }

        return count;
    }

    private static async Task<long> ReadAsync(ProfileShop shop, CancellationToken cancellationToken)
    {
        var count = 0L;
        for (var bucket = 0; bucket < shop.Customers.Buckets; bucket++)
        {
            await foreach (var row in shop.Customers.RowsAsync('p', bucket, cancellationToken))
                count += CustomerRow.Read(row).Profile.Events > 0 ? 1 : 0;
        }

        return count;
    }

    private static async Task<long> ScoreAsync(ProfileShop shop, ShopModel model, CancellationToken cancellationToken)
    {
        var (scorer, count) = (new Scorer(model), 0L);
        var now = shop.App.Clock.GetUtcNow();
        for (var bucket = 0; bucket < shop.Customers.Buckets; bucket++)
        {
            await foreach (var row in shop.Customers.RowsAsync('p', bucket, cancellationToken))
                count += scorer.Score(CustomerRow.Read(row).Profile, now, shop.App.Zone).Model == model.Version ? 1 : 0;
        }

        return count;
    }

    private static async Task<long> CountScoresAsync(ProfileShop shop, CancellationToken cancellationToken)
    {
        var count = 0L;
        for (var bucket = 0; bucket < shop.Customers.Buckets; bucket++)
        {
            await foreach (var row in shop.Customers.RowsAsync('s', bucket, cancellationToken))
                count += row.Properties.ContainsKey(ScoreCustomers.ScoreProperty) ? 1 : 0;
        }

        return count;
    }

    private static async Task<(T Result, (double Wall, double Processor) Time)> TimeAsync<T>(Func<Task<T>> work)
    {
        GC.Collect();
        var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var result = await work();
        return (result, (watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds));
    }
}
