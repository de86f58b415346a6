using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Recall.App.Tests.Ingestion.Connectors;

/// <summary>
/// The order API of a platform over orders in memory, as its documents describe it: pages, a leaky bucket that refuses who asks too fast, and answers
/// that fail now and then.
/// </summary>
public sealed class FakePlatform(string platform)
{
    private const int Bucket = 4;
    private const int LeakedInSecond = 2;

    private readonly Lock _gate = new();
    private readonly List<JsonObject> _orders = [];
    private int _asked;
    private double _level;
    private DateTimeOffset _filledAt;

    /// <summary>How often it said 429.</summary>
    public int Throttled { get; private set; }

    /// <summary>How many access tokens it gave; the last one alone is good.</summary>
    public int Tokens { get; private set; }

    /// <summary>How long it says that a token is good, in seconds.</summary>
    public int TokenSeconds { get; set; } = 86_399;

    /// <summary>How many pages it gave.</summary>
    public int Pages { get; private set; }

    /// <summary>Every n-th question is refused.</summary>
    public int RefuseEvery { get; set; } = 3;

    /// <summary>With it who asks too fast is refused by time and not by count: a bucket of four questions leaks two a second.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>Before it every question is refused, UTC.</summary>
    public DateTimeOffset ClosedUntil { get; set; }

    /// <summary>Orders of a page of Shopify's.</summary>
    public int Size { get; init; } = 50;

    /// <summary>Called before each page.</summary>
    public Action? BeforePage { get; set; }

    /// <summary>Adds an order, or the newer state of one.</summary>
    public void Put(string json)
    {
        var order = JsonNode.Parse(json)!.AsObject();
        lock (_gate)
        {
            _orders.RemoveAll(o => o["id"]!.ToJsonString() == order["id"]!.ToJsonString());
            _orders.Add(order);
        }
    }

    public void Map(WebApplication app)
    {
        app.MapPost("/admin/oauth/access_token", (Delegate)TokenAsync);
        app.MapGet("/admin/api/{version}/orders.json", Shopify);
        app.MapGet("/wp-json/wc/v3/orders", Woo);
        app.MapGet("/stores/abc/v2/orders", Big);
        app.MapGet("/stores/abc/v2/orders/{id}/products", () => Results.Text(Samples.BigProducts, "application/json"));
    }

    /// <summary>No token is good any more.</summary>
    public void EndToken() => Tokens++;

    private async Task<IResult> TokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        if (form["grant_type"] != "client_credentials" || form["client_id"] != "the-key-of-the-api" || form["client_secret"] != "the-secret-of-the-api")
            return Results.Text("""{"error":"shop_not_permitted"}""", "application/json", statusCode: 400);
        return Results.Text(new JsonObject { ["access_token"] = $"token-{++Tokens}", ["scope"] = "read_orders", ["expires_in"] = TokenSeconds }.ToJsonString(), "application/json");
    }

    private IResult Shopify(HttpContext http)
    {
        if (Refuse(http, "2.0") is { } refused)
            return refused;
        if (http.Request.Headers["X-Shopify-Access-Token"] != $"token-{Tokens}")
            return Results.Text("""{"errors":"[API] Invalid API key or access token"}""", "application/json", statusCode: 401);
        var query = http.Request.Query;
        var offset = int.TryParse(query["page_info"], NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : 0;
        var since = DateTimeOffset.Parse(query["updated_at_min"].FirstOrDefault() ?? query["since"].First()!, CultureInfo.InvariantCulture);
        var found = Sorted("updated_at", since);
        if (offset + Size < found.Count)
        {
            http.Response.Headers.Link = $"<http://{http.Request.Host}/admin/api/2026-07/orders.json?page_info={offset + Size}&since={Uri.EscapeDataString(since.ToString("o", CultureInfo.InvariantCulture))}>; rel=\"next\"";
        }

        return Page(new JsonObject { ["orders"] = Array(found.Skip(offset).Take(Size)) });
    }

    private IResult Woo(HttpContext http)
    {
        if (Refuse(http, "1") is { } refused)
            return refused;
        var query = http.Request.Query;
        http.Request.Headers.Authorization.ToString().ShouldStartWith("Basic ");
        var after = DateTimeOffset.Parse(query["modified_after"].First()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return Page(Array(Sorted("date_modified_gmt", after.AddTicks(1)).Skip((Number(query["page"]) - 1) * 100).Take(100)));
    }

    private IResult Big(HttpContext http)
    {
        if (Refuse(http, null) is { } refused)
            return refused;
        var query = http.Request.Query;
        var since = DateTimeOffset.Parse(query["min_date_modified"].First()!, CultureInfo.InvariantCulture);
        var page = Array(Sorted("date_modified", since).Skip((Number(query["page"]) - 1) * 50).Take(50));
        return page.Count == 0 ? Results.NoContent() : Page(page);
    }

    private IResult? Refuse(HttpContext http, string? after)
    {
        if (Clock is not null)
            return RefuseByTime(http, Clock.GetUtcNow(), after is null);
        if (Interlocked.Increment(ref _asked) % RefuseEvery != 0)
            return null;
        Throttled++;
        if (after is not null)
            http.Response.Headers.RetryAfter = after;
        else
            http.Response.Headers["X-Rate-Limit-Time-Reset-Ms"] = "1500";
        return Results.StatusCode(_asked % 2 == 0 ? 429 : 503);
    }

    private IResult? RefuseByTime(HttpContext http, DateTimeOffset now, bool inMilliseconds)
    {
        (_level, _filledAt) = (Math.Max(0, _level - (LeakedInSecond * (now - _filledAt).TotalSeconds)), now);
        var wait = now < ClosedUntil ? ClosedUntil - now : _level + 1 > Bucket ? TimeSpan.FromSeconds(1) : TimeSpan.Zero;
        if (wait == TimeSpan.Zero)
        {
            _level++;
            http.Response.Headers["X-Shopify-Shop-Api-Call-Limit"] = string.Create(CultureInfo.InvariantCulture, $"{_level:0}/{Bucket}");
            return null;
        }

        Throttled++;
        if (inMilliseconds)
            http.Response.Headers["X-Rate-Limit-Time-Reset-Ms"] = wait.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        else
            http.Response.Headers.RetryAfter = wait.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        return Results.StatusCode(429);
    }

    private IResult Page(JsonNode page)
    {
        BeforePage?.Invoke();
        Pages++;
        return Results.Text(page.ToJsonString(), "application/json");
    }

    private List<JsonObject> Sorted(string field, DateTimeOffset since)
    {
        lock (_gate)
            return [.. _orders.Select(o => (o, At: Changed(o, field))).Where(o => o.At >= since).OrderBy(o => o.At).Select(o => o.o)];
    }

    private static DateTimeOffset Changed(JsonObject order, string field) =>
        DateTimeOffset.Parse(order[field]!.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static JsonArray Array(IEnumerable<JsonObject> orders) => new([.. orders.Select(o => o.DeepClone())]);

    private static int Number(string? text) => int.Parse(text!, CultureInfo.InvariantCulture);

    public override string ToString() => platform;
}

/// <summary>A clock whose timers are due at once and move it on: who waits a minute has waited a minute.</summary>
public sealed class LeapingClock(DateTimeOffset now) : TimeProvider
{
    private readonly Lock _gate = new();

    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return Now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero)
        {
            lock (_gate)
                Now += dueTime;
        }

        return base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
