using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Sequences;

namespace Recall.App.Customers;

/// <summary>The row <c>p|{customer}</c>: <c>profile</c> (UTF-8 JSON) and <c>engagement</c> (JSON).</summary>
/// <param name="Profile">The folded profile.</param>
/// <param name="Engagement">What Recall is doing with them.</param>
/// <param name="ETag">Of the row when it was read.</param>
/// <param name="ForgottenAt">When they were forgotten before, UTC; null where they never were.</param>
public sealed record CustomerRow(Profile Profile, Engagement Engagement, string? ETag, DateTimeOffset? ForgottenAt = null)
{
    private const string ForgottenProperty = "forgotten";

    /// <summary>Property of the profile.</summary>
    public const string ProfileProperty = "profile";

    /// <summary>Property of the engagement.</summary>
    public const string EngagementProperty = "engagement";

    /// <summary>Reads a row.</summary>
    public static CustomerRow Read(TableRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var engagement = row.Get<string>(EngagementProperty);
        return new(
            StoredJson.Read<Profile>(row.Get<byte[]>(ProfileProperty)),
            engagement is null ? Engagement.None : StoredJson.Read<Engagement>(engagement),
            row.ETag,
            row.Properties.ContainsKey(ForgottenProperty) ? row.Get<DateTimeOffset>(ForgottenProperty) : null);
    }

    /// <summary>Sets the profile and leaves the engagement: an insert where the customer is new.</summary>
    public TableAction WriteProfile(string partition)
    {
        var properties = Properties(ProfileProperty, StoredJson.Bytes(Profile));
        if (ForgottenAt is { } at)
            properties[ForgottenProperty] = at;
        return new(ETag is null ? TableActionKind.Insert : TableActionKind.Merge, new(partition, CustomerKeys.Profile(Profile.Customer), properties, ETag));
    }

    /// <summary>Sets the engagement and leaves the profile, if the row is as it was read.</summary>
    public TableAction WriteEngagement(string partition, Engagement engagement) => new(
        TableActionKind.Merge,
        new(partition, CustomerKeys.Profile(Profile.Customer), Properties(EngagementProperty, StoredJson.Text(engagement)), ETag));

    private static Dictionary<string, object> Properties(string name, object value) => new(StringComparer.Ordinal) { [name] = value };
}
