using System.Text.Json.Serialization;
using Recall.Core.Customers;
using Recall.Core.Messaging;

namespace Recall.Core.Scoring.Segments;

/// <summary>
/// How far somebody has come with the shop, whether or not they are there now (Griffin 1995, "Customer Loyalty: How to Earn It, How to Keep
/// It", chapter 2).
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<LoyaltyStage>))]
public enum LoyaltyStage
{
    /// <summary>Known by name, has shown no interest.</summary>
    [JsonStringEnumMemberName("suspect")] Suspect,

    /// <summary>Looked around, wrote or agreed to hear from the shop, and has not bought.</summary>
    [JsonStringEnumMemberName("prospect")] Prospect,

    /// <summary>Bought on one day.</summary>
    [JsonStringEnumMemberName("first-time")] FirstTime,

    /// <summary>Bought again.</summary>
    [JsonStringEnumMemberName("repeat")] Repeat,

    /// <summary>A regular who would recommend the shop.</summary>
    [JsonStringEnumMemberName("advocate")] Advocate,
}

/// <summary>Draws the borders between loyalty stages.</summary>
public static class LoyaltyStages
{
    /// <summary>Ratings from this on are promoters' (Reichheld 2003, "The One Number You Need to Grow").</summary>
    public const int Promoter = 9;

    /// <summary>The stage of a customer.</summary>
    public static LoyaltyStage Of(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return profile.Purchases.Days switch
        {
            0 => Interested(profile) ? LoyaltyStage.Prospect : LoyaltyStage.Suspect,
            1 => LoyaltyStage.FirstTime,
            >= Rhythm.Stages.MatureDays when profile.Service is { LastRating: >= Promoter, OpenComplaints: 0 } => LoyaltyStage.Advocate,
            _ => LoyaltyStage.Repeat,
        };
    }

    private static bool Interested(Profile profile) =>
        profile.Activity.LastAt is not null || profile.Responses.Replied > 0 || Channels.Allowed(profile).Count > 0;
}
