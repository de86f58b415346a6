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
    [InlineData("+", "-", "same", null)]
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
