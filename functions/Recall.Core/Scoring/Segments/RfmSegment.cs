using System.Text.Json.Serialization;

namespace Recall.Core.Scoring.Segments;

/// <summary>Names that marketers know for parts of the RFM cube.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RfmSegment>))]
public enum RfmSegment
{
    /// <summary>Bought just now, and buy more often or more than most.</summary>
    [JsonStringEnumMemberName("champions")] Champions,

    /// <summary>Buy more often or more than most, and not long ago.</summary>
    [JsonStringEnumMemberName("loyal")] Loyal,

    /// <summary>Bought lately and more than once.</summary>
    [JsonStringEnumMemberName("potential-loyalist")] PotentialLoyalist,

    /// <summary>Bought just now, and few times or little so far.</summary>
    [JsonStringEnumMemberName("new")] New,

    /// <summary>Bought lately, and few times or little so far.</summary>
    [JsonStringEnumMemberName("promising")] Promising,

    /// <summary>In the middle by recency, and by frequency and money together.</summary>
    [JsonStringEnumMemberName("need-attention")] NeedAttention,

    /// <summary>Bought seldom or little, and some time ago.</summary>
    [JsonStringEnumMemberName("about-to-sleep")] AboutToSleep,

    /// <summary>Bought more than once and no less than the middle, but long ago.</summary>
    [JsonStringEnumMemberName("at-risk")] AtRisk,

    /// <summary>Among the best buyers once, and long gone.</summary>
    [JsonStringEnumMemberName("cannot-lose-them")] CannotLoseThem,

    /// <summary>Bought seldom or little, long ago.</summary>
    [JsonStringEnumMemberName("hibernating")] Hibernating,

    /// <summary>Bought seldom and little, longest ago.</summary>
    [JsonStringEnumMemberName("lost")] Lost,
}
