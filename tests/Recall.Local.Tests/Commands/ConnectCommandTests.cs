using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Recall.App.Ingestion.Connectors;
using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.Local.Commands;

namespace Recall.Local.Tests.Commands;

/// <summary><c>recall connect</c>, the commands for privacy, and what an import remembers.</summary>
public sealed class ConnectCommandTests : IDisposable
{
    private const string Orders = "Bestellung;customer_id;date;total;email\no1;1;20260103;59,90;mei@example.com\no2;2;20260103;5,00;tom@example.com\n";

    private const string Order = """
        {"orders":[{"id":450789469,"name":"#1001","created_at":"2026-01-05T10:00:00+08:00","updated_at":"2026-01-05T10:00:05+08:00","financial_status":"paid","currency":"USD",
         "total_price":"59.90","customer":{"id":7012345,"email":"mei@example.com","first_name":"Mei","last_name":"Li"},"line_items":[]}]}
        """;

    private readonly Shell shell = new();

    [Fact]
    public async Task Connect_brings_in_what_the_platform_has_and_says_what_is_missing_in_the_settings()
    {
        await using var api = await ApiAsync(http => http.Response.WriteAsync(Order));
        await shell.DoneAsync("import", shell.Write("a.csv", Orders), "--format", "orders-csv", "--map", "Bestellung=id");
        (await shell.RunAsync("connect", "shopify")).Errors.ShouldContain("no source of platform shopify");
        File.AppendAllText(shell.Settings, Source(api));
        (await shell.RunAsync("connect", "woocommerce", "--source", "main")).Errors.ShouldContain("'main' is of platform shopify, not woocommerce");
        (await shell.RunAsync("connect", "shopify", "--source", "mian")).Errors.ShouldContain("no source 'mian'");
        var done = await shell.DoneAsync("connect", "shopify", "--since", "2026-01-01");
        done.Text.ShouldContain("1 orders read: 2 facts are new, 0 were known");
        (await shell.DoneAsync("connect", "shopify")).Text.ShouldContain("0 facts are new");
        (await shell.DoneAsync("customers", "show", "main:7012345")).Text.ShouldContain("Mei Li");
    }

    [Fact]
    public async Task Connect_goes_on_where_it_was_killed_unless_it_is_to_begin_at_another_day()
    {
        var (asked, kill) = (new List<string>(), new CancellationTokenSource());
        await using var api = await ApiAsync(async http =>
        {
            var page = http.Request.Query["page_info"].ToString();
            asked.Add(page.Length > 0 ? page : http.Request.Query["updated_at_min"].ToString());
            if (page == "3" && asked.Count(a => a == "3") < 3)
            {
                await kill.CancelAsync();
                http.Abort();
                return;
            }

            var number = page.Length > 0 ? int.Parse(page, CultureInfo.InvariantCulture) : 1;
            if (number < 4)
                http.Response.Headers.Link = $"<http://{http.Request.Host}/admin/orders.json?page_info={number + 1}>; rel=\"next\"";
            await http.Response.WriteAsync(Order.Replace("1001", $"{1000 + number}", StringComparison.Ordinal));
        });
        Directory.CreateDirectory(shell.Data);
        File.WriteAllText(shell.Settings, Source(api));
        foreach (var day in (string[])["2026-01-01", "2025-01-01"])
        {
            (await shell.RunAsync(["connect", "shopify", "--since", day, "--data", shell.Data], TextWriter.Null, kill.Token)).Code.ShouldNotBe(ExitCodes.Done);
            kill.Dispose();
            kill = new();
        }

        (await shell.DoneAsync("connect", "shopify", "--since", "2025-01-01")).Text.ShouldContain("2 orders read");
        asked.ShouldBe(["2026-01-01T00:00:00Z", "2", "3", "2025-01-01T00:00:00Z", "2", "3", "3", "4"]);
        kill.Dispose();
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
        tried.Text.ShouldContain("Read as utf-8, columns parted by ';'.");
        tried.Text.ShouldContain("'total' is read with a decimal comma: 59,90");
        tried.Text.ShouldMatch("4 +date +Row 4: date 'yesterday' is not a time");
        Directory.Exists(shell.Data).ShouldBeFalse();
        var chinese = await shell.RunAsync("import", file, "--format", "orders-csv", "--map", "Bestellung=id", "--dry-run", "--lang", "zh-CN");
        chinese.Text.ShouldContain("“total”按小数逗号读取：59,90");
        var json = (await shell.RunAsync("import", file, "--format", "orders-csv", "--map", "Bestellung=id", "--dry-run", "--json")).Json;
        json.GetProperty("firstRefused")[0].GetProperty("row").GetInt64().ShouldBe(4);

        (await shell.RunAsync("import", file, "--format", "orders-csv")).Errors.ShouldContain("No column holds the order's id");
        (await shell.RunAsync("import", file, "--format", "orders-csv", "--map", "Bestellung=id")).Code.ShouldBe(ExitCodes.Refused);
        var again = await shell.RunAsync("import", file, "--format", "orders-csv");
        again.Text.ShouldContain("Columns are mapped as last time for 'csv': Bestellung=id.");
        again.Text.ShouldContain("4 known");
    }

