using Recall.Core.Customers;
using Recall.Local.Demo.People;
using ChannelNames = Recall.Core.Messaging.Channels;

namespace Recall.Local.Demo.Life;

/// <summary>Registering, allowing messages and thinking better of it, and the membership.</summary>
internal static class MasterData
{
    public static void Tell(Story story, SyntheticPerson person, DateTimeOffset registered, DateTimeOffset end, Draws draws)
    {
        var name = Names.For(person.Locale, draws);
        var reachable = (Email: draws.Chance(0.94), Phone: draws.Chance(0.7));
        var member = draws.Chance(0.3);
        var today = DateOnly.FromDateTime(registered.UtcDateTime);
        story.Add(new CustomerChanged
        {
            Id = story.Id("registered"),
            Customer = story.Customer,
            At = registered,
            Name = name.Written,
            Email = reachable.Email ? Contacts.Email(name.InAddress, person.Number, draws) : null,
            Phone = reachable.Phone ? Contacts.Phone(person.Number, person.Zone) : null,
            Locale = person.Locale,
            TimeZone = draws.Chance(0.1) ? null : person.Zone.Id,
            Birthday = draws.Chance(0.6) ? new DateOnly(draws.Whole(1955, 2005), 1, 1).AddDays(draws.Whole(0, 364)) : null,
            MembershipExpiry = member ? today.AddYears(1) : null,
        });

        // Shares of those reachable, so that 75 % and 45 % of all allow e-mail and SMS.
        if (reachable.Email && draws.Chance(0.8))
            Consent(story, ChannelNames.Email, registered, end, draws, withdrawn: 0.1);
        if (reachable.Phone && draws.Chance(0.64))
            Consent(story, ChannelNames.Sms, registered, end, draws, withdrawn: 0.08);
        if (member)
            Renew(story, person.Hidden.LeftAt ?? end, today.AddYears(1));
    }

    private static void Consent(Story story, string channel, DateTimeOffset from, DateTimeOffset end, Draws draws, double withdrawn)
    {
        story.Add(new ConsentChanged { Id = story.Id($"{channel}-yes"), Customer = story.Customer, At = from, Channel = channel, Granted = true });
        if (draws.Chance(withdrawn))
        {
            var at = from + ((end - from) * draws.Unit());
            story.Add(new ConsentChanged { Id = story.Id($"{channel}-no"), Customer = story.Customer, At = at, Channel = channel, Granted = false });
        }
    }

    /// <summary>Members renew a week ahead as long as they are customers.</summary>
    private static void Renew(Story story, DateTimeOffset until, DateOnly expiry)
    {
        for (var year = 1; ; year++)
        {
            var at = new DateTimeOffset(expiry.AddDays(-7).ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);
            if (at >= until)
                return;
            expiry = expiry.AddYears(1);
            story.Add(new CustomerChanged { Id = story.Id($"renewed{year}"), Customer = story.Customer, At = at, MembershipExpiry = expiry });
        }
    }
}
