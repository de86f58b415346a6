using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;
using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.App.Ports;
using Recall.App.Tests.Http;
using Recall.App.Work;

namespace Recall.App.Tests.Ingestion.Connectors;

/// <summary>The door: who is let in, what is kept, what counts once.</summary>
public class PostDeliveryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Platforms => [.. Calls(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)).Keys];

    /// <summary>One call of every platform, signed at a time.</summary>
    public static Dictionary<string, Signed> Calls(DateTimeOffset now) => new(StringComparer.Ordinal)
    {
        ["shopify"] = Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-1"),
        ["woocommerce"] = Signed.Woo("order.created", Samples.WooOrder()),
        ["bigcommerce"] = Signed.BigCommerce(Samples.BigHook(), "msg_1", now),
        ["adobe"] = Signed.Adobe(Samples.AdobeOrder()),
        ["youzan"] = Signed.Youzan(Samples.Youzan("trade_TradePaid", Samples.YouzanTrade())),
        ["shopline-hex"] = Signed.Shopline("orders/create", Samples.ShopifyOrder(), "s-1", hex: true),
        ["shopline-base64"] = Signed.Shopline("orders/create", Samples.ShopifyOrder(), "s-1", hex: false),
        ["stripe"] = Signed.Stripe(Samples.StripeEvent("payment_intent.succeeded", Samples.StripePayment()), now),
        ["standard"] = Signed.Standard("""{"id":"o-1","customer":"crm:1","type":"order","at":"2026-01-05T02:00:00Z","total":5}""", "msg_1", now),
        ["standard-public"] = Signed.StandardPublic("""{"type":"shop.order","timestamp":"2026-01-05T02:00:00Z","data":{"customer":"1","total":5}}""", "msg_2", now),
        ["cloudevents"] = Signed.CloudEvents(
            """{"specversion":"1.0","id":"o-1","source":"/shops/bus","subject":"1","type":"shop.order","time":"2026-01-05T02:00:00Z","data":{"total":5}}""", "application/cloudevents+json"),
    };

    [Theory, MemberData(nameof(Platforms))]
    public async Task A_signed_call_is_taken_stored_as_it_came_and_read_once(string platform)
    {
        await using var shop = await PlatformShop.StartAsync();
        var call = Calls(shop.Now)[platform];
        for (var again = 0; again < 3; again++)
            (await shop.PostAsync(call)).Status.ShouldBe(200);

        var queue = shop.Get<IWorkQueue>();
        var waiting = await queue.PeekAsync(WorkQueues.Deliveries, 32, Cancel);
        var stored = await shop.Get<DeliveryStore>().FindAsync(Core.StoredJson.Read<DeliveryRef>(waiting[0]), Cancel);
        stored!.Body.ShouldBe(call.Body);
        stored.State.ShouldBe(DeliveryState.New);
        waiting.Distinct(StringComparer.Ordinal).Count().ShouldBe(1);

        await shop.DrainAsync();
        (await shop.PostAsync(call)).Status.ShouldBe(200);
        (await queue.PeekAsync(WorkQueues.Deliveries, 32, Cancel)).ShouldBeEmpty();
    }

    /// <summary>Whoever may not send anything may still hold large bodies open: all together they get so much memory and no more.</summary>
    [Fact]
    public async Task Large_bodies_beyond_what_there_is_room_for_are_sent_again_and_small_ones_are_taken()
    {
        await using var shop = await PlatformShop.StartAsync();
        var large = Signed.Shopify("orders/create", Samples.ShopifyOrder().Replace("{", "{ \"padding\": \"" + new string('x', 100_000) + "\",", StringComparison.Ordinal)[..200_000], "w-9");
        using (var held = shop.Get<BodyBudget>().Open())
        {
            held.TryTake(BodyBudget.Most).ShouldBeTrue();
            (await shop.PostAsync(large)).Status.ShouldBe(503);
            (await shop.PostAsync(Calls(shop.Now)["shopify"])).Status.ShouldBe(200);
        }

        (await shop.PostAsync(large)).Status.ShouldBe(200);
    }

    [Theory, MemberData(nameof(Platforms))]
    public async Task A_call_that_is_changed_padded_cut_or_signed_otherwise_is_refused_and_leaves_nothing(string platform)
    {
        await using var shop = await PlatformShop.StartAsync();
        var call = Calls(shop.Now)[platform];
        var signature = call.Headers.Keys.Single(k => k is "X-Api-Key" or "Event-Sign" || k.Contains("ignature", StringComparison.Ordinal) || k.Contains("Hmac", StringComparison.Ordinal));
        var wrong = new List<Signed>
        {
            call with { Headers = Without(call, signature) },
            call with { Headers = With(call, signature, "") },
            call with { Headers = With(call, signature, "AAAA") },
            call with { Headers = With(call, signature, Flip(call.Headers[signature])) },
            call with { Headers = With(call, signature, new string('A', 5000)) },
        };
        if (signature != "X-Api-Key")
        {
            wrong.Add(call with { Body = [.. call.Body, (byte)' '] });
            wrong.Add(call with { Body = call.Body[..^1] });
            wrong.Add(call with { Body = [] });
            wrong.Add(call with { Body = [.. call.Body[..^2], (byte)'1', (byte)'}'] });
        }

        foreach (var one in wrong)
        {
            var problem = (await shop.PostAsync(one)).ShouldFail(401, "unauthorized");
            problem.ToJsonString().ShouldNotContain(Signed.Secret);
        }

        (await shop.Get<IWorkQueue>().PeekAsync(WorkQueues.Deliveries, 1, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Names_of_headers_are_the_same_in_any_case_and_bodies_may_come_in_chunks()
    {
        await using var shop = await PlatformShop.StartAsync();
        var call = Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-1");
        using var request = (call with { Headers = call.Headers.ToDictionary(h => h.Key.ToUpperInvariant(), h => h.Value, StringComparer.Ordinal) }).Request();
        request.Headers.TransferEncodingChunked = true;
        using var client = shop.Shop.Anonymous();
        (await client.SendAsync(request, Cancel)).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
    }

    [Fact]
    public async Task Calls_that_are_refused_have_one_line_a_minute_in_the_log_with_how_many_and_from_where()
    {
        await using var shop = await PlatformShop.StartAsync();
        using var log = new Recorder();
        shop.Get<ILoggerFactory>().AddProvider(log);
        var call = Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-1", "a-secret-of-nobody-at-all");
        for (var i = 0; i < 5; i++)
            (await shop.PostAsync(call)).Status.ShouldBe(401);
        shop.Shop.Clock.Now += TimeSpan.FromMinutes(1);
        (await shop.PostAsync(call with { Headers = With(call, "X-Forwarded-For", "10.0.0.1, 203.0.113.7:4711") })).Status.ShouldBe(401);

        log.Lines.Count.ShouldBe(2);
        log.Lines[0].ShouldEndWith("Calls refused since the last line about it: 1.");
        log.Lines[1].ShouldContain("X-Forwarded-For 203.0.113.7 was refused");
        log.Lines[1].ShouldEndWith("Calls refused since the last line about it: 5.");
    }

    [Fact]
    public async Task A_call_of_another_time_is_refused_where_the_platform_signs_the_time()
    {
        await using var shop = await PlatformShop.StartAsync();
        foreach (var minutes in (int[])[-6, 6])
        {
            // One from the future is good for as long as somebody likes to keep it.
            var calls = Calls(shop.Now.AddMinutes(minutes));
            foreach (var platform in (string[])["stripe", "standard", "standard-public", "bigcommerce"])
                (await shop.PostAsync(calls[platform])).ShouldFail(401, "unauthorized");
        }

        foreach (var platform in (string[])["stripe", "standard", "standard-public", "bigcommerce"])
            (await shop.PostAsync(Calls(shop.Now.AddMinutes(4))[platform])).Status.ShouldBe(200);
    }

    [Fact]
    public async Task WooCommerce_asks_unsigned_whether_anybody_is_there()
    {
        await using var shop = await PlatformShop.StartAsync();
        var ping = new Signed("woocommerce/woo", new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = "application/x-www-form-urlencoded" }, Encoding.UTF8.GetBytes("webhook_id=12"));
        (await shop.PostAsync(ping)).Status.ShouldBe(200);
        (await shop.PostAsync(ping.Says("webhook_id=12&id=1"))).Status.ShouldBe(401);
        (await shop.PostAsync(ping with { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = "application/json" } })).Status.ShouldBe(401);
        (await shop.Get<IWorkQueue>().PeekAsync(WorkQueues.Deliveries, 1, Cancel)).ShouldBeEmpty();
    }

    /// <summary>A webhook of a topic that says nothing may have the same body as one that does.</summary>
    [Fact]
    public async Task WooCommerce_s_bodies_count_once_for_each_topic()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(Signed.Woo("order.note", Samples.WooOrder()), Signed.Woo("order.updated", Samples.WooOrder()), Signed.Woo("order.updated", Samples.WooOrder(), id: "8-1"));
        (await shop.ProfileAsync("woo:25")).Purchases.Orders.ShouldBe(1);
        (await shop.Get<ListDeliveries>().HandleAsync("woo", null, 10, Cancel)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Adobe_Commerce_is_heard_unsigned_only_where_the_settings_say_so_and_gets_the_answer_it_waits_for()
    {
        await using var shop = await PlatformShop.StartAsync();
        var unsigned = Signed.Adobe(Samples.AdobeOrder()) with { Headers = new Dictionary<string, string>(StringComparer.Ordinal) };
        (await shop.PostAsync(unsigned)).ShouldFail(401, "unauthorized")["detail"]!.GetValue<string>().ShouldContain("allow-unsigned");
        (await shop.PostAsync(unsigned with { Path = "adobe-commerce/open" })).ShouldBe(200)["op"]!.GetValue<string>().ShouldBe("success");
    }

    [Fact]
    public async Task Youzan_signs_the_body_as_it_is_or_decoded_and_which_it_was_is_kept()
    {
        await using var shop = await PlatformShop.StartAsync();
        var one = Samples.Youzan("trade_TradePaid", Samples.YouzanTrade(), "msg-1");
        var two = Samples.Youzan("trade_TradePaid", Samples.YouzanTrade(), "msg-2");
        (await shop.PostAsync(Signed.Youzan(one))).ShouldBe(200)["code"]!.GetValue<int>().ShouldBe(0);
        (await shop.PostAsync(Signed.Youzan(two, decoded: true))).Status.ShouldBe(200);
        (await NoteAsync(shop, "msg-1")).ShouldBe("signed over the body as it was sent");
        (await NoteAsync(shop, "msg-2")).ShouldBe("signed over the decoded body");

        static async Task<string?> NoteAsync(PlatformShop shop, string id)
        {
            var at = DeliveryRef.Of("youzan", id);
            return (await shop.Shop.Store.GetAsync(DeliveryStore.Table, at.Partition, "d|" + at.Key, Cancel))!.Get<string>("note");
        }
    }

    [Fact]
    public async Task Sources_are_by_platform_and_name_bodies_have_a_limit_and_are_not_packed()
    {
        await using var shop = await PlatformShop.StartAsync();
        var call = Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-1");
        (await shop.PostAsync(call with { Path = "shopify/nobody" })).ShouldFail(404, "not-found");
        (await shop.PostAsync(call with { Path = "shopify/woo" })).ShouldFail(404, "not-found");
        (await shop.PostAsync(call with { Path = "ebay/shopify" })).ShouldFail(404, "not-found");
        (await shop.PostAsync(call with { Body = new byte[PostDelivery.MaxBytes + 1] })).ShouldFail(413, "too-large");

        using var client = shop.Shop.Anonymous();
        using var packed = call.Request();
        packed.Content!.Headers.ContentEncoding.Add("gzip");
        (await Answer.Of(await client.SendAsync(packed, Cancel))).ShouldFail(415, "encoding");
        using var endless = call.Request();
        endless.Content = new StreamContent(new MemoryStream(new byte[PostDelivery.MaxBytes + 10])) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        endless.Headers.TransferEncodingChunked = true;
        (await Answer.Of(await client.SendAsync(endless, Cancel))).ShouldFail(413, "too-large");
    }

    private sealed class Recorder : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                Lines.Add(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }

    private static Dictionary<string, string> Without(Signed call, string name) =>
        call.Headers.Where(h => h.Key != name).ToDictionary(h => h.Key, h => h.Value, StringComparer.OrdinalIgnoreCase);

    private static Dictionary<string, string> With(Signed call, string name, string value)
    {
        var headers = Without(call, name);
        headers[name] = value;
        return headers;
    }

    /// <summary>Another character in the middle of a signature, of the same alphabet.</summary>
    private static string Flip(string signature)
    {
        var at = signature.Length - 12;
        return string.Concat(signature.AsSpan(0, at), signature[at] == '0' ? "1" : "0", signature.AsSpan(at + 1));
    }
}
