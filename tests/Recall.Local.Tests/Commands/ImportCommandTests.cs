using Recall.Local.Commands;

namespace Recall.Local.Tests.Commands;

public sealed class ImportCommandTests : IDisposable
{
    private readonly Shell shell = new();

    [Fact]
    public async Task A_bad_row_does_not_stop_the_others_and_can_be_mended()
    {
        var import = await shell.RunAsync("import", shell.Write("orders.csv", Samples.Orders), "--format", "orders-csv", "--source", "shopify");
        import.Code.ShouldBe(ExitCodes.Refused);
        import.Text.ShouldContain("2 refused");
        import.Text.ShouldContain("refused for 'order_date': 1");

        var letters = (await shell.DoneAsync("dead-letters", "list")).Text;
        var bad = letters.Split('\n').Single(l => l.Contains("yesterday", StringComparison.Ordinal));
        bad.ShouldMatch("""^orders-csv\|orders\.csv!\S+ +orders\.csv +5 +order_date +Row 5: order_date 'yesterday' is not a time; write it like .* 1$""");
        letters.ShouldContain("add it under 'currencies'");
        letters.ShouldContain("2 of 2 shown.");

        File.AppendAllText(shell.Settings, "\ncurrencies: { EUR: 1.08 }\n");
        var retry = await shell.RunAsync("dead-letters", "retry");
        retry.Code.ShouldBe(ExitCodes.Refused);
        retry.Text.ShouldContain("1 mended, 1 still refused, 0 not found.");
        (await shell.DoneAsync("customers", "show", "shopify:42")).Text.ShouldContain("total 38.34");
        (await shell.RunAsync("dead-letters", "retry", "orders-csv|orders.csv!0")).Code.ShouldBe(ExitCodes.NotFound);
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
    public async Task The_virtual_clock_of_a_folder_is_never_put_back()
    {
        var file = shell.Write("cdnow.txt", Samples.Cdnow());
        await shell.DoneAsync("import", file, "--format", "cdnow", "--as-of", "1997-04-01");
        var back = await shell.RunAsync("import", file, "--format", "cdnow", "--as-of", "1997-03-01");
        back.Code.ShouldBe(ExitCodes.Usage);
        back.Errors.ShouldContain("already shows 1997-04-01 00:00 UTC and only moves forward");
    }

    public void Dispose() => shell.Dispose();
}
