using System.Text.Json;

namespace Recall.Local.Tests.Infra;

/// <summary>App settings in three places: what the code and the host read, what docs/settings.md explains, what Bicep sets.</summary>
public sealed class SettingsTests
{
    private const string OfTheHost = "AzureFunctionsJobHost__";

    /// <summary>Only for the emulator: a deployment signs in by identity.</summary>
    private const string Emulator = "AzureWebJobsStorage";

    /// <summary>Settings that no code of the app asks for by name, and who does.</summary>
    private static readonly string[] OfOthers =
    [
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", // The host's telemetry.
        "AZURE_CLIENT_ID", // DefaultAzureCredential.
        "AzureWebJobsDisableHomepage", // The host.
        "AzureWebJobsStorage__blobServiceUri", // The host's leases and package, Durable Functions.
        "AzureWebJobsStorage__clientId", // The host's sign-in.
        "AzureWebJobsStorage__credential",
        "DURABLE_TASK_SCHEDULER", // Durable Functions, where it is told so.
    ];

    /// <summary>What host.json leaves out, because storage is what the host takes where nothing is said.</summary>
    private static readonly string[] OfAScheduler =
        ["AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName", "AzureFunctionsJobHost__extensions__durableTask__storageProvider__type"];


    private static readonly string App = Sources.Bicep["modules/app.bicep"];

    private static readonly IReadOnlyList<string> Explained =
        Sources.All(Repository.Read("docs/settings.md"), "^\\| `(?<it>[A-Z]\\w*(__\\{name\\}__\\w+)?)`");

    private static readonly IReadOnlyList<string> Set = Sources.All(
        (Sources.Block(App, "var fixed = {") + Sources.Block(App, ": {\n      AzureFunctionsJobHost__extensions__durableTask__storageProvider__type") + Sources.Block(App, "var communication = union(") + Sources.Block(App, "var gateways = union(") + Sources.Block(App, "var callable = reduce("))
            .Replace("${replace(hook.name, '-', '_')}", "{name}", StringComparison.Ordinal),
        @"(^\s*|\{ )'?(?<it>[A-Z]\w+(__\{name\}__\w+)?)'?: ");

    [Fact]
    public void Every_setting_that_is_explained_is_set_and_no_other()
    {
        Set.Count.ShouldBeGreaterThan(20);
        Set.Where(s => !s.StartsWith(OfTheHost, StringComparison.Ordinal)).ShouldBe(Explained.Where(s => s != Emulator));
    }

    [Fact]
    public void Every_setting_that_the_code_reads_is_explained_and_no_other_of_its_own()
    {
        var code = Sources.Code("functions/Recall.Azure");
        List<string> read =
        [
            .. Names(code, "RefuseUnknown(\"Recall\", [").Except(["ApiKeys", "Communication", "Webhooks", "Push", "WeCom"], StringComparer.Ordinal).Select(n => "Recall__" + n), "Recall__ApiKeys__0",
            .. Names(code, "RefuseUnknown(\"Recall:Communication\", [").Select(n => "Recall__Communication__" + n),
            .. Names(code, "RefuseUnknown(at, [").Select(n => "Recall__Webhooks__{name}__" + n),
            .. Names(code, "RefuseUnknown(at, [").Select(n => "Recall__Push__" + n),
            .. Names(code, "RefuseUnknown(At, [").Select(n => "Recall__WeCom__" + n),
            .. Sources.All(Repository.Read("functions/Recall.Azure/Settings/HostSettings.cs"), """const string \w+ = "(?<it>[A-Z_]+)";"""),
        ];

        Explained.Where(s => s.StartsWith("Recall__", StringComparison.Ordinal) || s.EndsWith("_SCHEDULE", StringComparison.Ordinal) || s == "TASKHUB_NAME")
            .ShouldBe(read.Order(StringComparer.Ordinal));
        Sources.All(code, """"(?<it>APPLICATIONINSIGHTS_\w+)"""").ShouldBeSubsetOf(Explained, StringComparer.Ordinal);
        Sources.All(code, """\$"\{Connection\}:(?<it>\w+)""").Select(n => $"{Emulator}__{n}").ShouldBeSubsetOf(Explained, StringComparer.Ordinal);
        Sources.All(code + Repository.Read("host.json"), "\"%(?<it>\\w+)%\"").ShouldBeSubsetOf(Explained, StringComparer.Ordinal);
    }

    [Fact]
    public void Every_setting_that_is_set_is_read_by_somebody()
    {
        var code = Sources.Code("functions/Recall.Azure");
        var read = Sources.All(code, "\"(?<it>[A-Z]\\w+)\"").Concat(Sources.All(code, """\$"\{Connection\}:(?<it>\w+)""").Select(n => $"{Emulator}__{n}")).ToHashSet(StringComparer.Ordinal);

        Set.Where(s => !s.StartsWith(OfTheHost, StringComparison.Ordinal) && !s.StartsWith("Recall__", StringComparison.Ordinal) && !read.Contains(s)).ShouldBe(OfOthers);
    }

    [Fact]
    public void What_Bicep_changes_of_the_host_is_there_to_be_changed()
    {
        using var host = JsonDocument.Parse(Repository.Read("host.json"));
        var changed = Set.Where(s => s.StartsWith(OfTheHost, StringComparison.Ordinal)).Except(OfAScheduler, StringComparer.Ordinal).ToList();
        changed.ShouldNotBeEmpty();
        foreach (var setting in changed)
        {
            var at = host.RootElement;
            foreach (var part in setting[OfTheHost.Length..].Split("__"))
                at.TryGetProperty(part, out at).ShouldBeTrue(setting);
        }
    }

    [Fact]
    public void Schedules_are_those_of_the_sample_unless_somebody_chooses()
    {
        using var sample = JsonDocument.Parse(Repository.Read("local.settings.sample.json"));
        var parameters = Repository.Read("infra/main.bicepparam");
        foreach (var name in Explained.Where(s => s.EndsWith("_SCHEDULE", StringComparison.Ordinal)))
            parameters.ShouldContain($"readEnvironmentVariable('RECALL_{name}', '{sample.RootElement.GetProperty("Values").GetProperty(name).GetString()}')");
    }

    private static List<string> Names(string code, string beginning) => Sources.All(Sources.Block(code, beginning), "\"(?<it>[A-Z]\\w+)\"").Except(["Recall"], StringComparer.Ordinal).ToList();
}
