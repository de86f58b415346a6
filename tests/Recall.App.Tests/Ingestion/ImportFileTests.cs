using System.Text;
using Recall.App.Ingestion.Arrivals;
using Recall.App.Ingestion.Files;
using Recall.Core.Customers;

namespace Recall.App.Tests.Ingestion;

public class ImportFileTests
{
    private readonly Intake _intake = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<ImportReport> ImportAsync(byte[] bytes, string? encoding = null) =>
        _intake.Import.HandleAsync(new(ImportRequest.OrdersCsv, Intake.Source(bytes)) { Encoding = encoding }, null, Cancel);

    [Fact]
    public async Task Unknown_encodings_formats_and_sources_are_refused()
    {
        (await Should.ThrowAsync<ImportException>(() => ImportAsync([], "utf-7"))).Message.ShouldContain("'gb18030'");
        (await Should.ThrowAsync<ImportException>(() => _intake.Import.HandleAsync(new("orders", Intake.Source("")), null, Cancel))).Message.ShouldContain("orders-csv");
        (await Should.ThrowAsync<ImportException>(() => _intake.Import.HandleAsync(
            new(ImportRequest.Cdnow, Intake.Source("")) { CustomerSource = "My Shop" }, null, Cancel))).Message.ShouldContain("--source");
        (await Should.ThrowAsync<ImportException>(() => _intake.Import.HandleAsync(
            new(ImportRequest.Cdnow, Intake.Source("")) { Currency = "GBP" }, null, Cancel))).Message.ShouldContain("currencies");
    }

    [Fact]
    public async Task Gzip_is_unpacked_whatever_the_name()
    {
        var report = await ImportAsync(Intake.Gzip(Intake.NamedOrders));
        (report.Accepted, report.CutOff).ShouldBe((4, false));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(2000)]
    public async Task Of_a_packed_file_that_was_cut_the_whole_rows_before_the_cut_are_kept_and_it_may_be_imported_again(int missing)
    {
        var text = "order_id,customer_id,date,total\n" + string.Concat(Enumerable.Range(0, 9000).Select(i => $"o{i},c{i * 7919L % 9001},20260103,{i % 97}.50\n"));
        var packed = Intake.Gzip(text);

        var report = await ImportAsync(packed[..^missing]);

        report.CutOff.ShouldBeTrue();
        report.Rows.ShouldBeInRange(5000, 9000);
        (report.Accepted, report.Rejected).ShouldBe((report.Rows, 0));
        _intake.Store.Rows("customers").Count(r => r.Properties.ContainsKey("event")).ShouldBe((int)report.Rows);
        var again = await ImportAsync(packed);
        (again.CutOff, again.Accepted, again.Duplicates, again.Rejected).ShouldBe((false, 9000 - report.Rows, report.Rows, 0));
    }

