using Recall.Core.Messaging;

namespace Recall.Core.Customers.Identity;

/// <summary>
/// Consents of a merged customer: the stricter wins. A yes under one key, given before anybody knew that both are one person, is no answer to
/// a no under the other; only a word from after the merge speaks for all keys.
/// </summary>
internal static class MemberConsents
{
    /// <summary>The profile with a customer's word, or a platform's flag, under the key of the event.</summary>
    public static Profile Add(Profile profile, ConsentChanged word)
    {
        if (profile.Members is not { } members)
            return profile with { Consents = ConsentFold.Add(profile.Consents, word) };
        var speaker = members.FirstOrDefault(m => m.Key == word.Customer) ?? Member.Of(word.Customer, DateTimeOffset.MinValue);
        List<Member> next = [.. members.Select(m => Hears(m, speaker, word.At) ? m with { Consents = ConsentFold.Add(m.Consents, word) } : m)];
        return profile with { Members = next, Consents = Strictest(next) };
    }

    /// <summary>The profile with what the person said themselves, without platforms' flags.</summary>
    public static Profile Own(Profile profile) => profile with
    {
        Consents = profile.Members is { } members
            ? Strictest([.. members.Select(m => m with { Consents = ConsentFold.Own(m.Consents) })])
            : ConsentFold.Own(profile.Consents),
    };

    /// <summary>What holds for the person of all these keys.</summary>
    public static IReadOnlyDictionary<string, Consent> Strictest(IReadOnlyList<Member> members)
    {
        var strictest = members.SelectMany(m => m.Consents).GroupBy(c => c.Key, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => Strictest(g.Select(c => c.Value)), StringComparer.Ordinal);

        // A no to everything under one key outweighs an older or newer yes to a channel under another. Of a channel that nobody named it speaks itself.
        foreach (var channel in Channels.Names.Where(strictest.ContainsKey))
        {
            var refusals = members.Where(m => !Channels.Consented(m.Consents, channel, out var said) && said)
                .SelectMany(m => m.Consents).Where(c => (c.Key == channel || c.Key == Channels.All) && !c.Value.Granted).Select(c => c.Value).ToList();
            if (refusals.Count > 0)
                strictest[channel] = Strictest(refusals);
        }

        return strictest;
    }

    private static bool Hears(Member member, Member speaker, DateTimeOffset at) =>
        member.Key == speaker.Key || (at > member.Since && at > speaker.Since);

    /// <summary>A no before a yes; of several the person's own word before a platform's flag, then the newest.</summary>
    private static Consent Strictest(IEnumerable<Consent> consents) =>
        consents.OrderBy(c => c.Granted).ThenBy(c => c.Flag).ThenByDescending(c => c.At).First();
}
