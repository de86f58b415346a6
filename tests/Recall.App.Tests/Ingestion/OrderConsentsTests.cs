using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Recall.App.Tests.Ports;
using Recall.Core.Customers;

namespace Recall.App.Tests.Ingestion;

/// <summary>What order files say about consent.</summary>
public partial class OrderConsentsTests
{
    private readonly Intake _intake = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_column_that_the_documentation_names_is_read()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(SharedData.Repository(), "docs", "events.md"), Cancel);
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
    public async Task A_repeated_yes_is_no_new_act_and_the_same_file_again_is_known()
    {
        const string File = """
            order_id,customer_id,created_at,total,email_consent
            o1,42,2026-01-03,10,yes
            o2,42,2026-01-05,10,yes
            """;
        var first = await _intake.ImportAsync(File);
        var again = await _intake.ImportAsync(File);

        (first.Events, first.Accepted).ShouldBe((3, 3));
        (again.Accepted, again.Duplicates, again.Rejected).ShouldBe((0, 3, 0));

        // Somebody who left in between is not brought back by an order that repeats their standing answer.
        var ann = CustomerKey.Parse("csv:42");
        await _intake.Ingest.HandleAsync([new ConsentChanged { Id = "out", Customer = ann, At = new(2026, 1, 4, 0, 0, 0, TimeSpan.Zero), Channel = "email", Granted = false }], Cancel);
        await _intake.ImportAsync(File);
        (await ConsentsAsync(_intake, "csv:42"))["email"].Granted.ShouldBeFalse();
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
    public void The_newest_answer_counts_in_whatever_order_the_rows_stand_and_a_doubt_is_a_refusal() => Prop.ForAll(
            Gen.Choose(0, 200).ListOf().Where(days => days.Count > 0).ToArbitrary(), Gen.Choose(0, 2).ToArbitrary(),
            (answers, order) => Holds(answers, order).GetAwaiter().GetResult())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    /// <summary>An even number is a yes on that day, an odd one a no.</summary>
    private static async Task<bool> Holds(IReadOnlyList<int> answers, int order)
    {
        var days = answers.Distinct().ToList();
        var rows = (order switch { 0 => days.Order(), 1 => days.OrderDescending(), _ => days.AsEnumerable() })
            .Select(d => string.Create(CultureInfo.InvariantCulture, $"o{d},42,{new DateOnly(2025, 1, 1).AddDays(d):yyyy-MM-dd},10,{(d % 2 == 0 ? "yes" : "no")}"));
        var intake = new Intake();
        await intake.ImportAsync("order_id,customer_id,created_at,total,email_consent\n" + string.Join('\n', rows));
        var granted = (await ConsentsAsync(intake, "csv:42"))["email"].Granted;
        var newest = days.Max() % 2 == 0;
        return order == 2 ? !granted || newest : granted == newest;
    }

    private static async Task<IReadOnlyDictionary<string, Consent>> ConsentsAsync(Intake intake, string customer) =>
        (await intake.Customers.FindAsync(CustomerKey.Parse(customer), Cancel))!.Profile.Consents;

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
