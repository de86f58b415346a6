using Recall.Core.Customers;
using static Recall.Core.Scoring.Churn.IndicatorFamily;
using static Recall.Core.Scoring.Churn.Transform;

namespace Recall.Core.Scoring.Churn.Catalogue;

/// <summary>Whether the coming months are those in which somebody buys.</summary>
internal static class SeasonIndicators
{
    private const int DaysOfYear = 365;
    private const int QuarterDays = 90;

    public static IReadOnlyList<Indicator> All { get; } =
    [
        new("season-a-year-ago", Season, Linear, SeasonAYearAgo, new(
            "bought in these coming three months a year ago, or twelve times since (1), or neither (0)", "去年同期（未来三个月）或此后购买过12次（1），或都没有（0）",
            "{0:Bought|Did not buy} in these coming three months a year ago{0:, or twelve times since|}", "去年同期（未来三个月）{0:有购买，或此后购买过12次|没有购买}")) { Sense = RiskSense.MoreLowers },
        new("season-match", Season, Log, SeasonMatch, new(
            "the customer's own purchase days in the coming three calendar months, against an even year",
            "本人在未来三个日历月份的购买天数与全年均匀分布之比",
            "{0:#,0} of their {1:#purchase day|purchase days} fell into the months {2:0}, {3:0} and {4:0} of a year, which come next", "{1:#,0}个购买日中有{0:#,0}个在即将到来的{2:0}月、{3:0}月和{4:0}月"))
        {
            Sense = RiskSense.MoreLowers, Counted = c => [InComingMonths(c), Bought(c).Days, .. ComingMonths(c)],
        },
    ];

    private static Purchases Bought(CustomerDay customer) => customer.Profile.Purchases;

    /// <summary>Of those whose last orders, which are all that is kept one by one, do not reach back so far, so many orders since say as much.</summary>
    private static double SeasonAYearAgo(CustomerDay customer)
    {
        if (customer.Tenure < DaysOfYear)
            return double.NaN;
        var bought = BuyingIndicators.Orders(customer, DaysOfYear, DaysOfYear - QuarterDays) > 0;
        var recent = Bought(customer).Recent;
        return bought ? 1 : recent.Count < ProfileFold.MaxRecentOrders || customer.Since(recent[0].At) >= DaysOfYear ? 0 : 1;
    }

    /// <summary>Four even days are added, one in the coming quarter, so that a single purchase says little.</summary>
    private static double SeasonMatch(CustomerDay customer) => 4.0 * (1 + InComingMonths(customer)) / (Bought(customer).Days + 4);

    private static int InComingMonths(CustomerDay customer)
    {
        var days = 0;
        foreach (var month in ComingMonths(customer))
            days += Bought(customer).Months[(int)month - 1];
        return days;
    }

    /// <summary>The three calendar months that most of the next 90 days fall into, 1 to 12.</summary>
    private static double[] ComingMonths(CustomerDay customer)
    {
        var first = customer.Today.AddDays(15).Month - 1;
        return [1 + first, 1 + ((first + 1) % 12), 1 + ((first + 2) % 12)];
    }
}
