using System.Globalization;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Tests.Messaging;
using Recall.Core.Tests.Wording;

namespace Recall.Core.Tests.Sequences;

public sealed class EnrolmentDecisionTests
{
    private static readonly DateTimeOffset Now = GateScenario.Now;

    private static readonly EntryFacts Fine = new()
    {
        Definition = Definitions.Of(Definitions.Send("a")) with { Holdout = 0 },
        Profile = GateScenario.Fine.Profile,
        Active = null,
        Entries = 0,
        LastEntry = default,
        EnteredToday = 0,
        Channels = GateScenario.Fine.Channels,
    };

    [Fact]
    public void Nothing_in_the_way_is_an_enrolment() =>
        EnrolmentDecision.Decide(Fine, Now).ShouldBe(new EnrolmentDecision.Enter(GateScenario.Run, Arm.Treated));

    [Fact]
    public void Another_sequence_keeps_its_customer() =>
        Said(Fine with { Active = "other--shop:42--3" }).ShouldBe((HoldReason.OtherSequence, "other--shop:42--3 has the customer"));

    [Fact]
    public void A_sequence_is_entered_once_unless_it_says_when_again()
    {
        var again = Fine with { Entries = 1, LastEntry = Now.AddDays(-30) };
        Said(again).ShouldBe((HoldReason.Reentry, "entered before, and this sequence is entered once"));
        var after = again with { Definition = again.Definition with { Reentry = new(TimeSpan.FromDays(30), null) } };
        EnrolmentDecision.Decide(after, Now).ShouldBeOfType<EnrolmentDecision.Enter>().Id.Episode.ShouldBe(2);
        Said(after with { LastEntry = Now.AddDays(-30).AddTicks(1) })
            .ShouldBe((HoldReason.Reentry, "entered on 2024-04-08; may enter again 30 days later"));
        Said(after with { Definition = after.Definition with { Reentry = new(TimeSpan.FromDays(30), 1) } })
            .ShouldBe((HoldReason.Reentry, "entered 1 time, the most this sequence allows"));
    }

    [Fact]
    public void Who_cannot_be_reached_on_any_channel_of_any_step_stays_out()
    {
        var steps = Definitions.Branch("b", [Definitions.Send("x", channels: "email")], [Definitions.Send("y", channels: "sms")]);
        var facts = Fine with
        {
            Definition = Definitions.Of(steps),
            Profile = Fine.Profile with { Consents = GateScenario.Consents(("email", false, -1)) },
        };
        Said(facts).ShouldBe((HoldReason.Unreachable, "not reachable: email: consent withdrawn; sms: no consent"));
        var one = facts with { Profile = facts.Profile with { Consents = GateScenario.Consents(("sms", true, -1)) } };
        EnrolmentDecision.Decide(one, Now).ShouldBeOfType<EnrolmentDecision.Enter>();
        var tasks = facts with { Definition = Definitions.Of(Definitions.Handoff("h", 1, [], [])) };
        EnrolmentDecision.Decide(tasks, Now).ShouldBeOfType<EnrolmentDecision.Enter>("a sequence without messages needs no channel");
        var refused = tasks with { Profile = tasks.Profile with { Consents = GateScenario.Consents(("email", true, -2), ("all", false, -1)) } };
        Said(refused).ShouldBe((HoldReason.Unreachable, "refused all messages"));
    }

    [Fact]
    public void The_daily_limit_is_kept()
    {
        var limited = Fine with { Definition = Fine.Definition with { DailyLimit = 5 }, EnteredToday = 4 };
        EnrolmentDecision.Decide(limited, Now).ShouldBeOfType<EnrolmentDecision.Enter>();
        Said(limited with { EnteredToday = 5 }).ShouldBe((HoldReason.DailyLimit, "the daily limit of 5 is reached"));
    }

    [Fact]
    public void Reasons_are_the_same_on_every_machine()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            // Another calendar and another decimal sign.
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fa-IR");
            var facts = Fine with { Entries = 1, LastEntry = Now, Definition = Fine.Definition with { Reentry = new(TimeSpan.FromDays(1.5), null) } };
            Stay(facts).Reason.ShouldSay("entered on 2024-05-08; may enter again 1.5 days later");
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void The_control_group_is_the_share_it_should_be_and_drawn_anew_for_every_sequence(double share)
    {
        int held = 0, heldInOther = 0, heldInBoth = 0;
        const int Customers = 100_000;
        for (var i = 0; i < Customers; i++)
        {
            var customer = CustomerKey.Parse($"shop:{i}");
            var (here, there) = (Held("winback", customer, 0), Held("birthday", customer, 0));
            held += here ? 1 : 0;
            heldInOther += there ? 1 : 0;
            heldInBoth += here && there ? 1 : 0;
        }

        // Five deviations of a binomial count.
        foreach (var (count, expected) in new[] { (held, share), (heldInOther, share), (heldInBoth, share * share) })
            ((double)count / Customers).ShouldBe(expected, (5 * Math.Sqrt(expected * (1 - expected) / Customers)) + 1e-12);
        for (var i = 0; i < 1000; i++)
        {
            var customer = CustomerKey.Parse($"shop:{i}");
            Held("winback", customer, 3).ShouldBe(Held("winback", customer, 0), "a customer stays on one side");
        }

        bool Held(string sequence, CustomerKey customer, int entries) => ((EnrolmentDecision.Enter)EnrolmentDecision.Decide(
            Fine with
            {
                Definition = Fine.Definition with { Name = sequence, Holdout = share, Reentry = new(TimeSpan.Zero, null) },
                Profile = Fine.Profile with { Customer = customer },
                Entries = entries,
            },
            Now)).Arm == Arm.Holdout;
    }

    private static EnrolmentDecision.Stay Stay(EntryFacts facts) => EnrolmentDecision.Decide(facts, Now).ShouldBeOfType<EnrolmentDecision.Stay>();

    private static (string Code, string Said) Said(EntryFacts facts) => (Stay(facts).Code, Stay(facts).Reason.Say("en"));
}
