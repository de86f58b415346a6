using System.Text;
using System.Text.Json.Nodes;
using Recall.Core.Customers;
using Recall.Core.Customers.Identity;

namespace Recall.Core.Tests.Customers;

/// <summary>Profiles are read by hand, so a property that is added to them could be forgotten there.</summary>
public sealed class ProfileJsonTests
{
    private static readonly DateTimeOffset At = new(2024, 5, 1, 12, 30, 15, 123, TimeSpan.Zero);

    private static readonly Profile Full = new()
    {
        Customer = Generators.Customer, Last = new(At, "e-9"), Events = 9, FirstSeen = At.AddDays(-9),
        Person = new("a@example.com", "+12025550100", "安 Ann \"A\"", "zh-CN", "Asia/Shanghai", new(1990, 2, 3), new(2030, 4, 5)) { Wecom = "wm1", Tier = 2, Points = 0 },
        Consents = new Dictionary<string, Consent>(StringComparer.Ordinal) { ["email"] = new(true, At), ["sms"] = new(false, At.AddDays(1)) },
        Purchases = new()
        {
            Orders = 1, Days = 2, FirstDay = new(2024, 1, 2), LastDay = new(2024, 3, 4), FirstAt = At.AddDays(-8), LastAt = At.AddDays(-7), Spent = 3.5m,
            SpentFirstDay = 4.25m, Discounts = 5.01m, DiscountedOrders = 6, CostedOrders = 7, Cost = 8.5m, CostedSpent = 9.5m, Gifts = 10, Items = 11,
            GapMean = 12.125, GapSquares = double.PositiveInfinity, LastGap = 13, Hours = [.. Enumerable.Range(0, 24)], Weekdays = [1, 2, 3, 4, 5, 6, 7],
            Months = [.. Enumerable.Range(1, 12)], Pace = 1.5, SpentPace = 2.5,
            Recent = [new(At, 14.5m, 15.5m), new(At.AddDays(1), 16.5m, 17.5m)],
        },
        Refunds = new(18, 19.5m, At.AddDays(-6)) { Undated = 2, UndatedAmount = 1.5m },
        Categories = new Dictionary<string, CategoryPurchases>(StringComparer.Ordinal) { ["茶"] = new(20, 21.5m, At.AddDays(-5)), ["a\"b"] = new(1, 2, At) },
        Service = new()
        {
            Complaints = 22, OpenComplaints = 23, LastComplaintAt = At.AddDays(-4), PaymentFailures = 24, PaymentFailuresSinceOrder = 3, RatingSum = 40, Deliveries = 25, LateDeliveries = 26, Surveys = 27,
            LastRating = 0,
        },
        Activity = new(28, 29, 30, At.AddDays(-3), 31, At.AddDays(-2)) { CartsSinceOrder = 5, LastLoginAt = At.AddDays(-7) },
        Responses = new()
        {
            Sent = 32, Delivered = 33, Opened = 34, Clicked = 35, Replied = 36, Suppressed = ["email", "sms"], Unanswered = 37, LastSentAt = At.AddDays(-1),
        },
        Tags = ["vip", "批发"],
        Members =
        [
            new(Generators.Customer, default, new Dictionary<string, Consent>(StringComparer.Ordinal) { ["email"] = new(true, At), ["sms"] = new(false, At, true, At.AddDays(-1)) }),
            Member.Of(CustomerKey.Parse("woo:7"), At),
        ],
    };

    [Fact]
    public void The_profile_of_this_test_has_every_property()
    {
        var json = JsonNode.Parse(StoredJson.Bytes(Full))!.AsObject();
        Missing(typeof(Profile), json).ShouldBeEmpty();
        foreach (var part in typeof(Profile).GetProperties().Where(p => json[Name(p.Name)] is JsonObject && p.PropertyType.Namespace == typeof(Profile).Namespace))
            Missing(part.PropertyType, json[Name(part.Name)]!.AsObject()).ShouldBeEmpty();
    }

    [Fact]
    public void Every_property_comes_back()
    {
        var back = StoredJson.Read<Profile>(StoredJson.Bytes(Full));
        Assert.Equivalent(Full, back, strict: true);
        Encoding.UTF8.GetString(StoredJson.Bytes(back)).ShouldBe(Encoding.UTF8.GetString(StoredJson.Bytes(Full)));
    }

    [Fact]
    public void Order_spaces_nulls_and_unknown_properties_do_not_matter()
    {
        var json = JsonNode.Parse(StoredJson.Bytes(Full))!.AsObject();
        var shuffled = new JsonObject(json.Reverse().Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())))
        {
            ["later"] = new JsonObject { ["days"] = new JsonArray(1, 2) },
        };
        shuffled["purchases"]!["later"] = "than this program";
        shuffled["service"]!["lastRating"] = null;
        var back = StoredJson.Read<Profile>(shuffled.ToJsonString(new() { WriteIndented = true }));
        Assert.Equivalent(Full with { Service = Full.Service with { LastRating = null } }, back, strict: true);
    }

    [Theory]
    [InlineData("""{"customer":"nobody"}""")]
    [InlineData("""{"customer":"shop:42","purchases":{"orders":""")]
    public void What_is_no_profile_is_a_JSON_error(string json) =>
        Should.Throw<System.Text.Json.JsonException>(() => StoredJson.Read<Profile>(json));

    private static IEnumerable<string> Missing(Type type, JsonObject json) =>
        type.GetProperties().Where(p => p.SetMethod is { IsStatic: false }).Select(p => Name(p.Name)).Where(name => !json.ContainsKey(name));

    private static string Name(string property) => char.ToLowerInvariant(property[0]) + property[1..];
}
