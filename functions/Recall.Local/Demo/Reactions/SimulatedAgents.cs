using Recall.App.Handoffs;
using Recall.Local.Demo.Life;
using Recall.Local.Demo.People;

namespace Recall.Local.Demo.Reactions;

/// <summary>What an agent does.</summary>
public enum AgentActionKind
{
    /// <summary>Takes the task.</summary>
    Claim,

    /// <summary>Finishes it.</summary>
    Resolve,
}

/// <summary>What an agent does with a handoff.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Kind">Takes or finishes it.</param>
/// <param name="Agent">Who.</param>
/// <param name="Outcome">One of the handoff's words; null for a claim.</param>
public sealed record AgentAction(DateTimeOffset At, AgentActionKind Kind, string Agent, string? Outcome = null);

/// <summary>
/// The people who work on handoffs: Monday to Friday, 9 to 18 in the shop's zone. Most tasks are done in time, some late, some never.
/// </summary>
public sealed class SimulatedAgents(SyntheticShop shop, TimeZoneInfo shopZone)
{
    /// <summary>The word for a customer who wants to order.</summary>
    public const string Won = "won";

    private static readonly string[] Names = ["amber", "jun", "priya", "tomas"];

    /// <summary>What happens to a handoff, in the order of time; nothing where nobody ever finds the time.</summary>
    public IReadOnlyList<AgentAction> Work(Handoff handoff)
    {
        ArgumentNullException.ThrowIfNull(handoff);
        var draws = Draws.Of(shop.Options.Seed, $"{handoff.Id}|agent");
        var (agent, fate) = (draws.Pick(Names), draws.Unit());
        var (claimHours, workHours) = (draws.Between(0.3, 5), draws.Between(0.3, 6));
        var outcome = Outcome(handoff, draws);
        if (fate < 0.06)
            return [];

        var claim = new AgentAction(BusinessHours.After(handoff.CreatedAt, claimHours, shopZone), AgentActionKind.Claim, agent);
        if (fate < 0.1 || outcome is null)
            return [claim];

        // One in ten is forgotten until it is overdue.
        var from = fate < 0.2 && handoff.Due > claim.At ? handoff.Due : claim.At;
        return [claim, new(BusinessHours.After(from, workHours, shopZone), AgentActionKind.Resolve, agent, outcome)];
    }

    private string? Outcome(Handoff handoff, Draws draws)
    {
        var others = handoff.Outcomes.Where(o => o != Won).Order(StringComparer.Ordinal).ToList();
        var chance = shop.Find(handoff.Enrolment.Customer)?.Hidden.Attitude switch
        {
            Attitude.Persuadable => 0.55, Attitude.SureThing => 0.5, Attitude.LostCause => 0.1, _ => 0.05,
        };
        if (handoff.Outcomes.Contains(Won, StringComparer.Ordinal) && (draws.Chance(chance) || others.Count == 0))
            return Won;
        return others.Count == 0 ? null : draws.Pick(others);
    }
}

/// <summary>Time that passes while people are at work.</summary>
internal static class BusinessHours
{
    private const int Opens = 9;
    private const int Closes = 18;

    /// <summary>The instant by which so many hours of work have passed.</summary>
    public static DateTimeOffset After(DateTimeOffset at, double hours, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        var left = TimeSpan.FromHours(hours);
        while (true)
        {
            var (open, close) = (local.Date.AddHours(Opens), local.Date.AddHours(Closes));
            local = local < open ? open : local;
            if (local.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && local < close)
            {
                if (left <= close - local)
                    return Story.Seconds(Core.Messaging.LocalTime.First(local + left, zone));
                left -= close - local;
            }

            local = local.Date.AddDays(1);
        }
    }
}