    /// <summary>A spreadsheet of a German shop whose days are all early in the month: the first file needs the options, the next month's does not.</summary>
    [Fact]
    public async Task How_dates_and_amounts_are_read_is_said_and_remembered()
    {
        var file = shell.Write("a.csv", "order_id;customer_id;date;total\no1;1;03/01/2026;1.234\n");
        (await shell.RunAsync("import", file, "--format", "orders-csv")).Errors.ShouldContain("--dates dmy (day, month, year) or --dates mdy");
        (await shell.RunAsync("import", file, "--format", "orders-csv", "--dates", "dmy")).Errors.ShouldContain("--decimals comma (as in 59,90)");
        Directory.Exists(shell.Data).ShouldBeFalse();
        (await shell.RunAsync("import", file, "--format", "orders-csv", "--dates", "dym")).Code.ShouldBe(ExitCodes.Usage);

        var first = (await shell.DoneAsync("import", file, "--format", "orders-csv", "--dates", "dmy", "--decimals", "comma")).Text;
        first.ShouldContain("'date' is read with the day first: 03/01/2026 is day, month, year.");
        first.ShouldContain("'total' is read with a decimal comma: 1.234");

        (await shell.DoneAsync("import", shell.Write("b.csv", "order_id;customer_id;date;total\no2;1;04/01/2026;2.000\n"), "--format", "orders-csv")).Text
            .ShouldContain("'date' is read with the day first");
        var shown = (await shell.DoneAsync("customers", "show", "csv:1")).Text;
        shown.ShouldMatch("2026-01-04 00:00 +order +csv +o2 +total 2000 USD");
        shown.ShouldMatch("2026-01-03 00:00 +order +csv +o1 +total 1234 USD");

        // A file that tells otherwise is read as it tells, and one of other columns as if nothing had been said.
        (await shell.DoneAsync("import", shell.Write("c.csv", "order_id;customer_id;date;total\no3;1;01/31/2026;59.90\n"), "--format", "orders-csv")).Text
            .ShouldContain("'date' is read with the month first");
    }

    [Fact]
    public async Task What_a_platform_posted_can_be_seen_with_what_became_of_it()
    {
        await shell.DoneAsync("import", shell.Write("a.csv", Orders), "--format", "orders-csv", "--map", "Bestellung=id");
        (await shell.DoneAsync("deliveries", "list")).Text.ShouldContain("No such calls in the last 14 days.");
        File.AppendAllText(shell.Settings, "\nconnectors:\n  main: { platform: shopify, secrets: [the-secret-of-the-app] }\n");
        await using (var session = Session.Open(shell.Data, shell.Clock))
        {
            var source = session.Get<ConnectorCatalogue>().Find("main")!;
            var none = new Dictionary<string, string>(StringComparer.Ordinal);
            var store = session.Get<DeliveryStore>();
            await store.AddAsync(new(source, "w-1", "products/update", none, "{}"u8.ToArray(), shell.Now), "came 60 minutes after it was triggered", TestContext.Current.CancellationToken);
            await store.AddAsync(new(source, "w-2", "orders/create", none, "{"u8.ToArray(), shell.Now.AddMinutes(1)), null, TestContext.Current.CancellationToken);
            foreach (var id in (string[])["w-1", "w-2"])
                await session.Get<MapDelivery>().HandleAsync(DeliveryRef.Of("main", id), TestContext.Current.CancellationToken);
        }

        var list = (await shell.DoneAsync("deliveries", "list")).Text.Split('\n');
        list[1].ShouldMatch("main +orders/create +dead +w-2 ");
        list[2].ShouldMatch("main +products/update +ignored +w-1 .*came 60 minutes after it was triggered");
        (await shell.DoneAsync("deliveries", "list", "--state", "ignored", "--source", "main", "--json")).Json.EnumerateArray().Single().GetProperty("id").GetString().ShouldBe("w-1");
        (await shell.RunAsync("deliveries", "list", "--source", "nosuch")).Code.ShouldBe(ExitCodes.NotFound);
        (await shell.DoneAsync("report")).Text.ShouldContain("1 row or call could not be read and is kept as dead letters.");
    }

    public void Dispose() => shell.Dispose();

    private static string Source(WebApplication api) => $$"""

        connectors:
          main: { platform: shopify, secrets: [the-secret-of-the-app], api: { url: "{{api.Urls.First()}}", key: the-key-of-the-api } }
        """;

    private static async Task<WebApplication> ApiAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
