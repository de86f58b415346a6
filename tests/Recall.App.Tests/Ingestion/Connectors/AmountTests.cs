using System.Net;
using System.Text;
using Recall.App.Ingestion.Connectors;
using Recall.App.Ingestion.Connectors.Api;
using Recall.App.Ingestion.Connectors.Orders;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Ports;
using Recall.App.Tests.Http;
using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.App.Tests.Ingestion.Connectors;

/// <summary>What platforms' numbers are worth, and those that can be none.</summary>
public class AmountTests
{
    private const string TwiceTooMuch = """
        {"id":1,"order_id":2,"created_at":"2026-01-09T09:00:00Z","transactions":[{"kind":"refund","status":"success","amount":"7e28"},{"kind":"refund","status":"success","amount":"7e28"}]}
        """;

    [Theory]
    [InlineData("shopify", "shopify", "refunds/create", TwiceTooMuch, "transactions[0].amount")]
    [InlineData("bigcommerce", "big", "order", """{"order":{"id":1,"customer_id":1,"date_created":"2026-01-09T09:00:00Z","total_inc_tax":"1","discount_amount":"7e28","coupon_discount":"7e28"},"products":[]}""", "order.discount_amount")]
    [InlineData("bigcommerce", "big", "order", """{"order":{"id":1,"customer_id":1,"date_created":"2026-01-09T09:00:00Z","total_inc_tax":"-100000000000001"},"products":[]}""", "order.total_inc_tax")]
    public void A_number_beyond_all_amounts_is_said_to_be_one(string platform, string source, string topic, string body, string field)
    {
        var wrong = Map(platform, source, topic, body).ShouldBeOfType<Mapped.Wrong>();
        wrong.Field.ShouldBe(field);
        wrong.Why.ShouldEndWith("is greater than any amount or count.");
    }

    /// <summary>The greatest numbers that are read, in so many lines that those that cost most are chosen, and a sum of them.</summary>
    [Fact]
    public void What_is_read_can_be_added_up_and_multiplied()
    {
        var line = $$"""{"sku":"{{new string('T', 90)}}","quantity":"1e14","price":"1e14"}""";
        var order = Samples.ShopifyOrder(lines: string.Join(',', Enumerable.Repeat(line, 500)));
        Map("shopify", "shopify", "orders/create", order).ShouldBeOfType<Mapped.Wrong>().Why.ShouldContain("quantity");
        Map("shopify", "shopify", "refunds/create", TwiceTooMuch.Replace("7e28", "1e14", StringComparison.Ordinal)).ShouldBeOfType<Mapped.OfOrder>();
    }

    [Fact]
    public async Task A_walk_passes_over_an_order_of_impossible_numbers()
    {
        var page = $$"""{"orders":[{{Samples.ShopifyOrder(1, "#1", refunds: $"[{TwiceTooMuch}]")}},{{Samples.ShopifyOrder()}}]}""";
        using var api = new Answering(page);
        await using var shop = await PlatformShop.StartAsync(s => s.Name == "shopify" ? s with { Api = new(new("https://tea.myshopify.com"), "the-key-of-the-api", null) } : s);
        var walk = new WalkOrders(
            new(new HttpClient(api), shop.Shop.Clock), shop.Get<RecordFacts>(), shop.Get<DeadLetterBox>(), shop.Get<ITableStore>(), shop.Get<ShopSettings>(), shop.Shop.Clock);

        var end = await walk.RunAsync(shop.Get<ConnectorCatalogue>().Find("shopify")!, "backfill", new(DateTimeOffset.UnixEpoch), null, TestContext.Current.CancellationToken);

        (end.Report.Orders, end.Report.Refused).ShouldBe((2L, 1L));
        (await shop.ProfileAsync("shopify:7012345")).Purchases.Orders.ShouldBe(1);
        (await shop.LettersAsync()).Single().Field.ShouldBe("refunds[0].transactions[0].amount");
    }

    [Fact]
    public void Only_a_refund_that_succeeded_gives_money_back()
    {
        const string Transactions = """
            [{"kind":"refund","status":"success","amount":"20.00"},{"kind":"refund","status":"failure","amount":"5.00"},{"kind":"refund","status":"pending","amount":"3.00"},
             {"kind":"sale","status":"success","amount":"59.90"},{"kind":"void","status":"success","amount":"7.00"}]
            """;
        var refund = $$"""{"id":1,"created_at":"2026-01-09T09:00:00Z","transactions":{{Transactions}}}""";
        Events(Map("shopify", "shopify", "orders/updated", Samples.ShopifyOrder(refunds: $"[{refund}]"))).OfType<OrderRefunded>().Single().Amount.ShouldBe(20m);
    }

    /// <summary>docs.stripe.com/currencies: most have hundredths, the yen nothing smaller, dinars thousandths.</summary>
    [Theory, InlineData("usd", "59.90"), InlineData("jpy", "5990"), InlineData("kwd", "5.99"), InlineData("bhd", "5.99")]
    public void Stripe_s_amounts_are_in_the_smallest_unit_of_the_currency(string currency, string total)
    {
        var payment = Samples.StripePayment().Replace("\"usd\"", $"\"{currency}\"", StringComparison.Ordinal);
        Events(Map("stripe", "stripe", "", Samples.StripeEvent("payment_intent.succeeded", payment))).OfType<OrderPlaced>().Single().Total
            .ShouldBe(decimal.Parse(total, System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>By the numbers of docs.bigcommerce.com, "Order Statuses"; their names can be changed.</summary>
    [Theory]
    [InlineData(true, 2, 3, 4, 8, 9, 10, 11, 13, 14)]
    [InlineData(false, 0, 1, 5, 6, 7, 12)]
    public void BigCommerce_s_orders_count_once_they_are_paid(bool counts, params int[] statuses)
    {
        foreach (var status in statuses)
        {
            var events = Events(Map("bigcommerce", "big", "order", $$"""{"order":{{Samples.BigOrder(status: status)}},"products":{{Samples.BigProducts}}}"""));
            events.Single(e => e.Id == "250").ShouldBeOfType(counts ? typeof(OrderPlaced) : typeof(Voided), $"status {status}");
        }
    }

    private static IReadOnlyList<CustomerEvent> Events(Mapped mapped) => mapped.ShouldBeOfType<Mapped.Facts>().Events;

    private static Mapped Map(string platform, string source, string topic, string body)
    {
        var settings = PlatformShop.Settings() with { Rates = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["JPY"] = 1, ["KWD"] = 1, ["BHD"] = 1 } };
        var clock = new ShopClock(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        return ConnectorCatalogue.All[platform].Map(
            new(settings.Connectors[source], "id", topic, new Dictionary<string, string>(StringComparer.Ordinal), Encoding.UTF8.GetBytes(body), clock.Now), settings, clock);
    }

    private sealed class Answering(string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") });
    }
}
