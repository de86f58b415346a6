using System.Text;
using Recall.Core.Customers;
using Recall.Core.Scoring.Churn;

namespace Recall.Core.Tests.Scoring.Churn;

public class PastRowsTests
{
    private static readonly DateOnly First = DateOnly.FromDateTime(Generators.Epoch.DateTime);
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void At_every_cut_off_the_profile_is_that_of_the_events_up_to_it() => Properties.ForAll(
        Generators.Events,
        events =>
        {
            DateOnly[] days = [First.AddDays(30), First.AddDays(31), First.AddDays(75), First.AddDays(400)];
            var sorted = events.OrderBy(EventPosition.Of).ToList();
            foreach (var (index, day) in PastRows.Profiles(Generators.Customer, sorted, days, Berlin))
            {
                var end = new DateTimeOffset(days[index].AddDays(1).ToDateTime(TimeOnly.MinValue), Berlin.GetUtcOffset(days[index].AddDays(1).ToDateTime(TimeOnly.MinValue)));
                Text(day.Profile).ShouldBe(Text(ProfileFold.Of(Generators.Customer, UndatedFacts.Without(sorted).Where(e => e.At < end), Berlin)));
                day.Now.ShouldBeLessThan(end);
            }
        });

    [Fact]
    public void What_comes_after_the_plans_last_day_changes_no_row() => Properties.ForAll(
        Generators.Events,
        events =>
        {
            var plan = TrainingPlan.Of(First, First.AddDays(365), 90);
            var end = PastRows.EndOf(plan.AsOf, Berlin);
            var sorted = events.OrderBy(EventPosition.Of).ToList();
            var known = sorted.FindAll(e => e.At < end);
            Rows(sorted, plan).ShouldBe(Rows(known, plan));
        });

    [Fact]
    public void Days_to_the_next_purchase_count_from_the_end_of_the_cut_off()
    {
        CustomerEvent[] events = [Customer.Order(0), Customer.Order(10), Customer.Order(11), Customer.Order(40)];
        int Next(int cutOff, int to) => PastRows.NextAfter(events, new DateOnly(2025, 1, 1).AddDays(cutOff), new DateOnly(2025, 1, 1).AddDays(to), TimeZoneInfo.Utc);
        Next(0, 90).ShouldBe(10);
        Next(9, 90).ShouldBe(1);
        Next(10, 90).ShouldBe(1);
        Next(11, 39).ShouldBe(0);
        Next(11, 40).ShouldBe(29);
        new PastRow(1, 0, 5, [], 29).BoughtWithin(28).ShouldBeFalse();
        new PastRow(1, 0, 5, [], 29).BoughtWithin(29).ShouldBeTrue();
        new PastRow(1, 0, 5, [], 0).BoughtWithin(29).ShouldBeFalse();
    }

    private static string Text(Profile profile) => Encoding.UTF8.GetString(StoredJson.Bytes(profile));

    private static string Rows(IReadOnlyList<CustomerEvent> events, TrainingPlan plan) =>
        StoredJson.Text(PastRows.Of(Generators.Customer, events, plan, Berlin).ToList());
}
