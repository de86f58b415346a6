using Recall.Core.Customers;
using Recall.Core.Wording;

namespace Recall.Core.Messaging;

/// <summary>Names of channels, and who can be reached on them.</summary>
public static class Channels
{
    /// <summary>E-mail.</summary>
    public const string Email = "email";

    /// <summary>Short message.</summary>
    public const string Sms = "sms";

    /// <summary>The shop's own gateway, which pushes to its app, its mini program or wherever else it reaches its customers.</summary>
    public const string Push = "push";

    /// <summary>WeCom (企业微信): a message from the member of staff whose contact the customer is.</summary>
    public const string Wecom = "wecom";

    /// <summary>In a consent: every channel.</summary>
    public const string All = "all";

    /// <summary>Channels that sequences may name.</summary>
    public static IReadOnlyList<string> Names { get; } = [Email, Sms, Push, Wecom];

    /// <summary>The customer's address on a channel, or null. The shop's gateway knows its customers by the key it sends events under.</summary>
    public static string? Address(Profile profile, string channel)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return channel switch
        {
            Email => profile.Person.Email, Sms => profile.Person.Phone, Push => profile.Customer.Value, Wecom => profile.Person.Wecom, _ => null,
        };
    }

    /// <summary>
    /// Whether an address there may be that of several customers. A customer's own key, which is their address for <see cref="Push"/>, is nobody
    /// else's, so that their profile says all there is to say of it.
    /// </summary>
    public static bool IsShared(string channel) => channel != Push;

    /// <summary>The key of the customer's address on a channel: see <see cref="ContactKey"/>; null without one, and where nobody shares it.</summary>
    public static string? AddressKey(Profile profile, string channel) =>
        IsShared(channel) && Address(profile, channel) is { } address ? AddressKey(channel, address) : null;

    /// <summary>The key of an address on a channel.</summary>
    public static string AddressKey(string channel, string address) => channel switch
    {
        Email => ContactKey.OfEmail(address), Sms => ContactKey.OfPhone(address), _ => ContactKey.Of(channel, address),
    };

    /// <summary>
    /// Why nothing may be sent there, or null. Consent is needed in so many words: silence is no consent (GDPR art. 7, PIPL art. 14).
    /// </summary>
    public static Why? Obstacle(Profile profile, string channel, IReadOnlySet<string> available)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(available);
        if (!available.Contains(channel))
            return Whys.NotSetUp.With();
        if (Address(profile, channel) is null)
            return Whys.NoAddress.With();
        if (!Consented(profile, channel, out var said))
            return said ? Whys.ConsentWithdrawn.With() : Whys.NoConsent.With();
        return profile.Responses.Suppressed.Contains(channel, StringComparer.Ordinal) ? Whys.Bounced.With() : null;
    }

    /// <summary>Channels on which the person has agreed to messages, with an address there or without; the one reading of their words.</summary>
    public static IReadOnlyList<string> Allowed(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return [.. Names.Where(c => Consented(profile, c, out _))];
    }

    /// <summary>Channels on which the person, or a platform for them, has said no, and that are not allowed since.</summary>
    public static IReadOnlyList<string> Refused(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return [.. Names.Where(c => !Consented(profile, c, out var said) && said)];
    }

    /// <summary>True where the person refused everything and has allowed no channel since.</summary>
    public static bool RefusedAll(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return profile.Consents.TryGetValue(All, out var all) && !all.Granted && Allowed(profile).Count == 0;
    }

    /// <summary>When the person themselves refused a channel, UTC; null where they did not, or have allowed it since. A platform's flag is no word of theirs.</summary>
    public static DateTimeOffset? RefusedAt(Profile profile, string channel)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (Consented(profile, channel, out _))
            return null;
        return profile.Consents.Where(c => (c.Key == channel || c.Key == All) && c.Value is { Granted: false, Flag: false })
            .Max(c => (DateTimeOffset?)c.Value.At);
    }

    private static bool Consented(Profile profile, string channel, out bool said) => Consented(profile.Consents, channel, out said);

    /// <summary>Whether these words allow a channel; <paramref name="said"/> is false where they say nothing about it.</summary>
    internal static bool Consented(IReadOnlyDictionary<string, Consent> consents, string channel, out bool said)
    {
        var own = consents.TryGetValue(channel, out var consent);
        var general = consents.TryGetValue(All, out var all);
        said = own || general;

        // The newer word counts, and of one moment the refusal; a refusal of everything is only overruled by a newer consent to the channel.
        if (own && general)
            return consent.At > all.At ? consent.Granted : all.Granted && consent.Granted;
        return own ? consent.Granted : general && all.Granted;
    }
}
