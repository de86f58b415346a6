using System.Text.Json.Serialization;

namespace Recall.Core.Scoring.Segments;

/// <summary>Names that marketers know for parts of the RFM cube.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RfmSegment>))]
public enum RfmSegment
{
    /// <summary>Bought just now, and buy often and much.</summary>
    [JsonStringEnumMemberName("champions")] Champions,

    /// <summary>Buy often and much, and not long ago.</summary>
    [JsonStringEnumMemberName("loyal")] Loyal,

    /// <summary>Bought lately and more than once.</summary>
    [JsonStringEnumMemberName("potential-loyalist")] PotentialLoyalist,

    /// <summary>Bought just now for the first time.</summary>
    [JsonStringEnumMemberName("new")] New,

    /// <summary>Bought lately, and little so far.</summary>
    [JsonStringEnumMemberName("promising")] Promising,

    /// <summary>In the middle in everything.</summary>
    [JsonStringEnumMemberName("need-attention")] NeedAttention,

    /// <summary>Bought little and some time ago.</summary>
    [JsonStringEnumMemberName("about-to-sleep")] AboutToSleep,

    /// <summary>Bought often, but long ago.</summary>
    [JsonStringEnumMemberName("at-risk")] AtRisk,

    /// <summary>Among the best buyers once, and long gone.</summary>
    [JsonStringEnumMemberName("cannot-lose-them")] CannotLoseThem,

    /// <summary>Bought little, long ago.</summary>
    [JsonStringEnumMemberName("hibernating")] Hibernating,

    /// <summary>Lowest in everything.</summary>
    [JsonStringEnumMemberName("lost")] Lost,
}
