using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Ingestion.Files;
using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.App.Tests.Ingestion;

public class DeadLetterTests
{
    private readonly Intake _intake = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_bad_row_again_is_one_letter_counted_twice()
    {
        const string Text = "order_id,customer_id,date,total\no1,1,20260103,x\no1,1,20260103,x\n";
        await _intake.ImportAsync(Text);
        var first = _intake.Clock.Now;
        _intake.Clock.Now += TimeSpan.FromDays(1);
        await _intake.ImportAsync(Text);
        var letter = (await _intake.AllLettersAsync()).ShouldHaveSingleItem();
        (letter.Count, letter.FirstSeen, letter.LastSeen).ShouldBe((4, first, first.AddDays(1)));
    }

    [Fact]
    public async Task Letters_are_listed_page_by_page_or_in_the_order_of_their_rows()
    {
        await _intake.Letters.AddAsync(
            [.. Enumerable.Range(0, 250).Select(i => DeadLetter.Of("json", i % 2 == 0 ? "http" : "a/b?.csv", i, "f", "r", $"raw {i}"))], Cancel);
        var seen = new List<string>();
        string? continuation = null;
        do
        {
            var page = await _intake.Letters.ListAsync(take: 40, continuation: continuation, cancellationToken: Cancel);
            page.Letters.Count.ShouldBeLessThanOrEqualTo(40);
            seen.AddRange(page.Letters.Select(l => l.Raw));
            continuation = page.Continuation;
        }
        while (continuation is not null);

        seen.ShouldBe(Enumerable.Range(0, 250).Select(i => $"raw {i}"), ignoreOrder: true);
        var first = await _intake.Letters.FirstAsync(3, Cancel);
        (first.Total, string.Join(' ', first.Letters.Select(l => $"{l.Source} {l.Row}"))).ShouldBe((250, "a/b?.csv 1 a/b?.csv 3 a/b?.csv 5"));
        (await _intake.Letters.ListAsync(source: "http", take: 1000, cancellationToken: Cancel)).Letters.Count.ShouldBe(125);
    }

