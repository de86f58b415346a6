using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Recall.Local.Tests.Infra;

/// <summary>
/// What a deployment would make by what an operator set: the resources as the Bicep compiler foresees them, every expression evaluated that does not need a resource
/// to be there (learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-cli#snapshot).
/// </summary>
internal sealed partial class Deployment
{
    /// <summary>What is chosen in <see cref="Whole"/>: something else than by default for everything that can be, and no value twice.</summary>
    public static IReadOnlyDictionary<string, string> Choices { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["RECALL_SIZE"] = "large",
        ["RECALL_OPERATOR_EMAIL"] = "ops@shop.example",
        ["RECALL_MONTHLY_BUDGET"] = "1234",
        ["RECALL_SCORE_SCHEDULE"] = "0 1 * * * *",
        ["RECALL_FIT_SCHEDULE"] = "0 2 * * * *",
        ["RECALL_AUDIENCE_SCHEDULE"] = "0 3 * * * *",
        ["RECALL_REPORT_SCHEDULE"] = "0 4 * * * *",
        ["RECALL_RECONCILE_SCHEDULE"] = "0 5 * * * *",
        ["RECALL_DURABLE_SCHEDULER"] = "Dedicated",
        ["RECALL_BUCKETS"] = "2048",
        ["RECALL_DURABLE_PARTITIONS"] = "16",
        ["RECALL_STORAGE_SKU"] = "Standard_GZRS",
        ["RECALL_PRIVATE_NETWORK"] = "true",
        ["RECALL_DATA_LOCATION"] = "Switzerland",
        ["RECALL_EMAIL_DOMAIN"] = "mail.shop.example",
        ["RECALL_EMAIL_DOMAIN_VERIFIED"] = "true",
        ["RECALL_EMAIL_SENDER_NAME"] = "hello",
        ["RECALL_SMS_SENDER"] = "+12025550100",
        ["RECALL_PUSH_URL"] = "https://push.shop.example/recall",
        ["RECALL_WECOM_CORP_ID"] = "ww1a2b3c4d5e6f7a8b",
        ["RECALL_PUBLIC_URL"] = "https://recall.shop.example",
        ["AZURE_PRINCIPAL_ID"] = "33333333-3333-3333-3333-333333333333",
        ["RECALL_FUNCTIONS_DEPLOYED"] = "true",
    };

    private static readonly Lazy<string?> Compiler = new(Find);

    private static readonly Lazy<Deployment> Beginning = new(() => Make(""));

    private static readonly Lazy<Deployment> Unverified = new(() => Make("", ("RECALL_EMAIL_DOMAIN", "mail.shop.example")));

    private static readonly Lazy<Deployment> Everything = new(() => Make(Sources.All(Repository.Read("docs/azure.md"), "```bicep\n(?<it>param webhooks = [^`]+)```").Single(), [.. Choices.Select(c => (c.Key, c.Value))]));

    private static readonly Lazy<JsonElement> Compiled = new(() => Run("main.json", "", [], "build", "main.bicep"));

    private Deployment(JsonElement snapshot)
    {
        Resources = [.. snapshot.GetProperty("predictedResources").EnumerateArray()];
        Complaints = snapshot.GetProperty("diagnostics").GetArrayLength();
    }

    /// <summary>Every resource that would be made.</summary>
    public IReadOnlyList<JsonElement> Resources { get; }

    /// <summary>How much the compiler had to say against it.</summary>
    public int Complaints { get; }

    /// <summary>What azd makes first, when nothing is chosen and no function is deployed.</summary>
    public static Deployment First => WithCompiler(Beginning);

    /// <summary>A domain of the shop was named, and Azure has not verified it.</summary>
    public static Deployment Claimed => WithCompiler(Unverified);

    /// <summary>Everything is chosen that can be (<see cref="Choices"/>, and the webhooks that docs/azure.md shows), and the functions are deployed.</summary>
    public static Deployment Whole => WithCompiler(Everything);

    /// <summary>The compiled template's modules and what else it makes: what comes after what, and what is made only once, is only there.</summary>
    public static JsonElement Template => WithCompiler(Compiled).GetProperty("resources");

    /// <summary>What each size is, by its name.</summary>
    public static JsonElement Sizes => WithCompiler(Compiled).GetProperty("variables").GetProperty("sizes");

    /// <summary>All resources of a type.</summary>
    public IReadOnlyList<JsonElement> All(string type) => [.. Resources.Where(r => r.GetProperty("type").GetString() == type)];

