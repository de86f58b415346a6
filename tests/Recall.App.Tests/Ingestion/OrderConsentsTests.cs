using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Recall.App.Ingestion;
using Recall.Core.Customers;
using Recall.Core.Messaging;

namespace Recall.App.Tests.Ingestion;

/// <summary>What order files say about consent.</summary>
public partial class OrderConsentsTests
{
    private readonly Intake _intake = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_column_that_the_documentation_names_is_read()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "events.md"), Cancel);
        foreach (var channel in (string[])["email", "sms"])
        {
            var names = Name().Matches(page.Split('\n').Single(l => l.StartsWith($"| `{channel}Consent` |", StringComparison.Ordinal)).Split('|')[2]);
            names.Count.ShouldBeGreaterThan(5);
            foreach (var name in names.Select(n => n.Groups["name"].Value))
            {
                var intake = new Intake();
                await intake.ImportAsync($"order_id,customer_id,created_at,total,{name}\no1,42,2026-01-03,10,yes\n");
                (await ConsentsAsync(intake, "csv:42")).Where(c => c.Value.Granted).Select(c => c.Key).ShouldBe([channel], name);
            }
        }
    }

    [Theory]
    [InlineData("yes", true)]
    [InlineData("No", false)]
    [InlineData("TRUE", true)]
    [InlineData("false", false)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("是", true)]
    [InlineData("否", false)]
    [InlineData("", null)]
    public async Task An_answer_is_a_consent_from_the_order_on(string answer, bool? granted)
    {
        var report = await _intake.ImportAsync($"order_id,customer_id,created_at,total,Accepts Marketing,sms_consent\no1,42,2026-01-03T10:00:00Z,10,{answer},{answer}\n");

        report.Accepted.ShouldBe(granted is null ? 1 : 3);
        var consents = await ConsentsAsync(_intake, "csv:42");
        consents.Keys.ShouldBe(granted is null ? [] : ["email", "sms"], ignoreOrder: true);
        consents.Values.ShouldAllBe(c => c.Granted == granted && c.At == new DateTimeOffset(2026, 1, 3, 10, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task An_answer_that_is_none_is_an_error_with_its_row_and_column_and_the_others_land()
    {
        var report = await _intake.ImportAsync("""
            order_id,customer_id,created_at,total,Accepts Marketing
            o1,42,2026-01-03,10,yes
            o2,43,2026-01-04,10,maybe
            o3,44,2026-01-05,10,no
            """);

        (report.Accepted, report.Rejected).ShouldBe((4, 1));
        var letter = (await _intake.AllLettersAsync()).ShouldHaveSingleItem();
        (letter.Row, letter.Field).ShouldBe((3, "Accepts Marketing"));
        letter.Reason.ShouldStartWith("Row 3: Accepts Marketing 'maybe' is neither yes nor no; write yes, no, true, false, 1, 0, 是 or 否");
        (await _intake.Customers.FindAsync(CustomerKey.Parse("csv:43"), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task The_rows_of_one_order_cannot_say_both()
    {
        await _intake.ImportAsync("""
            order_id,customer_id,created_at,sku,price,email_consent
            o1,42,2026-01-03,T1,10,yes
            o1,42,2026-01-03,T2,10,no
            """);

        (await _intake.AllLettersAsync()).ShouldHaveSingleItem().Reason.ShouldContain("email_consent is 'no' in row 3 and 'yes' in row 2 of the same order");
    }

    [Fact]
    public async Task The_same_file_again_is_known()
    {
        const string File = """
            order_id,customer_id,created_at,total,email_consent
            o1,42,2026-01-03,10,yes
            o2,42,2026-01-05,10,yes
            """;
        var first = await _intake.ImportAsync(File);
        var again = await _intake.ImportAsync(File);

        (first.Events, first.Accepted).ShouldBe((4, 4));
        (again.Accepted, again.Duplicates, again.Rejected).ShouldBe((0, 4, 0));
        (await ConsentsAsync(_intake, "csv:42"))["email"].ShouldBe(new(true, At("2026-01-03T00:00:00+08:00"), true), "a repeated yes is no new act");
    }

    [Fact]
    public async Task Of_two_orders_of_one_moment_the_refusal_counts()
    {
        await _intake.ImportAsync("""
            order_id,customer_id,created_at,total,email_consent
            o1,42,2026-01-03,10,no
            o2,42,2026-01-05,10,no
            o3,42,2026-01-05,10,yes
            """);

        (await ConsentsAsync(_intake, "csv:42"))["email"].ShouldBe(new(false, At("2026-01-05T00:00:00+08:00"), true));
    }

    [Theory]
    [InlineData("email")]
    [InlineData("all")]
    public async Task No_order_stands_against_an_unsubscribe_and_a_consent_of_the_customers_own_does(string channel)
    {
        await _intake.ImportAsync("order_id,customer_id,created_at,total,email_consent\no1,42,2026-01-03,10,yes\n");
        await SayAsync("out", "2026-01-04T00:00:00Z", channel, false);
        await _intake.ImportAsync("order_id,customer_id,created_at,total,email_consent\no2,42,2026-01-05,10,no\no3,42,2026-01-06,10,yes\n");
        (await IsReachedAsync(_intake)).ShouldBeFalse();

        await SayAsync("in", "2026-01-07T00:00:00Z", "email", true);
        (await IsReachedAsync(_intake)).ShouldBeTrue();
        await _intake.ImportAsync("order_id,customer_id,created_at,total,email_consent\no4,42,2026-01-08,10,no\n");
        (await IsReachedAsync(_intake)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_later_export_may_take_back_what_an_order_said_but_not_add_to_it()
    {
        const string Header = "order_id,customer_id,created_at,total,email_consent\n";
        await _intake.ImportAsync(Header + "o1,42,2026-01-03,10,yes\no2,43,2026-01-03,10,no\n");
        var later = await _intake.ImportAsync(Header + "o1,42,2026-01-03,10,no\no2,43,2026-01-03,10,yes\n");

        later.Rejected.ShouldBe(0);
        (await ConsentsAsync(_intake, "csv:42"))["email"].Granted.ShouldBeFalse();
        (await ConsentsAsync(_intake, "csv:43"))["email"].Granted.ShouldBeFalse();
    }

    [Fact]
    public void Consent_is_the_same_in_whatever_order_rows_and_words_come_in() => Prop.ForAll(
            Gen.Choose(0, 11).Zip(Gen.Choose(0, 3)).ListOf().SelectMany(facts => Gen.Shuffle(facts.Distinct().ToArray()).Select(mixed => (Facts: facts, Mixed: mixed)))
                .Where(both => both.Facts.Count > 0).ToArbitrary(),
            both => HoldsAsync([.. both.Facts.Distinct()], both.Mixed).GetAwaiter().GetResult())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    /// <summary>By day and kind: 0 is an order that says no, 1 one that says yes, 2 an unsubscribe, 3 a consent of the customer's own.</summary>
    private static async Task HoldsAsync((int Day, int Kind)[] facts, (int Day, int Kind)[] mixed)
    {
        var consents = new List<Consent?>();
        foreach (var (order, wordsFirst) in (IEnumerable<((int Day, int Kind)[], bool)>)[([.. facts.Order()], false), (facts, true), (mixed, false), (mixed, true)])
        {
            var intake = new Intake();
            if (wordsFirst)
                await WordsAsync(intake, order);
            for (var time = 0; time < 2; time++)
            {
                await intake.ImportAsync("order_id,customer_id,created_at,total,email_consent\no,42,2024-01-01T00:00:00Z,10,\n" + string.Concat(order.Where(f => f.Kind < 2).Select(f =>
                    string.Create(CultureInfo.InvariantCulture, $"o{f.Day}-{f.Kind},42,{Day(f.Day):yyyy-MM-ddTHH:mm:ssZ},10,{(f.Kind == 1 ? "yes" : "no")}\n"))));
            }

            if (!wordsFirst)
                await WordsAsync(intake, order);
            consents.Add((await ConsentsAsync(intake, "csv:42")).TryGetValue("email", out var consent) ? consent : null);
        }

        consents.Distinct().ShouldHaveSingleItem()?.Granted.ShouldBe(Expected(facts));
    }

    /// <summary>
    /// The customer's last word, of two of a day the refusal; what orders say after it, of two of a day the refusal; but
    /// not a yes after a refusal.
    /// </summary>
    private static bool Expected((int Day, int Kind)[] facts)
    {
        var word = facts.Where(f => f.Kind >= 2).OrderBy(f => f.Day).ThenByDescending(f => f.Kind).LastOrDefault((Day: -1, Kind: 3));
        var flag = facts.Where(f => f.Kind < 2 && f.Day > word.Day)
            .OrderBy(f => f.Day).ThenByDescending(f => f.Kind).LastOrDefault((word.Day, Kind: word.Kind - 2));
        return word.Kind == 3 && flag.Kind == 1;
    }

    private static async Task WordsAsync(Intake intake, (int Day, int Kind)[] facts)
    {
        foreach (var (day, kind) in facts.Where(f => f.Kind >= 2))
            await intake.Ingest.HandleAsync([Word($"w{day}-{kind}", Day(day), "email", kind == 3)], Cancel);
    }

    private static DateTimeOffset Day(int day) => new DateTimeOffset(2025, 1, 1, 12, 0, 0, TimeSpan.Zero).AddDays(day);

    private static ConsentChanged Word(string id, DateTimeOffset at, string channel, bool granted) =>
        new() { Id = id, Customer = CustomerKey.Parse("csv:42"), At = at, Channel = channel, Granted = granted };

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUniversalTime();

    private Task<IngestOutcome> SayAsync(string id, string at, string channel, bool granted) => _intake.Ingest.HandleAsync([Word(id, At(at), channel, granted)], Cancel);

    private static async Task<bool> IsReachedAsync(Intake intake)
    {
        var profile = (await intake.Customers.FindAsync(CustomerKey.Parse("csv:42"), Cancel))!.Profile;
        return Channels.Obstacle(profile with { Person = profile.Person with { Email = "ann@example.com" } }, "email", new HashSet<string>(["email"], StringComparer.Ordinal)) is null;
    }

    private static async Task<IReadOnlyDictionary<string, Consent>> ConsentsAsync(Intake intake, string customer) =>
        (await intake.Customers.FindAsync(CustomerKey.Parse(customer), Cancel))!.Profile.Consents;

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
