using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Recall.App.Ingestion.Events;
using Recall.App.Ingestion.Http;
using Recall.Core.Customers;

namespace Recall.App.Tests.Ingestion;

/// <summary>Over a real server: its own limits and errors are part of the endpoint's behaviour.</summary>
public sealed class PostEventsTests : IAsyncLifetime
{
    private readonly Intake _intake = new();
    private readonly HttpClient _client = new();
    private WebApplication? _app;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/api/events", (HttpRequest request, CancellationToken cancel) =>
            PostEvents.HandleAsync(request, _intake.Ingest, _intake.Letters, _intake.Shop, _intake.Clock, cancel));
        await _app.StartAsync();
        _client.BaseAddress = new(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app!.DisposeAsync();
    }

    private static string Login(string id, string customer = "x:1") =>
        $$"""{"id":"{{id}}","customer":"{{customer}}","type":"login","at":"2026-01-03T10:00:00Z"}""";

    private async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(byte[] body, string type = "application/json", params (string Name, string Value)[] headers)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/events") { Content = content };
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                content.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _client.SendAsync(request, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        if ((int)response.StatusCode >= 400)
            response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        return (response.StatusCode, JsonDocument.Parse(text).RootElement);
    }

    private Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string body, string type = "application/json", params (string Name, string Value)[] headers) =>
        PostAsync(Encoding.UTF8.GetBytes(body), type, headers);

    private async Task<IReadOnlyList<CustomerEvent>> StoredAsync(string customer) =>
        await _intake.Customers.EventsAsync(CustomerKey.Parse(customer), null, Cancel).ToListAsync(Cancel);

    [Fact]
    public async Task One_event_and_arrays_are_taken_and_repeated_events_are_duplicates()
    {
        (await PostAsync(Login("a"))).ShouldSatisfyAllConditions(
            r => r.Status.ShouldBe(HttpStatusCode.Accepted),
            r => r.Body.GetRawText().ShouldBe("""{"accepted":1,"duplicates":0,"rejected":[]}"""));
        var (status, body) = await PostAsync($"[{Login("a")},{Login("b")},{Login("b")}]");
        (status, body.GetProperty("accepted").GetInt32(), body.GetProperty("duplicates").GetInt32()).ShouldBe((HttpStatusCode.Accepted, 1, 2));
        (await StoredAsync("x:1")).Select(e => e.Id).ShouldBe(["a", "b"]);
        (await PostAsync("[]")).Status.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Rejected_events_are_named_by_index_and_kept_as_letters()
    {
        await PostAsync(Login("a"));
        var (status, body) = await PostAsync($$"""[{"id":"n"},{{Login("b")}},{{Login("a").Replace("10:00", "11:00", StringComparison.Ordinal)}}]""");
        status.ShouldBe(HttpStatusCode.Accepted);
        var rejected = body.GetProperty("rejected").EnumerateArray().ToList();
        rejected.Select(r => (r.GetProperty("index").GetInt32(), r.GetProperty("id").GetString(), r.GetProperty("field").GetString()))
            .ShouldBe([(0, "n", "type"), (2, "a", "id")]);
        (await _intake.AllLettersAsync()).Select(l => (l.Format, l.Source)).ShouldBe([("json", "http"), ("event", "http")], ignoreOrder: true);
    }

    [Fact]
    public async Task Where_none_can_be_taken_it_is_422_with_the_reasons()
    {
        var (status, body) = await PostAsync("""[{"id":"n"},7]""");
        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        body.GetProperty("rejected").GetArrayLength().ShouldBe(2);
        (await _intake.AllLettersAsync()).Select(l => l.Raw).ShouldBe(["""{"id":"n"}""", "7"]);
    }

    [Theory]
    [InlineData("", "line 1, byte 1")]
    [InlineData("{\n\"id\": nope}", "line 2")]
    [InlineData("[{\"id\":\"a\"}", "line 1")]
    [InlineData("{} trailing", "line 1, byte 4")]
    public async Task A_body_that_is_not_json_is_400_with_the_place_and_stores_nothing(string text, string place)
    {
        var (status, body) = await PostAsync(text);
        status.ShouldBe(HttpStatusCode.BadRequest);
        body.GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain(place);
        _intake.Store.Batches.ShouldBe(0);
    }

    [Fact]
    public async Task A_bad_line_does_not_stop_the_others()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 10_000).Select(i => i == 7000 ? "{\"id\":" : Login($"e{i}", $"x:{i % 100}")));
        var (status, body) = await PostAsync(lines + "\n\n", "application/x-ndjson; charset=utf-8");
        (status, body.GetProperty("accepted").GetInt32()).ShouldBe((HttpStatusCode.Accepted, 9999));
        body.GetProperty("rejected").EnumerateArray().ShouldHaveSingleItem().GetProperty("index").GetInt32().ShouldBe(7000);
    }

    [Fact]
    public async Task Large_bodies_are_taken_up_to_the_limit_of_this_endpoint_not_the_servers()
    {
        // Kestrel's own limit is 30,000,000 bytes.
        var (status, _) = await PostAsync(Login("a") + new string(' ', 31_000_000));
        status.ShouldBe(HttpStatusCode.Accepted);
        // As curl does for large bodies: a server that refuses by the length alone need not read what is sent meanwhile.
        (await PostAsync(new byte[(32 * 1024 * 1024) + 1], headers: ("Expect", "100-continue"))).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await PostAsync(Encoding.UTF8.GetBytes(new string('x', 3_000_000)), "application/x-ndjson")).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Gzip_is_unpacked_but_not_without_end()
    {
        (await PostAsync(Gzip(Encoding.UTF8.GetBytes(Login("a"))), headers: ("Content-Encoding", "gzip"))).Status.ShouldBe(HttpStatusCode.Accepted);
        var bomb = Gzip(new byte[100_000_000]);
        bomb.Length.ShouldBeLessThan(1_000_000);
        (await PostAsync(bomb, headers: ("Content-Encoding", "gzip"))).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await PostAsync("not gzip", headers: ("Content-Encoding", "gzip"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync("x", headers: ("Content-Encoding", "br"))).Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData(0, "application/json")]
    [InlineData(5, "application/json")]
    [InlineData(30, "application/json")]
    [InlineData(-8, "application/json")]
    [InlineData(-1, "application/json")]
    [InlineData(0, "application/x-ndjson")]
    [InlineData(30, "application/x-ndjson")]
    [InlineData(-1, "application/x-ndjson")]
    public async Task A_packed_body_that_was_cut_is_400_and_stores_nothing(int length, string type)
    {
        var separator = type == "application/json" ? "," : "\n";
        var text = string.Join(separator, Enumerable.Range(0, 3000).Select(i => Login($"e{i}")));
        var packed = Gzip(Encoding.UTF8.GetBytes(type == "application/json" ? $"[{text}]" : text));

        var (status, body) = await PostAsync(packed[..(length < 0 ? packed.Length + length : length)], type, ("Content-Encoding", "gzip"));

        (status, body.GetProperty("detail").GetString()).ShouldBe(
            (HttpStatusCode.BadRequest, "The body is not whole gzip data: it is cut off or damaged. Nothing was stored."));
        body.TryGetProperty("accepted", out _).ShouldBeFalse();
        _intake.Store.Batches.ShouldBe(0);
        (await PostAsync(packed, type, ("Content-Encoding", "gzip"))).Status.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Lines_that_were_stored_before_the_cut_are_named_and_all_count_once_when_sent_again()
    {
        var text = string.Join('\n', Enumerable.Range(0, 10_000).Select(i => i is 7 or 9990 ? "{\"id\":" : Login($"e{i}", $"x:{i * 7919L % 10_007}")));
        var packed = Gzip(Encoding.UTF8.GetBytes(text));

        var (status, cut) = await PostAsync(packed[..^1], "application/x-ndjson", ("Content-Encoding", "gzip"));

        status.ShouldBe(HttpStatusCode.BadRequest);
        var accepted = cut.GetProperty("accepted").GetInt32();
        accepted.ShouldBeInRange(4000, 9500);
        cut.GetProperty("rejected").EnumerateArray().ShouldHaveSingleItem().GetProperty("index").GetInt32().ShouldBe(7);
        cut.GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain($"The first {accepted + 1} events had been dealt with before");
        StoredEvents().ShouldBe(accepted);
        (await _intake.AllLettersAsync()).ShouldHaveSingleItem().Row.ShouldBe(8);

        var (again, whole) = await PostAsync(packed, "application/x-ndjson", ("Content-Encoding", "gzip"));
        (again, whole.GetProperty("accepted").GetInt32(), whole.GetProperty("duplicates").GetInt32())
            .ShouldBe((HttpStatusCode.Accepted, 9998 - accepted, accepted));
    }

    [Fact]
    public async Task Lines_that_were_stored_before_one_that_is_too_long_are_named()
    {
        var text = string.Join('\n', Enumerable.Range(0, 5000).Select(i => Login($"e{i}", $"x:{i}")).Append(new string('x', 2_000_000)));

        var (status, body) = await PostAsync(text, "application/x-ndjson");

        (status, body.GetProperty("code").GetString()).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "too-large"));
        StoredEvents().ShouldBe(body.GetProperty("accepted").GetInt32());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=gb18030")]
    public async Task Other_content_types_are_415(string type) => (await PostAsync(Login("a"), type)).Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);

    [Theory]
    [InlineData("""{"specversion":"1.0","id":"a","source":"/s/shopify","subject":"42","type":"com.example.login","time":"2026-01-03T10:00:00Z","traceparent":"00-1"}""", null)]
    [InlineData("""{"data":{"total":3},"specversion":"1.0","id":"a","source":"x","subject":"shopify:42","type":"order","time":"2026-01-03T10:00:00Z"}""", null)]
    [InlineData("""{"specversion":"0.3","id":"a","source":"x","subject":"shopify:42","type":"login","time":"2026-01-03T10:00:00Z"}""", "specversion")]
    [InlineData("""{"specversion":"1.0","id":"a","source":"shopify","type":"login","time":"2026-01-03T10:00:00Z"}""", "subject")]
    [InlineData("""{"specversion":"1.0","id":"a","source":"shopify","subject":"4","type":"login"}""", "time")]
    [InlineData("""{"specversion":"1.0","id":"a","source":"shopify","subject":"4","type":"login","time":"2026-01-03T10:00:00Z","data":{"id":"b"}}""", "id")]
    [InlineData("""{"specversion":"1.0","id":"a","source":"shopify","subject":"4","type":"login","time":"2026-01-03T10:00:00Z","data":[1]}""", "data")]
    [InlineData("""{"specversion":"1.0","id":"a","source":"shopify","subject":"4","type":"login","time":"2026-01-03T10:00:00Z","data_base64":"e30="}""", "data_base64")]
    public async Task Cloud_events_are_mapped(string json, string? wrong)
    {
        var (status, body) = await PostAsync($"[{json}]", "application/cloudevents-batch+json");
        if (wrong is null)
        {
            status.ShouldBe(HttpStatusCode.Accepted);
            (await StoredAsync("shopify:42")).ShouldHaveSingleItem().Id.ShouldBe("a");
            return;
        }

        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        body.GetProperty("rejected")[0].GetProperty("field").GetString().ShouldBe(wrong);
        (await _intake.AllLettersAsync()).Single().Format.ShouldBe("cloudevent");
        (await _intake.Retry.HandleAsync(null, Cancel)).Remaining.ShouldBe(1);
    }

    /// <summary>Every command of the page is sent as it stands there, so that the page cannot say what is not so.</summary>
    [Fact]
    public async Task The_commands_of_the_documentation_work_and_name_every_type()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "events.md"), Cancel);
        var commands = Regex.Matches(page, @"^    curl -X POST ""\$RECALL/api/events""(?<headers>( -H ""[^""]+"")+) -d '(?<body>[^']+)'", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
        commands.Count.ShouldBe(Regex.Count(page, "^    curl ", RegexOptions.Multiline, TimeSpan.FromSeconds(5)));
        foreach (Match command in commands)
        {
            var headers = Regex.Matches(command.Groups["headers"].Value, @"-H ""(?<n>[^:]+): (?<v>[^""]+)""", RegexOptions.None, TimeSpan.FromSeconds(5))
                .Select(h => (h.Groups["n"].Value, h.Groups["v"].Value)).ToList();
            var type = headers.Single(h => h.Item1 == "Content-Type").Item2;
            var (status, body) = await PostAsync(command.Groups["body"].Value, type, [.. headers.Where(h => h.Item1 != "Content-Type")]);
            status.ShouldBe(HttpStatusCode.Accepted, command.Value + body.GetRawText());
            body.GetProperty("rejected").GetArrayLength().ShouldBe(0, command.Value + body.GetRawText());
        }

        foreach (var type in EventType.All)
        {
            page.ShouldContain($"\"type\":\"{type.Name}\"");
            foreach (var field in type.Required.Concat(type.Optional))
                page.ShouldContain($"\"{field}\":", customMessage: $"{type.Name}.{field} has no example");
        }
    }

    private int StoredEvents() => _intake.Store.Rows("customers").Count(r => r.Properties.ContainsKey("event"));

    private static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
