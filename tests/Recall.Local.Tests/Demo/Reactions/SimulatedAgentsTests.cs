using Recall.App.Handoffs;
using Recall.Core.Customers;
using Recall.Local.Demo.People;
using Recall.Local.Demo.Reactions;

namespace Recall.Local.Tests.Demo.Reactions;

public class SimulatedAgentsTests
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly SimulatedAgents Agents = new(Shops.Usual, Zone);
    private static readonly List<Handoff> Handoffs =
    [
        .. Shops.Usual.People.Select(p => new Handoff(
            new("dormant-winback", p.Customer, 1), "call-them", "vip-care", "Call them.", ["not-interested", "won"],
            Shops.Today.AddHours(p.Number % 168), Shops.Today.AddHours(p.Number % 168).AddDays(2))),
    ];

    [Fact]
    public void Agents_work_in_business_hours_and_claim_before_they_resolve()
    {
        foreach (var handoff in Handoffs)
        {
            var actions = Agents.Work(handoff);
            actions.Select(a => a.At).ShouldBeInOrder();
            actions.Select(a => a.Kind).ShouldBe(new[] { AgentActionKind.Claim, AgentActionKind.Resolve }[..actions.Count]);
            actions.All(a => a.At > handoff.CreatedAt && a.Agent == actions[0].Agent).ShouldBeTrue();
            foreach (var local in actions.Select(a => TimeZoneInfo.ConvertTime(a.At, Zone)))
            {
                local.DayOfWeek.ShouldNotBeOneOf(DayOfWeek.Saturday, DayOfWeek.Sunday);
                local.TimeOfDay.ShouldBeInRange(TimeSpan.FromHours(9), TimeSpan.FromHours(18));
            }
        }
    }

    [Fact]
    public void Most_tasks_are_done_in_time_some_late_some_never()
    {
        var weekdays = Handoffs.Where(h => h.CreatedAt < Shops.Today.AddDays(2)).ToList();
        Share(weekdays, h => Resolution(h)?.At <= h.Due).ShouldBeInRange(0.7, 0.95);
        Share(weekdays, h => Resolution(h)?.At > h.Due).ShouldBeInRange(0.03, 0.2);
        Share(weekdays, h => Resolution(h) is null).ShouldBeInRange(0.05, 0.15);
    }

    [Fact]
    public void Outcomes_are_words_of_the_handoff_and_the_same_every_time()
    {
        foreach (var handoff in Handoffs)
        {
            if (Resolution(handoff) is { } resolution)
                handoff.Outcomes.Contains(resolution.Outcome, StringComparer.Ordinal).ShouldBeTrue();
            Agents.Work(handoff).ShouldBe(new SimulatedAgents(Shops.Usual, Zone).Work(handoff));
        }

        Agents.Work(Handoffs[0] with { Outcomes = [] }).ShouldAllBe(a => a.Kind == AgentActionKind.Claim);
    }

    [Fact]
    public void Calls_win_orders_from_those_whom_somebody_can_win()
    {
        Orders(Attitude.Persuadable).ShouldBeGreaterThan(0.2);
        Orders(Attitude.LostCause).ShouldBeInRange(0.001, 0.1);
        Orders(Attitude.SureThing).ShouldBe(0);
        Orders(Attitude.SleepingDog).ShouldBe(0);
    }

    private static double Orders(Attitude attitude)
    {
        var customers = new SimulatedCustomers(Shops.Usual);
        var called = Handoffs.Where(h => Shops.Usual.Find(h.Enrolment.Customer)!.Hidden.Attitude == attitude).ToList();
        return Share(called, h => Resolution(h) is { } r && customers.React(h, r, []).Any(e => e is OrderPlaced && e.At > r.At));
    }

    private static AgentAction? Resolution(Handoff handoff) => Agents.Work(handoff).SingleOrDefault(a => a.Kind == AgentActionKind.Resolve);

    private static double Share(IReadOnlyCollection<Handoff> handoffs, Func<Handoff, bool> holds) => handoffs.Average(h => holds(h) ? 1.0 : 0.0);
}
