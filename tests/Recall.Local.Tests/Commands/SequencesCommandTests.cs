using Recall.Local.Commands;

namespace Recall.Local.Tests.Commands;

public sealed class SequencesCommandTests : IDisposable
{
    private readonly Shell shell = new();

    [Fact]
    public async Task A_new_folder_has_the_sequences_that_come_with_recall()
    {
        await shell.DoneAsync("import", shell.Write("orders.csv", Samples.GoodOrders), "--format", "orders-csv", "--source", "shopify");
        (await shell.DoneAsync("sequences", "list")).Text.ShouldMatch(@"dormant-winback +\S.* +10.0 % +50 +its file\n");
        (await shell.DoneAsync("sequences", "validate")).Text.ShouldContain("2 files valid.");
    }

    [Fact]
    public async Task A_broken_file_is_shown_with_line_and_column_and_exits_with_3()
    {
        var file = shell.Write("broken.yaml", "sequence: broken\ntitle: { en: Broken }\nholdout: 200%\n");
        var outcome = await shell.RunAsync("sequences", "validate", file);
        outcome.Code.ShouldBe(ExitCodes.Refused);
        outcome.Text.ShouldContain("broken.yaml:3:10: holdout: ");

        var json = await shell.RunAsync("sequences", "validate", file, "--json");
        json.Code.ShouldBe(ExitCodes.Refused);
        json.Json.GetProperty("valid").GetBoolean().ShouldBeFalse();
        json.Json.GetProperty("problems").EnumerateArray().ShouldContain(p => p.GetProperty("line").GetInt32() == 3 && p.GetProperty("column").GetInt32() == 10
            && p.GetProperty("severity").GetString() == "error");
    }

    [Fact]
    public async Task Rules_that_are_looser_than_those_of_the_shop_are_shown_and_exit_with_3()
    {
        await shell.DoneAsync("import", shell.Write("orders.csv", Samples.GoodOrders), "--format", "orders-csv", "--source", "shopify");
        var file = shell.Write("calm.yaml", "sequence: calm\ntitle: { en: Calm }\naudience: { field: profile.orders, at-least: 1 }\nholdout: 10%\n"
            + "goal: { order-within: 30 days }\npolicy: { caps: [5 per 2 days] }\nsteps:\n  - { wait: calm-down, for: 5 days }\n");

        var outcome = await shell.RunAsync("sequences", "validate", file);

        outcome.Code.ShouldBe(ExitCodes.Refused);
        outcome.Text.ShouldContain("calm.yaml:6:18: policy.caps: '5 per 2 days' is looser than the shop's '1 per 2 days'");
    }

    [Fact]
    public async Task Every_file_of_a_folder_is_checked()
    {
        var folder = Path.GetDirectoryName(shell.Write("broken.yaml", "sequence: broken\n"))!;
        shell.Write("other.yaml", "sequence: other\n");
        shell.Write("third.yml", "sequence: third\n");

        var outcome = await shell.RunAsync("sequences", "validate", folder);
        outcome.Code.ShouldBe(ExitCodes.Refused);
        outcome.Text.ShouldContain("broken.yaml:");
        outcome.Text.ShouldContain("other.yaml:");
        outcome.Text.ShouldContain("third.yml:1:11: sequence: the file is 'third.yml', and only files that end in '.yaml' are in force; rename it to 'third.yaml'");

        var empty = await shell.RunAsync("sequences", "validate", Directory.CreateDirectory(Path.Combine(folder, "empty")).FullName);
        empty.Code.ShouldBe(ExitCodes.Usage);
        empty.Errors.ShouldStartWith("There is no sequence file (*.yaml) in ");
    }

    [Fact]
    public async Task What_the_shops_customers_show_is_a_warning_and_no_error()
    {
        await shell.DoneAsync("import", shell.Write("orders.csv", Samples.GoodOrders), "--format", "orders-csv", "--source", "shopify");
        var file = shell.Write("hello.yaml", "sequence: hello\ntitle: { en: Hello }\naudience: { field: profile.orders, at-least: 900 }\nholdout: 10%\n"
            + "goal: { order-within: 30 days }\nsteps:\n  - { wait: calm, for: 5 days }\n");
        var text = (await shell.DoneAsync("sequences", "validate", file)).Text;
        text.ShouldMatch(@"^hello\.yaml:3:11: warning: audience: of \d+ customers, the audience takes none today; .*\n1 file valid\.\n$");
        (await shell.DoneAsync("sequences", "validate", file, "--lang", "zh-CN")).Text.ShouldContain("没有人符合人群条件");
    }

    [Fact]
    public async Task A_folder_with_a_broken_file_does_not_run()
    {
        Directory.CreateDirectory(Path.Combine(shell.Data, "sequences"));
        File.WriteAllText(Path.Combine(shell.Data, "sequences", "broken.yaml"), "sequence: broken\n");
        (await shell.RunAsync("sequences", "list")).Code.ShouldBe(ExitCodes.Refused);

        await shell.DoneAsync("import", shell.Write("orders.csv", Samples.GoodOrders), "--format", "orders-csv", "--source", "shopify", "--as-of", "2026-02-01");
        var run = await shell.RunAsync("run", "--until", "2026-02-02");
        run.Code.ShouldBe(ExitCodes.Usage);
        run.Errors.ShouldContain("broken.yaml:");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var outcome = await shell.RunAsync("sequences", "validate", "nowhere.yaml");
        outcome.Code.ShouldBe(ExitCodes.Usage);
        outcome.Errors.ShouldContain("There is no file 'nowhere.yaml'.");
    }

    public void Dispose() => shell.Dispose();
}
