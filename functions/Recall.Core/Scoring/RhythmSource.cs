using System.Text.Json.Serialization;

namespace Recall.Core.Scoring;

/// <summary>Where a lapse threshold comes from, best first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RhythmSource>))]
public enum RhythmSource
{
    /// <summary>The customer's own gaps.</summary>
    [JsonStringEnumMemberName("own")] Own,

    /// <summary>Gaps of buyers of the customer's main category.</summary>
    [JsonStringEnumMemberName("category")] Category,

    /// <summary>Gaps of all buyers.</summary>
    [JsonStringEnumMemberName("shop")] Shop,

    /// <summary>Too little history: a stated default.</summary>
    [JsonStringEnumMemberName("default")] Default,
}
