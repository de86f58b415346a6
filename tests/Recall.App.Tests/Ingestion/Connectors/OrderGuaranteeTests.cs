using FsCheck;
using FsCheck.Fluent;
using Recall.App.Customers;
using Recall.App.Ingestion.Connectors.Mapping;
using Recall.App.Ingestion.Connectors.Orders;
using Recall.App.Ingestion.Files;
using Recall.App.Tests.Ports;
using Recall.Core.Customers;

namespace Recall.App.Tests.Ingestion.Connectors;

/// <summary>An order counts once and in its newest state, in whatever order, however often and by whichever way it comes in.</summary>
public class OrderGuaranteeTests
{
    private const string Later = "2026-01-05T12:00:00+08:00";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A few days of two shops: orders that change, move between customers, are cancelled, given back, before and after one another.</summary>
    private static IReadOnlyList<Signed> Days { get; } =
    [
        Signed.Shopify("orders/create", Samples.ShopifyOrder(status: "pending"), "a1"),
        Signed.Shopify("orders/updated", Samples.ShopifyOrder(), "a2"),
        Signed.Shopify("orders/paid", Samples.ShopifyOrder(updated: Later, total: "49.90", marketing: true), "a3"),
        Signed.Shopify("refunds/create", Samples.ShopifyRefund(), "a4"),
        Signed.Shopify("refunds/create", Samples.ShopifyRefund(id: 2, amount: "5.00", at: "2026-01-10T09:00:00+08:00"), "a5"),
        Signed.Shopify("orders/create", Samples.ShopifyOrder(2, "#1002", created: "2026-01-06T10:00:00Z", updated: "2026-01-06T10:00:00Z"), "b1"),
        Signed.Shopify("orders/cancelled", Samples.ShopifyOrder(2, "#1002", created: "2026-01-06T10:00:00Z", updated: "2026-01-07T10:00:00Z", cancelled: "2026-01-07T10:00:00Z"), "b2"),
        Signed.Shopify("refunds/create", Samples.ShopifyRefund(id: 9, order: 2, amount: "49.90", at: "2026-01-07T10:00:00Z"), "b3"),
        Signed.Shopify("orders/create", Samples.ShopifyOrder(3, "#1003", null, created: "2026-01-08T10:00:00Z", updated: "2026-01-08T10:00:00Z"), "c1"),
        Signed.Shopify("orders/updated", Samples.ShopifyOrder(3, "#1003", created: "2026-01-08T10:00:00Z", updated: "2026-01-09T10:00:00Z"), "c2"),
        Signed.Shopify("orders/delete", """{"id": 3}""", "c3"),
        Signed.Shopify("orders/create", Samples.ShopifyOrder(4, "#1004", 8, "tom@example.com", "2026-01-08T10:00:00Z", "2026-01-08T10:00:00Z"), "d1"),
        Signed.Shopify("customers/update", Samples.ShopifyCustomer(), "e1"),
        Signed.Shopify("customers/update", Samples.ShopifyCustomer(email: "mei.li@example.com", updated: "2026-01-20T10:00:00Z"), "e2"),
        Signed.Shopify("customers_email_marketing_consent/update", Samples.ShopifyEmailConsent(state: "unsubscribed"), "f1"),
        Signed.Shopify("orders/create", Samples.ShopifyOrder(5, "#1005", 9, "eva@example.com", "2026-01-08T10:00:00Z", "2026-01-08T10:00:00Z"), "g1"),
        Signed.Shopify("refunds/create", Samples.ShopifyRefund(id: 15, order: 5, at: "2026-01-09T09:00:00+08:00"), "g2"),
        Signed.Shopify("orders/updated", Samples.ShopifyOrder(5, "#1005", 10, "ida@example.com", "2026-01-08T10:00:00Z", "2026-01-10T10:00:00Z"), "g3"),
        Signed.Adobe(Samples.AdobeOrder(updated: "2026-01-06 02:00:06", refunded: "9.9000")),
        Signed.Adobe(Samples.AdobeOrder(updated: "2026-01-07 02:00:06", refunded: "0.0000")),
        Signed.Woo("order.created", Samples.WooOrder(status: "pending", modified: "2026-01-05T02:00:00")),
        Signed.Woo("order.updated", Samples.WooOrder(modified: "2026-01-05T02:00:00")),
        Signed.Woo("order.updated", Samples.WooOrder(modified: "2026-01-09T02:00:00", refunds: """[{"id": 726, "total": "-10.00"}]""")),
        Signed.Woo("order.updated", Samples.WooOrder(modified: "2026-01-10T02:00:00", status: "on-hold", refunds: """[{"id": 726, "total": "-10.00"}]""")),
        Signed.Woo("order.updated", Samples.WooOrder(modified: "2026-01-12T02:00:00", refunds: """[{"id": 726, "total": "-10.00"}, {"id": 730, "total": "-5.50"}]""")),
        Signed.Woo("order.created", Samples.WooOrder(728, 0, "guest@post.cn")),
        Signed.Woo("order.updated", Samples.WooOrder(728, 31, "guest@post.cn", modified: "2026-01-13T02:00:00")),
        Signed.Woo("order.updated", Samples.WooOrder(740, 32, modified: "2026-01-09T02:00:00", refunds: """[{"id": 741, "total": "-20.00"}]""")),
        Signed.Woo("order.updated", Samples.WooOrder(740, 32, modified: "2026-01-10T02:00:00", refunds: """[{"id": 741, "total": "-20.00"}, {"id": 742, "total": "-3.00"}]""")),
        Signed.Woo("order.updated", Samples.WooOrder(740, 32, modified: "2026-01-11T02:00:00", refunds: """[{"id": 742, "total": "-3.00"}]""")),
        Signed.Woo("order.updated", Samples.WooOrder(750, 0, "ana@post.cn", modified: "2026-01-09T02:00:00", refunds: """[{"id": 751, "total": "-20.00"}]""")),
        Signed.Woo("order.updated", Samples.WooOrder(750, 33, "ana@post.cn", modified: "2026-01-10T02:00:00")),
    ];

