using System.Text.Json.Serialization;

namespace Recall.Core.Scoring;

/// <summary>Value against the other customers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ValueTier>))]
public enum ValueTier
{
    /// <summary>Costs more than they bring.</summary>
    [JsonStringEnumMemberName("loss-making")] LossMaking,

    /// <summary>The bottom 30 %.</summary>
    [JsonStringEnumMemberName("bottom")] Bottom,

    /// <summary>Between.</summary>
    [JsonStringEnumMemberName("middle")] Middle,

    /// <summary>The top 20 %.</summary>
    [JsonStringEnumMemberName("top")] Top,
}
