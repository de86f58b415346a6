using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Recall.App.Ingestion.Files;
using Recall.Core.Customers;

namespace Recall.App.Tests.Ingestion;

/// <summary>What a file is written in, with or without a word about it.</summary>
public class FileEncodingTests
{
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
        var report = await ImportAsync(Encoded(Intake.NamedOrders, written));
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
    public async Task What_the_file_says_itself_is_no_guess(string written) => (await ImportAsync(Encoded(Intake.NamedOrders, written))).Guessed.ShouldBeNull();

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
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Intake.NamedOrders), .. "o3,3,20260103,5,caf"u8, 0xE9, 0x73, .. "\no4,4,20260103,5,x\n"u8];
        var report = await ImportAsync(bytes);
        (report.Encoding, report.Accepted, report.Rejected).ShouldBe(("utf-8", 6, 1));
        var letter = (await _intake.AllLettersAsync()).ShouldHaveSingleItem();
        letter.Row.ShouldBe(4);
        letter.Reason.ShouldContain("not UTF-8");
    }

    [Fact]
    public async Task A_chosen_encoding_is_taken_and_its_broken_bytes_are_letters()
    {
        byte[] bytes = [.. Encoded(Intake.NamedOrders, "gb18030"), .. "o3,3,20260103,5,"u8, 0x81, 0x20, (byte)'\n'];
        var report = await ImportAsync(bytes, "gb18030");
        (report.Encoding, report.Accepted, report.Rejected).ShouldBe(("gb18030", 4, 1));
    }

    [Theory]
    [InlineData("utf-16le")]
    [InlineData("gb18030")]
    public async Task A_cut_file_is_read_in_its_own_encoding_too(string encoding)
    {
        var names = "order_id,customer_id,date,total,客户姓名\n" + string.Concat(Enumerable.Range(0, 4000).Select(i => $"o{i},{i * 7919L % 4001},20260103,5,李梅\n"));
        var packed = Intake.Gzip(Encoded(names, encoding));

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
}
