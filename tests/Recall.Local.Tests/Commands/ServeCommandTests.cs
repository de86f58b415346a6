using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Recall.App.Ports;
using Recall.Local.Commands;

namespace Recall.Local.Tests.Commands;

public sealed class ServeCommandTests : IDisposable
{
    private readonly Shell shell = new();

    [Fact]
    public async Task A_served_shop_takes_events_with_its_key_until_it_is_stopped()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var said = new DocumentWriter();
        var serving = shell.RunAsync(["serve", "--port", "0", "--json", "--data", shell.Data], said, stop.Token);
        (await Task.WhenAny(serving, said.Document)).ShouldBe(said.Document);
        var (url, key) = ((await said.Document).GetProperty("url").GetString()!, (await said.Document).GetProperty("apiKey").GetString()!);
        key.ShouldBe(File.ReadAllText(Path.Combine(shell.Data, "api-key")));

        using (var client = new HttpClient { BaseAddress = new(url) })
        {
            (await client.GetStringAsync("/healthz", stop.Token)).ShouldContain("\"ok\"");
            (await client.GetStringAsync("/", stop.Token)).ShouldContain("<h1>My Shop</h1>");
            (await client.GetAsync("/figures", stop.Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            (await client.GetStringAsync("/openapi/v1.json", stop.Token)).ShouldContain("/api/events");
            (await PostAsync(client, stop.Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            client.DefaultRequestHeaders.Add("X-Api-Key", key);
            foreach (var customer in (string[])["shopify:42", "shopify:43"])
                (await PostAsync(client, stop.Token, customer)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
            (await client.GetStringAsync("/figures", stop.Token)).ShouldContain("<h2>Customers by stage</h2>");
        }

        // Beside it: what it has acknowledged is there to be read, and what would write is told who has the folder.
        (await shell.DoneAsync("customers", "show", "shopify:42")).Text.ShouldContain("59.9");
        (await shell.DoneAsync("report")).Text.ShouldContain("2 customers are not scored yet");
        (await shell.DoneAsync("dead-letters", "list")).Text.ShouldContain("No dead letters.");
        (await shell.DoneAsync("sequences", "list")).Text.ShouldContain("dormant-winback");
        var import = await shell.RunAsync("import", shell.Write("orders.csv", Samples.GoodOrders), "--format", "orders-csv", "--lang", "zh-CN");
        (import.Code, import.Errors.Contains("正被另一个 Recall 进程使用", StringComparison.Ordinal)).ShouldBe((ExitCodes.Usage, true));
        (await shell.RunAsync("connect", "shopify")).Errors.ShouldContain("Stop 'recall serve' (Ctrl-C), run this command, and start 'recall serve' again");

        // What the law wants without delay, the process that has the folder does.
        (await shell.RunAsync("customers", "forget", "shopify:43")).Errors.ShouldContain("Add --yes");
        (await shell.DoneAsync("customers", "forget", "shopify:43", "--yes")).Text.ShouldContain("shopify:43 is forgotten");
        (await shell.RunAsync("customers", "forget", "shopify:43", "--yes")).Code.ShouldBe(ExitCodes.NotFound);
        (await shell.DoneAsync("customers", "requests", "--answered", "shopify:43")).Text.ShouldStartWith("0 requests are off the list.");

        await stop.CancelAsync();
        var outcome = await serving;
        outcome.Code.ShouldBe(ExitCodes.Done, outcome.Errors);
        outcome.Json.GetProperty("url").GetString().ShouldBe(url);
        File.Exists(Path.Combine(shell.Data, "served-at")).ShouldBeFalse();
        (await shell.DoneAsync("customers", "show", "shopify:42")).Text.ShouldContain("total 59.9");
    }

    /// <summary>A process that was killed leaves the address behind, and something else has the folder by now.</summary>
    [Fact]
    public async Task An_address_at_which_nobody_answers_is_as_none()
    {
        var address = Path.Combine(Directory.CreateDirectory(shell.Data).FullName, "served-at");
        await File.WriteAllTextAsync(address, "http://127.0.0.1:1/", TestContext.Current.CancellationToken);
        await using var session = Session.Open(shell.Data, shell.Clock);
        await session.Get<ITableStore>().GetAsync("customers", "x", "x", TestContext.Current.CancellationToken);
        File.Exists(address).ShouldBeFalse("whoever listens there now would be sent the folder's key");
        await File.WriteAllTextAsync(address, "http://127.0.0.1:1/", TestContext.Current.CancellationToken);
        var outcome = await shell.RunAsync("customers", "forget", "shopify:42", "--yes");
        outcome.Code.ShouldBe(ExitCodes.Usage);
        outcome.Errors.ShouldStartWith($"The data folder '{shell.Data}' is open in another Recall process.");
    }

    [Fact]
    public async Task An_address_that_is_none_exits_with_2()
    {
        var outcome = await shell.RunAsync("serve", "--listen", "localhost");
        outcome.Code.ShouldBe(ExitCodes.Usage);
        outcome.Errors.ShouldContain("write 127.0.0.1, or 0.0.0.0");
    }

    [Theory]
    [InlineData("[env:RECALL_TEST_PEM]", "The environment variable RECALL_TEST_PEM, which the source 'a' names in settings.yaml, is no secret of its platform")]
    [InlineData("[no-public-key]", "settings.yaml:4:15: connectors.a.secrets")]
    public async Task A_key_that_fits_no_call_is_said_before_any_comes(string secrets, string says)
    {
        Environment.SetEnvironmentVariable("RECALL_TEST_PEM", "no-public-key");
        Directory.CreateDirectory(shell.Data);
        File.WriteAllText(shell.Settings, $"connectors:\n  a:\n    platform: adobe-commerce\n    secrets: {secrets}\n");
        var outcome = await shell.RunAsync("serve", "--port", "0");
        outcome.Code.ShouldBe(ExitCodes.Usage);
        outcome.Errors.ShouldContain(says);
        outcome.Errors.ShouldNotContain("no-public-key");
    }

    public void Dispose() => shell.Dispose();

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, CancellationToken cancellationToken, string customer = "shopify:42")
    {
        using var body = new StringContent(
            $$"""{"id":"o-1","customer":"{{customer}}","type":"order","at":"2026-03-01T10:00:00Z","total":59.90}""", Encoding.UTF8, "application/json");
        return await client.PostAsync("/api/events", body, cancellationToken);
    }

    /// <summary>Waits for the end of a JSON document; like any console it is written to by one thread.</summary>
    private sealed class DocumentWriter : StringWriter
    {
        private readonly TaskCompletionSource<JsonElement> _document = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public DocumentWriter()
            : base(CultureInfo.InvariantCulture)
        {
        }

        public Task<JsonElement> Document => _document.Task;

        public override void Write(char value)
        {
            base.Write(value);
            Look();
        }

        public override void Write(char[] buffer, int index, int count)
        {
            base.Write(buffer, index, count);
            Look();
        }

        public override void Write(string? value)
        {
            base.Write(value);
            Look();
        }

        private void Look()
        {
            var text = ToString().TrimEnd();
            if (!text.EndsWith('}'))
                return;
            using var document = JsonDocument.Parse(text);
            _document.TrySetResult(document.RootElement.Clone());
        }
    }
}
