using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Recall.App.Customers;
using Recall.App.Ports;
using Recall.App.Work;
using Recall.Benchmarks.Shops;
using Recall.Benchmarks.Tables;
using Recall.Core;
using Recall.Local.Hosting;

namespace Recall.Benchmarks.Deliveries;

/// <summary>
/// Calls of a shop platform to <c>recall serve</c>, signed, each of 2 KiB, one in ten twice and one in a hundred with a wrong signature, from 32
/// connections; the process is killed half way and started again. In the end every order counts once, and the profiles are those of a run that nothing
/// disturbed, whose first calls come at a steady rate: how long an answer takes at a load, and not at the most there is.
/// </summary>
internal static class DeliveryRates
{
    private const int Clients = 32;
    private const int Steady = 500;
    private const int SteadySeconds = 30;
    private const int WarmUp = 5000;
    private const string Secret = "the-secret-of-the-platform";

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(int deliveries, TimeProvider clock, CancellationToken cancellationToken)
    {
        var random = new Random(1);
        var calls = Enumerable.Range(0, deliveries).Select(i => new Call(i, Good: true)).ToArray();
        Call[] all = [.. calls, .. random.GetItems(calls, deliveries / 10), .. random.GetItems(calls, deliveries / 100).Select(c => c with { Good = false })];
        random.Shuffle(all);

        using var killed = new ScratchFolder();
        using var clean = new ScratchFolder();
        var (times, peak, posting, reading) = (new ConcurrentBag<double>(), 0.0, 0.0, 0.0);
        foreach (var half in (Call[][])[all[..(all.Length / 2)], all[(all.Length / 2)..]])
        {
            Prepare(killed.Path);
            using var server = await ServeProcess.StartAsync(killed.Path, cancellationToken);
            var watch = Stopwatch.StartNew();
            await PostAsync(server.Url, half, times, cancellationToken);
            posting += watch.Elapsed.TotalSeconds;
            peak = Math.Max(peak, server.PeakMiB);

            // Killed with whatever is unread; the last time, once everything is read.
            if (half.Length == all.Length - (all.Length / 2))
                reading = await DrainedAsync(killed.Path, clock, cancellationToken);
        }

        Prepare(clean.Path);
        var steady = new ConcurrentBag<double>();
        using (var server = await ServeProcess.StartAsync(clean.Path, cancellationToken))
        {
            // The first calls of a process are compiled while they are answered.
            var (warm, paced) = (Math.Min(calls.Length / 4, WarmUp), Math.Min(calls.Length / 2, Steady * SteadySeconds));
            await PostAsync(server.Url, calls[..warm], [], cancellationToken);
            await PostAtAsync(server.Url, calls[warm..(warm + paced)], steady, cancellationToken);
            await PostAsync(server.Url, calls[(warm + paced)..], [], cancellationToken);
            await DrainedAsync(clean.Path, clock, cancellationToken);
        }

        var (one, other) = (await ProfilesAsync(killed.Path, clock, cancellationToken), await ProfilesAsync(clean.Path, clock, cancellationToken));
        Parts.Same("Orders counted", deliveries, one.Orders);
        Parts.Same("Orders counted in the clean run", deliveries, other.Orders);
        Parts.Same("Profiles that differ", 0, one.Profiles.Count(p => other.Profiles.GetValueOrDefault(p.Key) != p.Value) + Math.Abs(one.Profiles.Count - other.Profiles.Count));
        return
        [
            new("deliveries", "signed calls answered, 32 connections, one process", all.Length / posting, "calls/s", null, ">= 500"),
            new("deliveries", "time to the answer, median", Quantile(times, 0.5), "ms"),
            new("deliveries", "time to the answer, 99th percentile", Quantile(times, 0.99), "ms"),
            new("deliveries", $"time to the answer at {Steady} calls a second, median", Quantile(steady, 0.5), "ms"),
            new("deliveries", $"time to the answer at {Steady} calls a second, 99th percentile", Quantile(steady, 0.99), "ms", null, "< 50"),
            new("deliveries", "read from the queue after the last answer", reading, "s"),
            new("deliveries", "most memory of the process", peak, "MiB"),
        ];
    }

    private static void Prepare(string folder) => File.WriteAllText(
        Path.Combine(folder, "settings.yaml"), $"connectors: {{ shopify: {{ platform: shopify, secrets: [{Secret}] }} }}\n");

    private static double Quantile(ConcurrentBag<double> times, double share)
    {
        var sorted = times.Order().ToList();
        return sorted[(int)(sorted.Count * share)];
    }

