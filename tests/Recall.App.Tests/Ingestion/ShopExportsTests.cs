using System.Security.Cryptography;
using System.Text;
using Recall.App.Ingestion.Files;
using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.App.Tests.Ingestion;

/// <summary>Order exports as shop platforms write them, without a word about their columns.</summary>
public class ShopExportsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Fields of the order stand in its first row alone, its name and the address in all.</summary>
    [Fact]
    public async Task Shopifys_orders_come_in_with_their_lines_and_known_by_their_address()
    {
        const string File = """
            Name,Email,Financial Status,Paid at,Fulfillment Status,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Billing Phone,Refunded Amount,Id,Phone
            #1001,Mei@Example.com,paid,2026-01-03 10:00:05 +0100,fulfilled,yes,USD,50.00,5.00,0.00,45.00,WELCOME10,10.00,2026-01-03 10:00:00 +0100,2,Green tea,20.00,GT-1,Mei Li,(415) 555-0134,0.00,5550001,+14155550134
            #1001,Mei@Example.com,,,,,,,,,,,,2026-01-03 10:00:00 +0100,1,Cup,10.00,,,,,,
            #1002,bob@example.com,paid,2026-01-05 10:00:00 +0100,,no,USD,20.00,0.00,0.00,20.00,,0.00,2026-01-05 10:00:00 +0100,1,Green tea,20.00,GT-1,Bob,,0.00,5550002,
            #1003,mei@example.com,paid,2026-01-09 10:00:00 +0100,,yes,USD,10.00,0.00,0.00,10.00,,0.00,2026-01-09 10:00:00 +0100,1,Cup,10.00,,Mei Li,(415) 555-0134,0.00,5550003,+14155550134

            """;
        var intake = new Intake();

        var report = await ImportAsync(intake, File, "shopify");

        (report.Rows, report.Rejected, report.KnownBy).ShouldBe((4, 0, "email"));
        var events = await EventsAsync(intake, Key("shopify", "mei@example.com"));
        var orders = events.OfType<OrderPlaced>().ToList();
        orders.Select(o => (o.Id, o.Total, o.Discount, o.Coupon)).ShouldBe([("1001", 45m, 10m, "WELCOME10"), ("1003", 10m, 0m, null)]);
        orders[0].Lines.ShouldBe([new OrderLine("Green tea", null, 2, 20), new OrderLine("Cup", null, 1, 10)]);
        orders[0].At.UtcDateTime.ShouldBe(new(2026, 1, 3, 9, 0, 0));
        events.OfType<ConsentChanged>().Select(c => c.Granted).Distinct().ShouldBe([true]);
        events.OfType<CustomerChanged>().First().Phone.ShouldBe("+14155550134");
        (await EventsAsync(intake, Key("shopify", "bob@example.com"))).OfType<OrderPlaced>().ShouldHaveSingleItem().Id.ShouldBe("1002");

        (await ImportAsync(intake, File, "shopify")).Accepted.ShouldBe(0, "the same file again");
    }

    [Fact]
    public async Task Guests_of_woocommerce_are_not_all_one_customer()
    {
        const string File = """
            order_id,order_number,order_date,status,order_total,order_currency,customer_id,billing_email,billing_phone,discount_total
            11,11,2026-01-03 10:00:00,completed,20.00,USD,7,mei@example.com,+14155550134,0
            12,12,2026-01-04 10:00:00,completed,30.00,USD,0,ann@example.com,,0
            13,13,2026-01-05 10:00:00,completed,40.00,USD,0,bob@example.com,,0
            14,14,2026-01-06 10:00:00,completed,50.00,USD,0,Ann@example.com,,5

            """;
        var intake = new Intake();

        var report = await ImportAsync(intake, File, "woo");

        (report.Rejected, report.KnownBy).ShouldBe((0, null));
        (await TotalsAsync(intake, CustomerKey.Parse("woo:7"))).ShouldBe([20m]);
        (await TotalsAsync(intake, Key("woo", "ann@example.com"))).ShouldBe([30m, 50m]);
        (await TotalsAsync(intake, Key("woo", "bob@example.com"))).ShouldBe([40m]);
        (await intake.Customers.FindAsync(CustomerKey.Parse("woo:0"), Cancel)).ShouldBeNull();
    }

    [Theory]
    [InlineData("订单编号,买家会员名,实付金额,下单时间,手机\n1,小梅,59.90,2026/1/3 10:00,13800138000\n2,小梅,10,2026/1/4 10:00,138****8000\n", "taobao:小梅", null)]
    [InlineData("订单编号,手机,实付金额,下单时间\n1,13800138000,59.90,2026/1/3 10:00\n2,+8613800138000,10,2026/1/4 10:00\n", null, "phone")]
    public async Task Chinese_headings_are_known_and_what_a_platform_hides_is_left_out(string file, string? key, string? knownBy)
    {
        var intake = new Intake(new ShopSettings { Currency = "CNY", TimeZone = "Asia/Shanghai" });

        var report = await ImportAsync(intake, file, "taobao");

        (report.Rejected, report.KnownBy).ShouldBe((0, knownBy));
        var customer = CustomerKey.Parse(key ?? "taobao:" + ContactKey.OfPhone("13800138000"));
        (await TotalsAsync(intake, customer)).ShouldBe([59.9m, 10m]);
        (await intake.Customers.FindAsync(customer, Cancel))!.Profile.Person.Phone.ShouldBe("+8613800138000");
    }

    [Fact]
    public async Task A_hidden_number_is_nobodys_key()
    {
        var intake = new Intake();

        var report = await ImportAsync(intake, "订单编号,手机,实付金额,下单时间\n1,138****8000,59.90,2026/1/3 10:00\n", "shop");

        report.Rejected.ShouldBe(1);
        (await intake.AllLettersAsync()).ShouldHaveSingleItem().Reason.ShouldContain("customer is missing");
    }

    [Fact]
    public async Task An_address_mapped_to_the_customer_is_no_key_either()
    {
        var intake = new Intake();
        var request = new ImportRequest(ImportRequest.OrdersCsv, Intake.Source("order_id,who,date,total\n1,Mei@example.com,20260103,5\n"))
        {
            Map = new Dictionary<string, string>(StringComparer.Ordinal) { ["who"] = "customer" },
        };

        (await intake.Import.HandleAsync(request, null, Cancel)).Rejected.ShouldBe(0);

        (await TotalsAsync(intake, Key("csv", "mei@example.com"))).ShouldBe([5m]);
    }

    /// <summary>As docs/events.md says it, so that who sends events can make the same key.</summary>
    private static CustomerKey Key(string source, string email) => CustomerKey.Parse(
        $"{source}:mail-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email)))[..32]}");

    private static Task<ImportReport> ImportAsync(Intake intake, string file, string source) => intake.Import.HandleAsync(
        new(ImportRequest.OrdersCsv, Intake.Source(file)) { CustomerSource = source }, null, Cancel);

    private static async Task<IReadOnlyList<CustomerEvent>> EventsAsync(Intake intake, CustomerKey customer) =>
        await intake.Customers.EventsAsync(customer, null, Cancel).ToListAsync(Cancel);

    private static async Task<IEnumerable<decimal>> TotalsAsync(Intake intake, CustomerKey customer) =>
        (await EventsAsync(intake, customer)).OfType<OrderPlaced>().Select(o => o.Total);
}
