using System.Diagnostics;
using Recall.App.Customers;
using Recall.Benchmarks.Shops;
using Recall.Benchmarks.Tables;
using Recall.Core;
using Recall.Core.Customers;

namespace Recall.Benchmarks.Ingestion;

/// <summary>
/// Events per second, durable, and their share of what SQLite alone gives: rounds A-B-A-B of the same events, because a shared machine
/// is fast in one second and slow in the next.
/// </summary>
internal static class IngestionRates
{
    private const int Rounds = 5;
    private const string Aim = ">= 10,000 and >= 40 %";

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(int events, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var rawFolder = new ScratchFolder();
        using var raw = new RawInserts(rawFolder.Path);
        var raws = new List<double>();
        var figures = new List<Figure>
        {
            await PairAsync("IngestEvents, customers do not repeat in a call", 1, StoreAsync),
            await PairAsync("IngestEvents, 3 events per customer and call", 3, StoreAsync),
            await PairAsync("POST /api/events, NDJSON over loopback", 1, PostAsync),
        };
        figures.Insert(0, new("ingestion", "SQLite alone: one row per event, 1,000 per transaction", Median.Of(raws), "events/s", 1));
        return figures;

        async Task<Figure> PairAsync(string what, int each, Func<EventShop, IReadOnlyList<CustomerEvent>, Task<Stopwatch>> store)
        {
            await using var shop = await EventShop.StartAsync(clock);
            var orders = new Orders(seed: each);
            var (rates, shares, before) = (new List<double>(), new List<double>(), raw.Count);

            // Round 0 warms both sides up and is not counted.
            for (var round = 0; round <= Rounds; round++)
            {
                var batch = orders.Call(events, each, customers: events * 2, round);
                var alone = events / Insert(raw, batch, what).Elapsed.TotalSeconds;
                var rate = events / (await store(shop, batch)).Elapsed.TotalSeconds;
                if (round == 0)
                    continue;
                raws.Add(alone);
                rates.Add(rate);
                shares.Add(rate / alone);
            }

            var (stored, folded) = await shop.CountAsync(cancellationToken);
            var sent = (Rounds + 1L) * events;
            Parts.Same("Raw rows", sent, raw.Count - before);
            Parts.Same("Events accepted", sent, shop.Accepted);
            Parts.Same("Events stored", sent, stored);
            Parts.Same("Events folded", sent, folded);
            return new("ingestion", what, Median.Of(rates), "events/s", Median.Of(shares), Aim);
        }

        async Task<Stopwatch> StoreAsync(EventShop shop, IReadOnlyList<CustomerEvent> batch)
        {
            var watch = Stopwatch.StartNew();
            await shop.IngestAsync(batch, cancellationToken);
            watch.Stop();
            return watch;
        }

        async Task<Stopwatch> PostAsync(EventShop shop, IReadOnlyList<CustomerEvent> batch)
        {
            var lines = EventShop.Lines(batch);
            var watch = Stopwatch.StartNew();
            await shop.PostAsync(lines, cancellationToken);
            watch.Stop();
            return watch;
        }
    }

    /// <summary>Keys and bytes are made before the clock runs: the baseline is SQLite's work alone.</summary>
    private static Stopwatch Insert(RawInserts raw, IReadOnlyList<CustomerEvent> batch, string salt)
    {
        List<RawRow> rows = [.. batch.Select(e => new RawRow(Bucket.Of(e.Customer, 64), $"{CustomerKeys.Event(e)}|{salt}", StoredJson.Bytes(e)))];
        var watch = Stopwatch.StartNew();
        raw.Insert(rows);
        watch.Stop();
        return watch;
    }
}
