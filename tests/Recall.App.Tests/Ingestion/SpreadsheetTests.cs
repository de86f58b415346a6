using Recall.App.Ingestion.Files;
using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.App.Tests.Ingestion;

/// <summary>Dates and amounts as spreadsheets of half the world write them: what reads one way is read, what reads two ways is decided by its column or refused.</summary>
public class SpreadsheetTests
{
    private readonly Intake _intake = new(new ShopSettings { Currency = "EUR", TimeZone = "UTC", Rates = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["GBP"] = 2 } });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("59,90", 59.9)]
    [InlineData("59,90 €", 59.9)]
    [InlineData("€ 59.90", 59.9)]
    [InlineData("59.90 EUR", 59.9)]
    [InlineData("1.234,50", 1234.5)]
    [InlineData("1,234.50", 1234.5)]
    [InlineData("12,345,678.90", 12345678.9)]
    [InlineData("1.234.567", 1234567.0)]
    [InlineData("1 234,50 €", 1234.5)]
    [InlineData("1\u202F234", 1234.0)]
    [InlineData("1'234.50", 1234.5)]
    [InlineData("0,125", 0.125)]
    [InlineData("£10", 20.0)]
    [InlineData("-0,5", null)]
    [InlineData("12.34,5", null)]
    [InlineData("1,23,456.00", null)]
    [InlineData("1.234,5.6", null)]
    [InlineData("59,90 Taler", null)]
    public async Task An_amount_that_reads_one_way_is_read(string total, double? amount)
    {
        var report = await _intake.ImportAsync($"order_id;customer_id;date;total\no1;1;20260103;{total}\n");

        (report.Accepted, report.Rejected).ShouldBe(amount is null ? (0, 1) : (1, 0));
        if (amount is { } paid)
            (await SpentAsync()).ShouldBe((decimal)paid);
    }

    [Theory]
    [InlineData("1.234", "59,90", 1293.9)]
    [InlineData("1.234", "1.234.567,00", 1235801)]
    [InlineData("1.234", "59.90", 61.134)]
    [InlineData("1,234", "59.90", 1293.9)]
    [InlineData("1,234", "59,90", 61.134)]
    [InlineData("1,234", "1,234,567", 1235801)]
    public async Task A_column_tells_what_a_point_or_comma_before_three_digits_is(string one, string other, double spent)
    {
        // The amount that tells may come first or last.
        foreach (var rows in (string[])[$"o1;1;20260103;{one}\no2;1;20260104;{other}\n", $"o2;1;20260104;{other}\no1;1;20260103;{one}\n"])
            (await _intake.ImportAsync("order_id;customer_id;date;total\n" + rows)).Rejected.ShouldBe(0);

        (await SpentAsync()).ShouldBe((decimal)spent);
    }

    [Theory]
    [InlineData("1.234", "'1.234' in row 2 may be 1234 or 1.234")]
    [InlineData("1,234", "'1,234' in row 2 may be 1.234 or 1234")]
    public async Task An_amount_that_nothing_tells_refuses_the_file_with_the_option_that_says_it(string one, string says)
    {
        var file = $"order_id;customer_id;date;total\no1;1;20260103;{one}\no2;1;20260104;20\n";
        var refused = await Should.ThrowAsync<ImportException>(() => _intake.ImportAsync(file));
        refused.Message.ShouldContain(says);
        refused.Message.ShouldContain("--decimals comma");
        _intake.Store.Batches.ShouldBe(0);

        (await ImportAsync(file, decimals: "comma")).Accepted.ShouldBe(2);
        (await SpentAsync()).ShouldBe(one == "1.234" ? 1254m : 21.234m);
    }

    [Fact]
    public async Task A_column_with_both_marks_decides_nothing_and_an_option_that_the_column_denies_is_refused()
    {
        const string Both = "order_id;customer_id;date;total\no1;1;20260103;59,90\no2;1;20260104;59.90\n";
        (await _intake.ImportAsync(Both)).Accepted.ShouldBe(2);
        (await Should.ThrowAsync<ImportException>(() => _intake.ImportAsync(Both + "o3;1;20260105;1.234\n"))).Message.ShouldContain("'1.234' in row 4");

        var denied = await Should.ThrowAsync<ImportException>(() => ImportAsync("order_id;customer_id;date;total\no3;1;20260103;59.90\no4;1;20260104;1.234\n", decimals: "comma"));
        denied.Message.ShouldStartWith("--decimals comma does not fit: row 2 of 'total' has '59.90'");
    }

    [Theory]
    [InlineData("03.01.2026", "2026-01-03T00:00:00Z")]
    [InlineData("3.1.2026 9:05", "2026-01-03T09:05:00Z")]
    [InlineData("03/01/2026|13/02/2026", "2026-01-03T00:00:00Z")]
    [InlineData("03/01/2026|02/13/2026", "2026-03-01T00:00:00Z")]
    [InlineData("03-01-2026 10:00:00|2026-05-01|31-01-2026", "2026-01-03T10:00:00Z")]
    [InlineData("03.01.2026|02.13.2026", "2026-03-01T00:00:00Z")]
    [InlineData("03/03/2026", "2026-03-03T00:00:00Z")]
    public async Task Dates_with_the_year_last_are_read_as_their_column_tells(string dates, string first)
    {
        _intake.Clock.Now = new(2026, 8, 1, 0, 0, 0, TimeSpan.Zero);
        var rows = dates.Split('|').Select((date, i) => $"o{i};1;{date};5\n");

        (await _intake.ImportAsync("order_id;customer_id;date;total\n" + string.Concat(rows))).Rejected.ShouldBe(0);

        var orders = await _intake.Customers.EventsAsync(CustomerKey.Parse("csv:1"), null, Cancel).OfType<OrderPlaced>().ToListAsync(Cancel);
        orders.Single(o => o.Id == "o0").At.ShouldBe(DateTimeOffset.Parse(first, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("3.1.26", "2026-01-03T00:00:00Z")]
    [InlineData("03.01.26 9:05", "2026-01-03T09:05:00Z")]
    [InlineData("03/01/26|31/01/26", "2026-01-03T00:00:00Z")]
    [InlineData("03/01/26|1/31/26", "2026-03-01T00:00:00Z")]
    [InlineData("03/01/26|3/13/2026", "2026-03-01T00:00:00Z")]
    [InlineData("03-01-97|31-01-97", "1997-01-03T00:00:00Z")]
    [InlineData("1/31/2026 9:05 PM", "2026-01-31T21:05:00Z")]
    [InlineData("1/31/2026 12:05:06 am", "2026-01-31T00:05:06Z")]
    [InlineData("1/31/26, 12:30 p.m.", "2026-01-31T12:30:00Z")]
    [InlineData("2026-01-31 9:05 PM|2026-01-31 21:05:00 PM", "2026-01-31T21:05:00Z", 1)]
    [InlineData("2026/1/31 下午 9:05:06", "2026-01-31T21:05:06Z")]
    [InlineData("2026/1/31 上午12:05", "2026-01-31T00:05:00Z")]
    [InlineData("1/31/2026 9:05 PM|1/31/2026 9:05", "2026-01-31T21:05:00Z", 1)]
    [InlineData("1/31/2026 9:05 PM|1/31/2026", "2026-01-31T21:05:00Z")]
    [InlineData("1/31/2026 9:05 PM|1/31/2026 0:05 AM", "2026-01-31T21:05:00Z", 1)]
    public async Task Years_of_two_digits_and_halves_of_the_day_are_read_as_their_column_tells(string dates, string first, int refused = 0)
    {
        _intake.Clock.Now = new(2026, 8, 1, 0, 0, 0, TimeSpan.Zero);
        var rows = dates.Split('|').Select((date, i) => $"o{i};1;{date};5\n");

        (await _intake.ImportAsync("order_id;customer_id;date;total\n" + string.Concat(rows))).Rejected.ShouldBe(refused);

        (await OrderAsync("o0")).At.ShouldBe(DateTimeOffset.Parse(first, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("03/01/26|04/01/25", "'03/01/26' in row 2 may have its year first or last")]
    [InlineData("26/03/01|25/12/24", "'26/03/01' in row 2 may have its year first or last")]
    [InlineData("99/12/24|03/01/26", "'99/12/24' in row 2 is no day with the year last")]
    [InlineData("26/13/24|27/12/26", "'26/13/24' in row 2 is no day with the year last")]
    public async Task Years_of_two_digits_that_nothing_tells_refuse_the_file(string dates, string says)
    {
        _intake.Clock.Now = new(2026, 8, 1, 0, 0, 0, TimeSpan.Zero);
        var file = "order_id;customer_id;date;total\n" + string.Concat(dates.Split('|').Select((date, i) => $"o{i};1;{date};5\n"));

        var refused = await Should.ThrowAsync<ImportException>(() => _intake.ImportAsync(file));
        refused.Message.ShouldContain(says);
        refused.Message.ShouldContain("four digits");
        refused.Say("zh-CN").ShouldContain("四位数字");
        _intake.Store.Batches.ShouldBe(0);

        if (says.Contains("or last", StringComparison.Ordinal))
            (await ImportAsync(file, dates: "dmy")).Accepted.ShouldBe(2);
    }

    [Fact]
    public async Task A_time_that_says_no_half_of_the_day_where_others_do_is_told()
    {
        await _intake.ImportAsync("order_id;customer_id;date;total\no1;1;2026-01-31 9:05 PM;5\no2;1;2026-01-31 09:05;5\no3;1;2026-01-31 13:05 PM;5\n");

        (await _intake.AllLettersAsync()).OrderBy(l => l.Row).Select(l => l.Reason).ShouldBe(
        [
            "Row 3: date '2026-01-31 09:05' does not say AM or PM, as other times of the column do; write it like 2026-01-31 21:05:00",
            "Row 4: date '2026-01-31 13:05 PM' has no hour from 1 to 12 before its AM or PM; write it like 2026-01-31 21:05:00",
        ]);
    }

    [Fact]
    public async Task Dates_that_nothing_tells_refuse_the_file_until_an_option_says_it()
    {
        const string File = "order_id;customer_id;Datum;total\no1;1;03/01/2026;5\no2;1;04/01/2026;5\n";
        var refused = await Should.ThrowAsync<ImportException>(() => ImportAsync(File, map: "Datum=at"));
        refused.Message.ShouldStartWith("The dates of 'Datum' can be read in two ways: row 2 has '03/01/2026'");
        refused.Say("zh-CN").ShouldContain("--dates dmy（日、月、年）");
        _intake.Store.Batches.ShouldBe(0);

        var report = await ImportAsync(File, dates: "dmy", map: "Datum=at");
        report.Forms.ShouldContain(f => f.Column == "Datum" && f.Form == "dmy");
        (await OrderAsync("o2")).At.UtcDateTime.ShouldBe(new(2026, 1, 4));
    }

    [Fact]
    public async Task Dates_of_both_orders_are_refused_and_with_the_option_the_rows_that_do_not_fit()
    {
        const string File = "order_id;customer_id;date;total\no1;1;13/01/2026;5\no2;1;01/14/2026;5\no3;1;02/01/2026;5\n";
        (await Should.ThrowAsync<ImportException>(() => _intake.ImportAsync(File))).Message.ShouldContain("row 2 has '13/01/2026' with the day first, row 3 has '01/14/2026' with the month first");
        (await Should.ThrowAsync<ImportException>(() => ImportAsync("order_id;customer_id;date;total\no1;1;13/01/2026;5\n", dates: "mdy"))).Message.ShouldStartWith("--dates mdy does not fit");

        (await ImportAsync(File, dates: "dmy")).Accepted.ShouldBe(2);
        var letter = (await _intake.AllLettersAsync()).ShouldHaveSingleItem();
        (letter.Row, letter.Field).ShouldBe((3, "date"));
        letter.Reason.ShouldContain("'01/14/2026' does not fit: the dates are read as day, month, year");
        (await OrderAsync("o3")).At.UtcDateTime.ShouldBe(new(2026, 1, 2));

        // Alone, the letter's row would tell another order: it is read as its file was.
        (await _intake.Retry.HandleAsync(null, Cancel)).Refused.ShouldHaveSingleItem().Reason.ShouldBe(letter.Reason);
    }

    [Theory]
    [InlineData("£5", "EUR", "total '£5' is in GBP, and 'currency' says EUR")]
    [InlineData("$5", "", "total '$5' may be in USD or AUD")]
    [InlineData("5 USD", "", "'USD' has no rate to the shop's currency EUR")]
    [InlineData("￥1,299.00", "USD", "total '￥1,299.00' is in CNY or JPY, and 'currency' says USD")]
    public async Task A_sign_that_contradicts_the_currency_is_told(string total, string currency, string says)
    {
        await _intake.ImportAsync($"order_id;customer_id;date;total;currency\no1;1;20260103;{total};{currency}\n");

        (await _intake.AllLettersAsync()).ShouldHaveSingleItem().Reason.ShouldContain(says);
    }

    [Fact]
    public async Task The_lines_of_an_order_are_in_one_currency()
    {
        await _intake.ImportAsync("order_id;customer_id;date;product;price\no1;1;20260103;T1;€ 5\no1;1;20260103;T2;£ 5\n");

        (await _intake.AllLettersAsync()).ShouldHaveSingleItem().Reason.ShouldContain("price is in GBP in row 3 and in EUR in row 2 of the same order");
    }

    private Task<ImportReport> ImportAsync(string text, string? dates = null, string? decimals = null, string? map = null) => _intake.Import.HandleAsync(
        new(ImportRequest.OrdersCsv, Intake.Source(text))
        {
            Dates = dates, Decimals = decimals,
            Map = map?.Split('=') is [var column, var field] ? new Dictionary<string, string>(StringComparer.Ordinal) { [column] = field } : new(StringComparer.Ordinal),
        },
        null, Cancel);

    private async Task<decimal> SpentAsync() => (await _intake.Customers.FindAsync(CustomerKey.Parse("csv:1"), Cancel))!.Profile.Purchases.Spent;

    private async Task<OrderPlaced> OrderAsync(string id) =>
        await _intake.Customers.EventsAsync(CustomerKey.Parse("csv:1"), null, Cancel).OfType<OrderPlaced>().SingleAsync(o => o.Id == id, Cancel);
}
