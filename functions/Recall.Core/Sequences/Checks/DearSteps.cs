using Recall.Core.Messaging;
using Recall.Core.Sequences.Versions;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Checks;

/// <summary>
/// Steps that cost more than a whole budget, so that no day and no month lets them through: codes at their full worth, and messages by channel. What a
/// percentage costs depends on the customer; it counts at the smallest order that its code is good for.
/// </summary>
public static class DearSteps
{
    private static readonly Phrase DearCode = new(
        "a code at its full {0:#,0.######} costs more than {1}, {2:#,0.######}, and is never issued, nor is a message sent that shows it; give less, or raise the budget",
        "一张优惠码按全额 {0:#,0.######} 计已超出{1} {2:#,0.######}，永远不会发放，展示它的消息也不会发送；请减少优惠，或提高预算");

    private static readonly Phrase DearMessage = new(
        "a message by {0} costs {1:#,0.######}, more than {2}, {3:#,0.######}, and never goes out; take another channel, or raise the budget",
        "通过 {0} 发送一条消息的费用 {1:#,0.######} 已超出{2} {3:#,0.######}，永远不会发出；请换用其他渠道，或提高预算");

    private static readonly Phrase ShopDay = new("the shop's budget a day", "店铺每日费用预算");
    private static readonly Phrase ShopMonth = new("the shop's budget a month", "店铺每月费用预算");
    private static readonly Phrase OwnDay = new("the sequence's budget a day", "本流程每日费用预算");
    private static readonly Phrase OwnMonth = new("the sequence's budget a month", "本流程每月费用预算");
    private static readonly Phrase StepTotal = new("the step's budget in all", "此步骤的总预算");
    private static readonly Phrase StepDay = new("the step's budget a day", "此步骤每日预算");
    private static readonly Phrase StepMonth = new("the step's budget a month", "此步骤每月预算");

    /// <summary>A doubt for each such code and channel, in the order of the file.</summary>
    /// <param name="definition">The sequence.</param>
    /// <param name="shop">The shop's rules, beside which the sequence's own hold.</param>
    /// <param name="prices">What a message costs by channel, in the shop's currency.</param>
    public static IEnumerable<Doubt> Of(SequenceDefinition definition, Policy shop, IReadOnlyDictionary<string, decimal> prices)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(prices);
        (Phrase Name, decimal? Most)[] limits =
        [
            (ShopDay, shop.Budget?.PerDay), (OwnDay, definition.Policy?.Budget?.PerDay),
            (ShopMonth, shop.Budget?.PerMonth), (OwnMonth, definition.Policy?.Budget?.PerMonth),
        ];
        return StepWays.All(definition).SelectMany(s => s.Step switch
        {
            CouponStep coupon => Code(coupon, limits),
            SendStep send => send.Channels.SelectMany(c => Message(send, c, prices.GetValueOrDefault(c), limits)),
            _ => [],
        });
    }

    private static IEnumerable<Doubt> Code(CouponStep step, (Phrase Name, decimal? Most)[] limits)
    {
        var percent = step.Ladder.Count > 0 ? step.Ladder[0] : step.Percent;
        var cost = step.Gift?.Cost ?? step.Amount ?? (percent * step.MinimumOrder / 100) ?? 0;
        return Passed(cost, [(StepTotal, step.Budget?.Total), (StepDay, step.Budget?.PerDay), (StepMonth, step.Budget?.PerMonth), .. limits])
            .Select(p => new Doubt("steps." + step.Id, new(DearCode, cost, new Sentence(p.Name), p.Most)));
    }

    private static IEnumerable<Doubt> Message(SendStep step, string channel, decimal price, (Phrase Name, decimal? Most)[] limits) =>
        Passed(price, limits).Select(p => new Doubt("steps." + step.Id, new(DearMessage, channel, price, new Sentence(p.Name), p.Most)));

    /// <summary>The first budget that the cost passes: raising it shows the next.</summary>
    private static IEnumerable<(Phrase Name, decimal? Most)> Passed(decimal cost, IEnumerable<(Phrase Name, decimal? Most)> limits) =>
        limits.Where(l => cost > l.Most).Take(1);
}