    /// <summary>The next call as soon as a connection is free.</summary>
    private static async Task PostAsync(Uri url, IReadOnlyList<Call> calls, ConcurrentBag<double> times, CancellationToken cancellationToken)
    {
        using var http = Client(url);
        await Parallel.ForEachAsync(calls, new ParallelOptions { MaxDegreeOfParallelism = Clients, CancellationToken = cancellationToken }, async (call, cancel) =>
            times.Add(await SendAsync(http, call, cancel)));
    }

    /// <summary>Each call at its moment, whether or not earlier ones are answered: who waits for an answer before asking again never sees a queue.</summary>
    private static async Task PostAtAsync(Uri url, IReadOnlyList<Call> calls, ConcurrentBag<double> times, CancellationToken cancellationToken)
    {
        using var http = Client(url);
        var watch = Stopwatch.StartNew();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        var sent = new List<Task>();
        while (sent.Count < calls.Count && await tick.WaitForNextTickAsync(cancellationToken))
        {
            for (var due = Math.Min(calls.Count, (int)(watch.Elapsed.TotalSeconds * Steady)); sent.Count < due;)
                sent.Add(OneAsync(calls[sent.Count]));
        }

        await Task.WhenAll(sent);

        async Task OneAsync(Call call) => times.Add(await SendAsync(http, call, cancellationToken));
    }

    private static HttpClient Client(Uri url) => new(new SocketsHttpHandler { MaxConnectionsPerServer = Clients }) { BaseAddress = url };

    /// <summary>Milliseconds to the answer.</summary>
    private static async Task<double> SendAsync(HttpClient http, Call call, CancellationToken cancellationToken)
    {
        using var request = call.Request();
        var watch = Stopwatch.StartNew();
        using var response = await http.SendAsync(request, cancellationToken);
        var time = watch.Elapsed.TotalMilliseconds;
        Parts.Same("Status", call.Good ? 200 : 401, (int)response.StatusCode);
        return time;
    }

    /// <summary>Seconds until nothing waits to be read.</summary>
    private static async Task<double> DrainedAsync(string folder, TimeProvider clock, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await using var services = Open(folder, clock);
        while (await services.GetRequiredService<IWorkQueue>().CountAsync(WorkQueues.Deliveries, cancellationToken) > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(200), clock, cancellationToken);
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task<(long Orders, Dictionary<string, string> Profiles)> ProfilesAsync(string folder, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var services = Open(folder, clock);
        var customers = services.GetRequiredService<CustomerStore>();
        var (orders, profiles) = (0L, new Dictionary<string, string>(StringComparer.Ordinal));
        for (var bucket = 0; bucket < customers.Buckets; bucket++)
        {
            await foreach (var row in customers.RowsAsync('p', bucket, cancellationToken))
            {
                var profile = CustomerRow.Read(row).Profile;
                orders += profile.Purchases.Orders;
                profiles[profile.Customer.Value] = StoredJson.Text(profile);
            }
        }

        return (orders, profiles);
    }

    private static ServiceProvider Open(string folder, TimeProvider clock)
    {
        var services = new ServiceCollection();
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.Warning));
        services.AddRecallLocal(new DataFolder(folder), clock, durable: true, reads: true);
        return services.BuildServiceProvider();
    }

    /// <summary>A call of Shopify about the n-th order.</summary>
    private sealed record Call(int Order, bool Good)
    {
        public HttpRequestMessage Request()
        {
            var at = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(Order);
            var time = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            var lines = string.Join(',', Enumerable.Range(0, 6).Select(l =>
                $$"""{"id":{{l}},"product_id":{{(Order * 7) + l}},"variant_id":{{l}},"sku":"T{{l}}","title":"Green tea of the mountain, first flush","quantity":{{l + 1}},"price":"9.95","grams":100,"vendor":"Tea & Co","fulfillment_service":"manual"}"""));
            var body = Encoding.UTF8.GetBytes(
                $$"""{"id":{{Order + 1_000_000}},"name":"#{{Order}}","created_at":"{{time}}","updated_at":"{{time}}","financial_status":"paid","total_price":"59.90","currency":"USD","email":"c{{Order % 20_000}}@example.com","customer":{"id":{{Order % 20_000}},"email":"c{{Order % 20_000}}@example.com","first_name":"Mei","last_name":"Li"},"line_items":[{{lines}}]}""");
            var request = new HttpRequestMessage(HttpMethod.Post, new Uri("api/ingest/shopify/shopify", UriKind.Relative)) { Content = new ByteArrayContent(body) };
            request.Headers.Add("X-Shopify-Topic", "orders/create");
            request.Headers.Add("X-Shopify-Webhook-Id", $"delivery-{Order}");
            request.Headers.Add("X-Shopify-Hmac-Sha256", Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Good ? Secret : "another-secret-than-that"), body)));
            return request;
        }
    }
}
