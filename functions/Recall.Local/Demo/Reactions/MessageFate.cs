using Recall.Core.Customers;
using Recall.Local.Demo.Life;
using Recall.Local.Demo.People;
using ChannelNames = Recall.Core.Messaging.Channels;

namespace Recall.Local.Demo.Reactions;

/// <summary>What becomes of a message apart from orders: arriving, machines, reading, answering, having enough of it.</summary>
internal sealed class MessageFate(SyntheticPerson person, SimulatedTouch touch, bool persuaded, Draws draws)
{
    private readonly List<CustomerEvent> _events = [];

    private bool IsEmail => touch.Channel == ChannelNames.Email;

    /// <summary>Events in the order in which they were thought of.</summary>
    /// <param name="readAt">When the person read it, or null.</param>
    public IReadOnlyList<CustomerEvent> Tell(out DateTimeOffset? readAt)
    {
        readAt = null;
        var arrived = touch.At.AddSeconds(draws.Whole(3, IsEmail ? 90 : 20));
        if (!Persuasion.Arrives(person, touch.Channel))
        {
            Status("bounced", MessageStatus.Bounced, arrived);
            return _events;
        }

        if (draws.Chance(0.005) && !persuaded)
        {
            Status("failed", MessageStatus.Failed, arrived);
            return _events;
        }

        Status("delivered", MessageStatus.Delivered, arrived);
        if (IsEmail)
            Machines(arrived);
        if (persuaded || draws.Chance(Reading()))
        {
            readAt = OwnTime.After(arrived, TimeSpan.FromHours(IsEmail ? draws.Exponential() * 9 : draws.Exponential()), person, draws);
            Read(readAt.Value);
        }

        return _events;
    }

    /// <summary>Apple's Mail Privacy Protection loads pictures unasked; link scanners follow every link at once.</summary>
    private void Machines(DateTimeOffset arrived)
    {
        if (person.Hidden.OpensByMachine)
            Status("opened-machine", MessageStatus.Opened, arrived.AddSeconds(draws.Whole(10, 900)));
        if (!person.Hidden.ClicksByScanner)
            return;
        for (var link = 1; link <= 2; link++)
            Status($"clicked-scanner{link}", MessageStatus.Clicked, arrived.AddSeconds(draws.Whole(1, 15)));
    }

    private void Read(DateTimeOffset at)
    {
        if (IsEmail)
            Status("opened", MessageStatus.Opened, at);
        if (draws.Chance(persuaded ? 0.9 : Clicking()))
            Status("clicked", MessageStatus.Clicked, at.AddSeconds(draws.Whole(4, 120)));
        if (draws.Chance(persuaded ? 0.06 : 0.012))
        {
            var text = Words.Reply(person.Locale, persuaded, draws);
            _events.Add(new Replied { Id = Id("reply"), Customer = person.Customer, At = at.AddMinutes(draws.Whole(2, 30)), Channel = touch.Channel, Text = text });
        }

        if (persuaded)
            return;
        if (draws.Chance(Stopping()))
        {
            _events.Add(new ConsentChanged
            {
                Id = Id("unsubscribe"), Customer = person.Customer, At = at.AddSeconds(draws.Whole(5, 200)), Channel = touch.Channel, Granted = false,
            });
        }
        else if (IsEmail && draws.Chance(person.Hidden.Attitude == Attitude.SleepingDog ? 0.015 : 0.0005))
        {
            Status("spam", MessageStatus.Complained, at.AddSeconds(draws.Whole(5, 100)));
        }
    }

    private double Reading() => IsEmail
        ? person.Hidden.Attitude switch { Attitude.LostCause => 0.2, Attitude.SleepingDog => 0.4, _ => 0.5 }
        : 0.9;

    private double Clicking() => person.Hidden.Attitude switch
    {
        Attitude.Persuadable => 0.15, Attitude.SureThing => 0.2, Attitude.LostCause => 0.02, _ => 0.05,
    };

    private double Stopping() => person.Hidden.Attitude switch { Attitude.SleepingDog => 0.1, Attitude.LostCause => 0.03, _ => 0.006 };

    private void Status(string what, MessageStatus status, DateTimeOffset at) => _events.Add(new MessageStatusChanged
    {
        Id = Id(what), Customer = person.Customer, At = at, Message = touch.Message, Channel = touch.Channel, Status = status,
    });

    private string Id(string what) => $"{touch.Message}--{what}";
}
