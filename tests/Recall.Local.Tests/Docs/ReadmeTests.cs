using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Recall.Local.Tests.Commands;
using Recall.Local.Tests.Crash;
using Recall.Local.Tests.Storage;

namespace Recall.Local.Tests.Docs;

/// <summary>Runs what the READMEs tell people to run, in their order, in a folder of its own.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private const string Program = "dotnet run --project functions/Recall.Local -- ";
    private const string Address = "http://127.0.0.1:8080";

    private readonly TemporaryFolder folder = new();
    private RecallProcess? server;
    private string url = "";

    [Fact]
    public async Task Every_command_works_as_it_stands()
    {
        var readme = Repository.Read("README.md");
        await File.WriteAllTextAsync(InFolder("orders.csv"), Blocks(readme, "csv").Single(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(InFolder("CDNOW_sample.txt"), Samples.Cdnow(), TestContext.Current.CancellationToken);
        Directory.CreateDirectory(InFolder("sequences"));
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "sequences")))
            File.Copy(file, Path.Combine(InFolder("sequences"), Path.GetFileName(file)));

        var commands = Commands(readme);
        commands.Count.ShouldBeGreaterThan(10);
        foreach (var command in commands)
            await RunAsync(command);
    }

    [Fact]
    public void Both_languages_have_the_same_commands_and_files_and_name_each_other()
    {
        var (english, chinese) = (Repository.Read("README.md"), Repository.Read("README.zh-CN.md"));
        Blocks(chinese, "sh").ShouldBe(Blocks(english, "sh"));
        Blocks(chinese, "csv").ShouldBe(Blocks(english, "csv"));
        english.ShouldContain("(README.zh-CN.md)");
        chinese.ShouldContain("(README.md)");
    }

    /// <summary>Both name the sums of docs/scale.md, which a test counts.</summary>
    [Fact]
    public void The_costs_are_those_of_the_page_on_scale()
    {
        var sums = Repository.Read("docs/scale.md").Split('\n').Single(l => l.StartsWith("| together |", StringComparison.Ordinal)).Split('|', StringSplitOptions.TrimEntries);
        Repository.Read("README.md").ShouldContain($"{sums[2]} USD a month at 10,000 customers and {sums[3]} at a million");
        Repository.Read("README.zh-CN.md").ShouldContain($"一万名客户每月约 {sums[2]} 美元，一百万名约 {sums[3]} 美元");
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.zh-CN.md")]
    [InlineData("docs/concepts.md")]
    [InlineData("docs/operations.md")]
    [InlineData("docs/connectors.md")]
    public void Links_to_files_lead_somewhere(string page)
    {
        var from = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        var links = Link().Matches(Repository.Read(page)).Select(m => m.Groups["to"].Value).ToList();
        links.ShouldNotBeEmpty();
        foreach (var link in links)
            Path.Exists(Path.Combine(from, link)).ShouldBeTrue($"{page} links to {link}");
    }

    public void Dispose()
    {
        server?.Dispose();
        folder.Dispose();
    }

    private async Task RunAsync(string command)
    {
        if (command == "dotnet test")
        {
            Repository.Read(".ci/run").ShouldMatch("(?m)^dotnet test( |$)"); // This test cannot run itself; what checks every change does.
            return;
        }

        if (command.StartsWith("curl ", StringComparison.Ordinal))
        {
            await SendAsync(command);
            return;
        }

        StopServing();
        command.ShouldStartWith(Program);
        var arguments = command[Program.Length..].Split(' ').ToList();
        if (arguments[0] == "demo")
            arguments.AddRange(["--customers", "300", "--days", "5"]);
        if (arguments[0] == "serve")
            await ServeAsync([.. arguments, "--port", "0", "--json"]);
        else
            await EndAsync(command, arguments);
    }

    private async Task EndAsync(string command, List<string> arguments)
    {
        using var process = Start(arguments);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, $"{command}\n{output}{await errors}");
        output.ShouldNotBeEmpty(command);
    }

    private Process Start(List<string> arguments) => Process.Start(new ProcessStartInfo(
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, "recall.dll"), .. arguments])
    {
        WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
    }).ShouldNotBeNull();

    private async Task ServeAsync(string[] arguments)
    {
        var data = Array.IndexOf(arguments, "--data") + 1;
        arguments[data] = InFolder(arguments[data]);
        server = RecallProcess.Start(arguments);
        var said = await server.ReadUntilAsync(text => text.TrimEnd().EndsWith('}'));
        using var json = JsonDocument.Parse(said);
        url = json.RootElement.GetProperty("url").GetString()!;
    }

    private void StopServing()
    {
        server?.Dispose();
        server = null;
    }

    private async Task SendAsync(string command)
    {
        server.ShouldNotBeNull(command);
        var arguments = Argument().Matches(command).Select(m => Unquoted(m.Value)).Skip(1).ToList();
        arguments[0].ShouldStartWith(Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, arguments[0].Replace(Address, url, StringComparison.Ordinal));
        foreach (var (option, value) in arguments.Skip(1).Chunk(2).Select(c => (c[0], c[1])))
        {
            if (option == "-d")
                (request.Method, request.Content) = (HttpMethod.Post, new StringContent(value, Encoding.UTF8, "application/json"));
            else if (!value.StartsWith("Content-Type: application/json", StringComparison.Ordinal))
                request.Headers.Add(value.Split(": ")[0], value.Split(": ")[1]);
        }

        using var client = new HttpClient();
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        response.IsSuccessStatusCode.ShouldBeTrue($"{command}\n{await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
    }

    /// <summary>As a shell would: without quotes, and with the content of <c>$(cat FILE)</c>.</summary>
    private string Unquoted(string argument) =>
        Cat().Replace(argument.Trim('"', '\''), m => File.ReadAllText(InFolder(m.Groups["file"].Value)));

    private string InFolder(string name) => Path.Combine(folder.Path, name);

    private static List<string> Commands(string page) =>
        [.. Blocks(page, "sh").SelectMany(b => b.Split('\n')).Where(l => l.Length > 0)];

    private static List<string> Blocks(string page, string language) =>
        [.. Fence().Matches(page).Where(m => m.Groups["language"].Value == language).Select(m => m.Groups["text"].Value)];

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Fence();

    [GeneratedRegex("""'[^']*'|"[^"]*"|\S+""", RegexOptions.NonBacktracking)]
    private static partial Regex Argument();

    [GeneratedRegex(@"\$\(cat (?<file>[^)]+)\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Cat();

    [GeneratedRegex(@"\]\((?<to>[^):#]+)(#[^)]*)?\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}
