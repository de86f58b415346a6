using Recall.Core.Messaging;
using Recall.Core.Offers;

namespace Recall.Core.Sequences.Replaying;

/// <summary>Counts what a replay came to.</summary>
public static class ReplayTally
{
    /// <summary>The report on the sequence that was tried.</summary>
    /// <param name="plan">What was played.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="customers">In the history.</param>
    /// <param name="reachable">Channels on which everybody was taken to be reachable.</param>
    public static ReplayReport Of(ReplayPlan plan, ReplayOutcome outcome, int customers, IReadOnlyList<string> reachable)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(outcome);
        var name = plan.Tried.Name;
        var passes = outcome.Enrolments.Where(e => e.Id.Sequence == name).ToList();
        var decisions = passes.SelectMany(p => p.Decisions).ToList();
        return new()
        {
            Sequence = name,
            Version = plan.Tried.Version,
            From = plan.From,
            To = plan.To,
            Customers = customers,
            Reachable = reachable,
            Treated = passes.Count(p => p.Arm == Arm.Treated),
            Holdout = passes.Count(p => p.Arm == Arm.Holdout),
            Months = Periods(passes, decisions, at => LocalTime.Day(at, plan.Zone) is var day ? new(day.Year, day.Month, 1) : default),
            Days = Periods(passes, decisions, at => LocalTime.Day(at, plan.Zone)),
            Sent = Count(decisions, ReplayedKind.Sent),
            Deferred = Count(decisions, ReplayedKind.Deferred),
            Skipped = Count(decisions, ReplayedKind.Skipped),
            NotEnrolled = Sorted(outcome.StayedOut.Where(s => s.Key.Sequence == name).ToDictionary(s => s.Key.Code, s => s.Value, StringComparer.Ordinal)),
            Handoffs = Count(decisions, ReplayedKind.Handoff),
            Outcomes = Sorted(passes.Where(p => p.Arm == Arm.Treated && p.Outcome is not null).CountBy(p => p.Outcome!, StringComparer.Ordinal)),
            Coupons = Coupons(passes, decisions),
            OrderedAnyway = passes.Count(p => p.Orders.Count > 0),
            StillOpen = passes.Count(p => p.ObservedUntil > plan.End),
            Clashes =
            [
                .. plan.Sequences.Where(s => s.Name != name)
                    .Select(s => new ReplayClash(s.Name, outcome.Clashes.GetValueOrDefault((name, s.Name)), outcome.Clashes.GetValueOrDefault((s.Name, name)))),
            ],
            Audience = outcome.Audience,
            Models = outcome.Fits,
        };
    }

    private static List<ReplayPeriod> Periods(
        List<ReplayedEnrolment> passes, List<ReplayedDecision> decisions, Func<DateTimeOffset, DateOnly> period)
    {
        var entered = passes.ToLookup(p => period(p.StartedAt));
        var sent = decisions.Where(d => d.Kind == ReplayedKind.Sent).ToLookup(d => period(d.At));
        return
        [
            .. entered.Select(e => e.Key).Union(sent.Select(s => s.Key)).Order().Select(first => new ReplayPeriod(
                first, entered[first].Count(p => p.Arm == Arm.Treated), entered[first].Count(p => p.Arm == Arm.Holdout),
                Count(sent[first], ReplayedKind.Sent))),
        ];
    }

    private static ReplayCoupons Coupons(List<ReplayedEnrolment> passes, List<ReplayedDecision> decisions)
    {
        var (orders, given) = (0, 0m);
        foreach (var pass in passes)
        {
            var codes = pass.Decisions.Select(d => d.Coupon).OfType<Coupon>().ToList();
            foreach (var order in pass.Orders)
            {
                // Whoever orders takes the best code they have, once.
                var fitting = codes.Where(c => c.IssuedAt <= order.At && order.At < c.ExpiresAt && c.Worth(order.Total) > 0);
                if (fitting.MaxBy(c => c.Worth(order.Total)) is not { } best)
                    continue;
                codes.Remove(best);
                (orders, given) = (orders + 1, given + best.Worth(order.Total));
            }
        }

        var issued = decisions.Where(d => d.Coupon is not null).CountBy(d => d.Step, StringComparer.Ordinal);
        return new(new SortedDictionary<string, int>(issued.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal), orders, given, decisions.Sum(d => d.Cost));
    }

    private static Dictionary<string, int> Count(IEnumerable<ReplayedDecision> decisions, ReplayedKind kind) =>
        Sorted(decisions.Where(d => d.Kind == kind && d.Code is not null).CountBy(d => d.Code!, StringComparer.Ordinal));

    /// <summary>The most frequent first.</summary>
    private static Dictionary<string, int> Sorted(IEnumerable<KeyValuePair<string, int>> counts) =>
        counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
}
