using Recall.Core.Wording;

namespace Recall.App.Reports;

/// <summary>What messages and coupons have cost beside their budget: those of all sequences beside the shop's, or those of one beside its own. A cost without a limit is not counted, and is 0.</summary>
/// <param name="Today">On the shop's day.</param>
/// <param name="PerDay">Its limit; null where there is none.</param>
/// <param name="ThisMonth">In the shop's calendar month.</param>
/// <param name="PerMonth">Its limit; null where there is none.</param>
public sealed record MoneyUse(decimal Today, decimal? PerDay, decimal ThisMonth, decimal? PerMonth)
{
    private static readonly Phrase Day = new(
        "Messages and coupons have taken {0:#,0.00} of today's {1:#,0.00} {2}.", "今日消息与优惠码费用 {0:#,0.00}，预算 {1:#,0.00} {2}。");

    private static readonly Phrase Month = new(
        "Messages and coupons have taken {0:#,0.00} of this month's {1:#,0.00} {2}.", "本月消息与优惠码费用 {0:#,0.00}，预算 {1:#,0.00} {2}。");

    /// <summary>A sentence for each limit.</summary>
    public IEnumerable<string> Say(string currency, string? locale)
    {
        if (PerDay is { } day)
            yield return Day.Say(locale, Today, day, currency);
        if (PerMonth is { } month)
            yield return Month.Say(locale, ThisMonth, month, currency);
    }
}
