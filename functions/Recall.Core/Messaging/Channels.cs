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

    /// <summary>In a consent: every channel.</summary>
    public const string All = "all";

    /// <summary>Channels that sequences may name.</summary>
    public static IReadOnlyList<string> Names { get; } = [Email, Sms];

    /// <summary>The person's address on a channel, or null.</summary>
    public static string? Address(Person person, string channel)
    {
        ArgumentNullException.ThrowIfNull(person);
        return channel switch { Email => person.Email, Sms => person.Phone, _ => null };
    }

    /// <summary>
    /// Why nothing may be sent there, or null. Consent is needed in so many words: silence is no consent (GDPR art. 7, PIPL art. 14).
    /// </summary>
    public static Why? Obstacle(Profile profile, string channel, IReadOnlySet<string> available)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(available);
        if (!available.Contains(channel))
            return Whys.NotSetUp.With();
        if (Address(profile.Person, channel) is null)
            return Whys.NoAddress.With();
        if (!Consented(profile, channel, out var said))
            return said ? Whys.ConsentWithdrawn.With() : Whys.NoConsent.With();
        return profile.Responses.Suppressed.Contains(channel, StringComparer.Ordinal) ? Whys.Bounced.With() : null;
    }

    /// <summary>True where the person has agreed to messages on some channel, with an address there or without.</summary>
    public static bool Consented(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return Names.Any(c => Consented(profile, c, out _));
    }

    /// <summary>True where the person refused everything and has allowed no channel since.</summary>
    public static bool RefusedAll(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return profile.Consents.TryGetValue(All, out var all) && !all.Granted && !Consented(profile);
    }

    private static bool Consented(Profile profile, string channel, out bool said)
    {
        var own = profile.Consents.TryGetValue(channel, out var consent);
        var general = profile.Consents.TryGetValue(All, out var all);
        said = own || general;

        // The newer word counts; a refusal of everything is only overruled by a newer consent to the channel.
        if (own && general)
            return consent.At >= all.At ? consent.Granted : all.Granted && consent.Granted;
        return own ? consent.Granted : general && all.Granted;
    }
}
