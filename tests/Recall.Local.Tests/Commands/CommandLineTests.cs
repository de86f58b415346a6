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
        var real = await shell.RunAsync("run", "--until", "2026-12-01");
        real.Code.ShouldBe(ExitCodes.Usage);
        real.Errors.ShouldContain("use 'recall serve'");

        await shell.DoneAsync("import", shell.Write("orders.csv", Samples.GoodOrders), "--format", "orders-csv", "--source", "shopify", "--as-of", "2026-02-01");
        (await shell.DoneAsync("run", "--until", "2026-02-03")).Text.ShouldStartWith("2 virtual days in ");
        var back = await shell.RunAsync("run", "--until", "2026-02-01");
        back.Code.ShouldBe(ExitCodes.Usage);
        back.Errors.ShouldContain("The virtual clock shows 2026-02-03 00:00 UTC already");
    }

    [Fact]
    public async Task A_folder_without_customers_or_scores_says_what_to_do_next()
    {
        (await shell.DoneAsync("report")).Text.ShouldContain("No customers yet. Bring them in with: recall import");
        await shell.DoneAsync("import", shell.Write("orders.csv", Samples.GoodOrders), "--format", "orders-csv", "--source", "shopify");
        (await shell.DoneAsync("report", "--lang", "en")).Text.ShouldContain("2 customers, not scored yet. Score them with: recall score");
        (await shell.DoneAsync("report", "--lang", "zh-CN")).Text.ShouldContain("2 位客户，尚未评分");
        await shell.DoneAsync("score");
        (await shell.DoneAsync("report", "--lang", "en")).Text.ShouldMatch("growing +2 100.0 %");
    }

    [Fact]
    public async Task A_demo_never_takes_the_folder_of_a_shop()
    {
        await shell.DoneAsync("report");
        var demo = await shell.RunAsync("demo", "--customers", "100", "--days", "1");
        demo.Code.ShouldBe(ExitCodes.Usage);
        demo.Errors.ShouldContain("holds a shop that is not a demo");
        (await shell.RunAsync("demo", "--customers", "99")).Errors.ShouldContain("100 to 50,000 customers");
    }

    public void Dispose() => shell.Dispose();
}
