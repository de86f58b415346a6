using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Next;
using Recall.Core.Scoring.Reasons;
using Recall.Core.Scoring.Segments;
using Recall.Core.Scoring.Uplift;

namespace Recall.Core.Tests.Scoring;

/// <summary>Scores are read by hand, so a property that is added to them could be forgotten there.</summary>
public sealed class ScoreJsonTests
{
    private static readonly TouchValue Touch = new(UpliftEvidence.Average, 0.1, -0.2, 0.3, double.NegativeInfinity, 0.5);

    private static readonly Score Full = new()
    {
        Customer = Generators.Customer, Model = "20240501-ab", At = new(2024, 5, 1, 12, 30, 15, 123, TimeSpan.Zero), Orders = 3, NoDiscounts = true, Stage = LifecycleStage.Dormant,
        Tier = ValueTier.Top, Rfm = new(1, 2, 3), Buying = BuyingModelName.MbgNbd, PBuy = 0.25, PAlive = double.NaN, ExpectedOrders = 1.5, Clv = 99.99,
        ChurnProbability = 0.75, ChurnModel = "scorecard", LapseRatio = 1.1, LapseThresholdDays = 30.5, Rhythm = RhythmSource.Category, Segment = RfmSegment.Loyal,
        Loyalty = LoyaltyStage.Prospect, Churn = new(ChurnCause.Price, 0.6, [new("discounts", 0.5, 3, 4), new("refund", 0.1, 1)]),
        Changed = new Dictionary<string, ScoreChange>(StringComparer.Ordinal) { ["stage"] = new("mature", new(2024, 4, 30)) }, Tags = ["vip", "批发"],
        Next = new(new(2024, 6, 1), new(2024, 5, 20), new(2024, 7, 1), RhythmSource.Own, "茶", 0.4, "a\"b", 365),
        Touch = new(Touch, new Dictionary<string, TouchValue>(StringComparer.Ordinal) { ["dormant-winback"] = Touch with { Evidence = UpliftEvidence.Model } }),
    };

    [Fact]
    public void The_score_of_this_test_has_every_property()
    {
        var json = JsonNode.Parse(StoredJson.Bytes(Full))!.AsObject();
        Missing(typeof(Score), json).ShouldBeEmpty();
        Missing(typeof(RfmScore), json["rfm"]!.AsObject()).ShouldBeEmpty();
        Missing(typeof(ChurnReason), json["churn"]!.AsObject()).ShouldBeEmpty();
        Missing(typeof(NextPurchase), json["next"]!.AsObject()).ShouldBeEmpty();
        Missing(typeof(TouchValue), json["touch"]!["usual"]!.AsObject()).ShouldBeEmpty();
    }

    [Fact]
    public void Every_property_comes_back() => ShouldComeBack(Full);

    [Fact]
    public void What_is_unknown_comes_back_as_unknown() => ShouldComeBack(new()
    {
        Customer = Generators.Customer, Model = "m", At = Full.At, Orders = 0, Stage = default, Tier = default, Rfm = default, PBuy = double.NaN, PAlive = double.NaN,
        ExpectedOrders = double.NaN, Clv = double.NaN, LapseRatio = double.NaN, LapseThresholdDays = 0, Rhythm = default,
    });

    [Fact]
    public void Every_word_comes_back()
    {
        foreach (var score in All<LifecycleStage>(v => Full with { Stage = v }).Concat(All<ValueTier>(v => Full with { Tier = v })).Concat(All<RhythmSource>(v => Full with { Rhythm = v }))
            .Concat(All<RfmSegment>(v => Full with { Segment = v })).Concat(All<LoyaltyStage>(v => Full with { Loyalty = v })).Concat(All<BuyingModelName>(v => Full with { Buying = v }))
            .Concat(All<ChurnCause>(v => Full with { Churn = new(v, 0, []) })).Concat(All<UpliftEvidence>(v => Full with { Touch = new(Touch with { Evidence = v }, Full.Touch!.Sequences) })))
            ShouldComeBack(score);
    }

    [Fact]
    public void Order_spaces_nulls_and_unknown_properties_do_not_matter()
    {
        var json = JsonNode.Parse(StoredJson.Bytes(Full))!.AsObject();
        var shuffled = new JsonObject(json.Reverse().Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone()))) { ["later"] = new JsonArray(1, new JsonObject()) };
        foreach (var part in new[] { "rfm", "churn", "next", "touch" })
            shuffled[part]!["later"] = new JsonObject { ["than"] = "this program" };
        shuffled["segment"] = null;
        Assert.Equivalent(Full with { Segment = null }, StoredJson.Read<Score>(shuffled.ToJsonString(new() { WriteIndented = true })), strict: true);
    }

    [Theory]
    [InlineData("""{"customer":"nobody"}""")]
    [InlineData("""{"customer":"shop:42","stage":"asleep"}""")]
    [InlineData("""{"customer":"shop:42","changed":{"stage":""")]
    public void What_is_no_score_is_a_JSON_error(string json) => Should.Throw<JsonException>(() => StoredJson.Read<Score>(json));

    private static void ShouldComeBack(Score score)
    {
        var back = StoredJson.Read<Score>(StoredJson.Bytes(score));
        Assert.Equivalent(score, back, strict: true);
        Encoding.UTF8.GetString(StoredJson.Bytes(back)).ShouldBe(Encoding.UTF8.GetString(StoredJson.Bytes(score)));
    }

    private static IEnumerable<Score> All<T>(Func<T, Score> with)
        where T : struct, Enum => Enum.GetValues<T>().Select(with);

    private static IEnumerable<string> Missing(Type type, JsonObject json) =>
        type.GetProperties().Where(p => p.SetMethod is { IsStatic: false }).Select(p => char.ToLowerInvariant(p.Name[0]) + p.Name[1..]).Where(name => !json.ContainsKey(name));
}
