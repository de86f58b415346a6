using Recall.Core.Customers;
using static Recall.Core.Scoring.Churn.Transform;

namespace Recall.Core.Scoring.Churn.Catalogue;

/// <summary>How the shop served them and what they said about it.</summary>
internal static class ServiceIndicators
{
    public static IReadOnlyList<Indicator> All { get; } =
    [
        new("complaints", IndicatorFamily.Service, Log1p, c => Of(c).Complaints, new(
            "complaints, settled or not", "投诉次数", "Complained {0:#time|times}", "投诉过{0:0}次")),
        new("open-complaints", IndicatorFamily.Service, Log1p, c => Of(c).OpenComplaints, new(
            "complaints not settled", "未解决的投诉数", "{0:#complaint|complaints} not settled", "有{0:0}起投诉未解决")),
        new("days-since-complaint", IndicatorFamily.Service, Log1p, c => c.Since(Of(c).LastComplaintAt), new(
            "days since the last complaint", "距最近一次投诉的天数", "Complained {0:#day|days} ago", "{0:0}天前投诉过")),
        new("rating", IndicatorFamily.Service, Linear, c => Of(c).LastRating ?? double.NaN, new(
            "last survey rating, 0 to 10", "最近一次评分（0–10）", "Rated the shop {0:0} of 10", "对本店评分{0:0}分（满分10分）")),
        new("rating-trend", IndicatorFamily.Service, Linear, RatingTrend, new(
            "last rating less the mean of all", "最近评分与平均评分之差", "The last rating was {0:0}, on average they gave {1:0.0}", "最近评分{0:0}分，本人平均{1:0.0}分"))
        {
            Counted = c => [Of(c).LastRating ?? double.NaN, (double)Of(c).RatingSum / Of(c).Surveys],
        },
        new("late-share", IndicatorFamily.Service, Linear, c => Of(c).Deliveries > 0 ? (double)Of(c).LateDeliveries / Of(c).Deliveries : double.NaN, new(
            "share of deliveries after the promised day", "延迟送达占比", "{0:#,0} of {1:#delivery|deliveries} came late", "{1:#,0}次送货中有{0:#,0}次迟到"))
        {
            Counted = c => [Of(c).LateDeliveries, Of(c).Deliveries],
        },
        new("payment-failures", IndicatorFamily.Service, Log1p, c => Of(c).PaymentFailures, new(
            "payments that failed", "支付失败次数", "{0:#payment|payments} failed", "支付失败{0:0}次")),
        new("payment-failures-since-order", IndicatorFamily.Service, Log1p, c => Of(c).PaymentFailuresSinceOrder, new(
            "payments that failed after the last order", "上次下单后的支付失败次数", "{0:#payment|payments} failed since the last order", "上次下单后支付失败{0:0}次")),
    ];

    private static Service Of(CustomerDay customer) => customer.Profile.Service;

    private static double RatingTrend(CustomerDay customer) =>
        Of(customer) is { Surveys: >= 2, LastRating: { } last } service ? last - ((double)service.RatingSum / service.Surveys) : double.NaN;
}
