using System.IO.Compression;
using System.Text;
using Recall.App.Ports;
using Recall.Local.Commands;
using Recall.Local.Tests.Crash;

namespace Recall.Local.Tests.Commands;

public sealed class ImportCommandTests : IDisposable
{
    private readonly Shell shell = new();

    [Fact]
    public async Task A_bad_row_does_not_stop_the_others_and_can_be_mended()
    {
        var import = await shell.RunAsync("import", shell.Write("orders.csv", Samples.Orders), "--format", "orders-csv", "--source", "shopify");
        import.Code.ShouldBe(ExitCodes.Refused);
        import.Text.ShouldContain("; 2 rows refused.");
        import.Text.ShouldContain("refused for 'order_date': 1");
        import.Text.ShouldContain($"See them with: recall dead-letters list --data {shell.Data}");

        var letters = (await shell.DoneAsync("dead-letters", "list")).Text;
        var bad = letters.Split('\n').Single(l => l.Contains("yesterday", StringComparison.Ordinal));
        bad.ShouldMatch("""^[0-9a-f]{6} +orders\.csv +5 +order_date +Row 5: order_date 'yesterday' is not a time; write it like .* 1$""");
        letters.ShouldContain("add it under 'currencies'");
        letters.ShouldContain("2 of 2 shown.");

        File.AppendAllText(shell.Settings, "\ncurrencies: { EUR: 1.08 }\n");
        var retry = await shell.RunAsync("dead-letters", "retry");
        retry.Code.ShouldBe(ExitCodes.Refused);
        retry.Text.ShouldContain("1 mended, 1 still refused, 0 not found.");
        (await shell.DoneAsync("customers", "show", "shopify:42")).Text.ShouldContain("total 38.34");
        (await shell.RunAsync("dead-letters", "retry", bad[..6])).Code.ShouldBe(ExitCodes.Refused);
        (await shell.RunAsync("dead-letters", "retry", "orders-csv|orders.csv!0")).Code.ShouldBe(ExitCodes.NotFound);
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "No column holds the order's id")]
    [InlineData("", "The file is empty")]
    public async Task A_file_that_is_not_understood_leaves_no_shop_behind(string text, string says)
    {
        var failed = await shell.RunAsync("import", shell.Write("orders.csv", text), "--format", "orders-csv", "--as-of", "2026-02-01");

        (failed.Code, Directory.Exists(shell.Data)).ShouldBe((ExitCodes.Usage, false));
        failed.Errors.ShouldContain(says);
    }

    [Fact]
    public async Task The_first_import_says_what_currency_and_zone_it_took_and_later_ones_hold_to_the_currency()
    {
        var file = shell.Write("orders.csv", "订单编号,买家会员名,实付金额,下单时间\n1,小梅,5,2026/1/3 10:00\n2,小梅,6,2026/1/4 10:00\n");
        var first = (await shell.DoneAsync("import", file, "--format", "orders-csv")).Text;
        first.ShouldStartWith("This is a new shop. Amounts are taken to be in USD, and times without an offset in the time zone UTC.");
        first.ShouldContain(shell.Settings);
        first.ShouldContain("currency: CNY and time-zone: Asia/Shanghai are probably meant");
        (await shell.DoneAsync("import", file, "--format", "orders-csv")).Text.ShouldNotContain("new shop");

        var settings = File.ReadAllText(shell.Settings);
        File.WriteAllText(shell.Settings, settings.Replace("time-zone: UTC", "time-zone: Asia/Shanghai", StringComparison.Ordinal));
        var moved = await shell.RunAsync("import", file, "--format", "orders-csv");
        moved.Code.ShouldBe(ExitCodes.Refused);
        moved.Text.ShouldContain("; 2 events refused.");
        moved.Text.ShouldContain("Most were refused because their id stands for another fact already.");
        moved.Text.ShouldContain("the time zone, the source or a mapping was changed");

        File.WriteAllText(shell.Settings, settings.Replace("currency: USD", "currency: CNY", StringComparison.Ordinal));
        foreach (var command in new[] { "report", "score" })
        {
            var renamed = await shell.RunAsync(command);
            renamed.Code.ShouldBe(ExitCodes.Usage);
            renamed.Errors.ShouldContain("The amounts of this shop are stored in USD, and its settings say currency: CNY.");
        }

        (await shell.RunAsync("import", file, "--format", "orders-csv")).Errors.ShouldContain("stored in USD");
    }

    [Fact]
    public async Task Settings_that_are_there_before_the_first_import_are_not_asked_about()
    {
        Directory.CreateDirectory(shell.Data);
        File.WriteAllText(shell.Settings, "shop: { currency: CNY, time-zone: Asia/Shanghai }\n");

        var import = (await shell.DoneAsync("import", shell.Write("orders.csv", "订单编号,买家会员名,实付金额,下单时间\n1,小梅,￥5,2026/1/3\n"), "--format", "orders-csv")).Text;

        import.ShouldNotContain("new shop");
        import.ShouldNotContain("probably meant");
    }

    [Fact]
    public async Task What_was_left_out_and_what_was_not_paid_is_said()
    {
        var import = (await shell.DoneAsync(
            "import", shell.Write("orders.csv", "id,customer_id,date,total,phone,status\n1,1,20260103,5,12,paid\n2,1,20260103,6,,voided\n3,1,20260103,6,,teleported\n"), "--format", "orders-csv")).Text;

        import.ShouldContain("Not counted as purchases, by the state of the order: voided 1");
        import.ShouldContain("States of orders that are not known count as paid: teleported 1");
        import.ShouldContain("Left out of 'phone', the orders themselves are in: 1. For example in row 2: '12' is not a phone number;");
    }

    [Fact]
    public async Task Rows_that_are_wrong_as_a_whole_are_counted_as_that() => (await shell.RunAsync(
        "import", shell.Write("orders.csv", "id,customer_id,date,total\n1,1,20260103\n"), "--format", "orders-csv")).Text.ShouldContain(
        "refused as a whole row (bytes, quotes or number of fields): 1");

    [Fact]
    public async Task Rows_of_orders_are_counted_as_rows_throughout_and_what_is_long_is_cut_on_the_screen()
    {
        var lines = string.Concat(Enumerable.Range(0, 30).Select(i => $"o1,1,20260103,A,1,five{i}\n"));
        var file = shell.Write("orders.csv", "order_id,customer_id,date,sku,qty,price\n" + lines + "o2,2,20260103,A,1,5\n");
        var tried = (await shell.RunAsync("import", file, "--format", "orders-csv", "--dry-run")).Text;
        tried.ShouldContain("30 rows would be refused.");
        tried.ShouldContain("refused for 'price': 30");

        var import = (await shell.RunAsync("import", file, "--format", "orders-csv")).Text;
        import.ShouldContain("; 30 rows refused.");
        import.ShouldContain("refused for 'price': 30");
        import.ShouldContain("The rows of an order are one dead letter: 1 in all. See them with: recall dead-letters list");

        var list = (await shell.DoneAsync("dead-letters", "list")).Text;
        list.ShouldContain("five0");
        list.ShouldNotContain("five29");
        list.ShouldContain("Reasons ending in ... are cut short; --json has them whole.");
        (await shell.DoneAsync("dead-letters", "list", "--json")).Text.ShouldContain("five29");
    }

    [Fact]
    public async Task Score_says_where_nobody_has_bought()
    {
        await shell.DoneAsync("import", shell.Write("orders.csv", "id,customer_id,date,total,status\n1,1,20260103,5,voided\n"), "--format", "orders-csv");

        var score = await shell.RunAsync("score");

        score.Code.ShouldBe(ExitCodes.NotFound);
        score.Errors.ShouldStartWith("Nobody has bought anything in ");
        score.Text.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_guessed_encoding_is_said_and_can_be_chosen()
    {
        var file = shell.Write("orders.csv", "");
        await File.WriteAllBytesAsync(
            file, CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes("order_id,email,date,total,customer name\n1,juergen@example.com,2026-01-03,9.50,Jürgen\n"), TestContext.Current.CancellationToken);

        var import = (await shell.DoneAsync("import", file, "--format", "orders-csv", "--source", "shop")).Text;
        import.ShouldContain("Read as windows-1252, which was guessed: 'Jürgen'. If that looks wrong, import into a new --data folder with --encoding 'utf-8', 'gb18030'");
        import.ShouldContain("recall customers show shop:mei@example.com");
        (await shell.DoneAsync("customers", "show", "shop:Juergen@example.com")).Text.ShouldContain("Jürgen");

        (await shell.DoneAsync("import", file, "--format", "orders-csv", "--encoding", "windows-1252")).Text.ShouldNotContain("guessed");
        (await shell.RunAsync("import", file, "--format", "orders-csv", "--encoding", "latin")).Code.ShouldBe(ExitCodes.Usage);
    }

    [Fact]
    public async Task What_is_refused_again_says_why_and_work_that_was_given_up_is_put_back()
    {
        await shell.RunAsync("import", shell.Write("orders.csv", Samples.Orders), "--format", "orders-csv", "--source", "shopify");
        await using (var session = Session.Open(shell.Data, shell.Clock))
            await session.Get<IWorkQueue>().EnqueueAsync("score-buckets-poison", """{"from":0,"to":4}""", cancellationToken: TestContext.Current.CancellationToken);

        var list = (await shell.DoneAsync("dead-letters", "list")).Text;
        list.ShouldContain("Work that failed five times");
        list.ShouldContain("scoring: 1 part of the work");
        (await shell.DoneAsync("dead-letters", "list", "--json")).Json.GetProperty("work").GetArrayLength().ShouldBe(1);
        (await shell.DoneAsync("report")).Text.ShouldContain("1 part of the daily work failed five times and is tried no more");

        var retry = (await shell.RunAsync("dead-letters", "retry")).Text;
        retry.ShouldContain("order_date 'yesterday' is not a time");
        retry.ShouldContain("0 mended, 2 still refused");
        retry.ShouldContain("1 part of the work put back");
        (await shell.DoneAsync("dead-letters", "list")).Text.ShouldNotContain("Work that failed");
    }

    [Fact]
    public async Task Importing_again_changes_nothing()
    {
        var file = shell.Write("orders.csv", Samples.GoodOrders);
        var first = (await shell.DoneAsync("import", file, "--format", "orders-csv", "--source", "shopify", "--json")).Json;
        first.GetProperty("accepted").GetInt32().ShouldBe(3);

        var again = (await shell.DoneAsync("import", file, "--format", "orders-csv", "--source", "shopify", "--json")).Json;
        again.GetProperty("accepted").GetInt32().ShouldBe(0);
        again.GetProperty("duplicates").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task Columns_of_other_names_are_mapped_by_hand()
    {
        var file = shell.Write("orders.csv", "Beleg;Wer;Wann;Betrag\n1;42;2026-01-03;9.50\n");
        var lost = await shell.RunAsync("import", file, "--format", "orders-csv", "--source", "shop");
        lost.Code.ShouldBe(ExitCodes.Usage);
        lost.Errors.ShouldContain("The file has");
        lost.Errors.ShouldContain("--map COLUMN=id");

        await shell.DoneAsync(
            "import", file, "--format", "orders-csv", "--source", "shop", "--map", "Beleg=id", "--map", "Wer=customer", "--map", "Wann=at", "--map", "Betrag=total");
        (await shell.DoneAsync("customers", "show", "shop:42")).Text.ShouldContain("total 9.5");
    }

    [Theory]
    [InlineData("There is no file 'nowhere.csv'.", "nowhere.csv", "--format", "orders-csv")]
    [InlineData("'Beleg' is no mapping; write --map COLUMN=FIELD", "FILE", "--format", "orders-csv", "--map", "Beleg")]
    [InlineData("the file has no column 'Beleg'", "FILE", "--format", "orders-csv", "--map", "Beleg=id")]
    [InlineData("'soon' is not a date; write it like 1997-10-01", "FILE", "--format", "orders-csv", "--as-of", "soon")]
    [InlineData("xml", "FILE", "--format", "xml")]
    [InlineData("--format", "FILE")]
    public async Task What_the_user_got_wrong_is_said_and_exits_with_2(string says, params string[] args)
    {
        var file = shell.Write("orders.csv", Samples.GoodOrders);
        var outcome = await shell.RunAsync(["import", .. args.Select(a => a == "FILE" ? file : a)]);
        outcome.Code.ShouldBe(ExitCodes.Usage);
        outcome.Errors.ShouldContain(says);
        outcome.Errors.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_shop_in_real_time_is_never_put_on_a_virtual_clock()
    {
        var file = shell.Write("orders.csv", Samples.GoodOrders);
        await shell.DoneAsync("import", file, "--format", "orders-csv", "--source", "shopify");

        var virtually = await shell.RunAsync("import", file, "--format", "orders-csv", "--source", "shopify", "--as-of", "2026-02-01");

        virtually.Code.ShouldBe(ExitCodes.Usage);
        virtually.Errors.ShouldStartWith("This folder lives in real time; --as-of would put it on a virtual clock for good.");
        File.Exists(Path.Combine(shell.Data, "clock")).ShouldBeFalse();
        (await shell.RunAsync("run", "--until", "2026-04-01")).Errors.ShouldStartWith("This folder lives in real time");
    }

    [Fact]
    public async Task A_packed_file_that_was_cut_exits_with_3_and_says_what_was_kept()
    {
        var packed = Gzip("order_id,customer_id,order_date,total\n" + string.Concat(Enumerable.Range(0, 3000).Select(i => $"o{i},c{i * 7919L % 3001},2026-01-03,{i % 97}.50\n")));
        var file = shell.Write("orders.csv.gz", "");
        await File.WriteAllBytesAsync(file, packed[..^800], TestContext.Current.CancellationToken);

        // The program itself: how it unpacks is a setting of its process.
        using (var import = RecallProcess.Start("import", file, "--format", "orders-csv", "--data", shell.Data))
        {
            import.End(ExitCodes.Refused);
            import.Said.ShouldContain("orders.csv.gz is cut off or damaged after row ");
            import.Said.ShouldNotContain("dead-letters");
        }

        var report = await shell.RunAsync("import", file, "--format", "orders-csv", "--json");
        report.Code.ShouldBe(ExitCodes.Refused);
        report.Json.GetProperty("cutOff").GetBoolean().ShouldBeTrue();
        report.Json.GetProperty("duplicates").GetInt64().ShouldBe(report.Json.GetProperty("rows").GetInt64());

        await File.WriteAllBytesAsync(file, packed, TestContext.Current.CancellationToken);
        (await shell.DoneAsync("import", file, "--format", "orders-csv", "--json")).Json.GetProperty("cutOff").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_packed_file_without_one_whole_row_exits_with_2()
    {
        var file = shell.Write("orders.csv.gz", "");
        await File.WriteAllBytesAsync(file, Gzip(Samples.GoodOrders)[..20], TestContext.Current.CancellationToken);

        var outcome = await shell.RunAsync("import", file, "--format", "orders-csv");

        outcome.Code.ShouldBe(ExitCodes.Usage);
        outcome.Errors.ShouldStartWith("orders.csv.gz is cut off or damaged before its first row");
    }

    [Fact]
    public async Task The_virtual_clock_of_a_folder_is_never_put_back()
    {
        var file = shell.Write("cdnow.txt", Samples.Cdnow());
        await shell.DoneAsync("import", file, "--format", "cdnow", "--as-of", "1997-04-01");
        var back = await shell.RunAsync("import", file, "--format", "cdnow", "--as-of", "1997-03-01");
        back.Code.ShouldBe(ExitCodes.Usage);
        back.Errors.ShouldContain("already shows 1997-04-01 00:00 UTC and only moves forward");
    }

    public void Dispose() => shell.Dispose();

    private static byte[] Gzip(string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