    /// <summary>The only resource of a type, or the one whose name ends so.</summary>
    public JsonElement The(string type, string ending = "") =>
        All(type).Where(r => r.GetProperty("name").GetString()!.EndsWith(ending, StringComparison.Ordinal)).ShouldHaveSingleItem();

    /// <summary>The only resource of a type, its properties.</summary>
    public JsonElement PropertiesOf(string type, string ending = "") => The(type, ending).GetProperty("properties");

    /// <summary>
    /// What an app setting is set to: a text in quotes, or an expression; null where it is not set. Settings of which one is known only when other resources are
    /// there are one expression together.
    /// </summary>
    public string? Setting(string name)
    {
        var all = PropertiesOf("Microsoft.Web/sites/config", "/appsettings");
        if (all.ValueKind == JsonValueKind.Object)
            return all.TryGetProperty(name, out var set) ? set.GetString() is ['[', .. var expression, ']'] ? expression : $"'{set.GetString()}'" : null;

        var text = all.GetString()!;
        var matches = Regex.Matches(text, $"(?<=[(, ])'{Regex.Escape(name)}', ", RegexOptions.None, TimeSpan.FromSeconds(10));
        if (matches.Count == 0)
            return null;
        var (start, depth) = (matches.ShouldHaveSingleItem(name).Index + matches[0].Length, 0);
        for (var i = start; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth < 0 || (depth == 0 && text[i] == ','))
                return text[start..i];
        }

        throw new InvalidOperationException($"'{name}' does not end.");
    }

    /// <summary>Skips the test where there is no compiler.</summary>
    private static T WithCompiler<T>(Lazy<T> made)
    {
        Assert.SkipUnless(Compiler.Value is not null, "The Bicep compiler is not here; on Linux x64 'dotnet restore infra/check.proj' brings it.");
        return made.Value;
    }

    private static Deployment Make(string webhooks, params (string Name, string Value)[] chosen) => new(Run(
        "main.snapshot.json", webhooks, [("AZURE_ENV_NAME", "check"), ("AZURE_LOCATION", "westeurope"), .. chosen],
        "snapshot", "main.bicepparam", "--mode", "overwrite", "--location", "westeurope", "--deployment-name", "check",
        "--tenant-id", "22222222-2222-2222-2222-222222222222", "--subscription-id", "11111111-1111-1111-1111-111111111111"));

    /// <summary>Runs the compiler in a copy of the files, since it writes beside them; returns what it wrote.</summary>
    private static JsonElement Run(string written, string webhooks, (string Name, string Value)[] variables, params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("recall-infra-");
        try
        {
            var root = Path.Combine(Repository.Root, "infra");
            Directory.CreateDirectory(Path.Combine(folder.FullName, "modules"));
            foreach (var file in (string[])[.. Directory.GetFiles(root), .. Directory.GetFiles(Path.Combine(root, "modules"))])
                File.Copy(file, Path.Combine(folder.FullName, Path.GetRelativePath(root, file)));
            if (webhooks.Length > 0)
            {
                // The one parameter that is no variable of the environment: whoever deploys writes it there.
                var parameters = Path.Combine(folder.FullName, "main.bicepparam");
                File.WriteAllText(parameters, File.ReadAllText(parameters).Replace("param webhooks = []\n", webhooks, StringComparison.Ordinal));
            }

            var start = new ProcessStartInfo(Compiler.Value!, arguments)
            {
                WorkingDirectory = folder.FullName, UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true,
            };
            foreach (var (name, value) in variables)
                start.Environment[name] = value;
            using var process = Process.Start(start)!;
            var said = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            process.ExitCode.ShouldBe(0, error + said.Result);
            using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.FullName, written)));
            return document.RootElement.Clone();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Where <c>infra/check.proj</c> has its compiler from; null where that was never restored, or is for another machine.</summary>
    private static string? Find()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture != Architecture.X64)
            return null;
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var version = Version().Match(Repository.Read("infra/check.proj")).Groups["it"].Value;
        var compiler = Path.Combine(packages, "azure.bicep.commandline.linux-x64", version, "tools", "bicep");
        if (!File.Exists(compiler))
            return null;

        // Packages are unpacked without the right to run.
        File.SetUnixFileMode(compiler, File.GetUnixFileMode(compiler) | UnixFileMode.UserExecute);
        return compiler;
    }

    [GeneratedRegex("<BicepVersion>(?<it>.*)</BicepVersion>", RegexOptions.NonBacktracking)]
    private static partial Regex Version();
}
