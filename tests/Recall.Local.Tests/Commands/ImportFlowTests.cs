using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using Recall.Local.Commands;

namespace Recall.Local.Tests.Commands;

/// <summary><c>sequences import</c> from a flow to its replay, with the command of the reference.</summary>
public sealed class ImportFlowTests : IDisposable
{
    private const string Flow =
        """
        {
          "data": { "type": "flow", "id": "VJLjwn", "attributes": { "name": "After the order", "definition": {
            "triggers": [{ "type": "metric", "id": "OrDeR1", "trigger_filter": null }],
            "profile_filter": null,
            "reentry_criteria": { "duration": 1, "unit": "alltime" },
            "entry_action_id": "101",
            "actions": [
              { "id": "101", "type": "time-delay", "links": { "next": "102" }, "data": { "unit": "days", "value": 2, "delay_until_time": "10:00:00" } },
              { "id": "102", "type": "send-email", "links": { "next": null }, "data": { "status": "live", "message": { "from_email": "hello@example.com", "from_label": "Tea House", "cc_email": null, "subject_line": "Thank you, {{ first_name|default:'friend' }}", "preview_text": "For your order.", "template_id": "TpL001" } } }
            ] } } }
        }
        """;

    private readonly Shell shell = new();

    [Fact]
    public async Task A_flow_is_written_validates_previews_and_replays()
    {
        await shell.DoneAsync("import", shell.Write("orders.csv", "order_id,customer_id,order_date,total,currency,email,email_consent\n1,42,2026-01-03 10:00,59.90,USD,mei@example.com,yes\n2,43,2026-01-05 10:00,20,USD,bo@example.com,yes\n"), "--format", "orders-csv", "--source", "shopify");

        var done = await shell.DoneAsync(Command(Flow));

        done.Text.ShouldContain("Beyond the flow: a control group of 10%");
        done.Text.ShouldContain("after-the-order.yaml is written, and not in use yet.");
        (await shell.DoneAsync("sequences", "validate", Written)).Text.ShouldBe("1 file valid.\n");
        (await shell.DoneAsync("sequences", "preview", Written, "--customer", "shopify:42")).Text.ShouldContain("  | Thank you, ");
        var replay = (await shell.DoneAsync("sequences", "replay", Written, "--from", "2026-01-02", "--to", "2026-01-20", "--json")).Json;
        replay.GetRawText().ShouldContain("email-102");

        var again = await shell.RunAsync(Command(Flow));
        again.Code.ShouldBe(ExitCodes.Usage);
        again.Errors.ShouldContain("is there already");
    }

    [Theory]
    [InlineData("docs/sequences.md", "en")]
    [InlineData("docs/zh-CN/sequences.md", "zh-CN")]
    public async Task What_is_refused_is_said_as_the_page_shows_it_and_nothing_is_written(string page, string language)
    {
        var outcome = await shell.RunAsync([.. Command(Flow.Replace("\"cc_email\": null", "\"cc_email\": \"boss@example.com\"", StringComparison.Ordinal)), "--lang", language]);

        outcome.Code.ShouldBe(ExitCodes.Refused);
        Repository.Read(page).ShouldContain("\n\n" + string.Join('\n', outcome.Text.TrimEnd('\n').Split('\n').Select(l => "    " + l)) + "\n\n");
        File.Exists(Written).ShouldBeFalse();
        var json = await shell.RunAsync([.. Command(Flow.Replace("send-email", "send-webhook", StringComparison.Ordinal)), "--json"]);
        json.Json.GetProperty("answer").GetProperty("refusals")[0].GetProperty("path").GetString().ShouldBe("$.data.attributes.definition.actions[1].type");
    }

    [Fact]
    public async Task Slips_on_the_command_line_are_named()
    {
        var file = shell.Write("flow.json", Flow);
        (await shell.RunAsync("sequences", "import", file, "--metric", "OrDeR1")).Errors.ShouldContain("'OrDeR1' is no pair for --metric");
        (await shell.RunAsync("sequences", "import", file, "--metric", "A=order", "--metric", "A=cart")).Errors.ShouldContain("--metric is given twice for 'A'");
        (await shell.RunAsync("sequences", "import", file, "--templates", "nowhere")).Code.ShouldNotBe(ExitCodes.Done);
        (await shell.RunAsync("sequences", "import", "nowhere.json")).Errors.ShouldContain("There is no file 'nowhere.json'.");
    }

    public void Dispose() => shell.Dispose();

    private string Written => Path.Combine(Path.GetDirectoryName(shell.Data)!, "after-the-order.yaml");

    /// <summary>The line of the reference, with its files where they are here.</summary>
    private string[] Command(string flow)
    {
        var page = Repository.Read("docs/sequences.md").Split('\n').Single(l => l.StartsWith("recall sequences import ", StringComparison.Ordinal));
        var file = shell.Write("flow.json", flow);
        var templates = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(file)!, "templates")).FullName;
        File.WriteAllText(Path.Combine(templates, "TpL001.json"), new JsonObject
        {
            ["data"] = new JsonObject
            {
                ["type"] = "template", ["id"] = "TpL001",
                ["attributes"] = new JsonObject
                {
                    ["name"] = "Thanks", ["html"] = "<p>Thank you!</p><p>{{ organization.full_address }} {% unsubscribe %}</p>",
                    ["text"] = "Thank you! {{ organization.full_address }} {% unsubscribe_link %}",
                },
            },
        }.ToJsonString());
        return [.. CommandLineParser.SplitCommandLine(page).Skip(1).Select(a => a switch { "flow.json" => file, "templates" => templates, _ => a }), "--to", Path.GetDirectoryName(file)!];
    }
}
