using System.Diagnostics;
using System.Text.Json;
using Recall.App.Ingestion.Events;
using Recall.Benchmarks.Shops;
using Recall.Benchmarks.Tables;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.Benchmarks.Reading;

/// <summary>Events per second from JSON to a checked record, one core, next to what the JSON tokens alone take.</summary>
internal static class ReadingRates
{
    private const int Rounds = 5;

    public static IReadOnlyList<Figure> Measure(int events)
    {
        var orders = new Orders(seed: 11);
        var lines = Enumerable.Range(0, events)
            .Select(i => StoredJson.Bytes<CustomerEvent>(orders.Next(Orders.Customer(i), Orders.Start.AddSeconds(i)))).ToList();
        var reader = new EventReader(new ShopSettings(), new HandClock(Orders.Start.AddYears(1)));
        var (tokens, rates, shares) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var alone = Rate(lines, line => Tokens(line) > 0);
            var rate = Rate(lines, line => reader.Read(line).Event is not null);
            if (round == 0)
                continue;
            tokens.Add(alone);
            rates.Add(rate);
            shares.Add(rate / alone);
        }

        return
        [
            new("reading", $"Utf8JsonReader alone: the tokens of an order of {lines.Average(l => l.Length):0} bytes", Median.Of(tokens), "events/s", 1),
            new("reading", "EventReader", Median.Of(rates), "events/s", Median.Of(shares)),
        ];
    }

    private static double Rate(List<byte[]> lines, Func<byte[], bool> read)
    {
        var watch = Stopwatch.StartNew();
        var done = 0;
        foreach (var line in lines)
            done += read(line) ? 1 : 0;
        var rate = lines.Count / watch.Elapsed.TotalSeconds;
        Parts.Same("Events read", lines.Count, done);
        return rate;
    }

    private static int Tokens(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        var tokens = 0;
        while (reader.Read())
            tokens++;
        return tokens;
    }
}
