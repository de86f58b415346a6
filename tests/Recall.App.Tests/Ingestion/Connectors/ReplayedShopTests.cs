using System.Globalization;
using System.IO.Compression;
using Recall.App.Ingestion.Files;
using Recall.App.Tests.Ports;

namespace Recall.App.Tests.Ingestion.Connectors;

/// <summary>A shop's orders as signed calls, out of order and with repetitions, end as the same profiles as the file they were made from.</summary>
public class ReplayedShopTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Platforms => ["shopify", "woocommerce"];

    [Theory, MemberData(nameof(Platforms))]
    public async Task A_made_up_shop(string platform)
    {
        var random = new Random(7);
        var orders = Enumerable.Range(0, 400).Select(i => new Sale(
            $"{536000 + i}", $"{random.Next(60) + 12000}", new DateTimeOffset(2025, 1, 1, 8, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(500_000)),
            [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => new Line($"P{random.Next(30)}", random.Next(1, 6), random.Next(50, 5000) / 100m))])).ToList();
        await CheckAsync(platform, orders, random);
    }

    [Theory, MemberData(nameof(Platforms))]
    public async Task The_first_thousands_of_online_retail(string platform)
    {
        var file = SharedData.Find("data/online-retail/online_retail_2009_2010.csv.gz");
        await CheckAsync(platform, [.. Retail(file).DistinctBy(s => s.Id, StringComparer.Ordinal).Take(1500)], new Random(11));
    }

    /// <summary>Paid invoices of known customers, with the lines that were bought.</summary>
    private static IEnumerable<Sale> Retail(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        reader.ReadLine();
        var rows = new List<string[]>();
        while (reader.ReadLine() is { } row)
        {
            // A description may hold commas; what stands left and right of it does not.
            var fields = row.Split(',');
            string[] known = [fields[0], fields[1], fields[^5], fields[^4], fields[^3], fields[^2].Replace(".0", "", StringComparison.Ordinal)];
            if (rows.Count > 0 && rows[0][0] != known[0])
            {
                if (Of(rows) is { } sale)
                    yield return sale;
                rows.Clear();
            }

            rows.Add(known);
        }
    }

    private static Sale? Of(List<string[]> rows)
    {
        var lines = rows.Where(r => r[2][0] != '-' && decimal.Parse(r[4], CultureInfo.InvariantCulture) > 0)
            .Select(r => new Line(r[1], int.Parse(r[2], CultureInfo.InvariantCulture), decimal.Parse(r[4], CultureInfo.InvariantCulture))).ToList();
        return rows[0][0][0] == 'C' || rows[0][5].Length == 0 || lines.Count is 0 or > 300
            ? null
            : new(rows[0][0], rows[0][5], DateTimeOffset.Parse(rows[0][3], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), lines);
    }

    private static async Task CheckAsync(string platform, IReadOnlyList<Sale> sales, Random random)
    {
        var source = platform == "shopify" ? "shopify" : "woo";
        await using var byFile = await PlatformShop.StartAsync();
        var report = await byFile.Get<ImportFile>().HandleAsync(
            new(ImportRequest.OrdersCsv, Intake.Source(Csv(sales))) { CustomerSource = source }, null, Cancel);
        (report.Rejected, report.Duplicates).ShouldBe((0, 0), string.Join('\n', (await byFile.LettersAsync()).Take(3).Select(l => l.Reason)));

        await using var byCalls = await PlatformShop.StartAsync();
        var calls = sales.SelectMany(s => Calls(platform, s)).ToArray();
        calls = [.. calls, .. random.GetItems(calls, calls.Length / 10)];
        random.Shuffle(calls);
        await byCalls.TakeAsync(calls);

        (await byCalls.LettersAsync()).ShouldBeEmpty();
        var (expected, actual) = (await byFile.ProfilesAsync(), await byCalls.ProfilesAsync());
        expected.Count.ShouldBeGreaterThan(30);
        actual.OrderBy(p => p.Key, StringComparer.Ordinal).ShouldBe(expected.OrderBy(p => p.Key, StringComparer.Ordinal));
    }

    /// <summary>As it was placed, unpaid and dearer, and as it was paid.</summary>
    private static IEnumerable<Signed> Calls(string platform, Sale sale)
    {
        foreach (var paid in (bool[])[false, true])
        {
            var changed = sale.At.AddSeconds(paid ? 30 : 0);
            var total = sale.Lines.Sum(l => l.Quantity * l.Price) + (paid ? 0 : 10);
            if (platform == "shopify")
            {
                var lines = string.Join(',', sale.Lines.Select(l => $$"""{"product_id":null,"sku":"{{l.Product}}","quantity":{{l.Quantity}},"price":"{{Text(l.Price)}}"}"""));
                yield return Signed.Shopify(
                    paid ? "orders/paid" : "orders/create",
                    $$"""
                    {"id":9{{sale.Id}},"name":"#{{sale.Id}}","created_at":"{{Samples.At(sale.At)}}","updated_at":"{{Samples.At(changed)}}","financial_status":"{{(paid ? "paid" : "pending")}}",
                     "total_price":"{{Text(total)}}","currency":"USD","customer":{"id":{{sale.Customer}}},"line_items":[{{lines}}]}
                    """,
                    $"{sale.Id}-{paid}");
            }
            else
            {
                var lines = string.Join(',', sale.Lines.Select(l => $$"""{"product_id":0,"sku":"{{l.Product}}","quantity":{{l.Quantity}},"total":"{{Text(l.Quantity * l.Price)}}"}"""));
                yield return Signed.Woo(
                    paid ? "order.updated" : "order.created",
                    $$"""
                    {"id":{{sale.Id}},"number":"{{sale.Id}}","status":"{{(paid ? "processing" : "pending")}}","currency":"USD","date_created_gmt":"{{Woo(sale.At)}}","date_modified_gmt":"{{Woo(changed)}}",
                     "total":"{{Text(total)}}","customer_id":{{sale.Customer}},"line_items":[{{lines}}]}
                    """);
            }
        }
    }

    private static string Csv(IEnumerable<Sale> sales) => "order_id,customer_id,date,product,quantity,price\n" + string.Concat(sales.SelectMany(s => s.Lines.Select(l =>
        $"{s.Id},{s.Customer},{s.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)},{l.Product},{l.Quantity},{Text(l.Price)}\n")));

    private static string Woo(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Sale(string Id, string Customer, DateTimeOffset At, IReadOnlyList<Line> Lines);

    private sealed record Line(string Product, int Quantity, decimal Price);
}
