using System.Text.Json.Serialization;

namespace Recall.Core.Scoring.Uplift;

/// <summary>A past customer of an experiment: what was known when they were drawn, the side, and what came of it.</summary>
/// <param name="Features">As many in every row.</param>
/// <param name="Treated">Touched, or meant to be; else held out.</param>
/// <param name="Responded">Did what was hoped for.</param>
public readonly record struct UpliftRow(double[] Features, bool Treated, bool Responded);

/// <summary>How the effect of a touch is learnt.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UpliftLearner>))]
public enum UpliftLearner
{
    /// <summary>Two models, one per arm, and their difference.</summary>
    [JsonStringEnumMemberName("t-learner")] TLearner,

    /// <summary>One model in which the touch is a feature.</summary>
    [JsonStringEnumMemberName("s-learner")] SLearner,
}
