using Recall.Core.Customers;
using static Recall.Core.Scoring.Churn.IndicatorFamily;
using static Recall.Core.Scoring.Churn.Transform;

namespace Recall.Core.Scoring.Churn.Catalogue;

/// <summary>When, how often and for how much somebody buys.</summary>
internal static class BuyingIndicators
{
    private const int TrendOrders = 3;
    private const int DaysOfYear = 365;

    // Without it, who bought twice in their first week would seem to buy a hundred times a year.
    private const double GraceDays = 60;

    public static IReadOnlyList<Indicator> All { get; } =
    [
        new("silence", Recency, Log1p, c => c.Silence, new(
            "days since the last purchase", "距上次购买的天数", "Silent for {0:#day|days}", "已沉默{0:0}天")) { Sense = RiskSense.MoreRaises },
        new("silence-once", Recency, Log1p, c => Bought(c).Days == 1 ? c.Silence : double.NaN, new(
            "days since the only purchase, of customers who bought once", "仅购买一次者距该次购买的天数",
            "{0:#day|days} since their only purchase", "距唯一一次购买已{0:0}天")) { Sense = RiskSense.MoreRaises },
        new("silence-ratio", Recency, Log1p, c => Bought(c).Gaps >= 1 ? c.Silence / Bought(c).GapMean : double.NaN, new(
            "silence over the customer's own mean gap between purchases", "沉默时长与本人平均购买间隔之比",
            "Silent for {0:0.0} times the mean of their own gaps so far", "沉默时长为本人迄今平均间隔的{0:0.0}倍")) { Sense = RiskSense.MoreRaises },
        new("usual-gap", Recency, Log1p, c => Bought(c).Gaps >= 1 ? Bought(c).GapMean : double.NaN, new(
            "mean gap between the customer's purchases, days", "本人平均购买间隔（天）", "So far {0:#day|days} between purchases on average", "迄今平均每{0:0}天购买一次")) { Sense = RiskSense.MoreRaises },
        new("gap-spread", Recency, Log1p, c => Bought(c).Gaps >= 2 ? Bought(c).GapDeviation / Bought(c).GapMean : double.NaN, new(
            "how uneven the gaps are: deviation over mean", "购买间隔的不均匀程度（标准差与均值之比）",
            "Between purchases {0:#day|days} passed on average, give or take {1:#,0}", "两次购买平均相隔{0:0}天，上下浮动约{1:#,0}天")) { Counted = c => [Bought(c).GapMean, Bought(c).GapDeviation] },
        new("gap-trend", Recency, Log, c => Bought(c).Gaps >= 2 ? Bought(c).LastGap / Bought(c).GapMean : double.NaN, new(
            "last gap over the mean gap", "最近一次间隔与平均间隔之比",
            "The last gap between purchases was {0:#day|days}, on average it was {1:0.#}", "最近一次购买间隔{0:0}天，平均为{1:0.#}天"))
        {
            Sense = RiskSense.MoreRaises, Counted = c => [Bought(c).LastGap, Bought(c).GapMean],
        },
        new("purchase-days", Frequency, Log1p, c => Bought(c).Days, new(
            "days with a purchase", "有购买的天数", "Bought on {0:#day|days}", "购买过{0:0}天")) { Sense = RiskSense.MoreLowers },
        new("bought-once", Frequency, Linear, c => Bought(c).Days == 1 ? 1 : 0, new(
            "bought on one day only (1) or more (0)", "仅在一天购买过（1）或多天（0）",
            "Bought {0:once only|more than once}", "{0:仅购买过一次|购买过不止一次}")) { Sense = RiskSense.MoreRaises },
        new("tenure", Frequency, Log1p, c => c.Tenure, new(
            "days since the first purchase", "距首次购买的天数", "A customer for {0:#day|days}", "成为客户已{0:0}天")),
        new("rate", Frequency, Log, c => DaysOfYear * Bought(c).Days / (c.Tenure + GraceDays), new(
            "purchase days per year since the first purchase, as if known two months longer", "首次购买以来每年的购买天数（按多两个月计）",
            "Bought on {0:#day|days} since the first purchase {1:#day|days} ago", "自{1:#,0}天前首次购买以来购买过{0:0}天"))
        {
            Sense = RiskSense.MoreLowers, Counted = c => [Bought(c).Days, c.Tenure],
        },
        new("orders-of-year", Frequency, Log1p, c => Orders(c, DaysOfYear, 0), new(
            "orders of the last 365 days, at most twelve", "最近365天的订单数（最多12）", "{0:#order|orders} in the last year (no more than twelve are counted)", "最近一年下单{0:0}次（最多计12次）")) { Sense = RiskSense.MoreLowers },
        new("pace", Frequency, Log1p, c => Bought(c).Pace * Fade(c.Silence), new(
            "purchase days, each counting half as much after every 90 days", "购买天数（每过90天权重减半）",
            "Bought on {0:#day|days}, the last {1:#day|days} ago; recent days counting most, that is {2:more|less} than average",
            "购买过{0:0}天，最近一次在{1:#,0}天前；越近的购买计得越多，合计{2:高于|低于}平均水平"))
        {
            Sense = RiskSense.MoreLowers, Counted = c => [Bought(c).Days, c.Silence],
        },
        new("pace-trend", Frequency, Log, c => (Bought(c).Pace * Fade(c.Silence) / Bought(c).Days) + 0.01, new(
            "share of the purchase days that has not faded: near 1 buys more of late, near 0 bought long ago",
            "未衰减购买天数的占比：接近1为近期购买更多，接近0为久未购买",
            "Bought on {0:#day|days}, the last {1:#day|days} ago; on the whole their purchases are {2:more recent|longer ago} than average",
            "购买过{0:0}天，最近一次在{1:#,0}天前；总体上购买时间比平均水平{2:更近|更早}"))
        {
            Sense = RiskSense.MoreLowers, Counted = c => [Bought(c).Days, c.Silence],
        },
        new("orders-per-day", Frequency, Log, c => (double)Bought(c).Orders / Bought(c).Days, new(
            "orders per purchase day", "每个购买日的订单数", "{0:#order|orders} on {1:#day|days}", "{1:0}天内共下{0:0}单")) { Counted = c => [Bought(c).Orders, Bought(c).Days] },
        new("spent", Frequency, Log1p, c => (double)Bought(c).Spent, new(
            "paid in all", "累计支付金额", "Paid {0:#,##0.00} {currency} in all", "累计支付{0:#,##0.00} {currency}")) { Sense = RiskSense.MoreLowers },
        new("spent-per-day", Money, Log1p, c => (double)Bought(c).Spent / Bought(c).Days, new(
            "paid per purchase day", "每个购买日的支付金额", "Pays {0:#,##0.00} {currency} a purchase day", "每个购买日支付{0:#,##0.00} {currency}")) { Sense = RiskSense.MoreLowers },
        new("spent-pace", Frequency, Log1p, c => Bought(c).SpentPace * Fade(c.Silence), new(
            "paid, each amount counting half as much after every 90 days", "支付金额（每过90天权重减半）",
            "Paid {0:#,##0.00} {currency} in all, the last time {1:#day|days} ago; recent payments counting most, that is {2:more|less} than average",
            "累计支付{0:#,##0.00} {currency}，最近一次在{1:#,0}天前；越近的支付计得越多，合计{2:高于|低于}平均水平"))
        {
            Sense = RiskSense.MoreLowers, Counted = c => [(double)Bought(c).Spent, c.Silence],
        },
        new("money-trend", Money, Log, MoneyTrend, new(
            "mean of the last three payments over the mean of all", "最近三次支付均值与全部均值之比",
            "Their last three orders were {0:0.0} times as large as all of theirs on average", "最近三单的平均金额为全部订单平均的{0:0.0}倍")),
        new("last-payment", Money, Log1p, c => (double)Bought(c).Recent[^1].Total, new(
            "paid for the last order", "最近一单的支付金额", "Paid {0:#,##0.00} {currency} for the last order", "最近一单支付{0:#,##0.00} {currency}")) { Sense = RiskSense.MoreLowers },
    ];

    private static Purchases Bought(CustomerDay customer) => customer.Profile.Purchases;

    private static double Fade(int days) => Math.Pow(2, -days / ProfileFold.FadingDays);

    /// <summary>Of the last orders, those between two numbers of days ago.</summary>
    internal static int Orders(CustomerDay customer, int mostDaysAgo, int leastDaysAgo)
    {
        var orders = 0;
        foreach (var order in Bought(customer).Recent)
        {
            var ago = (customer.Now - order.At).TotalDays;
            if (ago <= mostDaysAgo && ago >= leastDaysAgo)
                orders++;
        }

        return orders;
    }

    private static double MoneyTrend(CustomerDay customer)
    {
        var bought = Bought(customer);
        if (bought.Orders <= TrendOrders || bought.Spent <= 0)
            return double.NaN;
        var last = 0.0;
        for (var i = 1; i <= TrendOrders; i++)
            last += (double)bought.Recent[^i].Total;
        return last / TrendOrders / ((double)bought.Spent / bought.Orders);
    }
}
