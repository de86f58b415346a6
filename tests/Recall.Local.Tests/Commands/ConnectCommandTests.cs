using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Recall.Local.Commands;

namespace Recall.Local.Tests.Commands;

/// <summary><c>recall connect</c>, the commands for privacy, and what an import remembers.</summary>
public sealed class ConnectCommandTests : IDisposable
{
    private const string Orders = "Bestellung;customer_id;date;total;email\no1;1;20260103;59,90;mei@example.com\no2;2;20260103;5,00;tom@example.com\n";

    private readonly Shell shell = new();

    [Fact]
    public async Task Connect_brings_in_what_the_platform_has_and_says_what_is_missing_in_the_settings()
    {
        await using var api = await ApiAsync();
        await shell.DoneAsync("import", shell.Write("a.csv", Orders), "--format", "orders-csv", "--map", "Bestellung=id");
        (await shell.RunAsync("connect", "shopify")).Errors.ShouldContain("no source of platform shopify");
        File.AppendAllText(shell.Settings, $$"""

            connectors:
              main: { platform: shopify, secrets: [the-secret-of-the-app], api: { url: "{{api.Urls.First()}}", key: the-key-of-the-api } }
            """);
        var done = await shell.DoneAsync("connect", "shopify", "--since", "2026-01-01");
        done.Text.ShouldContain("1 orders read: 2 facts are new, 0 were known");
        (await shell.DoneAsync("connect", "shopify")).Text.ShouldContain("0 facts are new");
        (await shell.DoneAsync("customers", "show", "main:7012345")).Text.ShouldContain("Mei Li");
    }

    [Fact]
    public async Task A_customer_is_exported_in_clear_and_forgotten_only_where_that_is_meant()
    {
        await shell.DoneAsync("import", shell.Write("a.csv", Orders), "--format", "orders-csv", "--map", "Bestellung=id");
        (await shell.DoneAsync("customers", "export", "csv:1")).Text.ShouldContain("mei@example.com");
        (await shell.DoneAsync("customers", "requests")).Text.ShouldContain("Nobody waits");

        (await shell.RunAsync("customers", "forget", "csv:1")).Code.ShouldBe(ExitCodes.Usage);
        (await shell.DoneAsync("customers", "show", "csv:1")).Text.ShouldContain("59.9");
        (await shell.DoneAsync("customers", "forget", "csv:1", "--yes")).Text.ShouldContain("csv:1 is forgotten");
        (await shell.RunAsync("customers", "show", "csv:1")).Code.ShouldBe(ExitCodes.NotFound);
        (await shell.RunAsync("customers", "forget", "csv:1", "--yes")).Code.ShouldBe(ExitCodes.NotFound);
        (await shell.DoneAsync("customers", "show", "csv:2")).Text.ShouldContain("csv:2");

        // The same file again does not bring back who was forgotten.
        await shell.DoneAsync("import", shell.Write("a.csv", Orders), "--format", "orders-csv");
        var again = await shell.RunAsync("customers", "export", "csv:1");
        again.Text.ShouldNotContain("mei@example.com");
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_and_stores_nothing_and_a_mapping_is_remembered()
    {
        var file = shell.Write("a.csv", Orders + "o3;3;yesterday;5,00;x@example.com\n");
        var tried = await shell.RunAsync("import", file, "--format", "orders-csv", "--map", "Bestellung=id", "--dry-run");
        tried.Code.ShouldBe(ExitCodes.Refused);
        tried.Text.ShouldContain("Nothing was stored. 3 rows would give 4 events; 1 row would be refused.");
        Directory.Exists(shell.Data).ShouldBeFalse();

        (await shell.RunAsync("import", file, "--format", "orders-csv")).Errors.ShouldContain("No column holds the order's id");
        (await shell.RunAsync("import", file, "--format", "orders-csv", "--map", "Bestellung=id")).Code.ShouldBe(ExitCodes.Refused);
        var again = await shell.RunAsync("import", file, "--format", "orders-csv");
        again.Text.ShouldContain("Columns are mapped as last time for 'csv': Bestellung=id.");
        again.Text.ShouldContain("4 known");
    }

    public void Dispose() => shell.Dispose();

    private static async Task<WebApplication> ApiAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(http => http.Response.WriteAsync("""
            {"orders":[{"id":450789469,"name":"#1001","created_at":"2026-01-05T10:00:00+08:00","updated_at":"2026-01-05T10:00:05+08:00","financial_status":"paid","currency":"USD",
             "total_price":"59.90","customer":{"id":7012345,"email":"mei@example.com","first_name":"Mei","last_name":"Li"},"line_items":[]}]}
            """));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
