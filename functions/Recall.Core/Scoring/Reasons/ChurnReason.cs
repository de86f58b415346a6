using System.Text.Json.Serialization;

namespace Recall.Core.Scoring.Reasons;

/// <summary>Why a silent customer probably stays away, as far as their own history tells.</summary>
/// <param name="Cause">The best supported one.</param>
/// <param name="Support">How strongly the evidence speaks for it, 0 to 1; a degree, not a probability. 0 where unknown.</param>
/// <param name="Evidence">What speaks for it, strongest first; empty where unknown.</param>
public sealed record ChurnReason(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] ChurnCause Cause, double Support, IReadOnlyList<ChurnEvidence> Evidence);

/// <summary>One thing that speaks for a cause.</summary>
/// <param name="What">Stable name, for example <c>open-complaint</c>.</param>
/// <param name="Strength">0 to 1.</param>
/// <param name="Value">The number behind it.</param>
/// <param name="Of">What it is a part of, where it is a part.</param>
public sealed record ChurnEvidence(string What, double Strength, double Value, double Of = 0);

/// <summary>Causes of staying away.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChurnCause>))]
public enum ChurnCause
{
    /// <summary>Nothing in the history speaks clearly.</summary>
    [JsonStringEnumMemberName("unknown")] Unknown,

    /// <summary>Buys when it is cheap.</summary>
    [JsonStringEnumMemberName("price")] Price,

    /// <summary>Was let down.</summary>
    [JsonStringEnumMemberName("service")] Service,

    /// <summary>Wants what the shop sells less and less.</summary>
    [JsonStringEnumMemberName("product-fatigue")] ProductFatigue,

    /// <summary>What they needed the shop for is over.</summary>
    [JsonStringEnumMemberName("natural-end")] NaturalEnd,

    /// <summary>Buys at a certain time of the year, which it is not.</summary>
    [JsonStringEnumMemberName("season")] Season,
}
