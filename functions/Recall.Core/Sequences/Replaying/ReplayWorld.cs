using System.Collections.Concurrent;
using System.Globalization;
using Recall.Core.Messaging;
using Recall.Core.Offers;
using Recall.Core.Sequences.Triggers;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Replaying;

/// <summary>What the customers of a replay share: the rules, and the limits that couple them.</summary>
internal sealed class ReplayWorld
{
    private readonly Dictionary<string, StepTree> _trees;
    private readonly Dictionary<(string Sequence, string Step, string Period), (int Issued, decimal Cost)> _coupons = [];
    private readonly ConcurrentDictionary<DateOnly, int> _sent = new();
    private readonly ConcurrentDictionary<DateOnly, int> _sentInMonth = new();
    private readonly ConcurrentDictionary<(string Sequence, DateOnly Day), int> _entered = new();
    private readonly HashSet<string> _waitedFor;

    public ReplayWorld(ReplayPlan plan)
    {
        Plan = plan;
        Sequences = plan.Sequences;
        _trees = Sequences.ToDictionary(s => s.Name, s => new StepTree(s), StringComparer.Ordinal);
        _waitedFor = [.. Sequences.Select(s => (s.Trigger as Trigger.OnEvent)?.Event).OfType<string>()];
        WatchesScores = Sequences.Any(s => s.Trigger is Trigger.OnScore);
        IsCoupled = plan.Policy.DailyTouches is not null || plan.Policy.MonthlyTouches is not null
            || Sequences.Any(s => s is { Trigger: Trigger.OnEvent, DailyLimit: not null })
            || _trees.Values.Any(t => t.Steps.OfType<CouponStep>().Any(c => c.MaxIssued is not null || c.Budget is not null));
    }

    public ReplayPlan Plan { get; }

    /// <summary>In the order in which they are tried.</summary>
    public IReadOnlyList<SequenceDefinition> Sequences { get; }

    /// <summary>What one customer gets may leave another without: their moments come in one order.</summary>
    public bool IsCoupled { get; }

    /// <summary>A sequence waits for a change of the score.</summary>
    public bool WatchesScores { get; }

    /// <summary>Who stayed out.</summary>
    public ReplayStays Stays { get; } = new();

    /// <summary>True where a sequence waits for that type of event.</summary>
    public bool IsWaitedFor(string type) => _waitedFor.Contains(type);

    /// <summary>Decides on somebody whom a sequence means, and lets them in or counts why not; their run has yet to be started.</summary>
    public bool Enrol(ReplayPerson person, SequenceDefinition definition, DateTimeOffset now)
    {
        var today = LocalTime.Day(now, Plan.Zone);
        switch (EnrolmentDecision.Decide(person.Entry(definition, _entered.GetValueOrDefault((definition.Name, today))), now))
        {
            case EnrolmentDecision.Enter enter:
                person.Enter(enter, now);
                _entered.AddOrUpdate((definition.Name, today), 1, (_, count) => count + 1);
                return true;
            case EnrolmentDecision.Stay stay:
                Stays.Add(person, definition.Name, stay.Code);
                break;
        }

        return false;
    }

    public StepTree Tree(string sequence) => _trees[sequence];

    /// <summary>Takes one of a coupon step's codes; the reason where the step's limits do not allow it.</summary>
    public Why? TakeCoupon(string sequence, CouponStep step, decimal cost, DateTimeOffset at)
    {
        if (step.MaxIssued is null && step.Budget is null)
            return null; // Nothing to count, and customers may be played side by side.
        var day = LocalTime.Day(at, Plan.Zone);
        var keys = new[] { "", day.ToString("yyyyMM", CultureInfo.InvariantCulture), day.ToString("yyyyMMdd", CultureInfo.InvariantCulture) }
            .Select(p => (sequence, step.Id, p)).ToArray();
        var use = new CouponUse(
            _coupons.GetValueOrDefault(keys[0]).Issued, _coupons.GetValueOrDefault(keys[0]).Cost, _coupons.GetValueOrDefault(keys[2]).Cost,
            _coupons.GetValueOrDefault(keys[1]).Cost);
        if (use.Reached(step, cost) is { } reached)
            return reached;
        foreach (var key in keys)
            _coupons[key] = (_coupons.GetValueOrDefault(key).Issued + 1, _coupons.GetValueOrDefault(key).Cost + cost);
        return null;
    }

    public int SentOn(DateTimeOffset at) => Plan.Policy.DailyTouches is null ? 0 : _sent.GetValueOrDefault(LocalTime.Day(at, Plan.Zone));

    public int SentInMonthOf(DateTimeOffset at) => Plan.Policy.MonthlyTouches is null ? 0 : _sentInMonth.GetValueOrDefault(LocalTime.Month(at, Plan.Zone));

    public void CountSent(DateTimeOffset at)
    {
        if (Plan.Policy.DailyTouches is not null)
            _sent.AddOrUpdate(LocalTime.Day(at, Plan.Zone), 1, (_, count) => count + 1);
        if (Plan.Policy.MonthlyTouches is not null)
            _sentInMonth.AddOrUpdate(LocalTime.Month(at, Plan.Zone), 1, (_, count) => count + 1);
    }
}
