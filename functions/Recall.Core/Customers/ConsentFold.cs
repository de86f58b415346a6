using Recall.Core.Messaging;

namespace Recall.Core.Customers;

/// <summary>
/// The part of <see cref="ProfileFold"/> that keeps consents. The customer's newest word counts. A platform's flag in an order can only take
/// away: a no is believed, a yes never stands against what the customer refused themselves. After a refusal it takes an act of theirs from
/// after it (15 U.S.C. 7704(a)(4)(B) "affirmative consent subsequent to the request"; GDPR art. 7(3) and 21(3); PIPL art. 15), and a flag is
/// none: exports repeat it in every order, and a platform that never heard of the refusal goes on saying yes.
/// </summary>
internal static class ConsentFold
{
    public static IReadOnlyDictionary<string, Consent> Add(IReadOnlyDictionary<string, Consent> consents, ConsentChanged change) =>
        (change.Order is null ? IsTied(consents, change) : !Moves(consents, change))
            ? consents
            : new Dictionary<string, Consent>(consents, StringComparer.Ordinal) { [change.Channel] = Next(consents, change) };

    /// <summary>The customers' own words alone: what <see cref="Add"/> makes of them where no platform flagged anything.</summary>
    public static IReadOnlyDictionary<string, Consent> Own(IReadOnlyDictionary<string, Consent> consents)
    {
        if (!consents.Any(c => c.Value.Flag))
            return consents;
        var own = new Dictionary<string, Consent>(StringComparer.Ordinal);
        foreach (var (channel, consent) in consents)
        {
            if (consent.Own() is { } word)
                own[channel] = word;
        }

        return own;
    }

    private static Consent Next(IReadOnlyDictionary<string, Consent> consents, ConsentChanged change)
    {
        if (change.Order is null)
            return new(change.Granted, change.At);

        // A flag decides what may be sent, but it takes back nothing that was said: the yes under it stays known.
        return new(change.Granted, change.At, Flag: true, consents.TryGetValue(change.Channel, out var known) ? known.Own()?.At : null);
    }

    /// <summary>True for the customer's yes at the moment of their own no to the same channel: which sorts last says nothing, and the refusal counts.</summary>
    private static bool IsTied(IReadOnlyDictionary<string, Consent> consents, ConsentChanged word) =>
        word.Granted && consents.TryGetValue(word.Channel, out var known)
        && known is { Granted: false, Flag: false } && known.At == word.At;

    /// <summary>True where a flag says something new.</summary>
    private static bool Moves(IReadOnlyDictionary<string, Consent> consents, ConsentChanged flag)
    {
        if (Refused(consents, flag.Channel) || (flag.Granted && Refused(consents, Channels.All)))
            return false;
        if (!flag.Granted || !consents.TryGetValue(flag.Channel, out var known))
            return true;

        // A repeated yes is no new act. Of two flags of one moment the refusal counts, whichever sorts last.
        return !known.Granted && flag.At > known.At;
    }

    private static bool Refused(IReadOnlyDictionary<string, Consent> consents, string channel) =>
        consents.TryGetValue(channel, out var consent) && consent is { Granted: false, Flag: false };
}
