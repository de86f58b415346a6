using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.App.Tests.Ingestion;

/// <summary>What is said of a person beside an order is optional: where it cannot be read, the order stands.</summary>
public class LeftOutContactsTests
{
    private static readonly ShopSettings American = new() { Currency = "USD", TimeZone = "America/New_York" };
    private readonly Intake _intake = new(American);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Unreadable_contacts_cost_no_order_and_are_counted_with_an_example()
    {
        var report = await _intake.ImportAsync("""
            order_id,customer_id,date,total,email,mobile,birthday,name
            1,42,2026-01-03,5,mei@example.com,+12025550123,1990-05-31,Mei
            2,43,2026-01-04,6,bob,020 7946 0000,31.5.90,Bob
            3,44,2026-01-05,7,,13800138000,,
            """);

        (report.Rows, report.Rejected).ShouldBe((3, 0));
        report.LeftOut.Select(l => (l.Column, l.Rows, l.FirstRow)).ShouldBe([("email", 1, 3), ("mobile", 2, 3), ("birthday", 1, 3)]);
        report.LeftOut[1].Problem.ShouldBe("'020 7946 0000' is not a phone number; write it with the country code like '+8613800138000' (E.164)");
        var bob = (await _intake.Customers.FindAsync(CustomerKey.Parse("csv:43"), Cancel))!.Profile;
        (bob.Purchases.Orders, bob.Person.Name, bob.Person.Email, bob.Person.Phone, bob.Person.Birthday).ShouldBe((1, "Bob", null, null, null));
        (await _intake.Customers.FindAsync(CustomerKey.Parse("csv:44"), Cancel))!.Profile.Events.ShouldBe(1, "an order and nothing about nobody");
    }

    [Fact]
    public async Task Guests_with_an_address_that_anybody_may_give_are_known_by_their_number_or_refused()
    {
        var intake = new Intake(American with { Identity = new() { Ignored = ["counter@tea.cn"] } });
        var report = await intake.ImportAsync("""
            order_id,date,total,email,mobile
            1,2026-01-03,5,counter@tea.cn,+12025550123
            2,2026-01-04,6,counter@tea.cn,
            3,2026-01-05,7,noreply@post.cn,
            """);

        (report.Rows, report.Rejected).ShouldBe((3, 2));
        (await intake.Customers.FindAsync(CustomerKey.Parse("csv:" + ContactKey.OfPhone("+12025550123")), Cancel))!.Profile.Purchases.Orders.ShouldBe(1);
        (await intake.AllLettersAsync())[0].Reason.ShouldContain("'counter@tea.cn' stands for no one customer, and nothing else in the row tells");
    }

    /// <summary>A number is of the country that the row names, by its letters or its name; of one that nobody knows it is not guessed.</summary>
    [Theory]
    [InlineData("Billing Country", "FR", "+33612345678")]
    [InlineData("country", "France", "+33612345678")]
    [InlineData("Land", "Deutschland", "+49612345678", "Land=country")]
    [InlineData("国家", "法国", null)]
    [InlineData("country", "Atlantis", null)]
    [InlineData("country", "", "+49612345678")]
    public async Task A_number_is_of_the_country_that_its_row_names(string column, string country, string? phone, string? map = null)
    {
        var intake = new Intake(new ShopSettings { Country = "DE" });
        var report = await intake.Import.HandleAsync(
            new(App.Ingestion.Files.ImportRequest.OrdersCsv, Intake.Source($"order_id,date,total,phone,customer_id,{column}\n1,2026-01-03,5,06 12 34 56 78,42,{country}\n2,2026-01-03,5,06 12 34 56 79,,{country}\n"))
            {
                Map = map?.Split('=') is [var from, var to] ? new Dictionary<string, string>(StringComparer.Ordinal) { [from] = to } : new(StringComparer.Ordinal),
            },
            null, Cancel);

        report.Unused.ShouldBeEmpty();
        (await intake.Customers.FindAsync(CustomerKey.Parse("csv:42"), Cancel))!.Profile.Person.Phone.ShouldBe(phone);
        report.Rejected.ShouldBe(phone is null ? 1 : 0, "nobody knows whose the guest's number is");
    }

    [Fact]
    public async Task A_file_that_was_mended_brings_what_was_left_out()
    {
        const string File = "order_id,customer_id,date,total,email,phone\n1,42,2026-01-03,5,mei@example.com,555 0123\n";
        await _intake.ImportAsync(File);

        var report = await _intake.ImportAsync(File.Replace("555 0123", "+12025550123", StringComparison.Ordinal));

        (report.Accepted, report.Duplicates, report.Rejected, report.LeftOut.Count).ShouldBe((1, 1, 0, 0));
        var mei = (await _intake.Customers.FindAsync(CustomerKey.Parse("csv:42"), Cancel))!.Profile.Person;
        (mei.Email, mei.Phone).ShouldBe(("mei@example.com", "+12025550123"));
        (await _intake.ImportAsync(File)).Rejected.ShouldBe(0);
    }

    [Theory]
    [InlineData("order_id,customer_id,date,total,phone", "USD", "Asia/Shanghai", true)]
    [InlineData("order_id,customer_id,date,total,phone", "CNY", "UTC", true)]
    [InlineData("订单号,客户编号,日期,金额,手机", "USD", "UTC", true)]
    [InlineData("order_id,customer_id,date,total,phone", "USD", "UTC", false)]
    public async Task A_chinese_mobile_is_one_where_the_file_or_the_shop_is_chinese(string header, string currency, string zone, bool chinese)
    {
        var intake = new Intake(new ShopSettings { Currency = currency, TimeZone = zone });
        await intake.ImportAsync($"{header}\n1,1,20260103,5,138 0013 8000\n2,2,20260103,5,'13800138000\n3,3,20260103,5,12800138000\n");

        var phones = new List<string?>();
        foreach (var customer in new[] { "csv:1", "csv:2", "csv:3" })
            phones.Add((await intake.Customers.FindAsync(CustomerKey.Parse(customer), Cancel))!.Profile.Person.Phone);
        phones.ShouldBe(chinese ? ["+8613800138000", "+8613800138000", null] : [null, null, null]);
    }

    [Fact]
    public async Task An_address_that_cannot_be_read_is_nobodys_and_told_once()
    {
        var report = await _intake.ImportAsync("order_id,date,total,customer_id,email\n1,2026-01-03,5,,bob\n2,2026-01-03,6,0,bob\n3,2026-01-03,6,,\n");

        report.Rejected.ShouldBe(3);
        var reasons = (await _intake.AllLettersAsync()).Select(l => l.Reason).ToList();
        reasons[0].ShouldBe("Row 2: email 'bob' cannot be read, and nothing else in the row tells who the customer is; write one address like 'mei@example.com'");
        reasons[1].ShouldStartWith("Row 3: email 'bob' cannot be read");
        reasons[2].ShouldStartWith("Row 4: customer_id is missing");
    }
}
