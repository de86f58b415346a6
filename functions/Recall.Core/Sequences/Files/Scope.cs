using System.Collections.Immutable;

namespace Recall.Core.Sequences.Files;

/// <summary>What holds where a step stands.</summary>
/// <param name="Coupons">Coupons issued on every path to here, with how long ago if nobody answers.</param>
/// <param name="Elapsed">Longest time since the run began, deferred messages left out.</param>
/// <param name="Depth">Lists of steps around the step.</param>
internal sealed record Scope(ImmutableDictionary<string, (CouponStep Step, TimeSpan Age)> Coupons, TimeSpan Elapsed, int Depth)
{
    public static Scope Start { get; } = new(ImmutableDictionary.Create<string, (CouponStep, TimeSpan)>(StringComparer.Ordinal), TimeSpan.Zero, 1);

    public Scope After(TimeSpan time) => this with
    {
        Coupons = Coupons.ToImmutableDictionary(c => c.Key, c => (c.Value.Step, c.Value.Age + time), StringComparer.Ordinal),
        Elapsed = Elapsed + time,
    };

    public Scope With(CouponStep coupon) => this with { Coupons = Coupons.SetItem(coupon.Id, (coupon, TimeSpan.Zero)) };
}

/// <summary>Steps that were read.</summary>
/// <param name="Read">In order.</param>
/// <param name="Out">Time that passed until the step behind them; null where none is reached, because all paths end.</param>
internal sealed record StepRun(IReadOnlyList<Step> Read, TimeSpan? Out);
