using System.Text.Json.Serialization;
using Recall.Core.Wording;

namespace Recall.Core.Scoring.Champion;

/// <summary>A part of a model that an earlier fit made, because the new one's was lost or worse.</summary>
/// <param name="Part">Which.</param>
/// <param name="Version">The model that it was fitted with.</param>
/// <param name="FittedAt">When, UTC.</param>
/// <param name="Because">What was wrong with the new one.</param>
public sealed record KeptPart(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] ModelPart Part, string Version, DateTimeOffset FittedAt, Why Because);

/// <summary>What a new fit may fail to give and an earlier one has. All else of a model is counted, not fitted, and always that of the new data.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ModelPart>))]
public enum ModelPart
{
    /// <summary>The scorecard.</summary>
    [JsonStringEnumMemberName("scorecard")] Scorecard,

    /// <summary>The models of repeat buying and the choice among them.</summary>
    [JsonStringEnumMemberName("repeat-buying")] RepeatBuying,

    /// <summary>The model of spend.</summary>
    [JsonStringEnumMemberName("spend")] Spend,
}
