using FsCheck;
using FsCheck.Fluent;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Tests.Sequences;

namespace Recall.Core.Tests.Messaging;

/// <summary>Facts for the gate: a customer who may be sent to, and arbitrary ones.</summary>
internal static class GateScenario
{
    public static readonly EnrolmentId Run = new("winback", Generators.Customer, 1);

    /// <summary>Noon in Berlin.</summary>
    public static readonly DateTimeOffset Now = new(2024, 5, 8, 10, 0, 0, TimeSpan.Zero);

    /// <summary>Reachable on both channels, nothing sent lately, noon.</summary>
    public static GateFacts Fine { get; } = new()
    {
        Profile = new Profile
        {
            Customer = Generators.Customer,
            Person = Person.Unknown with { Email = "a@x.example", Phone = "+4915112345678", Wecom = "wm1", TimeZone = "Europe/Berlin" },
            Consents = Consents(("email", true, -9), ("sms", true, -9)),
        },
        Touches = [],
        Addresses = new Dictionary<string, AddressHistory>(StringComparer.Ordinal),
        Enrolment = Run,
        Active = Run.ToString(),
        StartedAt = Now.AddDays(-3),
        Known = new(Now.AddDays(-4), Now.AddDays(-4)),
        Definition = Definitions.Of(Definitions.Send("a")),
        Step = Definitions.Send("a", TimeSpan.FromDays(3)),
        Since = Now,
        Policy = Policy.Default,
        Channels = new HashSet<string>(["email", "sms"], StringComparer.Ordinal),
        SentToday = 0,
        SentThisMonth = 0,
        Prices = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["email"] = 0.5m, ["sms"] = 2 },
        Coupon = null,
        ShopZone = TimeZoneInfo.Utc,
    };

    public static readonly Gen<GateFacts> Any =
        from zone in Generators.ZoneName.OrNull()
        from shop in Gen.Elements("UTC", "Europe/Berlin", "Asia/Kathmandu", "America/New_York")
        from consents in Gen.SubListOf(
        [
            ("email", true, -9), ("sms", true, -8), ("all", true, -7), ("all", false, -6), ("email", false, -5), ("sms", false, -4), ("email", true, -3),
            ("sms", true, -2), ("push", true, -9), ("wecom", true, -1), ("push", false, -3),
        ])
        from suppressed in Gen.SubListOf(["email", "sms", "wecom"])
        from available in Gen.Frequency((6, Gen.Constant<string[]>(["email", "sms", "push", "wecom"])), (1, Gen.Constant<string[]>(["email"])))
        from channels in Gen.Elements<string[]>(["email", "sms"], ["sms", "email"], ["sms"], ["email"], ["push", "email"], ["wecom", "push", "sms"])
        from touches in Gen.Choose(0, 30 * 24).Zip(Generators.Channel, (h, c) => new Touch(Now.AddHours(-h), c, "other/a")).ListOf()
        from policy in AnyPolicy
        from own in Gen.Frequency((3, Gen.Constant<SequencePolicy?>(null)), (2, AnyPolicy.Select<Policy, SequencePolicy?>(Own)))
        from bought in Gen.Frequency((1, Gen.Constant(-1)), (3, Gen.Choose(4, 20)))
        from ownSent in Gen.Choose(0, 3)
        from sent in Gen.Choose(0, 2)
        from month in Gen.Choose(0, 4)
        from cost in Gen.Choose(0, 6)
        from ownCost in Gen.Choose(0, 6)
        from expires in Gen.Elements(6, 48, 24 * 14)
        from waited in Gen.Choose(0, 60)
        from quarter in Gen.Choose(0, 95)
        from coupon in Gen.Frequency((4, Gen.Constant((double?)null)), (1, Gen.Elements<double?>(-1, 0.1, 5)))
        select Fine with
        {
            Profile = Fine.Profile with
            {
                Person = Fine.Profile.Person with { TimeZone = zone },
                Consents = Consents([.. consents]),
                Purchases = bought < 0 ? Purchases.None : Purchases.None with { Hours = HoursAround(bought) },
                Responses = Responses.None with { Suppressed = [.. suppressed.Take(suppressed.Count - 1)] },
            },
            Channels = new HashSet<string>(available, StringComparer.Ordinal),
            Step = Definitions.Send("a", TimeSpan.FromHours(expires), null, channels),
            Touches = [.. touches],
            Policy = policy,
            Definition = Fine.Definition with { Policy = own },
            OwnSentToday = ownSent,
            OwnSentThisMonth = ownSent + month,
            SentToday = sent,
            SentThisMonth = month,
            Spent = new(cost / 2m, cost, ownCost / 2m, ownCost),
            ShopZone = TimeZoneInfo.FindSystemTimeZoneById(shop),
            Since = Now.AddMinutes(15 * quarter).AddHours(-waited),
            Coupon = coupon is { } days ? new("X", 10, null, null, Now.AddDays(-9), Now.AddDays(days)) : null,
        };

    /// <summary>Four orders in an hour, one two hours later; where the clocks never jump.</summary>
    private static int[] HoursAround(int hour)
    {
        var hours = new int[24];
        (hours[hour], hours[hour + 2]) = (4, 1);
        return hours;
    }

    private static Gen<Policy> AnyPolicy =>
        from quiet in Gen.Frequency(
            (1, Gen.Constant((QuietHours?)null)),
            (4, Gen.Choose(0, 47).Zip(Gen.Choose(0, 47), QuietHours? (a, b) => new(HalfHour(a), HalfHour(b)))))
        from caps in Gen.SubListOf<FrequencyCap>(
        [
            new(null, 1, TimeSpan.FromDays(2)), new(null, 6, TimeSpan.FromDays(30)), new("sms", 2, TimeSpan.FromDays(30)),
            new("email", 1, TimeSpan.FromHours(5)),
        ])
        from daily in Gen.Elements<int?>(null, 2, 3)
        from monthly in Gen.Elements<int?>(null, null, 4, 5)
        from usual in Gen.Elements(false, true)
        from budget in Gen.Elements<MoneyBudget?>(null, null, new(2, null), new(2.5m, 4), new(null, 5))
        select new Policy { Budget = budget, UsualHour = usual, QuietHours = quiet, Caps = [.. caps], DailyTouches = daily, MonthlyTouches = monthly };

    /// <summary>Other rules than the shop's, stricter or not: a shop's may have changed since.</summary>
    private static SequencePolicy Own(Policy policy) => new()
    {
        QuietHours = policy.QuietHours, Caps = policy.Caps, DailyMessages = policy.DailyTouches, MonthlyMessages = policy.MonthlyTouches, Budget = policy.Budget, UsualHour = policy.UsualHour ? null : policy.Caps.Count > 1,
    };

    private static TimeOnly HalfHour(int number) => TimeOnly.MinValue.AddMinutes(30 * number);

    /// <summary>Words on consent, days from <see cref="Now"/>; of two about a channel the later counts.</summary>
    public static Dictionary<string, Consent> Consents(params (string Channel, bool Granted, int Day)[] words)
    {
        var consents = new Dictionary<string, Consent>(StringComparer.Ordinal);
        foreach (var (channel, granted, day) in words.OrderBy(w => w.Day))
            consents[channel] = new(granted, Now.AddDays(day));
        return consents;
    }

    public static GateFacts WithConsents(this GateFacts facts, params (string Channel, bool Granted, int Day)[] words) =>
        facts with { Profile = facts.Profile with { Consents = Consents(words) } };

    public static GateFacts WithOrders(this GateFacts facts, params double[] daysAfterStart) => facts with
    {
        Profile = daysAfterStart.Index().Aggregate(facts.Profile, (profile, order) => ProfileFold.Next(
            profile,
            new OrderPlaced { Id = $"o{order.Index}", Customer = Generators.Customer, At = facts.StartedAt.AddDays(order.Item), Total = 1 },
            TimeZoneInfo.Utc)),
    };
}
