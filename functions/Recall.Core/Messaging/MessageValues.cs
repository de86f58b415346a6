using Recall.Core.Customers;

namespace Recall.Core.Messaging;

/// <summary>What a message is filled with.</summary>
public sealed record MessageValues
{
    /// <summary>The customer's profile: name, orders, categories, time zone.</summary>
    public required Profile Profile { get; init; }

    /// <summary>Who writes.</summary>
    public required ShopIdentity Shop { get; init; }

    /// <summary>The coupon the message carries, or null.</summary>
    public CouponValues? Coupon { get; init; }

    /// <summary>The customer's own link to stop messages, absolute.</summary>
    public required string UnsubscribeUrl { get; init; }
}

/// <summary>The shop as its customers know it.</summary>
/// <param name="Name">Name.</param>
/// <param name="Address">Postal address.</param>
/// <param name="Url">Front page, absolute.</param>
/// <param name="Currency">ISO 4217, for amounts.</param>
/// <param name="Zone">For customers whose own time zone is unknown.</param>
public sealed record ShopIdentity(string Name, string Address, string Url, string Currency, TimeZoneInfo Zone);

/// <summary>A coupon that was issued.</summary>
/// <param name="Code">The customer's own code.</param>
/// <param name="Percent">Percent off; or</param>
/// <param name="Amount">an amount off, in the shop's currency.</param>
/// <param name="Minimum">Smallest order, or null.</param>
/// <param name="Expires">UTC; it can be used before this moment.</param>
public sealed record CouponValues(string Code, decimal? Percent, decimal? Amount, decimal? Minimum, DateTimeOffset Expires)
{
    /// <summary>What comes free with the order, by locale; null where it is money off.</summary>
    public Sequences.LocalText? Gift { get; init; }
}

/// <summary>A message as it goes out.</summary>
/// <param name="Subject">On one line; null where the template has none, as the others are.</param>
/// <param name="Html">A whole document.</param>
/// <param name="Text">E-mail plain part.</param>
/// <param name="Sms">Short message.</param>
/// <param name="Push">For the shop's own gateway.</param>
/// <param name="Wecom">For WeCom.</param>
/// <param name="Locale">The language it is in.</param>
public sealed record RenderedMessage(string? Subject, string? Html, string? Text, string? Sms, string? Push, string? Wecom, string Locale)
{
    /// <summary>What a person reads on a channel; of an e-mail its plain part.</summary>
    /// <exception cref="InvalidOperationException">The template has no text for it, which the reader of sequence files refuses.</exception>
    public string TextOn(string channel) => channel switch { Channels.Sms => Sms, Channels.Push => Push, Channels.Wecom => Wecom, _ => Text }
        ?? throw new InvalidOperationException($"The message has no text for {channel}.");
}