    [Fact]
    public async Task Any_order_and_any_repetition_of_deliveries_give_the_same_profiles()
    {
        var clean = await ReplayAsync(Days);
        clean.ContainsKey("shopify:7012345").ShouldBeTrue();
        var orders = Gen.Shuffle(Enumerable.Range(0, Days.Count).ToArray());
        var again = Gen.Choose(0, Days.Count - 1).ListOf(8);
        Prop.ForAll(orders.SelectMany(o => again.Select(a => (o, a))).ToArbitrary(), drawn =>
        {
            IReadOnlyList<Signed> calls = [.. drawn.o.Concat(drawn.a).Select(i => Days[i])];
            var profiles = ReplayAsync(calls).GetAwaiter().GetResult();
            profiles.OrderBy(p => p.Key, StringComparer.Ordinal).ShouldBe(clean.OrderBy(p => p.Key, StringComparer.Ordinal));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Fact]
    public async Task An_older_state_never_overwrites_a_newer_one_and_a_cancelled_order_is_undone()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(Signed.Shopify("orders/updated", Samples.ShopifyOrder(updated: Later, total: "49.90"), "w-2"), Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-1"));
        (await shop.ProfileAsync("shopify:7012345")).Purchases.Spent.ShouldBe(49.9m);
        await shop.TakeAsync(Signed.Shopify("orders/cancelled", Samples.ShopifyOrder(updated: "2026-01-06T10:00:00+08:00", cancelled: "2026-01-06T10:00:00+08:00"), "w-3"));
        var profile = await shop.ProfileAsync("shopify:7012345");
        (profile.Purchases.Orders, profile.Purchases.Spent).ShouldBe((0, 0m));
        await shop.TakeAsync(Signed.Shopify("orders/paid", Samples.ShopifyOrder(updated: Later), "w-4"));
        (await shop.ProfileAsync("shopify:7012345")).Purchases.Orders.ShouldBe(0);
    }

    /// <summary>Plug-ins number the orders of a WooCommerce shop in a sequence of their own, which is what its exports have.</summary>
    [Theory, InlineData(true), InlineData(false)]
    public async Task An_order_of_a_file_by_its_number_and_of_a_call_by_its_id_counts_once(bool fileFirst)
    {
        const string Csv = "Order Number,Order Date,Order Total,Customer Id,Billing Email,Status\n57,2026-01-05 02:00:00Z,59.90,25,mei@example.com,processing\n";
        await using var shop = await PlatformShop.StartAsync();
        var call = Signed.Woo("order.created", Samples.With(Samples.WooOrder(1234), "number", "57"));
        if (fileFirst)
            await ImportAsync();
        await shop.TakeAsync(call);
        if (!fileFirst)
            await ImportAsync();
        var profile = await shop.ProfileAsync("woo:25");
        (profile.Purchases.Orders, profile.Purchases.Spent).ShouldBe((1, 59.9m));

        Task<ImportReport> ImportAsync() => shop.Get<ImportFile>().HandleAsync(new(ImportRequest.OrdersCsv, Intake.Source(Csv)) { CustomerSource = "woo" }, null, Cancel);
    }

    /// <summary>Shops that count their orders: files have the number, calls the id, and the number of one order (1200) is the id of an older one.</summary>
    [Theory]
    [InlineData("file", "counted", "older")]
    [InlineData("file", "older", "counted")]
    [InlineData("counted", "file", "older")]
    [InlineData("older", "counted", "file")]
    [InlineData("file", "counted", "counted", "older", "file", "older", "counted")]
    public async Task A_file_that_names_orders_by_their_number_tells_of_those_that_calls_name_by_id(params string[] arrival)
    {
        const string Csv = """
            order_number,order_date,order_total,refunded_amount,customer_id,billing_email,status
            1200,2026-01-05 02:00,59.90,10.00,25,mei@example.com,processing
            """;
        await using var shop = await PlatformShop.StartAsync();
        foreach (var what in arrival)
        {
            if (what == "file")
            {
                await shop.Get<ImportFile>().HandleAsync(new(ImportRequest.OrdersCsv, Intake.Source(Csv)) { CustomerSource = "woo" }, null, Cancel);
                continue;
            }

            await shop.TakeAsync(what == "counted"
                ? Signed.Woo("order.updated", Samples.With(Samples.WooOrder(1234, refunds: """[{"id": 900, "total": "-10.00"}]"""), "number", "1200"))
                : Signed.Woo("order.updated", Samples.With(Samples.WooOrder(1200, created: "2026-01-04T02:00:00", modified: "2026-01-04T02:00:00", total: "7.00"), "number", "1100")));
        }

        var profile = await shop.ProfileAsync("woo:25");
        (profile.Purchases.Orders, profile.Purchases.Spent, profile.Refunds.Count, profile.Refunds.Amount).ShouldBe((2, 66.9m, 1, 10m));
        (await shop.LettersAsync()).ShouldBeEmpty();
    }

    /// <summary>Staff can delete a refund that was a mistake; the order tells it no more from then on.</summary>
    [Theory]
    [InlineData("first", "second", "third")]
    [InlineData("third", "second", "first")]
    [InlineData("second", "third", "first", "second")]
    public async Task A_refund_that_the_newest_state_lacks_was_taken_back(params string[] arrival)
    {
        var states = new Dictionary<string, Signed>(StringComparer.Ordinal)
        {
            ["first"] = Signed.Woo("order.updated", Samples.WooOrder(modified: "2026-01-09T02:00:00", refunds: """[{"id": 900, "total": "-20.00"}]""")),
            ["second"] = Signed.Woo("order.updated", Samples.WooOrder(modified: "2026-01-10T02:00:00", refunds: """[{"id": 900, "total": "-20.00"}, {"id": 901, "total": "-3.50"}]""")),
            ["third"] = Signed.Woo("order.updated", Samples.WooOrder(modified: "2026-01-11T02:00:00", refunds: """[{"id": 901, "total": "-3.50"}]""")),
        };
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(arrival.Select(a => states[a]));
        var refunds = (await shop.ProfileAsync("woo:25")).Refunds;
        (refunds.Count, refunds.Amount).ShouldBe((1, 3.5m));
    }

    /// <summary>Of two states the later counts, so one of 2099 would stand against all that come.</summary>
    [Fact]
    public async Task A_state_of_the_future_is_a_dead_letter_and_stands_against_none()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(
            Signed.Shopify("orders/updated", Samples.ShopifyOrder(updated: "2099-01-01T00:00:00Z", total: "999.00"), "w-1"),
            Signed.Shopify("orders/updated", Samples.ShopifyOrder(updated: Later, total: "49.90"), "w-2"));
        (await shop.ProfileAsync("shopify:7012345")).Purchases.Spent.ShouldBe(49.9m);
        (await shop.LettersAsync()).ShouldHaveSingleItem().Reason.ShouldContain("The time of the last change, 2099-01-01T00:00:00Z is in the future");
    }

    /// <summary>A deletion says no more than an id, the same each time; the one that comes again is told by its delivery.</summary>
    [Fact]
    public async Task An_order_that_is_deleted_restored_and_deleted_again_counts_no_more_and_a_deletion_that_comes_again_changes_nothing()
    {
        const string Id = """{"id":727}""";
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(Signed.Woo("order.created", Samples.WooOrder()), Signed.Woo("order.deleted", Id, id: "d-1"), Signed.Woo("order.deleted", Id, id: "d-1"));
        (await OrdersAsync()).ShouldBe(0);

        shop.Shop.Clock.Now += TimeSpan.FromHours(1);
        await shop.TakeAsync(Signed.Woo("order.restored", Samples.WooOrder(modified: Samples.At(shop.Now)[..19])));
        shop.Shop.Clock.Now += TimeSpan.FromHours(1);
        await shop.TakeAsync(Signed.Woo("order.deleted", Id, id: "d-1"));
        (await OrdersAsync()).ShouldBe(1);

        await shop.TakeAsync(Signed.Woo("order.deleted", Id, id: "d-2"));
        (await OrdersAsync()).ShouldBe(0);

        async Task<int> OrdersAsync() => (await shop.ProfileAsync("woo:25")).Purchases.Orders;
    }

    /// <summary>A shop that cancels an order pays it back: nothing was bought and nothing was lost, in whichever order the platform says it.</summary>
    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(0, 2, 1)]
    [InlineData(1, 2, 0)]
    [InlineData(2, 1, 0)]
    public async Task What_was_given_back_of_a_cancelled_order_is_no_loss(int first, int second, int third)
    {
        await using var shop = await PlatformShop.StartAsync();
        Signed[] calls =
        [
            Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-0"),
            Signed.Shopify("orders/cancelled", Samples.ShopifyOrder(updated: Later, cancelled: Later), "w-1"),
            Signed.Shopify("refunds/create", Samples.ShopifyRefund(at: "2026-01-05T12:00:01+08:00"), "w-2"),
        ];
        foreach (var i in (int[])[first, second, third])
            await shop.TakeAsync(calls[i]);

        var profile = await shop.ProfileAsync("shopify:7012345");
        (profile.Purchases.Orders, profile.Purchases.Spent, profile.Refunds.Amount).ShouldBe((0, 0m, 0m));
    }

