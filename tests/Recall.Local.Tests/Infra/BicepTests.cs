using System.Text.Json;
using Recall.App;
using Recall.App.Work;

namespace Recall.Local.Tests.Infra;

/// <summary>What Azure is told to make is what the code asks of it: nothing is missing, and nothing is there that nobody uses.</summary>
public sealed class BicepTests
{
    /// <summary>Built-in roles that are granted, and what in the code or in the app's settings needs each.</summary>
    private static readonly (string Id, string Why, string In, string Needs)[] Roles =
    [
        ("b7e6dc6d-f1e8-4753-8033-0f276bb0955b", "Storage Blob Data Owner: the host's leases and the package", "infra", "AzureWebJobsStorage__blobServiceUri"),
        ("974c5e8b-45b9-4653-ba55-5f855dd0fb88", "Storage Queue Data Contributor", "functions/Recall.Azure", "QueueServiceClient"),
        ("0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", "Storage Table Data Contributor", "functions/Recall.Azure", "TableServiceClient"),
        ("09976791-48a7-449e-bb21-39d1a415f350", "Communication and Email Service Owner", "functions/Recall.Azure", "record CommunicationSettings(Uri Endpoint"),
        ("3913510d-42f4-4e42-8a64-420c390055eb", "Monitoring Metrics Publisher", "functions/Recall.Azure", "UseAzureMonitorExporter"),
        ("4633458b-17de-408a-b874-0445c86b69e6", "Key Vault Secrets User", "infra", "@Microsoft.KeyVault("),
        ("b86a8fe4-44ce-4948-aee5-eccb2c155cd7", "Key Vault Secrets Officer: who provisions reads the API key and puts in webhook secrets", "infra", "operatorId"),
        ("0ad04412-c4d5-4796-b79c-f76d14c8d402", "Durable Task Data Contributor: where a scheduler keeps orchestrations", "infra", "storageProvider__type: 'azureManaged'"),
        ("ba92f5b4-2d11-453d-a403-e96b0029c9fe", "Storage Blob Data Contributor: Event Grid's own, on one container", "infra", "deadLetterWithResourceIdentity"),
    ];

    [Fact]
    public void Every_table_that_the_code_names_is_made_here_and_in_the_emulator_and_no_other()
    {
        var named = Sources.All(Sources.Code("functions/Recall.App") + Sources.Code("functions/Recall.Azure"), """const string Table = "(?<it>\w+)";""");
        named.Count.ShouldBeGreaterThan(5);

        Made("var tables = [").ShouldBe(named);
        StoredTables.All.Order(StringComparer.Ordinal).ShouldBe(named);
    }

    [Fact]
    public void Every_queue_that_the_code_names_is_made_with_its_poison_queue_and_no_other()
    {
        var named = Sources.All(Repository.Read("functions/Recall.App/Work/WorkQueues.cs"), """const string \w+ = "(?<it>[a-z-]+)";""")
            .Concat(Sources.All(Sources.Code("functions/Recall.App"), """const string Queue = "(?<it>[a-z-]+)";""")).Order(StringComparer.Ordinal).ToList();
        named.ShouldNotBeEmpty();

        Made("var queues = [").ShouldBe(named);
        WorkQueues.All.Order(StringComparer.Ordinal).ShouldBe(named);
        Sources.Bicep["modules/storage.bicep"].ShouldContain("resource poison 'queues' = [\n      for queue in queues: {\n        name: '${queue}-poison'");
    }

    [Fact]
    public void Every_role_is_one_that_something_needs_and_is_granted_once()
    {
        Sources.All(Sources.AllBicep, "'(?<it>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})'")
            .ShouldBe(Roles.Select(r => r.Id).Order(StringComparer.Ordinal));
        foreach (var role in Roles)
            (role.In == "infra" ? Sources.AllBicep : Sources.Code(role.In)).ShouldContain(role.Needs, customMessage: role.Why);

        var page = Sources.Bicep["modules/roles.bicep"];
        foreach (var name in Sources.All(Sources.Block(page, "var roles = {"), @"^  (?<it>\w+): '"))
            page.ShouldContain("roles." + name);
        Sources.All(page, @"roleDefinitionId: (?<it>.*)$").ShouldAllBe(r => r.StartsWith("subscriptionResourceId(", StringComparison.Ordinal));
    }

    [Fact]
    public void No_output_is_a_secret()
    {
        foreach (var (file, text) in Sources.Bicep)
        {
            var secure = Sources.All(text, @"@secure\(\)\s+param (?<it>\w+)");
            foreach (var output in Sources.All(text, @"^(?<it>output [\s\S]*?)(?=^\S|\z)"))
            {
                foreach (var word in (string[])[.. secure, "list", "ConnectionString", "properties.value", "primaryKey", "InstrumentationKey"])
                    output.ShouldNotContain(word, Case.Sensitive, $"{file}: {output}");
            }
        }

        Sources.AllBicep.ShouldNotContain("listKeys");
    }

