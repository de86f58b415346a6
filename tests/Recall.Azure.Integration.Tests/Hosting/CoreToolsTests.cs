using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Recall.Azure.Integration.Tests.Hosting;

/// <summary>The app in the Functions host itself, as Core Tools start it on a contributor's machine, against Azurite. Skipped where there is no <c>func</c>.</summary>
public class CoreToolsTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_that_is_posted_to_the_host_is_in_the_customers_timeline()
    {
        var func = Find("func");
        Assert.SkipUnless(func is not null, "There is no 'func'; install it with 'npm install --global azure-functions-core-tools@4'.");
        Emulator.Needed();
        var port = FreePort();
        var said = new List<string>();
        using var host = Start(func!, port, said);
        try
        {
            using var client = new HttpClient { BaseAddress = new($"http://localhost:{port}") };
            await HealthyAsync(client, host, said);
            var name = "ann" + Guid.NewGuid().ToString("N");

            var posted = await client.PostAsJsonAsync(
                "/api/events", new { type = "order", id = "o1", customer = "shop:" + name, at = "2026-02-27T10:00:00Z", total = 49.9 }, Cancel);

            posted.StatusCode.ShouldBe(HttpStatusCode.Accepted, await posted.Content.ReadAsStringAsync(Cancel));
            var customer = await client.GetFromJsonAsync<JsonNode>("/api/customers/shop:" + name, Cancel);
            customer!["timeline"]!["entries"]!.AsArray().ShouldNotBeEmpty();
        }
        finally
        {
            host.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Where the build puts the app, with the settings of the sample.</summary>
    private static Process Start(string func, int port, List<string> said)
    {
        var start = new ProcessStartInfo(func, ["start", "--port", $"{port}"])
        {
            WorkingDirectory = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Recall.Azure.Packages", "debug")),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in BuiltApp.SampleSettings())
            start.Environment[name] = value;
        start.Environment["FUNCTIONS_CORE_TOOLS_TELEMETRY_OPTOUT"] = "1";
        var process = Process.Start(start)!;
        process.OutputDataReceived += Note;
        process.ErrorDataReceived += Note;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;

        void Note(object sender, DataReceivedEventArgs line)
        {
            lock (said)
                said.Add(line.Data ?? "");
        }
    }

    private static async Task HealthyAsync(HttpClient client, Process host, List<string> said)
    {
        var began = Stopwatch.StartNew();
        while (!await AnswersAsync(client))
        {
            if (host.HasExited || began.Elapsed > Longest)
            {
                lock (said)
                    Assert.Fail($"The host does not answer.\n{string.Join('\n', said.TakeLast(60))}");
            }

#pragma warning disable RS0030 // Another process has another clock.
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Cancel);
#pragma warning restore RS0030
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            return (await client.GetAsync("/healthz", Cancel)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
