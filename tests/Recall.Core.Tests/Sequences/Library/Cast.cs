using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;
using Recall.Core.Sequences.Replaying;
using Recall.Core.Tests.Scoring.Churn;
using Recall.Core.Tests.Sequences.Files;

namespace Recall.Core.Tests.Sequences.Library;

/// <summary>Made-up people over three months, of whom each is meant by one sequence of the library or differs from those in the one thing that matters.</summary>
internal static class Cast
{
    public static readonly DateOnly From = new(2025, 3, 1);
    public static readonly DateOnly To = new(2025, 5, 31);

    private static readonly DateOnly Crowd = From.AddDays(-420);
    public static readonly DateTimeOffset Start = new(From.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>A sequence of the library without its control group and its daily limit.</summary>
    public static SequenceDefinition Read(string name) =>
        SequenceFile.Read(name + ".yaml", Shipped.Sequence(name + ".yaml")).Definition.ShouldNotBeNull() with { Holdout = 0, DailyLimit = null };

    /// <summary>The passes of the people of the cast, or of some people alone, by their names.</summary>
    public static ILookup<string, ReplayedEnrolment> Play(SequenceDefinition definition, IEnumerable<ReplayHistory>? people = null, Policy? policy = null, DateOnly? to = null)
    {
        var plan = new ReplayPlan
        {
            Tried = definition, Others = [], From = From, To = to ?? To, Zone = TimeZoneInfo.Utc, Policy = policy ?? new(), Prices = new Dictionary<string, decimal>(StringComparer.Ordinal),
            Channels = new HashSet<string>(["email", "sms"], StringComparer.Ordinal), Terms = new(0.4, 0.04),
        };
        return Replay.Run(plan, [.. people ?? People()], null, TestContext.Current.CancellationToken).Enrolments
            .Where(e => e.Id.Customer.Value.StartsWith("shop:", StringComparison.Ordinal)).ToLookup(e => e.Id.Customer.Value["shop:".Length..], StringComparer.Ordinal);
    }

    /// <summary>A pass on one line: what was done on which day, and how it ended.</summary>
    public static string Story(ReplayedEnrolment pass) =>
        string.Join(", ", pass.Decisions.Select(d => $"{d.At:MM-dd} {Did(d)}")) + (pass.Outcome is null ? "" : $": {pass.Outcome}");

    private static string Did(ReplayedDecision d) => d.Kind switch
    {
        ReplayedKind.Coupon => $"{d.Step} {(d.Coupon!.Percent is { } percent ? $"{percent:0}%" : $"{d.Coupon.Amount:0}")}",
        ReplayedKind.Sent => $"{d.Step} by {d.Code}",
        ReplayedKind.Handoff => $"{d.Step} to {d.Code}",
        _ => $"{d.Step} {(d.Kind == ReplayedKind.Skipped ? "skipped" : "waits")} ({d.Code})",
    };

    public static IEnumerable<ReplayHistory> People()
    {
        // The crowd makes scores possible; nobody of it may be written to.
        foreach (var past in PastShop.Of(300, To.DayNumber - Crowd.DayNumber))
            yield return new(past.Customer, [.. past.Events.Select(e => e with { At = e.At.AddDays(Crowd.DayNumber - PastShop.First.DayNumber) })], Engagement.None, default);

        yield return Person("born-in-april", new(1990, 4, 10), null, Order("o", -40, 30));
        yield return Person("born-in-august", new(1990, 8, 10), null, Order("o", -40, 30));
        yield return Person("member-until-may", null, new(2025, 5, 10), Order("o", -40, 30));
        yield return Person("member-until-october", null, new(2025, 10, 10), Order("o", -40, 30));
        yield return Person("member-until-april", null, new(2025, 4, 12), Order("o", -40, 30));
        yield return Person("member-renews", null, new(2025, 4, 12), Order("o", -40, 30), At(Renewed(), 30));
        yield return Person("looks-at-one", null, null, View("v1", 10, "kettle"), View("v2", 12, "kettle"), View("v3", 13, "kettle"));
        yield return Person("looks-at-three", null, null, View("v1", 10, "kettle"), View("v2", 12, "cup"), View("v3", 13, "pot"));
        yield return Person("complains", null, null, Order("o", -5, 30), At(new ComplaintOpened { Id = "p", Customer = default, At = default }, 20));
        yield return Person("is-heard", null, null,
            Order("o", -5, 30), At(new ComplaintOpened { Id = "p", Customer = default, At = default }, 20), At(new ComplaintResolved { Id = "s", Customer = default, At = default }, 20.5));
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

    private static CustomerChanged Renewed() => new() { Id = "r", Customer = default, At = default, MembershipExpiry = new(2026, 4, 12) };

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

    public static IEnumerable<CustomerEvent> Messages() => Enumerable.Range(0, 8).Select(i => At(
        new MessageStatusChanged { Id = $"m{i}", Customer = default, At = default, Message = $"m{i}", Channel = "email", Status = MessageStatus.Sent }, -200 + (20 * i)));

    public static IEnumerable<CustomerEvent> Orders(int from, int gap, int until, decimal total, decimal discount = 0) =>
        Enumerable.Range(0, ((until - from) / gap) + 1).Select(i => Order($"o{i}", from + (i * gap) + (i % 3), total, discount));

    public static CustomerEvent Order(string id, double day, decimal total, decimal discount = 0, string category = "tea") => At(
        new OrderPlaced { Id = id, Customer = default, At = default, Total = total, Discount = discount, Lines = [new("p", category, 1, total)] }, day);

    private static CustomerEvent View(string id, double day, string product) => At(new ProductViewed { Id = id, Customer = default, At = default, Product = product }, day);

    public static CustomerEvent At(CustomerEvent e, double day) => e with { At = Start.AddDays(day).AddHours(11) };

    public static ReplayHistory Person(string name, DateOnly? birthday, DateOnly? membership, params CustomerEvent[] events)
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
