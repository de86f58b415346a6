using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Replaying;

namespace Recall.Core.Tests.Sequences.Replaying;

/// <summary>A shop with a past and a sequence to be played over it.</summary>
internal static class ReplayShop
{
    public static readonly DateOnly From = new(2025, 3, 1);
    public static readonly DateOnly To = new(2025, 5, 31);

    public static readonly Condition Silent = new Condition.All(
    [
        new Condition.Compare("profile.days-since-order", CompareOperator.AtLeast, [20.0]),
        new Condition.Compare("score.stage", CompareOperator.NotIn, ["seed"]),
        new Condition.Compare("score.churn", CompareOperator.AtLeast, [0.0]), // Has the scorecard learnt too.
    ]);

    public static readonly SequenceDefinition Winback = Definitions.Of(
        Definitions.Coupon("offer"), Definitions.Send("first", coupon: "offer"), Definitions.Wait("then", 3), Definitions.Send("second")) with
    {
        Name = "winback", Audience = Silent, Holdout = 0, Reentry = new(TimeSpan.FromDays(40), null),
    };

    public static ReplayOutcome Run(SequenceDefinition definition, IReadOnlyList<ReplayHistory> shop, Policy? policy = null) =>
        Play(Plan(definition, policy ?? Policy.Default), shop);

    public static ReplayOutcome Play(ReplayPlan plan, IReadOnlyList<ReplayHistory> shop) => Replay.Run(plan, shop, null, TestContext.Current.CancellationToken);

    public static ReplayPlan Plan(SequenceDefinition definition, Policy policy) => new()
    {
        Tried = definition, Others = [], From = From, To = To, Zone = TimeZoneInfo.Utc, Policy = policy, Prices = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["email"] = 0.5m },
        Channels = new HashSet<string>(["email", "sms"], StringComparer.Ordinal), Terms = new(0.4, 0.04),
    };

    public static List<ReplayHistory> Buyers(int customers) =>
    [
        .. Enumerable.Range(0, customers).Select(i => History($"c{i}", [.. Enumerable.Range(0, 4 + (i % 9)).Select(
            o => Order(Key($"c{i}"), $"o{o}", Utc(From).AddDays(-150 + (o * (11 + (i % 5)))).AddHours(i), 20 + i))])),
    ];

    public static CustomerKey Key(string name) => CustomerKey.Parse("shop:" + name);

    public static OrderPlaced Order(CustomerKey customer, string id, DateTimeOffset at, decimal total) => new() { Id = id, Customer = customer, At = at, Total = total };

    public static ReplayHistory History(string name, params CustomerEvent[] orders)
    {
        var (key, at) = (Key(name), orders[0].At.AddDays(-1));
        return new(
            key,
            [
                new CustomerChanged { Id = "c", Customer = key, At = at, Email = "a@x.example", Phone = "+4915112345678" },
                new ConsentChanged { Id = "k", Customer = key, At = at, Channel = "all", Granted = true },
                .. orders,
            ],
            Engagement.None, default);
    }

    public static ReplayHistory Given(ReplayHistory history, CustomerEvent e) =>
        history with { Events = [.. history.Events.Append(e).OrderBy(EventPosition.Of)] };

    public static DateTimeOffset Utc(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
