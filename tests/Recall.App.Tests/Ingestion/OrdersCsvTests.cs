using Recall.App.Ingestion.Files;
using Recall.Core.Customers;

namespace Recall.App.Tests.Ingestion;

public class OrdersCsvTests
{
    private const string Header = "order_id,customer_id,created_at,total,email\n";
    private readonly Intake _intake = new();

    private async Task<IReadOnlyList<CustomerEvent>> EventsAsync(string customer) =>
        await _intake.Customers.EventsAsync(CustomerKey.Parse(customer), null, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

    [Fact]
    public async Task Orders_become_events_in_the_shops_zone()
    {
        var report = await _intake.ImportAsync(Header + "o1,42,2026-01-03 10:00:00,59.90,mei@example.com\no2,42,2026-01-04T10:00:00Z,10,mei@example.com\n");

        (report.Rows, report.Events, report.Accepted, report.Rejected).ShouldBe((2, 3, 3, 0));
        var events = await EventsAsync("csv:42");
        var orders = events.OfType<OrderPlaced>().ToList();
        orders.Select(o => o.At.UtcDateTime).ShouldBe([new(2026, 1, 3, 2, 0, 0), new(2026, 1, 4, 10, 0, 0)]);
        orders.Select(o => o.Total).ShouldBe([59.9m, 10m]);
        // The address did not change with the second order.
        events.OfType<CustomerChanged>().ShouldHaveSingleItem().Email.ShouldBe("mei@example.com");
    }

    [Fact]
    public async Task An_order_id_used_for_two_orders_is_a_letter_with_the_row_of_the_second()
    {
        await _intake.ImportAsync(Header + "o1,42,2026-01-03,10,\no2,42,2026-01-04,20,\n\no1,42,2026-01-05,30,\n");

        var letter = (await _intake.AllLettersAsync()).ShouldHaveSingleItem();
        (letter.Row, letter.Field, letter.Source).ShouldBe((5, "id", "orders.csv"));
        letter.Reason.ShouldStartWith("Row 5: id 'o1' was used before for another fact of csv:42");
        (await EventsAsync("csv:42")).OfType<OrderPlaced>().Select(o => o.Total).ShouldBe([10m, 20m]);
    }

    /// <summary>The first end of a line says what ends all; a carriage return alone inside a quoted field of another file ends none.</summary>
    [Fact]
    public async Task Lines_may_end_with_a_carriage_return_alone()
    {
        var report = await _intake.ImportAsync((Header + "o1,42,2026-01-03,10,\no2,42,2026-01-04,bad,\no3,42,2026-01-05,30,\n").Replace('\n', '\r'));
        (report.Rows, report.Accepted).ShouldBe((3, 2));
        (await _intake.AllLettersAsync()).ShouldHaveSingleItem().Reason.ShouldStartWith("Row 3: total 'bad'");

        (await _intake.ImportAsync("order_id,customer_id,created_at,total,note\no4,42,2026-01-06,40,\"a\rb\"\n")).Accepted.ShouldBe(1);
        (await _intake.ImportAsync("order_id,customer_id,created_at,total\r\no5,42,2026-01-07,50\r\n")).Accepted.ShouldBe(1);
        (await _intake.ImportAsync("order_id,customer_id,created_at,total\ro6,42,2026-01-08,60")).Accepted.ShouldBe(1);
    }

    /// <summary>As invoices of two tills that write into one file: the first rows are taken for the whole order, so the others must not pass in silence, nor be called another fact.</summary>
    [Fact]
    public async Task Rows_of_an_order_that_do_not_stand_together_are_refused_with_the_fix()
    {
        const string lines = "Invoice,Customer ID,Invoice Date,StockCode,Quantity,Unit Price\no1,7,2026/01/03,T1,2,20\no2,8,2026/01/03,T1,1,20\no1,7,2026/01/03,T2,1,5\no2,8,2026/01/03,T1,1,20\n";
        var report = await _intake.ImportAsync(lines);
        (report.Accepted, report.Duplicates, report.Rejected).ShouldBe((2, 1, 1));
        var letter = (await _intake.AllLettersAsync()).ShouldHaveSingleItem();
        (letter.Row, letter.Field).ShouldBe((4, "Invoice"));
        letter.Reason.ShouldStartWith("Row 4: Invoice 'o1' stands in row 2 too, with rows of other orders in between: the rows of an order must stand together");
        letter.Reason.ShouldContain("Sort the file by order");
    }

    [Fact]
    public async Task Rows_of_one_order_are_its_lines()
    {
        var report = await _intake.ImportAsync("""
            Invoice;Customer ID;Invoice Date;StockCode;Product Type;Quantity;Unit Price;Note
            o1;7;2026/01/03;T1;tea;2;20;hello
            o1;7;2026/01/03;"T;2";;1;5.5;
            o2;7;20260104;T1;tea;1;20;
            """);

        (report.Rows, report.Accepted).ShouldBe((3, 2));
        report.Unused.ShouldBe(["Note"]);
        var orders = (await EventsAsync("csv:7")).Cast<OrderPlaced>().ToList();
        orders[0].Total.ShouldBe(45.5m);
        orders[0].Lines.ShouldBe([new OrderLine("T1", "tea", 2, 20), new OrderLine("T;2", null, 1, 5.5m)]);
        orders[1].Total.ShouldBe(20m);
    }

    [Fact]
    public async Task Columns_about_a_product_that_no_column_names_are_told_as_unused()
    {
        (await _intake.ImportAsync("id,customer_id,date,total,category,quantity\n1,1,2026-01-03,10,tea,2\n")).Unused.ShouldBe(["category", "quantity"]);
        (await _intake.ImportAsync("id,customer_id,date,total,product,category,quantity\n2,1,2026-01-03,10,T1,tea,2\n")).Unused.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("o2,43,2026-01-04,abc,", "total", "'abc' is not a number")]
    [InlineData("o2,43,2026-01-04,-1,", "total", "'refund'")]
    [InlineData("o2,43,4 January 2026,1,", "created_at", "2026/01/31 or 20260131")]
    [InlineData("o2,43,2027-01-04,1,", "created_at", "in the future")]
    [InlineData("o2,,2026-01-04,1,", "customer_id", "is missing")]
    [InlineData(",43,2026-01-04,1,", "order_id", "is missing")]
    [InlineData("o/2,43,2026-01-04,1,", "order_id", "forbidden character '/'")]
    [InlineData("o2,43,2026-01-04,,", "total", "is missing")]
    [InlineData("o2,43,2026-01-04,1", "", "4 fields and the header 5")]
    [InlineData("o2,43,2026-01-04,1,\"mei", "", "quote that is not closed")]
    [InlineData("o2,43,2026-01-04,1,m\"ei", "", "quote that is not closed")]
    public async Task A_bad_row_becomes_a_letter_and_the_rest_lands(string row, string field, string reason)
    {
        var report = await _intake.ImportAsync($"{Header}o1,42,2026-01-03,1,\n{row}\no3,44,2026-01-05,3,\no4,45,2026-01-05,3,\n");

        (report.Rows, report.Accepted, report.Rejected).ShouldBe((4, 3, 1));
        report.Reasons.ShouldBe(new Dictionary<string, long>(StringComparer.Ordinal) { [field.Length == 0 ? "row" : field] = 1 });
        var letter = (await _intake.AllLettersAsync()).ShouldHaveSingleItem();
        (letter.Format, letter.Source, letter.Row, letter.Field, letter.Raw).ShouldBe((ImportRequest.OrdersCsv, "orders.csv", 3, field, row));
        letter.Reason.ShouldStartWith("Row 3: ");
        letter.Reason.ShouldContain(reason);
    }

    [Fact]
    public async Task One_bad_line_makes_its_whole_order_a_letter()
    {
        var report = await _intake.ImportAsync("order_id,customer_id,date,sku,qty,price\no1,1,20260103,A,1,5\no1,1,20260103,B,-1,5\no2,1,20260104,A,1,5\n");

        (report.Rows, report.Accepted, report.Rejected, report.Letters).ShouldBe((3, 1, 2, 1));
        report.Reasons.ShouldBe(new Dictionary<string, long>(StringComparer.Ordinal) { ["qty"] = 2 }, "rows, as in the sum");
        var letter = (await _intake.AllLettersAsync()).ShouldHaveSingleItem();
        letter.Raw.ShouldBe("o1,1,20260103,A,1,5\no1,1,20260103,B,-1,5");
        letter.Field.ShouldBe("qty");
    }

    [Fact]
    public async Task A_total_that_differs_within_an_order_is_explained()
    {
        await _intake.ImportAsync("order_id,customer_id,date,sku,qty,price,amount\no1,1,20260103,A,1,5,5\no1,1,20260103,B,1,6,6\n");
        (await _intake.AllLettersAsync()).ShouldHaveSingleItem().Reason.ShouldContain("is '6' in row 3 and '5' in row 2 of the same order");
    }

    [Fact]
    public async Task Of_many_rows_that_differ_within_an_order_one_is_named()
    {
        var lines = string.Concat(Enumerable.Range(0, 200).Select(i => $"o1,1,{(i < 60 ? "2026-01-03 10:00" : $"2026-01-03 10:0{1 + (i % 2)}")},A,1,5\n"));
        var report = await _intake.ImportAsync("order_id,customer_id,date,sku,qty,price\n" + lines);

        (report.Rejected, report.Letters).ShouldBe((200, 1));
        report.Reasons.Values.ShouldBe([200]);
        (await _intake.AllLettersAsync()).ShouldHaveSingleItem().Reason.ShouldBe(
            "Row 2: date is '2026-01-03 10:01' in row 62 and '2026-01-03 10:00' in row 2 of the same order (and not that in 139 more); it must be the same");
    }

    [Fact]
    public async Task A_column_called_like_a_field_is_that_field()
    {
        string[] fields =
        [
            "id", "customer", "at", "total", "currency", "discount", "cost", "coupon", "gift", "product", "category", "quantity", "price", "email", "phone", "name",
            "status", "cancelledAt", "refunded", "locale", "timeZone", "birthday", "emailConsent", "smsConsent",
        ];
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = "o1", ["customer"] = "7", ["at"] = "2026-01-03", ["total"] = "5", ["name"] = "Mei" };

        var report = await _intake.ImportAsync($"{string.Join(',', fields)}\n{string.Join(',', fields.Select(f => values.GetValueOrDefault(f, "")))}\n");

        (report.Rejected, report.Unused.Count).ShouldBe((0, 0));
        (await EventsAsync("csv:7")).OfType<CustomerChanged>().ShouldHaveSingleItem().Name.ShouldBe("Mei");
    }

