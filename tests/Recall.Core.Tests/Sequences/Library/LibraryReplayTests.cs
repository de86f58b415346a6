using Recall.Core.Customers;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;
using Recall.Core.Sequences.Replaying;
using Recall.Core.Tests.Scoring.Churn;
using Recall.Core.Tests.Sequences.Files;

namespace Recall.Core.Tests.Sequences.Library;

/// <summary>Each sequence of the library over two made-up months: it takes the right people, and not those who differ in the one thing that matters.</summary>
public class LibraryReplayTests
{
    private static readonly DateOnly From = new(2025, 3, 1);
    private static readonly DateOnly To = new(2025, 4, 30);

    [Theory]
    [InlineData("birthday", "born-in-april")]
    [InlineData("membership-expiry", "member-until-may")]
    [InlineData("browse-abandon", "looks-at-one")]
    [InlineData("service-recovery", "complains")]
    [InlineData("post-purchase-care", "buys-in-april")]
    [InlineData("stage-of-life", "newborn")]
    [InlineData("course-progress", "half-done")]
    [InlineData("sunset", "never-answers")]
    [InlineData("second-order-nudge", "first-order")]
    [InlineData("price-sensitive-winback", "thrifty")]
    [InlineData("dormant-winback", "full-price,thrifty")]
    [InlineData("replenishment", "rhythm")]
    [InlineData("vip-care", "best")]
    [InlineData("product-fatigue", "has-seen-it-all")]
    public void The_right_people_enter_and_nobody_else_of_the_cast(string sequence, string expected)
    {
        var entered = Cast.Play(Read(sequence)).Select(e => e.Id.Customer.Value).Where(c => c.StartsWith("shop:", StringComparison.Ordinal))
            .Select(c => c["shop:".Length..]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();

        // A cast member may be one of the people of another sequence too; those who must enter do, and their counterparts never.
        foreach (var name in expected.Split(','))
            entered.ShouldContain(name, StringComparer.Ordinal, string.Join(", ", entered));
        entered.ShouldNotContain(Cast.CounterpartOf(sequence), StringComparer.Ordinal, string.Join(", ", entered));
    }

    private static SequenceDefinition Read(string name) =>
        SequenceFile.Read(name + ".yaml", Shipped.Sequence(name + ".yaml")).Definition.ShouldNotBeNull() with { Holdout = 0, DailyLimit = null };

    private static class Cast
    {
        private static readonly DateOnly Crowd = From.AddDays(-420);
        private static readonly DateTimeOffset Start = new(From.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

        public static string CounterpartOf(string sequence) => sequence switch
        {
            "birthday" => "born-in-august",
            "membership-expiry" => "member-until-october",
            "browse-abandon" => "looks-at-three",
            "service-recovery" => "born-in-april",
            "post-purchase-care" => "first-order",
            "stage-of-life" => "buys-in-april",
            "course-progress" => "newborn",
            "sunset" => "visits-still",
            "second-order-nudge" => "thrifty",
            "price-sensitive-winback" => "full-price",
            "dormant-winback" => "rhythm",
            "replenishment" => "first-order",
            "vip-care" => "first-order",
            _ => "rhythm",
        };

        public static IReadOnlyList<ReplayedEnrolment> Play(SequenceDefinition definition)
        {
            var plan = new ReplayPlan
            {
                Tried = definition, Others = [], From = From, To = To, Zone = TimeZoneInfo.Utc, Policy = new(), Prices = new Dictionary<string, decimal>(StringComparer.Ordinal),
                Channels = new HashSet<string>(["email", "sms"], StringComparer.Ordinal), Terms = new(0.4, 0.04),
            };
            return Replay.Run(plan, [.. People()], null, TestContext.Current.CancellationToken).Enrolments;
        }

        private static IEnumerable<ReplayHistory> People()
        {
            // The crowd makes scores possible; nobody of it may be written to.
            foreach (var past in PastShop.Of(300, To.DayNumber - Crowd.DayNumber))
                yield return new(past.Customer, [.. past.Events.Select(e => e with { At = e.At.AddDays(Crowd.DayNumber - PastShop.First.DayNumber) })], Engagement.None, default);

            yield return Person("born-in-april", new(1990, 4, 10), null, Order("o", -40, 30));
            yield return Person("born-in-august", new(1990, 8, 10), null, Order("o", -40, 30));
            yield return Person("member-until-may", null, new(2025, 5, 10), Order("o", -40, 30));
            yield return Person("member-until-october", null, new(2025, 10, 10), Order("o", -40, 30));
            yield return Person("looks-at-one", null, null, View("v1", 10, "kettle"), View("v2", 12, "kettle"), View("v3", 13, "kettle"));
            yield return Person("looks-at-three", null, null, View("v1", 10, "kettle"), View("v2", 12, "cup"), View("v3", 13, "pot"));
            yield return Person("complains", null, null, Order("o", -5, 30), At(new ComplaintOpened { Id = "p", Customer = default, At = default }, 20));
            yield return Person("buys-in-april", null, null, Order("o1", -60, 30), Order("o2", 40, 30));
            yield return Person("newborn", null, null, Order("o", -60, 30, category: "newborn"));
            yield return Person("half-done", null, null, At(new CustomerTagged { Id = "t", Customer = default, At = default, Tag = "course-half-done" }, 30));
            yield return Person("first-order", null, null, Order("o", -10, 30));
            yield return Person("never-answers", null, null, [Order("o", -300, 30), .. Messages()]);
            yield return Person("visits-still", null, null, [Order("o", -300, 30), .. Messages(), View("v", -10, "cup")]);
            yield return Person("thrifty", null, null, [.. Orders(-400, 20, -40, 60, discount: 10)]);
            yield return Person("full-price", null, null, [.. Orders(-400, 20, -40, 60)]);
            yield return Person("rhythm", null, null, [.. Orders(-400, 20, 90, 60)]);
            yield return Person("best", null, null, [.. Orders(-400, 20, -2, 2000)]);
            yield return Person("has-seen-it-all", null, null, [.. Fading()]);
        }

        /// <summary>Ever longer gaps and ever smaller baskets of ever the same.</summary>
        private static IEnumerable<CustomerEvent> Fading()
        {
            var day = -400.0;
            for (var i = 0; i < 12; i++)
            {
                yield return Order($"o{i}", day, 120 - (9 * i), category: "tea");
                day += 8 + (5 * i);
            }
        }

        private static IEnumerable<CustomerEvent> Messages() => Enumerable.Range(0, 8).Select(i => At(
            new MessageStatusChanged { Id = $"m{i}", Customer = default, At = default, Message = $"m{i}", Channel = "email", Status = MessageStatus.Sent }, -200 + (20 * i)));

        private static IEnumerable<CustomerEvent> Orders(int from, int gap, int until, decimal total, decimal discount = 0) =>
            Enumerable.Range(0, ((until - from) / gap) + 1).Select(i => Order($"o{i}", from + (i * gap) + (i % 3), total, discount));

        private static CustomerEvent Order(string id, double day, decimal total, decimal discount = 0, string category = "tea") => At(
            new OrderPlaced { Id = id, Customer = default, At = default, Total = total, Discount = discount, Lines = [new("p", category, 1, total)] }, day);

        private static CustomerEvent View(string id, double day, string product) => At(new ProductViewed { Id = id, Customer = default, At = default, Product = product }, day);

        private static CustomerEvent At(CustomerEvent e, double day) => e with { At = Start.AddDays(day).AddHours(11) };

        private static ReplayHistory Person(string name, DateOnly? birthday, DateOnly? membership, params CustomerEvent[] events)
        {
            var key = CustomerKey.Parse("shop:" + name);
            var first = Start.AddDays(-420);
            CustomerEvent[] all =
            [
                new CustomerChanged { Id = "c", Customer = key, At = first, Email = "a@x.example", Phone = "+4915112345678", Birthday = birthday, MembershipExpiry = membership },
                new ConsentChanged { Id = "k", Customer = key, At = first, Channel = "all", Granted = true },
                .. events.Select(e => e with { Customer = key }),
            ];
            return new(key, [.. all.OrderBy(EventPosition.Of)], Engagement.None, default);
        }
    }
}