    [Fact]
    public async Task An_order_whose_last_lines_may_be_missing_is_not_kept()
    {
        var text = "order_id,customer_id,date,product,price\n" + string.Concat(Enumerable.Range(0, 9000).Select(i => $"o{i / 3},c{i / 3},20260103,p{i * 7919L % 9001},{i % 97}.50\n"));
        var packed = Intake.Gzip(text);

        var report = await ImportAsync(packed[..^1000]);

        (report.CutOff, report.Rows % 3, report.Accepted).ShouldBe((true, 0, report.Rows / 3));
        (await ImportAsync(packed)).Rejected.ShouldBe(0);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    [InlineData(30)]
    public async Task A_packed_file_that_was_cut_before_its_first_row_is_refused(int length)
    {
        var packed = Intake.Gzip("order_id,customer_id,date,total\no1,1,20260103,5\n");

        (await Should.ThrowAsync<ImportException>(() => ImportAsync(packed[..length]))).Message
            .ShouldBe("orders.csv is cut off or damaged before its first row; get it again. Nothing was stored.");

        _intake.Store.Batches.ShouldBe(0);
    }

    [Fact]
    public async Task Event_lines_land_and_bad_ones_are_letters()
    {
        const string Lines = """
            {"id":"e1","customer":"x:1","type":"login","at":"2026-01-03T10:00:00Z"}

            {"id":"e2","customer":"x:1","type":"login"}
            not json
            {"id":"e1","customer":"x:1","type":"login","at":"2026-01-03T10:00:00Z"}
            {"id":"e1","customer":"x:1","type":"login","at":"2026-01-04T10:00:00Z"}
            """;
        var report = await _intake.Import.HandleAsync(new(ImportRequest.EventLines, Intake.Source(Lines, "e.jsonl")), null, Cancel);
        (report.Rows, report.Events, report.Accepted, report.Duplicates, report.Rejected).ShouldBe((5, 3, 1, 1, 3));
        var letters = await _intake.AllLettersAsync();
        letters.Select(l => (l.Format, l.Row)).ShouldBe([("event", 6), (ImportRequest.EventLines, 3), (ImportRequest.EventLines, 4)], ignoreOrder: true);
        letters.Single(l => l.Format == "event").Reason.ShouldContain("was used before");
    }

    [Fact]
    public async Task A_long_file_is_streamed_with_progress_and_a_second_run_changes_nothing()
    {
        var text = new StringBuilder("order_id,customer_id,date,total,note\n");
        for (var i = 0; i < 60_000; i++)
        {
            text.Append("order-number-").Append(i).Append(",customer").Append(i % 4000).Append(",2026-01-").Append(10 + (i / 4000))
                .Append(" 10:00:00,").Append(i % 90).Append(".50,").Append('n', 150).Append('\n');
        }

        var source = Intake.Source(text.ToString());
        source.Bytes.ShouldBeGreaterThan(10_000_000);
        var progress = new Progress();
        var first = await _intake.Import.HandleAsync(new(ImportRequest.OrdersCsv, source), progress, Cancel);
        (first.Rows, first.Accepted, first.Duplicates).ShouldBe((60_000, 60_000, 0));
        progress.Seen.Select(p => p.Rows).ShouldBeInOrder();
        progress.Seen[^1].ShouldBe(new(source.Bytes, source.Bytes, 60_000));
        progress.Seen.Count.ShouldBeGreaterThan(10);
        progress.Seen[2].BytesRead.ShouldBeLessThan(source.Bytes);
        TestContext.Current.TestOutputHelper?.WriteLine($"{first.Events / first.Seconds:N0} events/s");

        var second = await _intake.Import.HandleAsync(new(ImportRequest.OrdersCsv, source), null, Cancel);
        (second.Accepted, second.Duplicates).ShouldBe((0, 60_000));
    }

    [Fact]
    public async Task A_killed_import_is_run_again_whole()
    {
        var text = "order_id,customer_id,date,total\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"o{i},c{i % 700},20260103,5\n"));
        var batches = 0;
        _intake.Store.BeforeSubmit = (_, _) => _ = ++batches == 900 ? throw new IOException("The power went.") : 0;
        await Should.ThrowAsync<IOException>(() => _intake.ImportAsync(text));
        _intake.Store.BeforeSubmit = null;

        var report = await _intake.ImportAsync(text);
        report.Duplicates.ShouldBeGreaterThan(0);
        (report.Accepted + report.Duplicates).ShouldBe(20_000);
        var whole = new Intake();
        await whole.ImportAsync(text);
        IngestTests.Profiles(_intake).ShouldBe(IngestTests.Profiles(whole));
    }

    [Fact]
    public async Task An_import_can_be_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var progress = new Progress { Then = () => stop.Cancel() };
        var text = "order_id,customer_id,date,total\n" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"o{i},c{i},20260103,5\n"));
        await Should.ThrowAsync<OperationCanceledException>(() =>
            _intake.Import.HandleAsync(new(ImportRequest.OrdersCsv, Intake.Source(text)), progress, stop.Token));
        progress.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_id_ahead_of_the_virtual_clock_counts_for_its_first_order_and_the_others_are_letters_with_their_rows()
    {
        async Task<ImportReport> ImportAsync(string rows) => await _intake.Import.HandleAsync(
            new(ImportRequest.OrdersCsv, Intake.Source("order_id,customer_id,date,total\n" + rows)) { AsOf = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero) }, null, Cancel);
        var first = await ImportAsync("o1,1,20280104,5\no1,1,20280104,6\no1,2,20280104,7\no1,1,20280104,5\n");
        var second = await ImportAsync("o2,1,20280104,9\no1,1,20280104,8\n");

        (first.Scheduled, first.Rejected, second.Scheduled, second.Rejected).ShouldBe((3, 1, 1, 1));
        var letters = await _intake.AllLettersAsync();
        letters.Select(l => (l.Row, l.Field)).ShouldBe([(3, "id"), (3, "id")]);
        letters.ShouldAllBe(l => l.Reason.Contains("was used before for another fact of csv:1", StringComparison.Ordinal));
        (await _intake.Arrivals.DueAsync(DateTimeOffset.MaxValue, 10, Cancel)).Cast<OrderPlaced>()
            .Select(o => (o.Customer.Value, o.Id, o.Total)).ShouldBe([("csv:1", "o1", 5), ("csv:1", "o2", 9), ("csv:2", "o1", 7)]);

        // Read again, they contradict as before.
        (await _intake.Retry.HandleAsync(null, Cancel)).Remaining.ShouldBe(2);
        (await _intake.Arrivals.DueAsync(DateTimeOffset.MaxValue, 10, Cancel)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_lies_ahead_of_the_virtual_clock_arrives_in_its_time()
    {
        var request = new ImportRequest(ImportRequest.OrdersCsv, Intake.Source("order_id,customer_id,date,total\no1,1,20260103,5\no3,1,20280105,7\no2,1,20280104,6\n"))
        {
            AsOf = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero),
        };
        var report = await _intake.Import.HandleAsync(request, null, Cancel);
        (report.Accepted, report.Scheduled, report.Rejected).ShouldBe((1, 2, 0));
        (await _intake.Import.HandleAsync(request, null, Cancel)).Scheduled.ShouldBe(2);

        var next = await _intake.Arrivals.NextAsync(Cancel);
        next.ShouldBe(new(2028, 1, 3, 16, 0, 0, TimeSpan.Zero));
        (await _intake.Arrivals.DueAsync(next!.Value.AddTicks(-1), 10, Cancel)).ShouldBeEmpty();
        (await _intake.Arrivals.DueAsync(next.Value.AddDays(9), 10, Cancel)).Select(e => e.Id).ShouldBe(["o2", "o3"]);

        var deliver = new DeliverArrivals(_intake.Arrivals, _intake.Ingest, _intake.Letters);
        (await deliver.HandleAsync(next.Value, Cancel)).Accepted.ShouldBe(1);
        (await deliver.HandleAsync(next.Value.AddDays(9), Cancel)).Accepted.ShouldBe(1);
        (await _intake.Arrivals.NextAsync(Cancel)).ShouldBeNull();
        (await _intake.Customers.FindAsync(CustomerKey.Parse("csv:1"), Cancel))!.Profile.Purchases.Orders.ShouldBe(3);
    }

    [Fact]
    public async Task An_arrival_that_was_ingested_before_a_crash_counts_once()
    {
        var login = new LoggedIn { Id = "e", Customer = CustomerKey.Parse("x:1"), At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) };
        await _intake.Arrivals.AddAsync([login, login], Cancel);
        await _intake.Ingest.HandleAsync([login], Cancel);
        var outcome = await new DeliverArrivals(_intake.Arrivals, _intake.Ingest, _intake.Letters).HandleAsync(login.At, Cancel);
        (outcome.Accepted, outcome.Duplicates).ShouldBe((0, 1));
        await _intake.Arrivals.RemoveAsync([login], Cancel);
        (await _intake.Arrivals.NextAsync(Cancel)).ShouldBeNull();
    }

    private sealed class Progress : IProgress<ImportProgress>
    {
        public List<ImportProgress> Seen { get; } = [];

        public Action? Then { get; init; }

        public void Report(ImportProgress value)
        {
            Seen.Add(value);
            Then?.Invoke();
        }
    }
}
