using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Recall.App.Ingestion.Arrivals;
using Recall.App.Ingestion.Files;
using Recall.Core.Customers;

namespace Recall.App.Tests.Ingestion;

public class ImportFileTests
{
    private const string Names = "order_id,customer_id,date,total,客户姓名\no1,1,20260103,5,李梅\no2,2,20260103,5,王芳\n";
    private readonly Intake _intake = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<ImportReport> ImportAsync(byte[] bytes, string? encoding = null) =>
        _intake.Import.HandleAsync(new(ImportRequest.OrdersCsv, Intake.Source(bytes)) { Encoding = encoding }, null, Cancel);

    private async Task<string?> NameAsync(string customer) =>
        (await _intake.Customers.FindAsync(CustomerKey.Parse(customer), Cancel))!.Profile.Person.Name;

    private static byte[] Encoded(string text, string name) => name switch
    {
        "utf-8 with mark" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
        "utf-16le" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
        "utf-16be" => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)],
        "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text),
        "gb18030" => CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!.GetBytes(text),
        _ => Encoding.UTF8.GetBytes(text),
    };

    [Theory]
    [InlineData("utf-8", "utf-8")]
    [InlineData("utf-8 with mark", "utf-8")]
    [InlineData("utf-16le", "utf-16le")]
    [InlineData("utf-16be", "utf-16be")]
    [InlineData("gb18030", "gb18030")]
    public async Task The_encoding_is_found_out_and_reported(string written, string found)
    {
        var report = await ImportAsync(Encoded(Names, written));
        (report.Encoding, report.Accepted).ShouldBe((found, 4));
        (await NameAsync("csv:1")).ShouldBe("李梅");
        (await NameAsync("csv:2")).ShouldBe("王芳");
    }

    /// <summary>What Excel writes in the West, and what it writes in China, without a word about which.</summary>
    [Theory]
    [InlineData("windows-1252", "Jürgen Müller", "Jürgen")]
    [InlineData("windows-1252", "José García|Françoise Lefèvre|Zoë", "José")]
    [InlineData("windows-1252", "Björn Åström|Søren|Peña", "Björn")]
    [InlineData("windows-1252", "Conceição|João Simões", "Conceição")]
    [InlineData("windows-1252", "MARIA DA CONCEIÇÃO|ASSUNÇÃO", "CONCEIÇÃO")]
    [InlineData("windows-1252", "Tea for 5€", "€")]
    [InlineData("windows-1252", "André’s shop", "André")]
    [InlineData("gb18030", "李梅", "李梅")]
    [InlineData("gb18030", "朱镕基", "朱镕基")]
    [InlineData("gb18030", "T恤L码", "T恤L码")]
    [InlineData("gb18030", "iPhone手机case|王芳（老客户）", "iPhone手机case")]
    public async Task A_western_file_is_told_from_a_chinese_one_and_it_is_said_that_this_is_a_guess(string encoding, string names, string example)
    {
        var rows = names.Split('|').Select((name, i) => $"o{i},{i},20260103,5,{name}\n");
        var report = await ImportAsync(Encoded("order_id,customer_id,date,total,customer name\n" + string.Concat(rows), encoding));

        (report.Encoding, report.Guessed, report.Rejected).ShouldBe((encoding, example, 0));
        for (var i = 0; i < names.Split('|').Length; i++)
            (await NameAsync($"csv:{i}")).ShouldBe(names.Split('|')[i]);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-8 with mark")]
    [InlineData("utf-16le")]
    public async Task What_the_file_says_itself_is_no_guess(string written) => (await ImportAsync(Encoded(Names, written))).Guessed.ShouldBeNull();

    [Fact]
    public void Names_of_either_kind_are_told_apart_however_many_and_whichever()
    {
        string[] chinese = ["王伟", "李娜", "张敏", "刘洋", "陈杰", "杨静", "赵磊", "黄丽", "周强", "吴霞", "徐军", "孙艳", "马超", "朱燕"];
        string[] western = ["Müller", "Gößling", "Núñez", "Lefèvre", "Åkesson", "Sørensen", "Conceição", "Muñoz", "Zoë", "Chloé", "Frühauf", "Bärbel", "Inês", "Óscar"];
        Check.One(
            Config.QuickThrowOnFailure,
            Prop.ForAll(
                Arb.From(Gen.OneOf(new[] { ("gb18030", chinese), ("windows-1252", western) }.Select(k => Gen.NonEmptyListOf(Gen.Elements(k.Item2)).Select(n => (k.Item1, n))))),
                drawn =>
                {
                    var rows = drawn.n.Select((name, i) => $"o{i},{i},20260103,5,{name}\n");
                    var bytes = Encoded("order_id,customer_id,date,total,customer name\n" + string.Concat(rows), drawn.Item1);
                    return new Intake().Import.HandleAsync(new(ImportRequest.OrdersCsv, Intake.Source(bytes)), null, Cancel).GetAwaiter().GetResult().Encoding == drawn.Item1;
                }));
    }

    [Fact]
    public async Task One_broken_row_of_a_utf8_file_does_not_make_it_chinese()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Names), .. "o3,3,20260103,5,caf"u8, 0xE9, 0x73, .. "\no4,4,20260103,5,x\n"u8];
        var report = await ImportAsync(bytes);
        (report.Encoding, report.Accepted, report.Rejected).ShouldBe(("utf-8", 6, 1));
        var letter = (await _intake.AllLettersAsync()).ShouldHaveSingleItem();
        letter.Row.ShouldBe(4);
        letter.Reason.ShouldContain("not UTF-8");
    }

    [Fact]
    public async Task A_chosen_encoding_is_taken_and_its_broken_bytes_are_letters()
    {
        byte[] bytes = [.. Encoded(Names, "gb18030"), .. "o3,3,20260103,5,"u8, 0x81, 0x20, (byte)'\n'];
        var report = await ImportAsync(bytes, "gb18030");
        (report.Encoding, report.Accepted, report.Rejected).ShouldBe(("gb18030", 4, 1));
    }

    [Fact]
    public async Task Unknown_encodings_formats_and_sources_are_refused()
    {
        (await Should.ThrowAsync<ImportException>(() => ImportAsync([], "utf-7"))).Message.ShouldContain("'gb18030'");
        (await Should.ThrowAsync<ImportException>(() => _intake.Import.HandleAsync(new("orders", Intake.Source("")), null, Cancel))).Message.ShouldContain("orders-csv");
        (await Should.ThrowAsync<ImportException>(() => _intake.Import.HandleAsync(
            new(ImportRequest.Cdnow, Intake.Source("")) { CustomerSource = "My Shop" }, null, Cancel))).Message.ShouldContain("--source");
        (await Should.ThrowAsync<ImportException>(() => _intake.Import.HandleAsync(
            new(ImportRequest.Cdnow, Intake.Source("")) { Currency = "GBP" }, null, Cancel))).Message.ShouldContain("currencies");
    }

    [Fact]
    public async Task Gzip_is_unpacked_whatever_the_name()
    {
        var report = await ImportAsync(Gzip(Names));
        (report.Accepted, report.CutOff).ShouldBe((4, false));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(2000)]
    public async Task Of_a_packed_file_that_was_cut_the_whole_rows_before_the_cut_are_kept_and_it_may_be_imported_again(int missing)
    {
        var text = "order_id,customer_id,date,total\n" + string.Concat(Enumerable.Range(0, 9000).Select(i => $"o{i},c{i * 7919L % 9001},20260103,{i % 97}.50\n"));
        var packed = Gzip(text);

        var report = await ImportAsync(packed[..^missing]);

        report.CutOff.ShouldBeTrue();
        report.Rows.ShouldBeInRange(5000, 9000);
        (report.Accepted, report.Rejected).ShouldBe((report.Rows, 0));
        _intake.Store.Rows("customers").Count(r => r.Properties.ContainsKey("event")).ShouldBe((int)report.Rows);
        var again = await ImportAsync(packed);
        (again.CutOff, again.Accepted, again.Duplicates, again.Rejected).ShouldBe((false, 9000 - report.Rows, report.Rows, 0));
    }

    [Fact]
    public async Task An_order_whose_last_lines_may_be_missing_is_not_kept()
    {
        var text = "order_id,customer_id,date,product,price\n" + string.Concat(Enumerable.Range(0, 9000).Select(i => $"o{i / 3},c{i / 3},20260103,p{i * 7919L % 9001},{i % 97}.50\n"));
        var packed = Gzip(text);

        var report = await ImportAsync(packed[..^1000]);

        (report.CutOff, report.Rows % 3, report.Accepted).ShouldBe((true, 0, report.Rows / 3));
        (await ImportAsync(packed)).Rejected.ShouldBe(0);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    [InlineData(30)]
    public async Task A_packed_file_that_was_cut_before_its_first_row_is_refused(int length)
    {
        var packed = Gzip("order_id,customer_id,date,total\no1,1,20260103,5\n");

        (await Should.ThrowAsync<ImportException>(() => ImportAsync(packed[..length]))).Message
            .ShouldBe("orders.csv is cut off or damaged before its first row; get it again. Nothing was stored.");

        _intake.Store.Batches.ShouldBe(0);
    }

    [Theory]
    [InlineData("utf-16le")]
    [InlineData("gb18030")]
    public async Task A_cut_file_is_read_in_its_own_encoding_too(string encoding)
    {
        var names = "order_id,customer_id,date,total,客户姓名\n" + string.Concat(Enumerable.Range(0, 4000).Select(i => $"o{i},{i * 7919L % 4001},20260103,5,李梅\n"));
        var packed = Gzip(Encoded(names, encoding));

        var report = await ImportAsync(packed[..^500]);

        (report.CutOff, report.Encoding, report.Rejected).ShouldBe((true, encoding, 0));
        report.Accepted.ShouldBeGreaterThan(2000);
        (await NameAsync("csv:1")).ShouldBe("李梅");
    }

    [Theory]
    [InlineData("utf-16le", "订单编号,买家会员名,实付金额,下单时间,收货人姓名\n1,小梅,5,2026/1/3,李梅\n")]
    [InlineData("utf-16be", "订单编号,买家会员名,实付金额,下单时间,收货人姓名\n1,小梅,5,2026/1/3,李梅\n")]
    [InlineData("utf-16le", "order_id,customer_id,date,total,name\n1,小梅,20260103,5,李梅\n")]
    public async Task Utf16_needs_no_byte_order_mark(string encoding, string text)
    {
        var report = await ImportAsync((encoding == "utf-16le" ? Encoding.Unicode : Encoding.BigEndianUnicode).GetBytes(text));

        (report.Encoding, report.Guessed, report.Accepted).ShouldBe((encoding, null, 2));
        (await NameAsync("csv:小梅")).ShouldBe("李梅");
    }

    [Fact]
    public async Task Big5_is_read_by_name_and_a_garbled_header_says_so()
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding("big5")!.GetBytes("訂單編號,客戶,日期,總額,姓名\n1,7,20260103,5,李梅\n");
        var map = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["訂單編號"] = "id", ["客戶"] = "customer", ["日期"] = "at", ["總額"] = "total", ["姓名"] = "name",
        };

        (await Should.ThrowAsync<ImportException>(() => ImportAsync(bytes))).Message.ShouldContain("If the names look garbled, the file is in another encoding than was found: name it with --encoding ('utf-8', 'gb18030', 'big5'");
        (await _intake.Import.HandleAsync(new(ImportRequest.OrdersCsv, Intake.Source(bytes)) { Encoding = "big5", Map = map }, null, Cancel)).Rejected.ShouldBe(0);

        (await NameAsync("csv:7")).ShouldBe("李梅");
    }

    [Fact]
    public async Task Event_lines_land_and_bad_ones_are_letters()
    {
        const string Lines = """
            {"id":"e1","customer":"x:1","type":"login","at":"2026-01-03T10:00:00Z"}

            {"id":"e2","customer":"x:1","type":"login"}
            not json
            {"id":"e1","customer":"x:1","type":"login","at":"2026-01-03T10:00:00Z"}
            {"id":"e1","customer":"x:1","type":"login","at":"2026-01-04T10:00:00Z"}
            """;
        var report = await _intake.Import.HandleAsync(new(ImportRequest.EventLines, Intake.Source(Lines, "e.jsonl")), null, Cancel);
        (report.Rows, report.Events, report.Accepted, report.Duplicates, report.Rejected).ShouldBe((5, 3, 1, 1, 3));
        var letters = await _intake.AllLettersAsync();
        letters.Select(l => (l.Format, l.Row)).ShouldBe([("event", 6), (ImportRequest.EventLines, 3), (ImportRequest.EventLines, 4)], ignoreOrder: true);
        letters.Single(l => l.Format == "event").Reason.ShouldContain("was used before");
    }

    [Fact]
    public async Task A_long_file_is_streamed_with_progress_and_a_second_run_changes_nothing()
    {
        var text = new StringBuilder("order_id,customer_id,date,total,note\n");
        for (var i = 0; i < 60_000; i++)
        {
            text.Append("order-number-").Append(i).Append(",customer").Append(i % 4000).Append(",2026-01-").Append(10 + (i / 4000))
                .Append(" 10:00:00,").Append(i % 90).Append(".50,").Append('n', 150).Append('\n');
        }

        var source = Intake.Source(text.ToString());
        source.Bytes.ShouldBeGreaterThan(10_000_000);
        var progress = new Progress();
        var first = await _intake.Import.HandleAsync(new(ImportRequest.OrdersCsv, source), progress, Cancel);
        (first.Rows, first.Accepted, first.Duplicates).ShouldBe((60_000, 60_000, 0));
        progress.Seen.Select(p => p.Rows).ShouldBeInOrder();
        progress.Seen[^1].ShouldBe(new(source.Bytes, source.Bytes, 60_000));
        progress.Seen.Count.ShouldBeGreaterThan(10);
        progress.Seen[2].BytesRead.ShouldBeLessThan(source.Bytes);
        TestContext.Current.TestOutputHelper?.WriteLine($"{first.Events / first.Seconds:N0} events/s");

        var second = await _intake.Import.HandleAsync(new(ImportRequest.OrdersCsv, source), null, Cancel);
        (second.Accepted, second.Duplicates).ShouldBe((0, 60_000));
    }

    [Fact]
    public async Task A_killed_import_is_run_again_whole()
    {
        var text = "order_id,customer_id,date,total\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"o{i},c{i % 700},20260103,5\n"));
        var batches = 0;
        _intake.Store.BeforeSubmit = (_, _) => _ = ++batches == 900 ? throw new IOException("The power went.") : 0;
        await Should.ThrowAsync<IOException>(() => _intake.ImportAsync(text));
        _intake.Store.BeforeSubmit = null;

        var report = await _intake.ImportAsync(text);
        report.Duplicates.ShouldBeGreaterThan(0);
        (report.Accepted + report.Duplicates).ShouldBe(20_000);
        var whole = new Intake();
        await whole.ImportAsync(text);
        IngestTests.Profiles(_intake).ShouldBe(IngestTests.Profiles(whole));
    }

    [Fact]
    public async Task An_import_can_be_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var progress = new Progress { Then = () => stop.Cancel() };
        var text = "order_id,customer_id,date,total\n" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"o{i},c{i},20260103,5\n"));
        await Should.ThrowAsync<OperationCanceledException>(() =>
            _intake.Import.HandleAsync(new(ImportRequest.OrdersCsv, Intake.Source(text)), progress, stop.Token));
        progress.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_id_ahead_of_the_virtual_clock_counts_for_its_first_order_and_the_others_are_letters_with_their_rows()
    {
        async Task<ImportReport> ImportAsync(string rows) => await _intake.Import.HandleAsync(
            new(ImportRequest.OrdersCsv, Intake.Source("order_id,customer_id,date,total\n" + rows)) { AsOf = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero) }, null, Cancel);
        var first = await ImportAsync("o1,1,20280104,5\no1,1,20280104,6\no1,2,20280104,7\no1,1,20280104,5\n");
        var second = await ImportAsync("o2,1,20280104,9\no1,1,20280104,8\n");

        (first.Scheduled, first.Rejected, second.Scheduled, second.Rejected).ShouldBe((3, 1, 1, 1));
        var letters = await _intake.AllLettersAsync();
        letters.Select(l => (l.Row, l.Field)).ShouldBe([(3, "id"), (3, "id")]);
        letters.ShouldAllBe(l => l.Reason.Contains("was used before for another fact of csv:1", StringComparison.Ordinal));
        (await _intake.Arrivals.DueAsync(DateTimeOffset.MaxValue, 10, Cancel)).Cast<OrderPlaced>()
            .Select(o => (o.Customer.Value, o.Id, o.Total)).ShouldBe([("csv:1", "o1", 5), ("csv:1", "o2", 9), ("csv:2", "o1", 7)]);

        // Read again, they contradict as before.
        (await _intake.Retry.HandleAsync(null, Cancel)).Remaining.ShouldBe(2);
        (await _intake.Arrivals.DueAsync(DateTimeOffset.MaxValue, 10, Cancel)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_lies_ahead_of_the_virtual_clock_arrives_in_its_time()
    {
        var request = new ImportRequest(ImportRequest.OrdersCsv, Intake.Source("order_id,customer_id,date,total\no1,1,20260103,5\no3,1,20280105,7\no2,1,20280104,6\n"))
        {
            AsOf = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero),
        };
        var report = await _intake.Import.HandleAsync(request, null, Cancel);
        (report.Accepted, report.Scheduled, report.Rejected).ShouldBe((1, 2, 0));
        (await _intake.Import.HandleAsync(request, null, Cancel)).Scheduled.ShouldBe(2);

        var next = await _intake.Arrivals.NextAsync(Cancel);
        next.ShouldBe(new(2028, 1, 3, 16, 0, 0, TimeSpan.Zero));
        (await _intake.Arrivals.DueAsync(next!.Value.AddTicks(-1), 10, Cancel)).ShouldBeEmpty();
        (await _intake.Arrivals.DueAsync(next.Value.AddDays(9), 10, Cancel)).Select(e => e.Id).ShouldBe(["o2", "o3"]);

        var deliver = new DeliverArrivals(_intake.Arrivals, _intake.Ingest, _intake.Letters);
        (await deliver.HandleAsync(next.Value, Cancel)).Accepted.ShouldBe(1);
        (await deliver.HandleAsync(next.Value.AddDays(9), Cancel)).Accepted.ShouldBe(1);
        (await _intake.Arrivals.NextAsync(Cancel)).ShouldBeNull();
        (await _intake.Customers.FindAsync(CustomerKey.Parse("csv:1"), Cancel))!.Profile.Purchases.Orders.ShouldBe(3);
    }

    [Fact]
    public async Task An_arrival_that_was_ingested_before_a_crash_counts_once()
    {
        var login = new LoggedIn { Id = "e", Customer = CustomerKey.Parse("x:1"), At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) };
        await _intake.Arrivals.AddAsync([login, login], Cancel);
        await _intake.Ingest.HandleAsync([login], Cancel);
        var outcome = await new DeliverArrivals(_intake.Arrivals, _intake.Ingest, _intake.Letters).HandleAsync(login.At, Cancel);
        (outcome.Accepted, outcome.Duplicates).ShouldBe((0, 1));
        await _intake.Arrivals.RemoveAsync([login], Cancel);
        (await _intake.Arrivals.NextAsync(Cancel)).ShouldBeNull();
    }

    private static byte[] Gzip(string text) => Gzip(Encoding.UTF8.GetBytes(text));

    private static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    private sealed class Progress : IProgress<ImportProgress>
    {
        public List<ImportProgress> Seen { get; } = [];

        public Action? Then { get; init; }

        public void Report(ImportProgress value)
        {
            Seen.Add(value);
            Then?.Invoke();
        }
    }
}
