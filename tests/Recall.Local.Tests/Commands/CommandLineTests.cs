using System.Text.Json;
using Recall.Local.Commands;

namespace Recall.Local.Tests.Commands;

/// <summary>What holds for every command.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly Shell shell = new();

    [Theory]
    [InlineData("nonsense", "nonsense")]
    [InlineData("--nope", "report", "--nope")]
    [InlineData("Required command", "customers")]
    [InlineData("soon", "demo", "--days", "soon")]
    public async Task A_wrong_command_line_exits_with_2_and_says_what_is_wrong(string says, params string[] args)
    {
        var outcome = await shell.RunAsync(args);
        outcome.Code.ShouldBe(ExitCodes.Usage);
        outcome.Errors.ShouldContain(says);
    }

    [Fact]
    public async Task Help_names_every_command_and_the_exit_codes()
    {
        var help = (await shell.DoneAsync("--help")).Text;
        foreach (var word in (string[])["demo", "import", "score", "run", "serve", "customers", "sequences", "report", "dead-letters", "130 stopped"])
            help.ShouldContain(word);
    }

    [Theory]
    [InlineData("score")]
    [InlineData("report")]
    [InlineData("customers", "show", "shopify:42")]
    [InlineData("sequences", "list")]
    [InlineData("sequences", "validate")]
    [InlineData("dead-letters", "list")]
    [InlineData("dead-letters", "retry")]
    [InlineData("run", "--until", "2026-03-01")]
    [InlineData("run", "--until", "2026-02-01")]
    public async Task Json_is_one_document_and_text_has_no_escapes_and_no_blanks_at_the_end(params string[] command)
    {
        await shell.DoneAsync("import", shell.Write("orders.csv", Samples.GoodOrders), "--format", "orders-csv", "--source", "shopify", "--as-of", "2026-02-01");

        var json = (await shell.DoneAsync([.. command, "--json"])).Json;
        (json.ValueKind is JsonValueKind.Object or JsonValueKind.Array).ShouldBeTrue();
        (json.GetRawText() == "{}").ShouldBeFalse();
        json.GetRawText().ShouldNotContain("NaN", Case.Sensitive); // This shop has no model, and its sequences no control group yet.
        json.GetRawText().ShouldNotContain("Infinity");

        var text = (await shell.DoneAsync(command)).Text;
        text.ShouldNotBeEmpty();
        text.ShouldNotContain("\u001b");
        text.Split('\n').ShouldAllBe(l => l.TrimEnd() == l.TrimEnd('\r'));
    }

    [Theory]
    [InlineData("clock", "noon", "report", "holds no time. Write the virtual time into it, for example 1997-10-01T00:00:00Z.")]
    [InlineData("clock", "", "report", "holds no time.")]
    [InlineData("secret", "swordfish", "report", "is not at least 32 hex digits. Put it back from a backup")]
    [InlineData("secret", "0123456789abcdef", "report", "is not at least 32 hex digits.")]
    [InlineData("secret", "", "report", "is not at least 32 hex digits.")]
    [InlineData("secret", "0123456789abcdef0123456789abcdefg0", "report", "is not at least 32 hex digits.")]
    [InlineData("api-key", "short", "serve", "holds fewer than 16 characters. Delete it to get a new key.")]
    public async Task A_file_of_the_folder_that_holds_something_else_is_named_and_exits_with_2(string file, string holds, string command, string says)
    {
        Directory.CreateDirectory(shell.Data);
        File.WriteAllText(shell.Settings, "# nothing yet\n");
        var path = Path.Combine(shell.Data, file);
        File.WriteAllText(path, holds);

        var outcome = await shell.RunAsync(command);

        outcome.Code.ShouldBe(ExitCodes.Usage);
        outcome.Errors.ShouldStartWith($"'{path}' {says}");
        outcome.Errors.ShouldNotContain("   at ");
        File.ReadAllText(path).ShouldBe(holds);
    }

    [Fact]
    public async Task A_secret_with_a_line_end_behind_it_is_good()
    {
        Directory.CreateDirectory(shell.Data);
        File.WriteAllText(shell.Settings, "# nothing yet\n");
        File.WriteAllText(Path.Combine(shell.Data, "secret"), "0123456789abcdef0123456789ABCDEF\n");
        await shell.DoneAsync("report");
    }

    [Fact]
    public async Task Broken_settings_are_shown_with_their_line_and_exit_with_2()
    {
        Directory.CreateDirectory(shell.Data);
        File.WriteAllText(shell.Settings, "shop:\n  currency: dollars\n");
        var outcome = await shell.RunAsync("report");
        outcome.Code.ShouldBe(ExitCodes.Usage);
        outcome.Errors.ShouldStartWith("settings.yaml:2:13: shop.currency: expected a three-letter currency code");

        File.WriteAllText(shell.Settings, "# nothing yet\n");
        await shell.DoneAsync("report");
    }

    [Fact]
    public async Task Time_passes_by_command_only_in_a_virtual_folder_and_only_forward()
    {
        using var living = new Shell();
        await living.DoneAsync("import", living.Write("orders.csv", Samples.GoodOrders), "--format", "orders-csv", "--source", "shopify");
        var real = await living.RunAsync("run", "--until", "2026-12-01");
        real.Code.ShouldBe(ExitCodes.Usage);
        real.Errors.ShouldContain("use 'recall serve'");

        await shell.DoneAsync("import", shell.Write("orders.csv", Samples.GoodOrders), "--format", "orders-csv", "--source", "shopify", "--as-of", "2026-02-01");
        (await shell.DoneAsync("run", "--until", "2026-02-03")).Text.ShouldStartWith("2 virtual days in ");
        var back = await shell.RunAsync("run", "--until", "2026-02-01");
        back.Code.ShouldBe(ExitCodes.Usage);
        back.Errors.ShouldContain("The virtual clock shows 2026-02-03 00:00 UTC already");
    }

    [Fact]
    public async Task A_language_that_is_not_spoken_is_refused_with_those_that_are()
    {
        var outcome = await shell.RunAsync("sequences", "list", "--lang", "fr");
        outcome.Code.ShouldBe(ExitCodes.Usage);
        outcome.Errors.ShouldContain("--lang fr: there is English (en) and Simplified Chinese (zh-CN).");

        using var french = new Shell { Locale = "fr_FR.UTF-8" };
        (await french.RunAsync("report")).Errors.ShouldStartWith("There is no shop in");
    }

    [Fact]
    public async Task A_folder_without_customers_or_scores_says_what_to_do_next()
    {
        Directory.CreateDirectory(shell.Data);
        File.WriteAllText(shell.Settings, "# nothing yet\n");
        (await shell.DoneAsync("report")).Text.ShouldContain("No customers yet. Bring them in with: recall import");
        await shell.DoneAsync("import", shell.Write("orders.csv", Samples.GoodOrders), "--format", "orders-csv", "--source", "shopify");
        (await shell.DoneAsync("report", "--lang", "en")).Text.ShouldContain("2 customers are not scored yet. Score them with: recall score");
        (await shell.DoneAsync("report", "--lang", "zh-CN")).Text.ShouldContain("2 位客户尚未评分");
        await shell.DoneAsync("score");
        (await shell.DoneAsync("report", "--lang", "en")).Text.ShouldMatch("growth +2 100.0 %");
    }

    [Fact]
    public async Task Customers_who_came_in_since_the_scoring_are_a_row_of_their_own_and_the_rows_are_all_customers()
    {
        await shell.DoneAsync("import", shell.Write("orders.csv", Samples.GoodOrders), "--format", "orders-csv", "--source", "shopify");
        await shell.DoneAsync("score");
        await shell.DoneAsync(
            "import", shell.Write("later.csv", "order_id,customer_id,order_date,total\n2001,77,2026-02-20,30\n"), "--format", "orders-csv", "--source", "shopify");

        (await shell.DoneAsync("report")).Text.ShouldMatch("growth +2 +66.7 %\nnot scored yet +1 +33.3 %");
        (await shell.DoneAsync("report", "--lang", "zh-CN")).Text.ShouldMatch("成长 growth +2 +66.7 %\n尚未评分 +1 +33.3 %");
        var report = (await shell.DoneAsync("report", "--json")).Json;
        report.GetProperty("stages").EnumerateObject().Sum(s => s.Value.GetInt32()).ShouldBe(report.GetProperty("customers").GetInt32());
    }

    [Theory]
    [InlineData("report")]
    [InlineData("score")]
    [InlineData("customers", "show", "shopify:42")]
    [InlineData("sequences", "list")]
    [InlineData("sequences", "validate")]
    [InlineData("dead-letters", "list")]
    [InlineData("dead-letters", "retry")]
    [InlineData("run", "--until", "2026-03-01")]
    public async Task A_command_that_reads_a_shop_makes_none_and_says_how_to_get_one(params string[] command)
    {
        var outcome = await shell.RunAsync(command);
        outcome.Code.ShouldBe(ExitCodes.NotFound);
        outcome.Errors.ShouldContain($"'{shell.Data}'");
        outcome.Errors.ShouldContain("recall import");
        (await shell.RunAsync([.. command, "--json"])).Text.ShouldBeEmpty();
        Directory.Exists(shell.Data).ShouldBeFalse();

        // Somebody's folder of other things is no shop either, and stays as it is.
        Directory.CreateDirectory(shell.Data);
        File.WriteAllText(Path.Combine(shell.Data, "letter.txt"), "Dear Mei");
        if (command[0] != "sequences")
            (await shell.RunAsync(command)).Code.ShouldBe(ExitCodes.NotFound);
        Directory.GetFileSystemEntries(shell.Data).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_demo_never_takes_the_folder_of_a_shop()
    {
        await shell.DoneAsync("import", shell.Write("orders.csv", Samples.GoodOrders), "--format", "orders-csv", "--source", "shopify");
        var demo = await shell.RunAsync("demo", "--customers", "100", "--days", "1");
        demo.Code.ShouldBe(ExitCodes.Usage);
        demo.Errors.ShouldContain("holds a shop that is not a demo");
        (await shell.RunAsync("demo", "--customers", "99")).Errors.ShouldContain("100 to 50,000 customers");
    }

    public void Dispose() => shell.Dispose();
}