    [Fact]
    public async Task A_retry_reads_with_the_settings_of_today()
    {
        await _intake.ImportAsync("nr,customer_id,date,total,currency,order_id\n1,7,20260103,10,GBP,o1\n2,7,20260104,zehn,USD,o2\n");
        var letters = await _intake.AllLettersAsync();
        letters.Count.ShouldBe(2);

        var shop = new ShopSettings { TimeZone = "Asia/Shanghai", Rates = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["GBP"] = 1.25m } };
        var later = new Intake(shop, _intake.Store);
        (await later.Retry.HandleAsync(null, Cancel)).ShouldSatisfyAllConditions(r => (r.Mended, r.Remaining, r.Missing).ShouldBe((1, 1, 0)), r => r.Refused.Single().Reason.ShouldNotBeEmpty());
        (await later.AllLettersAsync()).ShouldHaveSingleItem().Raw.ShouldBe("2,7,20260104,zehn,USD,o2");
        var order = (OrderPlaced)await later.Customers.EventsAsync(CustomerKey.Parse("csv:7"), null, Cancel).SingleAsync(Cancel);
        (order.Id, order.Total).ShouldBe(("o1", 12.5m));
    }

    [Fact]
    public async Task Letters_are_retried_by_id_and_unknown_ids_are_told()
    {
        await _intake.ImportAsync("order_id,customer_id,date,total\no1,1,20260203,5\no2,1,20260204,5\n");
        var letters = await _intake.AllLettersAsync();
        letters.Count.ShouldBe(2);
        letters[0].Reason.ShouldContain("in the future");

        _intake.Clock.Now = new(2026, 2, 5, 0, 0, 0, TimeSpan.Zero);
        (await _intake.Retry.HandleAsync([letters[0].Id, "nobody!1"], Cancel)).ShouldSatisfyAllConditions(r => (r.Mended, r.Remaining, r.Missing).ShouldBe((1, 0, 1)), r => r.Refused.ShouldBeEmpty());
        (await _intake.AllLettersAsync()).Select(l => l.Id).ShouldBe([letters[1].Id]);
    }

    /// <summary>Its text is read alone, but it is still that row of the file.</summary>
    [Fact]
    public async Task A_retry_leaves_a_row_its_number_and_tells_a_fault_once_by_the_files_own_heading()
    {
        await _intake.ImportAsync("order_id,customer_id,date,revenue,sku,qty\no1,1,20260103,5,A,1\no2,1,20260104,zehn,A,1\no3,1,20260104,-5,A,2\no4,1,20260104,5,A,two\n");
        var before = (await _intake.AllLettersAsync()).Select(l => l.Reason).ToList();

        before[0].ShouldBe("Row 3: revenue 'zehn' is not a number; write it like 59.90");
        before[1].ShouldBe("Row 4: revenue is -5; an amount is zero or more (money given back is an event of type 'refund')");
        before[2].ShouldEndWith("(row 5)");

        var refused = (await _intake.Retry.HandleAsync(null, Cancel)).Refused;
        refused.Select(l => l.Row).ShouldBe([3, 4, 5]);
        refused.Select(l => l.Reason).ShouldBe(before);
    }

    [Fact]
    public async Task The_beginning_of_an_id_is_enough_and_the_same_row_of_two_files_is_one_id()
    {
        const string Bad = "order_id,customer_id,date,total\no1,1,20260203,5\no2,1,20260204,5\n";
        await _intake.ImportAsync(Bad);
        await _intake.Import.HandleAsync(new(ImportRequest.OrdersCsv, Intake.Source(Bad, "copy.csv")), null, Cancel);
        var list = await _intake.Letters.FirstAsync(10, Cancel);
        var id = list.IdOf(list.Letters[0]);
        list.Letters.Select(l => $"{l.Source} {l.Row}").ShouldBe(["copy.csv 2", "copy.csv 3", "orders.csv 2", "orders.csv 3"]);
        list.Letters.Select(list.IdOf).Distinct(StringComparer.Ordinal).Count().ShouldBe(2);
        list.IdChars.ShouldBeLessThan(12);

        (await _intake.Retry.HandleAsync([id[..^1], ""], Cancel)).ShouldSatisfyAllConditions(r => r.Remaining.ShouldBe(0), r => r.Missing.ShouldBe(2));
        _intake.Clock.Now = new(2026, 2, 5, 0, 0, 0, TimeSpan.Zero);
        (await _intake.Retry.HandleAsync([id], Cancel)).ShouldSatisfyAllConditions(r => r.Mended.ShouldBe(2), r => r.Missing.ShouldBe(0));
    }

    [Fact]
    public async Task A_cdnow_row_keeps_its_id_when_it_is_retried()
    {
        var source = Intake.Source("1 20260203 1 10\n1 20260203 1 10\n", "c.txt");
        await _intake.Import.HandleAsync(new(ImportRequest.Cdnow, source), null, Cancel);

        // Equal rows of a day are two purchases, so they are two letters.
        _intake.Clock.Now = new(2026, 2, 5, 0, 0, 0, TimeSpan.Zero);
        (await _intake.Retry.HandleAsync(null, Cancel)).Mended.ShouldBe(2);
        (await _intake.Import.HandleAsync(new(ImportRequest.Cdnow, source), null, Cancel)).Duplicates.ShouldBe(2);
        (await _intake.Customers.EventsAsync(CustomerKey.Parse("cdnow:1"), null, Cancel).Select(e => e.Id).ToListAsync(Cancel))
            .ShouldBe(["1-20260203-1", "1-20260203-2"]);
    }

    [Fact]
    public async Task A_contradiction_stays_until_it_is_resolved()
    {
        var login = new LoggedIn { Id = "e", Customer = CustomerKey.Parse("x:1"), At = _intake.Clock.Now };
        await _intake.Ingest.HandleAsync([login], Cancel);
        var outcome = await _intake.Ingest.HandleAsync([login with { At = login.At.AddHours(-1) }], Cancel);
        var rejected = outcome.Rejected.ShouldHaveSingleItem();
        await _intake.Letters.AddAsync([DeadLetter.Of(DeadLetter.EventFormat, "x", null, "id", "id", Core.StoredJson.Text(rejected.Event))], Cancel);
        (await _intake.Retry.HandleAsync(null, Cancel)).ShouldSatisfyAllConditions(r => (r.Mended, r.Remaining, r.Missing).ShouldBe((0, 1, 0)), r => r.Refused.Single().Reason.ShouldNotBeEmpty());
        (await _intake.AllLettersAsync()).Single().Reason.ShouldContain("was used before");
    }

    [Fact]
    public async Task A_text_too_long_to_keep_is_cut_between_characters_and_not_retried()
    {
        var raw = "x" + string.Concat(Enumerable.Repeat("😀", DeadLetter.MaxRawChars));
        await _intake.Letters.AddAsync([DeadLetter.Of("json", "http", 1, "", "Too long.", raw)], Cancel);
        var letter = (await _intake.AllLettersAsync()).Single();
        letter.Truncated.ShouldBeTrue();
        letter.Raw.ShouldBe(raw[..(DeadLetter.MaxRawChars - 1)]);
        (await _intake.Retry.HandleAsync(null, Cancel)).Remaining.ShouldBe(1);
        (await _intake.Retry.HandleAsync(null, Cancel)).Remaining.ShouldBe(1);
        (await _intake.AllLettersAsync()).Single().Reason.ShouldBe("Too long. The text was too long to be read again; send it again from its source.");
    }

    [Fact]
    public async Task Many_large_letters_fit_their_batches()
    {
        await _intake.Letters.AddAsync(
            [.. Enumerable.Range(0, 200).Select(i => DeadLetter.Of("json", "http", i, "f", new('r', 9000), $"{i}{new string('x', 40_000)}"))], Cancel);
        (await _intake.AllLettersAsync()).Count.ShouldBe(200);
    }

    /// <summary>Nobody watches what a platform or a program sends; the log says that something waits, and nothing of what it says of whom.</summary>
    [Fact]
    public async Task What_a_program_sends_and_cannot_be_read_is_a_warning_and_a_file_s_rows_are_not()
    {
        using var meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var log = new Lines();
        var box = new DeadLetterBox(_intake.Store, new(meters.GetRequiredService<IMeterFactory>()), _intake.Clock, log);

        await box.AddAsync(
            [DeadLetter.Of(DeadLetter.JsonFormat, "http", 1, "email", "email 'mei' is no address", "{}", null), DeadLetter.Of(ImportRequest.OrdersCsv, "orders.csv", 2, "total", "total 'x'", "x", null)], Cancel);

        log.Said.ShouldBe(["Warning: 1 of http could not be read and wait as dead letters; 'recall dead-letters list' or GET /api/dead-letters says why"]);
    }

    private sealed class Lines : ILogger<DeadLetterBox>
    {
        public List<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Said.Add($"{logLevel}: {formatter(state, exception)}");
    }
}
