using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Ingestion.Files;
using Recall.App.Privacy;
using Recall.App.Tests.Ingestion;
using Recall.App.Tests.Ingestion.Connectors;
using Recall.Core.Customers;

namespace Recall.App.Tests.Privacy;

/// <summary>Ways in which what came in names somebody who is forgotten, some of which only who reads it sees.</summary>
public class ForgottenCallsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("o1,4,yesterday,5", true)]
    [InlineData("o1,csv:4,yesterday,5", true)]
    [InlineData("o1,43,yesterday,4", false)]
    [InlineData("4,43,yesterday,5", false)]
    [InlineData("o1,4,today, or so,5", true)]
    [InlineData("o1,the, 4,first,yesterday,5", false)]
    [InlineData("the, first,4,yesterday,5", true)]
    [InlineData("o1,4", true)]
    [InlineData("\"o1,4,yesterday,5", true)]
    public async Task A_row_of_a_file_is_about_the_customer_whose_id_stands_in_its_column(string row, bool gone)
    {
        await using var shop = await PlatformShop.StartAsync();
        await ImportAsync(shop, "order_id,customer_id,date,total\no0,4,20260103,5\n" + row + "\n");
        (await shop.LettersAsync()).ShouldHaveSingleItem();
        await ForgetAsync(shop, "csv:4");
        (await shop.LettersAsync()).Count.ShouldBe(gone ? 0 : 1);
    }

    [Fact]
    public async Task A_customer_of_another_source_of_files_keeps_their_letters()
    {
        await using var shop = await PlatformShop.StartAsync();
        await ImportAsync(shop, "order_id,customer_id,date,total\no0,4,20260103,5\n");
        await ImportAsync(shop, "order_id,customer_id,date,total\no1,4,yesterday,5\n", "shop");
        await ForgetAsync(shop, "csv:4");
        (await shop.LettersAsync()).Count.ShouldBe(1);
    }

    public static TheoryData<string, Signed> Naming
    {
        get
        {
            var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
            return new()
            {
                { "youzan:zF8mQ2", Signed.Youzan(Samples.Youzan("trade_TradePaid", Samples.YouzanTrade().Replace("59.90\", \"total", "a lot\", \"total", StringComparison.Ordinal).Replace("13800138000", "", StringComparison.Ordinal), "m-1")) },
                { "crm:4", Signed.CloudEvents("""{"specversion":"1.0","id":"o-1","source":"/shops/crm","subject":"4","type":"shop.nope","time":"2026-01-05T02:00:00Z"}""", "application/cloudevents+json") },
                { "crm:4", Signed.CloudEvents(
                    """{"total":"a lot"}""", "application/json", ("ce-specversion", "1.0"), ("ce-id", "d"), ("ce-source", "/shops/crm"), ("ce-subject", "%34"), ("ce-type", "shop.order"), ("ce-time", "2026-01-05T02:00:00Z")) },
                { "big:11", Signed.BigCommerce(Samples.BigHook(11, "store/customer/updated"), "msg_1", now) },
            };
        }
    }

    /// <summary>The id alone names them: in a text inside, by where it comes from, in a header, as what is to be fetched.</summary>
    [Theory, MemberData(nameof(Naming))]
    public async Task A_call_that_names_them_in_its_own_way_goes_dead_or_unread(string customer, Signed call)
    {
        foreach (var unread in (bool[])[false, true])
        {
            await using var shop = await PlatformShop.StartAsync();
            await shop.Shop.IngestAsync(new OrderPlaced { Id = "o-0", Customer = CustomerKey.Parse(customer), At = shop.Now.AddDays(-9), Total = 5 });
            if (unread)
                (await shop.PostAsync(call)).Status.ShouldBe(200);
            else
                await shop.TakeAsync(call);
            (await shop.LettersAsync()).Count.ShouldBe(unread ? 0 : 1);
            await ForgetAsync(shop, customer);
            (await shop.LettersAsync()).ShouldBeEmpty();
            (await shop.Get<ListDeliveries>().HandleAsync(null, null, 10, Cancel)).ShouldHaveSingleItem().Bytes.ShouldBe(0);
        }
    }

    /// <summary>Letters hold numbers as their customers write them, in the country they live in.</summary>
    [Theory]
    [InlineData("06 12 34 56 78", true)]
    [InlineData("0612345678", true)]
    [InlineData("(0)6.12.34.56.78", true)]
    [InlineData("06 12 34 56 79", false)]
    [InlineData("12 34 56", false)]
    public async Task A_number_is_theirs_however_it_is_dialled_at_home(string phone, bool gone)
    {
        await using var shop = await PlatformShop.StartAsync(PlatformShop.Settings() with { Country = "DE" });
        await shop.TakeAsync(
            Signed.Standard("""{"id":"c-1","customer":"crm:4","type":"customer","at":"2026-01-05T02:00:00Z","phone":"+33612345678"}""", "msg_1", shop.Now),
            Signed.Standard($$"""{"type":"nope","phone":"{{phone}}"}""", "msg_2", shop.Now));
        await ForgetAsync(shop, "crm:4");
        (await shop.LettersAsync()).Count.ShouldBe(gone ? 0 : 1);
    }

    /// <summary>They are about more than the one who is forgotten, and nobody else may ever ask again.</summary>
    [Fact]
    public async Task What_asks_for_a_forgetting_or_for_data_is_carried_out_though_somebody_in_it_was_forgotten_before_it_was_read()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(
            Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-1"),
            Signed.Standard("""{"id":"c-1","customer":"crm:4","type":"customer","at":"2026-01-05T02:00:00Z","email":"mei@example.com"}""", "msg_1", shop.Now));
        (await shop.PostAsync(Signed.Shopify("customers/data_request", """{"shop_id":1,"shop_domain":"tea.myshopify.com","customer":{"id":7012345,"email":"mei@example.com"},"data_request":{"id":9999}}""", "w-2"))).Status.ShouldBe(200);
        (await shop.PostAsync(Signed.Shopify("customers/redact", Samples.ShopifyRedact(), "w-3"))).Status.ShouldBe(200);

        await ForgetAsync(shop, "crm:4");
        (await shop.FindAsync("shopify:7012345")).ShouldNotBeNull();
        await shop.DrainAsync();

        (await shop.FindAsync("shopify:7012345")).ShouldBeNull();
        (await shop.Get<DataRequests>().OpenAsync(Cancel)).ShouldHaveSingleItem().Id.ShouldBe("9999");
    }

    /// <summary>Its customers do not fit beside it: it is found by what it says.</summary>
    [Fact]
    public async Task A_list_about_very_many_is_forgotten_with_each_of_them()
    {
        await using var shop = await PlatformShop.StartAsync();
        var events = Enumerable.Range(0, 1200).Select(i => $$"""{"id":"l-{{i}}","customer":"crm:a-customer-of-a-long-name-{{i}}","type":"login","at":"2026-01-05T02:00:00Z"}""");
        await shop.TakeAsync(Signed.Standard($"[{string.Join(',', events)}]", "msg_1", shop.Now));
        await ForgetAsync(shop, "crm:a-customer-of-a-long-name-1199");
        (await shop.DeliveryAsync("crm", "msg_1")).Body.ShouldBeEmpty();
    }

    /// <summary>A body of more than a row can hold lies in several.</summary>
    [Fact]
    public async Task Every_row_of_a_long_call_goes()
    {
        await using var shop = await PlatformShop.StartAsync();
        var noise = Convert.ToBase64String(RandomBytes(900_000));
        await shop.TakeAsync(Signed.Shopify("orders/create", Samples.With(Samples.ShopifyOrder(), "note", noise), "w-1"));
        var at = DeliveryRef.Of("shopify", "w-1");
        (await shop.Shop.Store.GetAsync(DeliveryStore.Table, at.Partition, $"d|{at.Key}|1", Cancel)).ShouldNotBeNull();
        await ForgetAsync(shop, "shopify:7012345");
        shop.Shop.Store.Rows(DeliveryStore.Table).Where(r => r.RowKey.StartsWith("d|", StringComparison.Ordinal)).ShouldHaveSingleItem().Properties.ContainsKey("body0").ShouldBeFalse();
    }

    /// <summary>Read by one while another forgets: the letter is written after the forgetting looked for letters.</summary>
    [Fact]
    public async Task A_letter_that_is_written_while_its_customer_is_forgotten_does_not_stay()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-1"));
        (await shop.PostAsync(Signed.Shopify("orders/updated", Samples.With(Samples.ShopifyOrder(), "currency", "XTS"), "w-2"))).Status.ShouldBe(200);
        shop.Shop.Store.BeforeSubmit = (table, _) =>
        {
            if (table != DeadLetterBox.Table)
                return;
            shop.Shop.Store.BeforeSubmit = null;
            ForgetAsync(shop, "shopify:7012345").GetAwaiter().GetResult();
        };
        await shop.Get<MapDelivery>().HandleAsync(DeliveryRef.Of("shopify", "w-2"), Cancel);
        shop.Shop.Store.BeforeSubmit.ShouldBeNull();
        (await shop.LettersAsync()).ShouldBeEmpty();
        (await shop.DeliveryAsync("shopify", "w-2")).Body.ShouldBeEmpty();
    }

    private static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static Task<int> ForgetAsync(PlatformShop shop, string customer) => shop.Get<ForgetCustomer>().HandleAsync(CustomerKey.Parse(customer), [], Cancel);

    private static Task<ImportReport> ImportAsync(PlatformShop shop, string csv, string? source = null) =>
        shop.Get<ImportFile>().HandleAsync(new(ImportRequest.OrdersCsv, Intake.Source(csv)) { CustomerSource = source }, null, Cancel);
}
