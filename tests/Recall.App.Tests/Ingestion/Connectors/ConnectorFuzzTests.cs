using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Recall.App.Ingestion.Connectors;
using Recall.App.Tests.Http;

namespace Recall.App.Tests.Ingestion.Connectors;

/// <summary>
/// Whatever a body holds, a verifier says yes or no and a mapper says what it is; neither throws, hangs or grows. <c>RECALL_FUZZ</c> sets how many
/// bodies are tried per test, 3,000 where it is not set.
/// </summary>
public partial class ConnectorFuzzTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Nasty =
    [
        "null", "true", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "\"' OR 1=1 --\"", "\"a/b\\\\c#d?e|f\"", "\"x' or PartitionKey ne '\"", "\"../../etc\"", "1e999", "-1e400", "1e28", "-0",
        "123456789012345678901234567890", "0.00000000000000000000000000000001", "[]", "{}", "[[[[]]]]", "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00Z\"", "\"2026-02-30\"",
        "\"" + new string('9', 400) + "\"", "\"ａ\u202e😀\"", "[null]", "[{}]", "[1,\"a\",[]]", "\"NaN\"", "\"-5\"", "\"5,90\"",
    ];

    private static readonly (string Platform, string Source, string Topic, string Body)[] Seeds =
    [
        ("shopify", "shopify", "orders/create", Samples.ShopifyOrder(refunds: $"[{Samples.ShopifyRefund()}]", marketing: true)),
        ("shopify", "shopify", "refunds/create", Samples.ShopifyRefund()),
        ("shopify", "shopify", "customers/update", Samples.ShopifyCustomer()),
        ("shopify", "shopify", "customers_email_marketing_consent/update", Samples.ShopifyEmailConsent()),
        ("shopify", "shopify", "customers/redact", Samples.ShopifyRedact()),
        ("shopify", "shopify", "customers/data_request", Samples.ShopifyRedact()),
        ("shopify", "shopify", "checkouts/update", Samples.ShopifyOrder()),
        ("shopify", "shopify", "orders/delete", """{"id":1}"""),
        ("shopline", "shopline", "orders/create", Samples.ShopifyOrder()),
        ("woocommerce", "woo", "order.updated", Samples.WooOrder(refunds: """[{"id": 726, "total": "-10.00"}]""")),
        ("woocommerce", "woo", "customer.updated", Samples.ShopifyCustomer()),
        ("bigcommerce", "big", "", Samples.BigHook()),
        ("bigcommerce", "big", "order", $$"""{"order":{{Samples.BigOrder()}},"products":{{Samples.BigProducts}}}"""),
        ("bigcommerce", "big", "", Samples.BigHook(5, "store/subscriber/deleted")),
        ("bigcommerce", "big", "customer", $$"""{"customer":{{Samples.BigCustomer()}}}"""),
        ("bigcommerce", "big", "subscriber", $$"""{"subscriber":{{Samples.BigSubscriber("\"marketing_newsletter\"")}},"customer":{{Samples.BigCustomer()}}}"""),
        ("adobe-commerce", "adobe", "", Samples.AdobeOrder()),
        ("adobe-commerce", "adobe", "", Samples.AdobeCustomer()),
        ("adobe-commerce", "adobe", "", Samples.AdobeCustomer(name: "observer.customer_delete_commit_after")),
        ("adobe-commerce", "adobe", "", Samples.AdobeSubscriber()),
        ("youzan", "youzan", "", Samples.Youzan("trade_TradePaid", Samples.YouzanTrade())),
        ("youzan", "youzan", "", Samples.Youzan("trade_refund_RefundSuccess", """{"refund_id":"R1","tid":"E1","refunded_fee":"9.90","update_time":"2026-01-08 10:00:00"}""")),
        ("stripe", "stripe", "", Samples.StripeEvent("payment_intent.succeeded", Samples.StripePayment())),
        ("stripe", "stripe", "", Samples.StripeEvent("charge.dispute.created", """{"id":"dp_1","payment_intent":"pi_1","reason":"x","metadata":{}}""")),
        ("standard-webhooks", "crm", "", """{"type":"shop.order","timestamp":"2026-01-05T02:00:00Z","data":{"customer":"1","total":5}}"""),
        ("cloudevents", "bus", "", """{"specversion":"1.0","id":"o-1","source":"/shops/bus","subject":"1","type":"shop.order","time":"2026-01-05T02:00:00Z","data":{"total":5}}"""),
    ];

    private static int Bodies => int.TryParse(Environment.GetEnvironmentVariable("RECALL_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 3000;

    public static TheoryData<int> All => [.. Enumerable.Range(0, Seeds.Length)];

    /// <summary>A body with a value exchanged, a piece cut out, doubled or flipped; or noise.</summary>
    private static Gen<byte[]> Mutations(string seed)
    {
        var bytes = Encoding.UTF8.GetBytes(seed);
        var values = Values(seed);
        return Gen.OneOf(
            Gen.Choose(0, values.Count - 1).SelectMany(v => Gen.Elements(Nasty).Select(n => Encoding.UTF8.GetBytes(seed[..values[v].From] + n + seed[values[v].To..]))),
            Gen.Choose(0, values.Count - 1).SelectMany(v => Gen.Choose(0, values.Count - 1).Select(w =>
                Encoding.UTF8.GetBytes(seed[..values[v].From] + seed[values[w].From..values[w].To] + seed[values[v].To..]))),
            Gen.Choose(0, bytes.Length).SelectMany(from => Gen.Choose(0, 40).Select(n => (byte[])[.. bytes[..from], .. bytes[Math.Min(bytes.Length, from + n)..]])),
            Gen.Choose(0, bytes.Length - 1).SelectMany(at => Gen.Choose(0, 255).Select(b => { var copy = bytes.ToArray(); copy[at] = (byte)b; return copy; })),
            Gen.Choose(0, bytes.Length).Select(at => bytes[..at]),
            ArbMap.Default.GeneratorFor<byte[]>().Select(b => b ?? []));
    }

    [Theory, MemberData(nameof(All))]
    public void A_mapper_says_what_a_body_is_whatever_it_holds(int seed)
    {
        var (platform, source, topic, body) = Seeds[seed];
        var (settings, clock, connector) = (PlatformShop.Settings(), new ShopClock(Now), ConnectorCatalogue.All[platform]);
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["content-type"] = "application/cloudevents+json" };
        Prop.ForAll(Mutations(body).ToArbitrary(), mutated =>
        {
            var mapped = connector.Map(new(settings.Connectors[source], "id", topic, headers, mutated, Now), settings, clock);
            if (mapped is Mapped.OfOrder of && Core.Customers.KeyRules.IsValidId(of.Order, out _))
            {
                try
                {
                    of.Then("1001", Core.Customers.CustomerKey.Parse("shopify:1")).ShouldNotBeNull();
                }
                catch (App.Ingestion.Connectors.Mapping.CannotMapException e)
                {
                    e.Message.ShouldNotBeEmpty();
                }
            }

            if (mapped is Mapped.Wrong wrong)
                wrong.Why.Length.ShouldBeInRange(1, 20_000);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Bodies));
    }

    [Fact]
    public void A_verifier_says_yes_or_no_whatever_the_headers_hold()
    {
        var settings = PlatformShop.Settings();
        var calls = PostDeliveryTests.Calls(Now).Values.ToList();
        var texts = Gen.OneOf(
            ArbMap.Default.GeneratorFor<string>().Select(s => s ?? ""), Gen.Elements("", "=", "t=,v1=", "t=1,v1=zz", "v1,", "v1 v1a", "v1,A v1a,B", new string('a', 10_000), "t=99999999999999999999,v1=00"),
            Gen.Choose(0, 3000).Select(n => Convert.ToBase64String(new byte[n])), Gen.Choose(0, 3000).Select(n => new string('0', n)));
        var cases = Gen.Elements(calls.ToArray()).SelectMany(call => Gen.Elements(call.Headers.Keys.ToArray()).SelectMany(name => texts.SelectMany(text =>
            Mutations(Encoding.UTF8.GetString(call.Body)).Select(body => (call, name, text, body)))));
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var (platform, source) = (one.call.Path.Split('/')[0], one.call.Path.Split('/')[1]);
            var headers = new Dictionary<string, string>(one.call.Headers, StringComparer.OrdinalIgnoreCase) { [one.name] = one.text };
            ConnectorCatalogue.All[platform].Verify(new(settings.Connectors[source], headers, one.body, Now)).ShouldNotBeNull();
            if (platform != "cloudevents" && !one.body.AsSpan().SequenceEqual(one.call.Body))
                ConnectorCatalogue.All[platform].Verify(new(settings.Connectors[source], one.call.Headers, one.body, Now)).ShouldNotBeOfType<Verdict.Accepted>();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Bodies));
    }

    [Fact]
    public async Task Bombs_and_injected_keys_are_taken_and_become_letters_never_a_500()
    {
        await using var shop = await PlatformShop.StartAsync();
        var bodies = new List<string>
        {
            string.Concat(Enumerable.Repeat("[", 100_000)), string.Concat(Enumerable.Repeat("{\"a\":", 50_000)), "{\"id\":1," + string.Join(',', Enumerable.Range(0, 50_000).Select(i => $"\"f{i}\":1")) + "}",
            "{\"id\":1,\"created_at\":\"2026-01-05T10:00:00Z\",\"total_price\":\"1\",\"customer\":{\"id\":1},\"line_items\":[" + string.Join(',', Enumerable.Repeat("{\"product_id\":1,\"price\":\"1\"}", 40_000)) + "]}",
        };
        bodies.AddRange(Nasty.Select(n => Samples.ShopifyOrder().Replace("\"#1001\"", n.StartsWith('"') ? n : $"\"{n.Length}\"", StringComparison.Ordinal)));
        bodies.AddRange(Nasty.Select(n => Samples.ShopifyOrder().Replace("\"id\": 7012345", $"\"id\": {n}", StringComparison.Ordinal)));
        await shop.TakeAsync(bodies.Select((b, i) => Signed.Shopify("orders/create", b, $"bomb-{i}")));
        (await shop.LettersAsync()).Count.ShouldBeGreaterThan(4);
        foreach (var id in (string[])["' OR 1=1 --", "a/b\\c#d?e|f", "\u00ff\u00fe", new string('x', 5000), "%00", "..", "w|1"])
            (await shop.PostAsync(Signed.Shopify("orders/create", Samples.ShopifyOrder(), id))).Status.ShouldBeOneOf(200, 400);
        await shop.DrainAsync();
        (await shop.ProfileAsync("shopify:7012345")).Purchases.Orders.ShouldBeGreaterThan(0);
    }

    [GeneratedRegex("""
        :\s*(?<value>"[^"]*"|-?[0-9.]+|null|true|false|\[[^\[\]]*\]|\{[^{}]*\})
        """, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ValuePattern();

    /// <summary>Where the values of a JSON text stand; good enough to exchange them.</summary>
    private static List<(int From, int To)> Values(string json)
    {
        var found = new List<(int, int)>();
        foreach (Match match in ValuePattern().Matches(json))
            found.Add((match.Groups["value"].Index, match.Groups["value"].Index + match.Groups["value"].Length));
        return found;
    }
}
