using System.Collections.Concurrent;
using Recall.Core.Messaging;

namespace Recall.Core.Sequences.Replaying;

/// <summary>What the customers of a replay share: the rules, and the limits that couple them.</summary>
internal sealed class ReplayWorld
{
    private readonly Dictionary<string, StepTree> _trees;
    private readonly ConcurrentDictionary<(string Sequence, string Step), int> _coupons = new();
    private readonly ConcurrentDictionary<DateOnly, int> _sent = new();
    private readonly Dictionary<(string Sequence, DateOnly Day), int> _entered = [];

    public ReplayWorld(ReplayPlan plan)
    {
        Plan = plan;
        Sequences = plan.Sequences;
        _trees = Sequences.ToDictionary(s => s.Name, s => new StepTree(s), StringComparer.Ordinal);
        IsCoupled = plan.Policy.DailyTouches is not null
            || _trees.Values.Any(t => t.Steps.OfType<CouponStep>().Any(c => c.MaxIssued is not null));
    }

    public ReplayPlan Plan { get; }

    /// <summary>In the order in which they are tried.</summary>
    public IReadOnlyList<SequenceDefinition> Sequences { get; }

    /// <summary>What one customer gets may leave another without: their moments come in one order.</summary>
    public bool IsCoupled { get; }

    public StepTree Tree(string sequence) => _trees[sequence];

    /// <summary>Takes one of a coupon step's codes; false where all are given out.</summary>
    public bool TakeCoupon(string sequence, CouponStep step)
    {
        var taken = _coupons.AddOrUpdate((sequence, step.Id), 1, (_, count) => count + 1);
        return step.MaxIssued is not { } limit || taken <= limit;
    }

    public int SentOn(DateTimeOffset at) => Plan.Policy.DailyTouches is null ? 0 : _sent.GetValueOrDefault(LocalTime.Day(at, Plan.Zone));

    public void CountSent(DateTimeOffset at)
    {
        if (Plan.Policy.DailyTouches is not null)
            _sent.AddOrUpdate(LocalTime.Day(at, Plan.Zone), 1, (_, count) => count + 1);
    }

    public int EnteredOn(string sequence, DateOnly day) => _entered.GetValueOrDefault((sequence, day));

    public void CountEntered(string sequence, DateOnly day) => _entered[(sequence, day)] = EnteredOn(sequence, day) + 1;
}
