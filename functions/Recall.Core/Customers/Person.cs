namespace Recall.Core.Customers;

/// <summary>Master data; null is unknown.</summary>
public sealed record Person(
    string? Email, string? Phone, string? Name, string? Locale, string? TimeZone, DateOnly? Birthday, DateOnly? MembershipExpiry)
{
    /// <summary>Nothing is known.</summary>
    public static Person Unknown { get; } = new(null, null, null, null, null, null, null);

    /// <summary>The id under which WeCom (企业微信) knows them, <c>external_userid</c>.</summary>
    public string? Wecom { get; init; }

    /// <summary>Level in the shop's loyalty programme, higher is better; 0 is a customer without one.</summary>
    public int? Tier { get; init; }

    /// <summary>Loyalty points that can still be spent.</summary>
    public int? Points { get; init; }
}

/// <summary>The last word about a channel.</summary>
/// <param name="Granted">Allowed.</param>
/// <param name="At">Since when, UTC.</param>
/// <param name="Flag">A platform's flag in an order said so, and not the customer.</param>
/// <param name="OwnYesAt">Of a flag: when the customer's own yes was said that it stands over, UTC. A flag never stands over their own no.</param>
public readonly record struct Consent(bool Granted, DateTimeOffset At, bool Flag = false, DateTimeOffset? OwnYesAt = null)
{
    /// <summary>What the customer said themselves, as if no platform had flagged anything; null where they said nothing.</summary>
    internal Consent? Own() => !Flag ? this : OwnYesAt is { } at ? new(true, at) : null;
}
