using System.Text.Json.Serialization;

namespace Recall.Core.Scoring;

/// <summary>Stages of a customer's life with the shop.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LifecycleStage>))]
public enum LifecycleStage
{
    /// <summary>Known, has not bought.</summary>
    [JsonStringEnumMemberName("seed")] Seed,

    /// <summary>Buys, but is not yet a regular.</summary>
    [JsonStringEnumMemberName("growth")] Growth,

    /// <summary>Buys in a rhythm of their own.</summary>
    [JsonStringEnumMemberName("mature")] Mature,

    /// <summary>Silent for longer than their rhythm explains.</summary>
    [JsonStringEnumMemberName("dormant")] Dormant,

    /// <summary>Silent for far longer than their rhythm explains, or nothing is expected of them.</summary>
    [JsonStringEnumMemberName("lost")] Lost,
}
