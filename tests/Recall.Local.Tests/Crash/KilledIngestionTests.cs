using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Recall.App.Ingestion.Http;
using Recall.Core.Customers;
using Recall.Local.Tests.Storage;

namespace Recall.Local.Tests.Crash;

/// <summary>What was answered with 202 is there, once, whenever the process dies.</summary>
[Trait("Category", "Crash")]
public sealed class KilledIngestionTests : IDisposable
{
    private const int Kills = 40;
    private const int Clients = 4;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(20260101)]
    public async Task Acknowledged_events_survive_kills_at_random_moments(int seed)
    {
        // No sequences: nothing but the clients makes events.
        Directory.CreateDirectory(Path.Combine(_folder.Path, "sequences"));
        var random = new Random(seed);
        var makes = new EventMaker(random);
        var (pending, acknowledged) = (new ConcurrentQueue<PostedBatch>(), new ConcurrentBag<PostedBatch>());
        var killed = 0;
        for (var round = 0; round <= Kills; round++)
        {
            foreach (var fresh in makes.Batches(6))
                pending.Enqueue(fresh);
            foreach (var again in acknowledged.Where(_ => random.NextDouble() < 0.02))
                pending.Enqueue(again);
            using var server = RecallProcess.Start("serve", "--port", "0", "--data", _folder.Path, "--json");
            using var client = await ClientAsync(server);
            // The last round ends when everything is acknowledged, and with a kill as well: an answer is a promise without a goodbye.
            var acks = round == Kills ? int.MaxValue : random.Next(0, 7);
            var spins = random.Next(0, 400_000);
            var dead = false;
            await PostAllAsync(client, pending, acknowledged, acks, Kill, $"seed {seed}, round {round}: {server.Said}");
            if (!dead)
                Kill();
            dead.ShouldBeTrue($"seed {seed}, round {round}: the server ended by itself: {server.Said}");
            killed++;

            void Kill()
            {
                Thread.SpinWait(spins);
                dead |= server.Kill();
            }
        }

        pending.ShouldBeEmpty();
        killed.ShouldBe(Kills + 1);
        await using var store = ShopStore.Open(_folder.Path, $"seed {seed}");
        var stored = await store.WholeEventsAsync($"seed {seed}");
        stored.SelectMany(c => c.Value).Select(e => (e.Customer, e.Id))
            .ShouldBe(acknowledged.SelectMany(b => b.Events).Distinct(), ignoreOrder: true, $"seed {seed}");
        TestContext.Current.SendDiagnosticMessage($"{killed} kills, {stored.Sum(c => c.Value.Count)} events of {stored.Count} customers");
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<HttpClient> ClientAsync(RecallProcess server)
    {
        var text = await server.ReadUntilAsync(output => output.TrimEnd().EndsWith('}'));
        using var where = JsonDocument.Parse(text);
        var client = new HttpClient { BaseAddress = new(where.RootElement.GetProperty("url").GetString()!) };
        client.DefaultRequestHeaders.Add("X-Api-Key", where.RootElement.GetProperty("apiKey").GetString());
        return client;
    }

    /// <summary>Clients post side by side until nothing is pending or the server is gone, which the given number of answers brings about.</summary>
    private static async Task PostAllAsync(
        HttpClient client, ConcurrentQueue<PostedBatch> pending, ConcurrentBag<PostedBatch> acknowledged, int acks, Action kill, string because)
    {
        var (left, gone) = (acks, 0);
        var known = acknowledged.Select(b => b.Body).ToHashSet(StringComparer.Ordinal);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            while (Volatile.Read(ref gone) == 0 && pending.TryDequeue(out var batch))
            {
                // Without any answer before it, the kill falls into the first requests.
                var post = PostAsync(client, batch);
                if (acks == 0 && Interlocked.Exchange(ref gone, 1) == 0)
                    kill();
                if (await post is not { } reply)
                {
                    Volatile.Write(ref gone, 1);
                    pending.Enqueue(batch);
                    break;
                }

                reply.Rejected.ShouldBeEmpty(because);
                (reply.Accepted + reply.Duplicates).ShouldBe(batch.Count, because);
                if (known.Contains(batch.Body))
                    reply.Accepted.ShouldBe(0, $"{because}: events that were acknowledged were lost");
                acknowledged.Add(batch);
                if (Interlocked.Decrement(ref left) == 0)
                {
                    kill();
                    Volatile.Write(ref gone, 1);
                }
            }
        })));
    }

    /// <summary>The answer, or null where the server went away before it.</summary>
    private static async Task<PostEventsReply?> PostAsync(HttpClient client, PostedBatch batch)
    {
        try
        {
            using var content = new StringContent(batch.Body, Encoding.UTF8, batch.ContentType);
            using var response = await client.PostAsync(new Uri("/api/events", UriKind.Relative), content);
            var text = await response.Content.ReadAsStringAsync();
            response.StatusCode.ShouldBe(HttpStatusCode.Accepted, text);
            return JsonSerializer.Deserialize<PostEventsReply>(text, JsonSerializerOptions.Web);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return null;
        }
    }
}

/// <summary>A request's body, and what is in it.</summary>
/// <param name="ContentType">JSON array or lines.</param>
/// <param name="Body">The events' text.</param>
/// <param name="Count">Events in it, repeated ones too.</param>
/// <param name="Events">Customer and id of each.</param>
internal sealed record PostedBatch(string ContentType, string Body, int Count, IReadOnlyList<(CustomerKey Customer, string Id)> Events);

/// <summary>Makes batches of a few customers' events: out of order, several of one customer, some repeated in it or from earlier ones.</summary>
internal sealed class EventMaker(Random random)
{
    private readonly List<(CustomerKey Customer, string Id, string Json)> _made = [];

    public IEnumerable<PostedBatch> Batches(int count) => Enumerable.Range(0, count).Select(_ => Batch()).ToList();

    private PostedBatch Batch()
    {
        var events = Enumerable.Range(0, random.Next(1, 40))
            .Select(_ => _made.Count > 0 && random.NextDouble() < 0.1 ? _made[random.Next(_made.Count)] : Fresh()).ToList();
        var lines = random.Next(2) == 0;
        var texts = events.Select(e => e.Json);
        var body = lines ? string.Join('\n', texts) : $"[{string.Join(',', texts)}]";
        return new(lines ? "application/x-ndjson" : "application/json", body, events.Count, [.. events.Select(e => (e.Customer, e.Id))]);
    }

    private (CustomerKey Customer, string Id, string Json) Fresh()
    {
        var customer = $"shop:{random.Next(60)}";
        var id = $"e{_made.Count}";
        var at = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(400 * 24 * 60));
        var fact = random.Next(8) switch
        {
            0 => "\"type\":\"login\"",
            1 => "\"type\":\"view\",\"category\":\"shoes\"",
            2 => "\"type\":\"consent\",\"channel\":\"email\",\"granted\":true",
            3 => $"\"type\":\"customer\",\"name\":\"Name {random.Next(9)}\"",
            4 => $"\"type\":\"refund\",\"amount\":{random.Next(1, 20)}",
            _ => $"\"type\":\"order\",\"total\":{random.Next(5, 300)}",
        };
        var json = $"{{\"id\":\"{id}\",\"customer\":\"{customer}\",\"at\":\"{at.UtcDateTime.ToString("s", CultureInfo.InvariantCulture)}Z\",{fact}}}";
        _made.Add((CustomerKey.Parse(customer), id, json));
        return _made[^1];
    }
}
