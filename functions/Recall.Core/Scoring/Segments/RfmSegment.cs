using System.Text.Json.Serialization;

namespace Recall.Core.Scoring.Segments;

/// <summary>Names that marketers know for parts of the RFM cube.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RfmSegment>))]
public enum RfmSegment
{
    /// <summary>Bought just now, and buy more often or more than most.</summary>
    [JsonStringEnumMemberName("champions")] Champions,

    /// <summary>Buy more often or more than most, and are within their rhythm.</summary>
    [JsonStringEnumMemberName("loyal")] Loyal,

    /// <summary>Bought lately and more than once.</summary>
    [JsonStringEnumMemberName("potential-loyalist")] PotentialLoyalist,

    /// <summary>Bought just now, and few times or little so far.</summary>
    [JsonStringEnumMemberName("new")] New,

    /// <summary>Bought lately, and few times or little so far.</summary>
    [JsonStringEnumMemberName("promising")] Promising,

    /// <summary>In the middle by frequency and money together, not among the latest, and within their rhythm.</summary>
    [JsonStringEnumMemberName("need-attention")] NeedAttention,

    /// <summary>Bought seldom or little, not among the latest, and are within their rhythm.</summary>
    [JsonStringEnumMemberName("about-to-sleep")] AboutToSleep,

    /// <summary>Bought more than once and no less than the middle, and have lapsed.</summary>
    [JsonStringEnumMemberName("at-risk")] AtRisk,

    /// <summary>Among the best buyers once, and have lapsed.</summary>
    [JsonStringEnumMemberName("cannot-lose-them")] CannotLoseThem,

    /// <summary>Bought seldom or little, and have lapsed.</summary>
    [JsonStringEnumMemberName("hibernating")] Hibernating,

    /// <summary>Bought seldom and little, and are lost.</summary>
    [JsonStringEnumMemberName("lost")] Lost,
}
