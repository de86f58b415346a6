using System.Collections.Concurrent;
using System.Globalization;
using Recall.Core.Messaging;
using Recall.Core.Offers;
using Recall.Core.Sequences.Triggers;

namespace Recall.Core.Sequences.Replaying;

/// <summary>What the customers of a replay share: the rules, and the limits that couple them.</summary>
internal sealed class ReplayWorld
{
    private readonly Dictionary<string, StepTree> _trees;
    private readonly Dictionary<(string Sequence, string Step, string Period), (int Issued, decimal Cost)> _coupons = [];
    private readonly ConcurrentDictionary<(string? Sequence, DateOnly Day), int> _sent = new();
    private readonly ConcurrentDictionary<(string? Sequence, DateOnly Month), int> _sentInMonth = new();
    private readonly ConcurrentDictionary<(string Sequence, DateOnly Day), int> _entered = new();
    private readonly Dictionary<(string? Sequence, bool Month, DateOnly First), decimal> _spent = [];
    private readonly HashSet<string> _waitedFor;

    public ReplayWorld(ReplayPlan plan)
    {
        Plan = plan;
        Sequences = plan.Sequences;
        _trees = Sequences.ToDictionary(s => s.Name, s => new StepTree(s), StringComparer.Ordinal);
        _waitedFor = [.. Sequences.Select(s => (s.Trigger as Trigger.OnEvent)?.Event).OfType<string>()];
        WatchesScores = Sequences.Any(s => s.Trigger is Trigger.OnScore);
        IsCoupled = plan.Policy.DailyTouches is not null || plan.Policy.MonthlyTouches is not null || plan.Policy.Budget is not null
            || Sequences.Any(s => s.Policy is { DailyMessages: not null } or { MonthlyMessages: not null } or { Budget: not null })
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

    /// <summary>What customers paid per order by the last fit; null where nobody had by then.</summary>
    public decimal? MeanOrder { get; set; }

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

    /// <summary>Takes one of a coupon step's codes; what holds it back where the step's limits or the budgets do not allow it.</summary>
    public GateDecision? TakeCoupon(SequenceDefinition definition, CouponStep step, decimal cost, DateTimeOffset since, DateTimeOffset at)
    {
        if (!IsCoupled)
            return null; // Nothing to count, and customers are played side by side.
        var sequence = definition.Name;
        var day = LocalTime.Day(at, Plan.Zone);
        var keys = new[] { "", day.ToString("yyyyMM", CultureInfo.InvariantCulture), day.ToString("yyyyMMdd", CultureInfo.InvariantCulture) }
            .Select(p => (sequence, step.Id, p)).ToArray();
        var use = new CouponUse(
            _coupons.GetValueOrDefault(keys[0]).Issued, _coupons.GetValueOrDefault(keys[0]).Cost, _coupons.GetValueOrDefault(keys[2]).Cost,
            _coupons.GetValueOrDefault(keys[1]).Cost);
        if (use.Reached(step, cost) is { } reached)
            return reached;
        if (Spent(at, sequence).Hold(Plan.Policy.For(definition), cost, since, at, Plan.Zone) is { } hold)
            return hold;
        Spend(at, sequence, cost);
        foreach (var key in keys)
            _coupons[key] = (_coupons.GetValueOrDefault(key).Issued + 1, _coupons.GetValueOrDefault(key).Cost + cost);
        return null;
    }

    /// <summary>Messages so far on the day of a moment, of a sequence or (null) of all.</summary>
    public int SentOn(DateTimeOffset at, string? sequence) => IsCoupled ? _sent.GetValueOrDefault((sequence, LocalTime.Day(at, Plan.Zone))) : 0;

    /// <summary>The same in its calendar month.</summary>
    public int SentInMonthOf(DateTimeOffset at, string? sequence) => IsCoupled ? _sentInMonth.GetValueOrDefault((sequence, LocalTime.Month(at, Plan.Zone))) : 0;

    /// <summary>What messages and coupons have cost on the day of a moment and in its month.</summary>
    public MoneySpent Spent(DateTimeOffset at, string sequence) => !IsCoupled ? default : new(
        _spent.GetValueOrDefault((null, false, LocalTime.Day(at, Plan.Zone))), _spent.GetValueOrDefault((null, true, LocalTime.Month(at, Plan.Zone))),
        _spent.GetValueOrDefault((sequence, false, LocalTime.Day(at, Plan.Zone))), _spent.GetValueOrDefault((sequence, true, LocalTime.Month(at, Plan.Zone))));

    private void Spend(DateTimeOffset at, string sequence, decimal cost)
    {
        foreach (var whose in new[] { null, sequence })
        {
            foreach (var key in new[] { (whose, false, LocalTime.Day(at, Plan.Zone)), (whose, true, LocalTime.Month(at, Plan.Zone)) })
                _spent[key] = _spent.GetValueOrDefault(key) + cost;
        }
    }

    public void CountSent(DateTimeOffset at, string sequence, string channel)
    {
        if (!IsCoupled)
            return; // Nobody asks, and customers are played side by side.
        Spend(at, sequence, Plan.Prices.GetValueOrDefault(channel));
        foreach (var whose in new[] { null, sequence })
        {
            _sent.AddOrUpdate((whose, LocalTime.Day(at, Plan.Zone)), 1, (_, count) => count + 1);
            _sentInMonth.AddOrUpdate((whose, LocalTime.Month(at, Plan.Zone)), 1, (_, count) => count + 1);
        }
    }
}
