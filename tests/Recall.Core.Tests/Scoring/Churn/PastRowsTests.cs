using System.Text;
using FsCheck.Fluent;
using Recall.Core.Customers;
using Recall.Core.Messaging;
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

    [Fact]
    public void Indicators_of_own_words_are_the_same_live_and_in_training_whatever_platforms_flagged_between()
    {
        var words =
            from channel in Gen.Elements("email", "sms", "push", "wecom", "all")
            from granted in Gen.Elements(true, false)
            from carrier in Gen.Elements("o1").OrNull()
            from hours in Gen.Choose(0, 12)
            select (channel, granted, carrier, hours);
        Properties.ForAll(
            words.ListOf(),
            said =>
            {
                List<CustomerEvent> events =
                [
                    Customer.Order(0),
                    .. said.Select((w, i) => new ConsentChanged
                    {
                        Id = $"w{i}", Customer = Customer.Order(0).Customer, At = Customer.Order(0).At.AddHours(w.hours),
                        Channel = w.channel, Granted = w.granted, Order = w.carrier,
                    }),
                ];
                events = [.. events.OrderBy(EventPosition.Of)];
                var customer = events[0].Customer;
                var (_, past) = PastRows.Profiles(customer, events, [new DateOnly(2025, 1, 20)], TimeZoneInfo.Utc).Single();
                var live = new CustomerDay(ProfileFold.Of(customer, events, TimeZoneInfo.Utc), past.Today, past.Now);
                foreach (var name in new[] { "unsubscribed", "consents" })
                    IndicatorCatalogue.Find(name)!.Of(live).ShouldBe(IndicatorCatalogue.Find(name)!.Of(past), name);
            });
    }

    [Fact]
    public void A_platforms_no_stops_mail_and_leaves_the_customers_own_yes_known()
    {
        var order = Customer.Order(0);
        CustomerEvent Word(string id, bool granted, int hours, string? carrier) => new ConsentChanged
        {
            Id = id, Customer = order.Customer, At = order.At.AddHours(hours), Channel = "email", Granted = granted, Order = carrier,
        };
        var profile = ProfileFold.Of(order.Customer, [order, Word("own", true, 1, null), Word("flag", false, 2, "o1")], TimeZoneInfo.Utc);
        Channels.Refused(profile).ShouldBe(["email"]);
        var now = order.At.AddDays(2);
        IndicatorCatalogue.Find("consents")!.Of(new(profile, DateOnly.FromDateTime(now.DateTime), now)).ShouldBe(1);
        IndicatorCatalogue.Find("unsubscribed")!.Of(new(profile, DateOnly.FromDateTime(now.DateTime), now)).ShouldBe(0);
    }

    private static string Text(Profile profile) => Encoding.UTF8.GetString(StoredJson.Bytes(profile));

    private static string Rows(IReadOnlyList<CustomerEvent> events, TrainingPlan plan) =>
        StoredJson.Text(PastRows.Of(Generators.Customer, events, plan, Berlin).ToList());
}