    [Fact]
    public async Task Quoted_fields_may_hold_line_breaks_quotes_and_delimiters()
    {
        var report = await _intake.ImportAsync("order_id,customer_id,date,total,customer name\no1,1,20260103,5,\"Li, \"\"Mei\"\"\"\no2,2,20260103,5,\"two\nlines\"\no3,3,20260103,5,x\n");
        (report.Accepted, report.Rejected).ShouldBe((5, 0));
        report.LeftOut.ShouldHaveSingleItem().Problem.ShouldContain("U+000A");
        (await EventsAsync("csv:1")).OfType<CustomerChanged>().Single().Name.ShouldBe("Li, \"Mei\"");
    }

    [Fact]
    public async Task Columns_are_mapped_by_hand_and_customers_keep_their_source()
    {
        var request = new ImportRequest(ImportRequest.OrdersCsv, Intake.Source("nr,who,when,worth,cur\n1,shopify:5,2026-01-03,10,EUR\n2,6,2026-01-03,10,\n"))
        {
            Map = new Dictionary<string, string>(StringComparer.Ordinal) { ["nr"] = "id", ["who"] = "customer", ["when"] = "at", ["worth"] = "total", ["cur"] = "currency" },
            CustomerSource = "erp",
        };
        (await _intake.Import.HandleAsync(request, null, TestContext.Current.CancellationToken)).Accepted.ShouldBe(2);
        ((OrderPlaced)(await EventsAsync("shopify:5")).Single()).Total.ShouldBe(11m);
        ((OrderPlaced)(await EventsAsync("erp:6")).Single()).Total.ShouldBe(10m);
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "", "", "No column holds the order's id. The file has 'a' and 'b'; say which with --map COLUMN=id.")]
    [InlineData("order_id,b\n1,2\n", "", "", "--map COLUMN=customer")]
    [InlineData("order_id,customer_id,date\n", "", "", "--map COLUMN=product")]
    [InlineData("order_id,b\n", "c", "customer", "the file has no column 'c'")]
    [InlineData("order_id,b\n", "b", "custmer", "did you mean 'customer'?")]
    [InlineData("", "", "", "The file is empty")]
    public async Task A_header_that_does_not_fit_is_refused_before_anything_is_stored(string text, string column, string field, string reason)
    {
        var map = column.Length == 0 ? new(StringComparer.Ordinal) : new Dictionary<string, string>(StringComparer.Ordinal) { [column] = field };
        var error = await Should.ThrowAsync<ImportException>(() => _intake.Import.HandleAsync(
            new(ImportRequest.OrdersCsv, Intake.Source(text)) { Map = map }, null, TestContext.Current.CancellationToken));
        error.Message.ShouldContain(reason);
        _intake.Store.Batches.ShouldBe(0);
    }

}