    [Fact]
    public void Every_module_is_used_and_every_file_is_there()
    {
        var used = Sources.All(Sources.Bicep["main.bicep"], @"^module \w+ '(?<it>[^']+)'");

        used.ShouldBe(Sources.Bicep.Keys.Where(f => f.StartsWith("modules/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_signal_that_an_alert_or_a_chart_looks_at_is_counted_by_the_app()
    {
        var counted = Sources.All(Repository.Read("functions/Recall.App/Telemetry/RecallMetrics.cs"), """const string \w+ = "(?<it>recall\.[\w.]+)";""");
        var alerts = Sources.All(Sources.Bicep["modules/alerts.bicep"], @"Name == '(?<it>[^']+)'");
        var charts = Sources.All(Repository.Read("infra/modules/workbook.json"), @"Name == '(?<it>[^']+)'");

        alerts.ShouldNotBeEmpty();
        alerts.Concat(charts).ShouldBeSubsetOf(counted, StringComparer.Ordinal);
        Repository.Read("functions/Recall.Azure/Program.cs").ShouldContain("AddMeter(RecallMetrics.MeterName)");
        var code = Repository.Read("functions/Recall.App/Telemetry/RecallMetrics.cs");
        foreach (var tag in Sources.All(Sources.Bicep["modules/alerts.bicep"], @"Properties\.(?<it>\w+)"))
            code.ShouldContain($"new(\"{tag}\", ");
        code.ShouldContain("\"accepted\"");
    }

    [Fact]
    public void Every_function_that_takes_events_is_subscribed_and_nothing_else_is()
    {
        var taking = Sources.All(Sources.Code("functions/Recall.Azure"), """\[Function\("(?<it>\w+)"\)\][^\[]*\[EventGridTrigger\]""");

        taking.ShouldNotBeEmpty();
        Sources.All(Sources.Block(Sources.Bicep["modules/events.bicep"], "var subscriptions = ["), @"function: '(?<it>\w+)'").ShouldBe(taking);
    }

    [Fact]
    public void The_deployment_tool_finds_the_app_and_the_app_finds_its_secrets()
    {
        var azd = Repository.Read("azure.yaml");
        var project = Sources.All(azd, @"^    project: (?<it>.*)$").Single();
        Directory.Exists(Path.Combine(Repository.Root, project)).ShouldBeTrue(project);
        Sources.Bicep["main.bicep"].ShouldContain($"serviceName: '{Sources.All(azd, @"^services:\n  (?<it>\w+):").Single()}'");
        Sources.All(azd, @"azd env set (?<it>\w+)").ShouldBeSubsetOf(Sources.All(Repository.Read("infra/main.bicepparam"), @"readEnvironmentVariable\('(?<it>\w+)'"), StringComparer.Ordinal);

        var made = Sources.All(Sources.Bicep["modules/vault.bicep"], @"^output (?<it>\w+Name) ");
        Sources.All(Sources.Bicep["modules/app.bicep"], @"SecretName=\$\{(?<it>\w+)\}").ShouldBe(made);
    }

    [Fact]
    public void Whoever_deploys_reads_of_every_setting_that_may_be_chosen()
    {
        var page = Repository.Read("docs/azure.md");
        foreach (var name in Sources.All(Repository.Read("infra/main.bicepparam"), @"readEnvironmentVariable\('(?<it>RECALL_\w+)'"))
            page.ShouldContain($"`{name}`");
    }

    /// <summary>Microsoft.App is of no resource: a subnet is delegated to it, and a deployment registers only what it makes something of.</summary>
    [Fact]
    public void Whoever_deploys_reads_of_every_provider_that_has_to_be_registered()
    {
        var registered = Sources.All(Repository.Read("docs/azure.md"), "for provider in (?<it>[^;]+);").Single()
            .Split([' ', '\\', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var used = Sources.All(Sources.AllBicep, @"'(?<it>Microsoft\.\w+)/[^']+@").Except(["Microsoft.Authorization", "Microsoft.Resources"], StringComparer.Ordinal) // Never to be registered.
            .Concat(Sources.All(Sources.AllBicep, @"serviceName: '(?<it>Microsoft\.\w+)/"));

        registered.ShouldBe(used.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_linter_lets_nothing_pass_that_concerns_safety_or_age()
    {
        using var config = JsonDocument.Parse(Repository.Read("infra/bicepconfig.json"));
        var rules = config.RootElement.GetProperty("analyzers").GetProperty("core").GetProperty("rules");
        foreach (var rule in (string[])
        [
            "adminusername-should-not-be-literal", "outputs-should-not-contain-secrets", "protect-commandtoexecute-secrets", "secure-parameter-default",
            "secure-params-in-nested-deploy", "secure-secrets-in-params", "use-secure-value-for-secure-inputs", "no-hardcoded-env-urls",
            "use-recent-api-versions", "use-recent-module-versions",
        ])
            rules.GetProperty(rule).GetProperty("level").GetString().ShouldBe("error", rule);
    }

    private static IReadOnlyList<string> Made(string list) => Sources.All(Sources.Block(Sources.Bicep["modules/storage.bicep"], list), "'(?<it>[^']+)'");
}
