using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Tests.Wording;
using static Recall.Core.Tests.Messaging.GateScenario;

namespace Recall.Core.Tests.Messaging;

public sealed class ChannelsTests
{
    /// <summary>Own word and word on everything: + allowed, - refused, none; and which is newer.</summary>
    [Theory]
    [InlineData(" ", " ", "own", "no consent")]
    [InlineData("+", " ", "own", null)]
    [InlineData("-", " ", "own", "consent withdrawn")]
    [InlineData(" ", "+", "own", null)]
    [InlineData(" ", "-", "own", "consent withdrawn")]
    [InlineData("+", "+", "own", null)]
    [InlineData("+", "+", "all", null)]
    [InlineData("+", "-", "own", null)]
    [InlineData("+", "-", "all", "consent withdrawn")]
    [InlineData("-", "+", "own", "consent withdrawn")]
    [InlineData("-", "+", "all", "consent withdrawn")]
    [InlineData("-", "-", "own", "consent withdrawn")]
    [InlineData("-", "-", "all", "consent withdrawn")]
    [InlineData("+", "-", "same", "consent withdrawn")]
    [InlineData("-", "+", "same", "consent withdrawn")]
    public void Consent_is_what_was_said_last_and_silence_is_none(string own, string all, string newer, string? obstacle)
    {
        var words = new List<(string, bool, int)>();
        if (own != " ")
            words.Add(("email", own == "+", newer == "own" ? -1 : -2));
        if (all != " ")
            words.Add(("all", all == "+", newer == "all" ? -1 : -2));
        var facts = Fine.WithConsents([.. words]);
        Channels.Obstacle(facts.Profile, "email", facts.Channels).ShouldSay(obstacle);
    }

    /// <summary>
    /// All histories of up to four words on e-mail: of the customer or a platform's flag, on the channel or on all, yes or no, in one moment or
    /// another, in whichever order their ids sort.
    /// </summary>
    [Fact]
    public void No_flag_allows_what_was_refused_before_it_or_in_the_same_moment()
    {
        (string Channel, bool Granted, bool Flag)[] kinds =
            [("email", true, true), ("email", false, true), ("email", true, false), ("email", false, false), ("all", true, false), ("all", false, false)];
        var words = (from kind in kinds from moment in Enumerable.Range(0, 3) select (kind.Channel, kind.Granted, kind.Flag, Moment: moment)).ToList();
        var histories = 0;
        foreach (var history in Histories(words, 4))
        {
            histories++;
            var profile = ProfileFold.Of(Generators.Customer, history.Select((w, i) => (CustomerEvent)new ConsentChanged
            {
                Id = $"w{i}", Customer = Generators.Customer, At = Now.AddDays(w.Moment), Channel = w.Channel, Granted = w.Granted, Order = w.Flag ? "o" : null,
            }), TimeZoneInfo.Utc);
            var refused = history.Where(w => w is { Granted: false, Flag: false }).Max(w => (int?)w.Moment);
            var agreed = history.Where(w => w is { Granted: true, Flag: false }).Max(w => (int?)w.Moment);
            var flaggedOut = history.Any(w => w is { Granted: false, Flag: true });
            var allowed = Channels.Allowed(profile).Contains("email", StringComparer.Ordinal);
            var told = string.Join(", ", history);
            if (refused is not null && !(agreed > refused))
            {
                allowed.ShouldBeFalse(told);
                Channels.RefusedAt(profile, "email").ShouldBe(Now.AddDays(refused.Value), told);
            }

            if (refused is null && !flaggedOut)
                allowed.ShouldBe(history.Count > 0, told);
            if (allowed)
                Channels.RefusedAt(profile, "email").ShouldBeNull(told);
            (allowed && Channels.RefusedAll(profile)).ShouldBeFalse(told);
        }

        histories.ShouldBeGreaterThan(100_000);
    }

    private static IEnumerable<IReadOnlyList<T>> Histories<T>(IReadOnlyList<T> words, int most) => most == 0
        ? [[]]
        : Histories(words, most - 1).SelectMany(h => h.Count < most - 1 ? [h] : words.Select(w => (IReadOnlyList<T>)[.. h, w]).Prepend(h));

    [Fact]
    public void Consent_to_one_channel_is_none_to_another()
    {
        var facts = Fine.WithConsents(("email", true, -1));
        Channels.Obstacle(facts.Profile, "email", facts.Channels).ShouldBeNull();
        Channels.Obstacle(facts.Profile, "sms", facts.Channels).ShouldSay("no consent");
    }

    [Fact]
    public void Address_shop_and_bounces_matter_too()
    {
        var profile = Fine.Profile;
        Channels.Obstacle(profile, "email", new HashSet<string>(["sms"], StringComparer.Ordinal)).ShouldSay("the shop has not set this channel up");
        Channels.Obstacle(profile with { Person = profile.Person with { Email = null } }, "email", Fine.Channels).ShouldSay("no address");
        Channels.Obstacle(profile with { Responses = profile.Responses with { Suppressed = ["email"] } }, "email", Fine.Channels)
            .ShouldSay("the address bounced");
        Channels.Obstacle(profile with { Responses = profile.Responses with { Suppressed = ["email"] } }, "sms", Fine.Channels).ShouldBeNull();
    }
}
