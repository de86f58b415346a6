using FsCheck.Fluent;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Replaying;
using static Recall.Core.Tests.Sequences.Replaying.ReplayShop;

namespace Recall.Core.Tests.Sequences.Replaying;

public class ReplayTests
{
    /// <summary>
    /// An order that is planted changes nothing that was decided before it, of anybody and by any fit: an hour after somebody entered or got a
    /// message, where seeing it would have kept them out, and anywhere.
    /// </summary>
    [Fact]
    public void What_comes_later_changes_nothing_before_it()
    {
        var shop = Buyers(25);
        var outcome = Run(Winback, shop);
        var without = Facts(outcome);
        var passes = outcome.Enrolments;
        passes.Count.ShouldBeGreaterThan(25);
        for (var i = 0; i < passes.Count; i += 4)
        {
            var pass = passes[i];
            NothingBefore(pass.Id.Customer, (i % 8 == 0 ? pass.StartedAt : pass.Decisions[^1].At).AddHours(1));
        }

        Properties.ForAll(
            Gen.Choose(0, shop.Count - 1).Zip(Gen.Choose(0, (To.DayNumber - From.DayNumber) * 24)),
            plant => NothingBefore(shop[plant.Item1].Customer, Utc(From).AddHours(plant.Item2).AddMinutes(7)),
            8);

        void NothingBefore(CustomerKey customer, DateTimeOffset at)
        {
            var with = Facts(Run(Winback, [.. shop.Select(h => h.Customer == customer ? Given(h, Order(customer, "planted", at, 500)) : h)]));
            Before(with, at).ShouldBe(Before(without, at));
        }
    }

    [Fact]
    public void A_planted_order_does_change_what_comes_after_it()
    {
        var shop = Buyers(20);
        var pass = Run(Winback, shop).Enrolments[0];
        var at = pass.StartedAt.AddHours(1);

        var with = Run(Winback, [.. shop.Select(h => h.Customer == pass.Id.Customer ? Given(h, Order(h.Customer, "planted", at, 500)) : h)]);

        with.Enrolments.Single(e => e.Id == pass.Id).ShouldSatisfyAllConditions(
            e => e.Outcome.ShouldBe(Outcomes.Recovered), e => e.EndedAt.ShouldBe(at), e => e.Orders[0].ShouldBe(new ReplayedOrder(at, 500)));
    }

    [Fact]
    public void The_discount_given_away_is_that_of_orders_which_came_anyway_while_a_code_was_good()
    {
        var start = Utc(From).AddDays(-25);
        ReplayHistory[] shop =
        [
            History("in-time", Order(Key("in-time"), "o1", start, 40), Order(Key("in-time"), "o2", Utc(From).AddDays(10), 80)),
            History("too-late", Order(Key("too-late"), "o1", start, 40), Order(Key("too-late"), "o2", Utc(From).AddDays(20), 80)),
            History("never", Order(Key("never"), "o1", start, 60)),
        ];

        var plan = Plan(Winback with { Reentry = new(null, null) }, new Policy());
        var report = ReplayTally.Of(plan, Play(plan, shop), shop.Length, []);

        (report.Treated, report.OrderedAnyway).ShouldBe((3, 2));
        report.Coupons.OrdersAnyway.ShouldBe(1);
        report.Coupons.GivenAway.ShouldBe(8); // 10 % of 80; the other code was good for fourteen days.
        report.Coupons.AtMost.ShouldBe(4 + 4 + 6);
    }

    [Fact]
    public void A_daily_limit_lets_in_as_many_and_the_rest_on_the_next_days()
    {
        var outcome = Run(Winback with { DailyLimit = 2, Reentry = new(null, null) }, Buyers(12));

        outcome.Enrolments.GroupBy(e => e.StartedAt).Max(e => e.Count()).ShouldBe(2);
        outcome.Enrolments.Select(e => e.Id.Customer).Distinct().Count().ShouldBe(12);
        outcome.StayedOut[("winback", HoldReason.DailyLimit)].ShouldBeGreaterThan(5);
    }

    [Fact]
    public void The_sequence_of_the_higher_priority_has_the_customer_and_the_clash_is_counted_once_a_pass()
    {
        var first = Winback with { Name = "first", Priority = 9, Reentry = new(null, null) };
        var plan = Plan(Winback with { Reentry = new(null, null) }, new Policy()) with { Others = [first] };

        var outcome = Play(plan, Buyers(8));

        outcome.Clashes[("winback", "first")].ShouldBe(8);
        foreach (var customer in outcome.Enrolments.GroupBy(e => e.Id.Customer))
        {
            var passes = customer.OrderBy(e => e.StartedAt).ToList();
            passes[0].Id.Sequence.ShouldBe("first");
            passes.Skip(1).ShouldAllBe(e => e.StartedAt >= passes[0].EndedAt);
        }
    }

    [Fact]
    public void Whom_a_real_run_had_is_free_when_it_really_ended()
    {
        var busy = Utc(From).AddDays(30).AddHours(12);
        var history = History("busy", Order(Key("busy"), "o1", Utc(From).AddDays(-25), 40)) with
        {
            Before = new() { Active = "other--shop:busy--1", Entries = new Dictionary<string, Entries>(StringComparer.Ordinal) { ["winback"] = new(1, Utc(From).AddDays(-60)) } },
            BusyUntil = busy,
        };

        var pass = Run(Winback, [history]).Enrolments[0];

        pass.StartedAt.ShouldBe(Utc(From).AddDays(31).AddHours(9.5));
        pass.Id.Episode.ShouldBe(2);
    }

    private static List<(DateTimeOffset At, string What)> Facts(ReplayOutcome outcome) =>
    [
        .. outcome.Enrolments.SelectMany(e => e.Decisions.Select(d => (d.At, $"{e.Id} {d.Kind} {d.Step} {d.Code} {d.Until}"))
            .Append((e.StartedAt, $"{e.Id} {e.Arm}")).Append((e.EndedAt ?? DateTimeOffset.MaxValue, $"{e.Id} {e.Outcome}"))),
    ];

    private static List<string> Before(List<(DateTimeOffset At, string What)> facts, DateTimeOffset at) =>
        [.. facts.Where(f => f.At < at).Select(f => f.What).Order(StringComparer.Ordinal)];
}
