using Recall.App.Customers;
using Recall.App.Ingestion.Files;
using Recall.App.Tests.Ports;
using Recall.Core.Customers;

namespace Recall.App.Tests.Ingestion;

public class CdnowTests
{
    private readonly Intake _intake = new(new() { TimeZone = "America/New_York" });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<ImportReport> ImportAsync(ImportSource source, bool contacts = false) =>
        _intake.Import.HandleAsync(new(ImportRequest.Cdnow, source) { ExampleContacts = contacts }, null, Cancel);

    [Fact]
    public async Task Equal_rows_of_a_day_are_two_purchases_and_both_layouts_give_the_same_events()
    {
        const string Master = " customer_id  date number_of_cds  dollar_value\n 00002 19970112  5   77.00\n 00002 19970112  5   77.00\n 00004 19970101  2   29.33\n";
        const string Sample = " 00002 0001 19970112  5   77.00\n 00002 0001 19970112  5   77.00\n 00004 0002 19970101  2   29.33\n";
        (await ImportAsync(Intake.Source(Master, "master"))).Accepted.ShouldBe(3);
        (await ImportAsync(Intake.Source(Sample, "sample"))).Duplicates.ShouldBe(3);

        var purchases = (await _intake.Customers.FindAsync(CustomerKey.Parse("cdnow:00002"), Cancel))!.Profile.Purchases;
        (purchases.Orders, purchases.Days, purchases.Spent, purchases.Items).ShouldBe((2, 1, 154m, 10));
        purchases.FirstDay.ShouldBe(new DateOnly(1997, 1, 12));
    }

    [Fact]
    public async Task Bad_rows_are_letters_and_keep_their_place_in_the_day()
    {
        const string Text = "1 19970101 1 10\n1 19970101 x 10\n1 19970101 1 10\n2 19970101\n3 19971301 1 5\n1 19970105 1 5\n";
        var report = await ImportAsync(Intake.Source(Text));
        (report.Accepted, report.Rejected).ShouldBe((2, 4));
        (await _intake.AllLettersAsync()).Select(l => (l.Row, l.Field)).ShouldBe([(2, "CDs"), (4, ""), (5, "at"), (6, "customer")]);
        (await _intake.Customers.EventsAsync(CustomerKey.Parse("cdnow:1"), null, Cancel).Select(e => e.Id).ToListAsync(Cancel))
            .ShouldBe(["1-19970101-1", "1-19970101-3"]);
    }

    [Fact]
    public async Task The_sample_is_what_the_literature_says_it_is()
    {
        var path = SharedData.Find("data/cdnow/CDNOW_sample.txt.gz");
        var report = await ImportAsync(ImportSource.File(path), contacts: true);
        (report.Rows, report.Accepted, report.Rejected).ShouldBe((6919, 6919 + (3 * 2357), 0));
        var profiles = _intake.Store.Rows(CustomerKeys.Table).Where(r => r.RowKey.StartsWith("p|", StringComparison.Ordinal)).ToList();
        profiles.Count.ShouldBe(2357);
        foreach (var profile in profiles.Select(r => CustomerRow.Read(r).Profile))
        {
            profile.Person.Email.ShouldEndWith("@example.com");
            profile.Person.Phone!.ShouldMatch(@"^\+1\d{3}55501\d\d$");
            profile.Consents.Keys.ShouldBe(["email", "sms"], ignoreOrder: true);
            profile.FirstSeen.ShouldBe(profile.Purchases.FirstAt);
        }

        (await ImportAsync(ImportSource.File(path), contacts: true)).Duplicates.ShouldBe(report.Accepted);
    }
}
