using System.Text.Json;
using System.Text.Json.Serialization;
using Recall.Core.Customers;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Next;
using Recall.Core.Scoring.Reasons;
using Recall.Core.Scoring.Segments;
using Recall.Core.Scoring.Uplift;
using static Recall.Core.Customers.StoredTokens;

namespace Recall.Core.Scoring;

/// <summary>
/// Reads scores by hand, as <see cref="ProfileJson"/> does profiles: a look at the audiences reads all of them. A property that is
/// forgotten here fails the test that scores come back as they were written.
/// </summary>
internal sealed class ScoreJson : JsonConverter<Score>
{
    public override Score Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var (customer, model, at, orders) = (default(CustomerKey), "", default(DateTimeOffset), 0);
        var (stage, tier, rfm, rhythm) = (default(LifecycleStage), default(ValueTier), default(RfmScore), default(RhythmSource));
        var (buying, segment, loyalty) = (default(BuyingModelName?), default(RfmSegment?), default(LoyaltyStage));
        var (buys, alive, expected, clv, leaves, lapse, threshold) = (0.0, 0.0, 0.0, 0.0, double.NaN, 0.0, 0.0);
        var (churnModel, churn, next, touch) = ((string?)null, (ChurnReason?)null, (NextPurchase?)null, (TouchValues?)null);
        IReadOnlyDictionary<string, ScoreChange> changed = Unchanged;
        IReadOnlyList<string> tags = [];
        var noDiscounts = false;
        while (StoredTokens.Next(ref reader, out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("customer"u8))
                customer = ProfileJson.Key(ref reader);
            else if (name.SequenceEqual("model"u8))
                model = reader.GetString()!;
            else if (name.SequenceEqual("at"u8))
                at = Instant(ref reader);
            else if (name.SequenceEqual("orders"u8))
                orders = reader.GetInt32();
            else if (name.SequenceEqual("noDiscounts"u8))
                noDiscounts = reader.GetBoolean();
            else if (name.SequenceEqual("stage"u8))
                stage = Word<LifecycleStage>(ref reader);
            else if (name.SequenceEqual("tier"u8))
                tier = Word<ValueTier>(ref reader);
            else if (name.SequenceEqual("rfm"u8))
                rfm = ScorePartsReader.Rfm(ref reader);
            else if (name.SequenceEqual("buying"u8))
                buying = Word<BuyingModelName>(ref reader);
            else if (name.SequenceEqual("pBuy"u8))
                buys = Number(ref reader);
            else if (name.SequenceEqual("pAlive"u8))
                alive = Number(ref reader);
            else if (name.SequenceEqual("expectedOrders"u8))
                expected = Number(ref reader);
            else if (name.SequenceEqual("clv"u8))
                clv = Number(ref reader);
            else if (name.SequenceEqual("churnProbability"u8))
                leaves = Number(ref reader);
            else if (name.SequenceEqual("churnModel"u8))
                churnModel = reader.GetString();
            else if (name.SequenceEqual("lapseRatio"u8))
                lapse = Number(ref reader);
            else if (name.SequenceEqual("lapseThresholdDays"u8))
                threshold = Number(ref reader);
            else if (name.SequenceEqual("rhythm"u8))
                rhythm = Word<RhythmSource>(ref reader);
            else if (name.SequenceEqual("segment"u8))
                segment = Word<RfmSegment>(ref reader);
            else if (name.SequenceEqual("loyalty"u8))
                loyalty = Word<LoyaltyStage>(ref reader);
            else if (name.SequenceEqual("churn"u8))
                churn = ScorePartsReader.Churn(ref reader);
            else if (name.SequenceEqual("changed"u8))
                changed = ScorePartsReader.Changed(ref reader, Unchanged);
            else if (name.SequenceEqual("tags"u8))
                tags = Texts(ref reader);
            else if (name.SequenceEqual("next"u8))
                next = ScorePartsReader.Purchase(ref reader);
            else if (name.SequenceEqual("touch"u8))
                touch = ScorePartsReader.Touch(ref reader);
            else
                reader.Skip();
        }

        return new()
        {
            Customer = customer, Model = model, At = at, Orders = orders, Stage = stage, Tier = tier, Rfm = rfm, Buying = buying,
            PBuy = buys, PAlive = alive, ExpectedOrders = expected, Clv = clv, ChurnProbability = leaves, ChurnModel = churnModel,
            LapseRatio = lapse, LapseThresholdDays = threshold, Rhythm = rhythm, Segment = segment, Loyalty = loyalty, Churn = churn,
            Changed = changed, Tags = tags, Next = next, Touch = touch, NoDiscounts = noDiscounts,
        };
    }

    public override void Write(Utf8JsonWriter writer, Score value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, StoredJson.Plain);

    private static Dictionary<string, ScoreChange> Unchanged { get; } = new(StringComparer.Ordinal);
}
