using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Sequences;

namespace Recall.App.Customers;

/// <summary>The row <c>p|{customer}</c>: <c>profile</c> (UTF-8 JSON) and <c>engagement</c> (JSON).</summary>
/// <param name="Profile">The folded profile.</param>
/// <param name="Engagement">What Recall is doing with them.</param>
/// <param name="ETag">Of the row when it was read.</param>
/// <param name="ForgottenAt">When the key of the profile was forgotten before, UTC; null where it never was.</param>
public sealed record CustomerRow(Profile Profile, Engagement Engagement, string? ETag, DateTimeOffset? ForgottenAt = null)
{
    private const string ForgottenProperty = "forgotten";

    /// <summary>Property of the profile.</summary>
    public const string ProfileProperty = "profile";

    /// <summary>Property of the engagement.</summary>
    public const string EngagementProperty = "engagement";

    /// <summary>Property of the rows of merged customers alone: their keys, so that a scan need not read every profile to find them.</summary>
    private const string KeysProperty = "keys";

    /// <summary>Property of a customer whom another is just being merged into: that one's key.</summary>
    private const string JoiningProperty = "joining";

    /// <summary>A key whose rows are on their way here; null where there is none.</summary>
    internal CustomerKey? Joining { get; init; }

    /// <summary>Reads a row.</summary>
    public static CustomerRow Read(TableRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var engagement = row.Get<string>(EngagementProperty);
        return new(
            StoredJson.Read<Profile>(row.Get<byte[]>(ProfileProperty)),
            engagement is null ? Engagement.None : StoredJson.Read<Engagement>(engagement),
            row.ETag,
            row.Properties.ContainsKey(ForgottenProperty) ? row.Get<DateTimeOffset>(ForgottenProperty) : null)
        {
            Joining = IsJoined(row) ? CustomerKey.Parse(row.Get<string>(JoiningProperty)!) : null,
        };
    }

    /// <summary>The keys of a merged customer, the surviving one first; null for others.</summary>
    public static IReadOnlyList<CustomerKey>? MergedKeys(TableRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Get<string>(KeysProperty) is { } keys ? [.. keys.Split('\n').Select(CustomerKey.Parse)] : null;
    }

    /// <summary>True for a customer whom another is just being merged into.</summary>
    internal static bool IsJoined(TableRow row) => row.Properties.ContainsKey(JoiningProperty);

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

    /// <summary>Sets all of it, in place of whatever row was read.</summary>
    internal TableAction WriteWhole(string partition)
    {
        var properties = Properties(ProfileProperty, StoredJson.Bytes(Profile));
        if (Engagement != Engagement.None)
            properties[EngagementProperty] = StoredJson.Text(Engagement);
        if (ForgottenAt is { } at)
            properties[ForgottenProperty] = at;
        if (Profile.Members is not null)
            properties[KeysProperty] = string.Join('\n', Profile.Keys.OrderBy(k => k != Profile.Customer));
        if (Joining is { } joining)
            properties[JoiningProperty] = joining.Value;
        return new(
            ETag is null ? TableActionKind.Insert : TableActionKind.Replace, new(partition, CustomerKeys.Profile(Profile.Customer), properties, ETag));
    }

    private static Dictionary<string, object> Properties(string name, object value) => new(StringComparer.Ordinal) { [name] = value };
}
