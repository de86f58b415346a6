using System.Text.Json;
using Recall.App.Customers;
using Recall.Core.Customers;
using Recall.Local.Commands;

namespace Recall.Local.Tests.Commands;

/// <summary>The demo's whole story, in small.</summary>
public sealed class DemoCommandTests
{
    private static readonly string[] Demo = ["demo", "--customers", "300", "--days", "20"];

    [Fact]
    public async Task A_month_of_a_small_shop_has_every_part_of_the_story_and_can_be_told_again()
    {
        using var shell = new Shell();
        using var other = new Shell();
        var told = await Task.WhenAll(shell.DoneAsync([.. Demo, "--json"]), other.DoneAsync([.. Demo, "--json"]));
        told[1].Text.ShouldBe(told[0].Text);
        told[0].Text.ShouldNotContain("NaN", Case.Sensitive); // No goal window has closed, so there is no interval.

        var sequences = told[0].Json.GetProperty("sequences").EnumerateArray().ToList();
        Sum(sequences, "treated").ShouldBeGreaterThan(20);
        Sum(sequences, "holdout").ShouldBeGreaterThan(0);
        Total(sequences, "sent").ShouldBeGreaterThan(20);
        Words(sequences, "heldBack").ShouldContain(w => w == "quiet-hours");
        Words(sequences, "heldBack").ShouldContain(w => w == "unreachable");
        Words(sequences, "notEnrolled").ShouldContain(w => w == "unreachable");
        Sum(sequences, "coupons").ShouldBeGreaterThan(20);
        Sum(sequences, "couponsUsed").ShouldBeGreaterThan(0);
        Total(sequences, "handoffs").ShouldBeGreaterThan(0);
        Words(sequences, "outcomes").ShouldContain(w => w == "recovered");

        // The report counts a run when its window has closed, which none has yet: whoever left is known by their events.
        var events = await EventsAsync(shell);
        events.OfType<ConsentChanged>().Count(e => !e.Granted && e.At > new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero)).ShouldBeGreaterThan(0);
        Directory.GetFiles(Path.Combine(shell.Data, "outbox"), "*.eml", SearchOption.AllDirectories).ShouldNotBeEmpty();
        (await shell.DoneAsync("report", "--json")).Text.ShouldBe(told[0].Text);
        await InBothLanguagesAsync(shell);
    }

    /// <summary>A customer whose message was held back for the night: each line of the ledger is said in the reader's language.</summary>
    private static async Task InBothLanguagesAsync(Shell shell)
    {
        string held;
        await using (var session = Session.Open(shell.Data, shell.Clock))
        {
            var customers = session.Get<CustomerStore>();
            held = await Enumerable.Range(0, customers.Buckets).ToAsyncEnumerable().SelectMany(b => customers.RowsAsync('l', b, TestContext.Current.CancellationToken))
                .Where(r => r.Get<string>("detail") == "quiet-hours").Select(r => CustomerKeys.CustomerOf(r.RowKey).Value).FirstAsync(TestContext.Current.CancellationToken);
        }

        var chinese = (await shell.DoneAsync("customers", "show", held, "--take", "200", "--lang", "zh-CN")).Text;
        chinese.ShouldMatch("暂缓 +[a-z-]+/[a-z-]+：推迟到 2026-.* UTC：免打扰时段 \\d\\d:\\d\\d–\\d\\d:\\d\\d（.*）［免打扰时段］");
        chinese.ShouldMatch("进入流程 +[a-z-]+：生命周期阶段为“");
        chinese.Split('\n').Where(l => l.Contains("until ", StringComparison.Ordinal) || l.Contains(" is ", StringComparison.Ordinal)).ShouldBeEmpty();
        (await shell.DoneAsync("customers", "show", held, "--take", "200")).Text.ShouldMatch("deferred +.*: until .* UTC: quiet hours .* \\[quiet hours\\]");
    }

    private static async Task<List<CustomerEvent>> EventsAsync(Shell shell)
    {
        await using var session = Session.Open(shell.Data, shell.Clock);
        var customers = session.Get<CustomerStore>();
        var found = new List<CustomerEvent>();
        for (var bucket = 0; bucket < customers.Buckets; bucket++)
        {
            found.AddRange(await customers.EventsAsync(bucket, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
        }

        return found;
    }

    private static int Sum(List<JsonElement> sequences, string count) => sequences.Sum(s => s.GetProperty(count).GetInt32());

    private static int Total(List<JsonElement> sequences, string counts) =>
        sequences.Sum(s => s.GetProperty(counts).EnumerateObject().Sum(c => c.Value.GetInt32()));

    private static IEnumerable<string> Words(List<JsonElement> sequences, string counts) =>
        sequences.SelectMany(s => s.GetProperty(counts).EnumerateObject()).Select(c => c.Name);
}
