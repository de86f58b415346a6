using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.App.Tests.Ingestion;

/// <summary>An order that was never paid is no purchase; one that was given back is both a purchase and a refund.</summary>
public class OrderStatesTests
{
    private readonly Intake _intake = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Financial Status", "voided", false)]
    [InlineData("Financial Status", "Pending", false)]
    [InlineData("Financial Status", "expired", false)]
    [InlineData("Financial Status", "partially_paid", true)]
    [InlineData("Order Status", "wc-on-hold", false)]
    [InlineData("status", "Pending payment", false)]
    [InlineData("status", "cancelled", false)]
    [InlineData("status", "failed", false)]
    [InlineData("status", "processing", true)]
    [InlineData("status", "", true)]
    [InlineData("订单状态", "等待买家付款", false)]
    [InlineData("订单状态", "交易关闭（买家未付款）", false)]
    [InlineData("订单状态", "买家已付款，等待卖家发货", true, true)]
    [InlineData("订单状态", "交易成功", true)]
    [InlineData("订单状态", "卖家已发货", true)]
    [InlineData("status", "teleported", true, true)]
    public async Task Only_paid_orders_are_purchases(string column, string state, bool paid, bool unknown = false)
    {
        var report = await _intake.ImportAsync($"id,customer_id,date,total,{column}\no1,1,20260103,10,\"{state}\"\no2,1,20260104,20,\no3,1,nonsense,x,voided\n");

        (report.Rows, report.Rejected, report.Accepted).ShouldBe((3, 0, paid ? 2 : 1));
        report.NotPaid.GetValueOrDefault(state).ShouldBe(paid ? 0 : state == "voided" ? 2 : 1);
        report.UnknownStates.ShouldBe(new Dictionary<string, long>(unknown ? [new(state, 1)] : [], StringComparer.Ordinal));
        report.Unused.ShouldBeEmpty();
    }

    [Fact]
    public async Task Shopifys_cancelled_orders_are_none_whatever_they_cost()
    {
        var report = await _intake.ImportAsync("""
            Name,Email,Financial Status,Total,Created at,Cancelled at,Lineitem name,Lineitem price
            #1,mei@example.com,paid,10.00,2026-01-03 10:00:00 +0800,2026-01-03 11:00:00 +0800,Tea,5.00
            #1,mei@example.com,,,,,Cup,5.00
            #2,mei@example.com,paid,20.00,2026-01-04 10:00:00 +0800,,Tea,20.00
            """);

        (report.Rows, report.Rejected, report.Accepted).ShouldBe((3, 0, 2));
        report.NotPaid.ShouldBe(new Dictionary<string, long>(StringComparer.Ordinal) { ["Cancelled at"] = 1 });
    }

    /// <summary>In the currency of the row, at the time of the order, and once however often the file comes in.</summary>
    [Theory]
    [InlineData("refunded", "", 100)]
    [InlineData("refunded", "0.00", 100)]
    [InlineData("refunded", "80", 80)]
    [InlineData("partially_refunded", "30.00", 30)]
    [InlineData("partially_refunded", "", 0)]
    [InlineData("paid", "25", 25)]
    [InlineData("paid", "0.00", 0)]
    [InlineData("全额退款", "", 100)]
    public async Task What_was_given_back_is_a_refund_of_the_order(string state, string amount, int refunded)
    {
        var file = $"id,customer_id,date,total,currency,status,Refunded Amount\no1,1,2026-01-03 10:00,100,EUR,{state},{amount}\n";
        await _intake.ImportAsync(file);

        var events = await _intake.Customers.EventsAsync(CustomerKey.Parse("csv:1"), null, Cancel).ToListAsync(Cancel);
        var order = events.OfType<OrderPlaced>().ShouldHaveSingleItem();
        order.Total.ShouldBe(110);
        events.OfType<OrderRefunded>().Select(r => (r.Id, r.Order, r.At, r.Amount)).ShouldBe(
            refunded == 0 ? [] : [("o1.refund", "o1", order.At, refunded * 1.1m)]);
        (await _intake.ImportAsync(file)).Accepted.ShouldBe(0);
        var profile = (await _intake.Customers.FindAsync(CustomerKey.Parse("csv:1"), Cancel))!.Profile;
        (profile.Purchases.Orders, profile.Refunds.Amount).ShouldBe((1, refunded * 1.1m));
    }

    [Fact]
    public async Task A_refund_that_cannot_be_read_is_told_by_its_heading()
    {
        var report = await _intake.ImportAsync("id,customer_id,date,total,Refunded Amount\no1,1,20260103,10,some\n");

        report.Reasons.ShouldBe(new Dictionary<string, long>(StringComparer.Ordinal) { ["Refunded Amount"] = 1 });
    }

    [Theory]
    [InlineData("￥59.90", "CNY", true)]
    [InlineData("¥59.90", "CNY", true)]
    [InlineData("59.90元", "CNY", true)]
    [InlineData("¥59.90", "JPY", true)]
    [InlineData("￥59.90", "USD", false)]
    public async Task Amounts_may_say_that_they_are_in_yuan(string amount, string currency, bool taken)
    {
        var intake = new Intake(new ShopSettings { Currency = currency });

        (await intake.ImportAsync($"订单编号,客户编号,日期,实付金额,商品名称\n1,1,20260103,{amount},茶\n")).Accepted.ShouldBe(taken ? 1 : 0);

        if (taken)
            (await intake.Customers.FindAsync(CustomerKey.Parse("csv:1"), Cancel))!.Profile.Purchases.Spent.ShouldBe(59.9m);
        else
            (await intake.AllLettersAsync()).ShouldHaveSingleItem().Reason.ShouldStartWith("Row 2: 实付金额 is in another currency: 'CNY' has no rate to the shop's currency USD;");
    }
}