    /// <summary>As many as a fact can hold; of more, those that cost most. The money is that of the order either way.</summary>
    [Theory]
    [InlineData(700, 2, 700)]
    [InlineData(900, 90, 200)]
    public async Task An_order_of_hundreds_of_lines_keeps_as_many_as_it_can(int count, int nameLength, int least)
    {
        var lines = string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"product_id": null, "sku": "{{new string('T', nameLength)}}{{i}}", "quantity": 1, "price": "{{i + 1}}"}"""));
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(Signed.Shopify("orders/create", Samples.ShopifyOrder(lines: lines), "w-0"));

        var purchases = (await shop.ProfileAsync("shopify:7012345")).Purchases;
        purchases.Spent.ShouldBe(59.9m);
        purchases.Items.ShouldBeInRange(least, count);
        var order = await shop.Get<CustomerStore>().EventsAsync(CustomerKey.Parse("shopify:7012345"), null, Cancel).OfType<OrderPlaced>().SingleAsync(Cancel);
        order.Lines.Max(l => l.Price).ShouldBe(count);
        order.Lines.Min(l => l.Price).ShouldBe(count - purchases.Items + 1);
    }

    [Fact]
    public async Task An_order_is_found_by_its_other_names_though_a_process_ended_while_it_was_written()
    {
        for (var write = 0; ; write++)
        {
            var store = new MemoryTableStore();
            var left = write;
            store.BeforeSubmit = (_, _) =>
            {
                if (left-- == 0)
                    throw new IOException("the process ends here");
            };
            try
            {
                await new OrderBook(store).ClaimAsync("shopify", Order("shopify:7"), Cancel);
            }
            catch (IOException)
            {
                // Told again below, as a queue does.
            }

            var ended = left < 0;
            store.BeforeSubmit = null;
            await new OrderBook(store).ClaimAsync("shopify", Order("shopify:7"), Cancel);
            (await new OrderBook(store).FindAsync("shopify", "450789469", Cancel)).ShouldNotBeNull($"write {write}").Id.ShouldBe("1001");
            if (!ended)
                return;
        }
    }

    [Fact]
    public async Task Of_two_customers_in_one_state_the_same_one_has_the_order_whoever_was_told_first()
    {
        var (one, other) = (new OrderBook(new MemoryTableStore()), new OrderBook(new MemoryTableStore()));
        await one.ClaimAsync("shopify", Order("shopify:7"), Cancel);
        await other.ClaimAsync("shopify", Order("shopify:8"), Cancel);

        var (last, same) = (await one.ClaimAsync("shopify", Order("shopify:8"), Cancel), await other.ClaimAsync("shopify", Order("shopify:7"), Cancel));

        (last.Customer.Value, last.Others.Single().Value).ShouldBe(("shopify:8", "shopify:7"));
        (same.Customer, same.Others.Single()).ShouldBe((last.Customer, last.Others.Single()));
    }

    [Fact]
    public async Task The_same_order_through_two_connectors_counts_once()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(
            Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-1"), Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-1", source: "second"),
            Signed.CloudEvents("""{"specversion":"1.0","id":"1001","source":"/shops/shopify","subject":"7012345","type":"shop.order","time":"2026-01-05T02:00:00Z","data":{"total":59.9}}""", "application/cloudevents+json"));
        var profile = await shop.ProfileAsync("shopify:7012345");
        (profile.Purchases.Orders, profile.Purchases.Spent).ShouldBe((1, 59.9m));
        (await shop.LettersAsync()).ShouldBeEmpty();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_file_of_the_same_orders_before_or_after_the_calls_changes_nothing(bool fileFirst)
    {
        // As Shopify exports it: no customer id, the customer by address, what was given back as one sum.
        const string Csv = """
            Name,Email,Financial Status,Paid at,Total,Refunded Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Currency
            #1001,mei@example.com,partially_refunded,2026-01-05 10:00:04 +0800,59.90,20.00,2026-01-05 10:00:00 +0800,2,Green tea,29.95,USD
            #1005,mei@example.com,paid,2025-12-01 10:00:00 +0800,10.00,0.00,2025-12-01 10:00:00 +0800,1,Green tea,10.00,USD
            """;
        await using var shop = await PlatformShop.StartAsync();
        if (fileFirst)
            await ImportAsync();
        await shop.TakeAsync(Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-1"), Signed.Shopify("refunds/create", Samples.ShopifyRefund(), "w-2"));
        if (!fileFirst)
            await ImportAsync();
        await ImportAsync();

        var profile = await shop.ProfileAsync("shopify:7012345");
        (profile.Purchases.Orders, profile.Purchases.Spent, profile.Refunds.Count, profile.Refunds.Amount).ShouldBe((1, 59.9m, 1, 20m));
        var byAddress = await shop.ProfileAsync("shopify:" + ContactKey.OfEmail("mei@example.com"));
        (byAddress.Purchases.Orders, byAddress.Purchases.Spent, byAddress.Refunds.Count).ShouldBe((1, 10m, 0));

        Task<ImportReport> ImportAsync() => shop.Get<ImportFile>().HandleAsync(
            new(ImportRequest.OrdersCsv, Intake.Source(Csv)) { CustomerSource = "shopify" }, null, Cancel);
    }

    [Fact]
    public async Task The_book_says_whose_an_order_is_under_each_of_its_names()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(Signed.Shopify("orders/create", Samples.ShopifyOrder(customer: null), "w-1"), Signed.Shopify("orders/updated", Samples.ShopifyOrder(updated: Later), "w-2"));
        foreach (var name in (string[])["1001", "450789469"])
            (await shop.Get<OrderBook>().FindAsync("shopify", name, Cancel)).ShouldNotBeNull().Customer.Value.ShouldBe("shopify:7012345");
        var guest = await shop.FindAsync("shopify:" + ContactKey.OfEmail("mei@example.com"));
        guest.ShouldNotBeNull().Purchases.Orders.ShouldBe(0);
    }

    private static async Task<IReadOnlyDictionary<string, string>> ReplayAsync(IReadOnlyList<Signed> calls)
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(calls);
        (await shop.LettersAsync()).ShouldBeEmpty();
        return await shop.ProfilesAsync();
    }

    private static OrderVersion Order(string customer) =>
        new("1001", ["450789469"], CustomerKey.Parse(customer), new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero), 5);
}
