using Recall.Core.Customers;
using Recall.Core.Scoring.Rhythm;
using static Recall.Core.Scoring.Churn.IndicatorFamily;
using static Recall.Core.Scoring.Churn.Transform;

namespace Recall.Core.Scoring.Churn.Catalogue;

/// <summary>What is in the baskets, at what discount, and what came back.</summary>
internal static class BasketIndicators
{
    public static IReadOnlyList<Indicator> All { get; } =
    [
        new("items-per-order", Basket, Log1p, c => Bought(c).Items > 0 ? Share(Bought(c).Items, c) : double.NaN, new(
            "pieces per order", "每单件数", "Buys {0:#,0.#} pieces an order on average", "平均每单购买{0:#,0.#}件")),
        new("categories", Basket, Log1p, c => c.Profile.Categories.Count > 0 ? c.Profile.Categories.Count : double.NaN, new(
            "categories bought from", "购买过的品类数", "Buys from {0:#category|categories}", "购买过{0:0}个品类")),
        new("main-category-share", Basket, Linear, MainShare, new(
            "share of orders with the main category", "主要品类的订单占比", "{0:0 %} of orders have their main category", "{0:0 %}的订单含主要品类")),
        new("gift-share", Basket, Linear, c => Share(Bought(c).Gifts, c), new(
            "share of orders that were gifts", "礼品订单占比", "{0:#,0} of {1:#order|orders} were gifts", "{1:#,0}笔订单中有{0:#,0}笔为礼品"))
        {
            Counted = c => [Bought(c).Gifts, Bought(c).Orders],
        },
        new("discount-share", Discounts, Linear, c => Share(Bought(c).DiscountedOrders, c), new(
            "share of orders with a discount or coupon", "使用优惠的订单占比", "{0:#,0} of {1:#order|orders} had a discount", "{1:#,0}笔订单中有{0:#,0}笔使用了优惠"))
        {
            Counted = c => [Bought(c).DiscountedOrders, Bought(c).Orders],
        },
        new("discount-depth", Discounts, Linear, c => Depth(Bought(c).Discounts, Bought(c).Spent + Bought(c).Discounts), new(
            "discounts over what the orders would have cost", "优惠金额占原价的比例", "Discounts took {0:0 %} off", "优惠共减免{0:0 %}")),
        new("refunds-per-order", Returns, Log1p, c => Share(Dated(c), c), new(
            "refunds per order, of refunds whose day is known", "每单退款次数（仅计日期已知的退款）",
            "{0:#refund|refunds} of {1:#order|orders}{2:|, of those whose day is known}", "{1:#,0}笔订单退款{0:#,0}次{2:|（仅计日期已知的）}"))
        {
            Counted = c => [Dated(c), Bought(c).Orders, AllDated(c)],
        },
        new("refunded-share", Returns, Linear, c => Depth(DatedAmount(c), Bought(c).Spent), new(
            "refunded over paid, of refunds whose day is known", "退款金额占支付金额的比例（仅计日期已知的退款）",
            "{0:#,##0.00} {currency} of {1:#,##0.00} {currency} paid came back{2:|, of refunds whose day is known}", "支付的{1:#,##0.00} {currency}中已退款{0:#,##0.00} {currency}{2:|（仅计日期已知的）}"))
        {
            Counted = c => [(double)DatedAmount(c), (double)Bought(c).Spent, AllDated(c)],
        },
        new("refund-last", Returns, Linear, c => c.Profile.Refunds.LastAt > Bought(c).LastAt ? 1 : 0, new(
            "the last thing that happened was a refund, not an order (1), or not (0)", "最近一次是退款而非下单（1）或否（0）",
            "The last thing was {0:a refund, not an order|an order, not a refund}", "最近一次是{0:退款而非下单|下单而非退款}")),
    ];

    private static Purchases Bought(CustomerDay customer) => customer.Profile.Purchases;

    private static int Dated(CustomerDay customer) => customer.Profile.Refunds.Count - customer.Profile.Refunds.Undated;

    private static decimal DatedAmount(CustomerDay customer) => customer.Profile.Refunds.Amount - customer.Profile.Refunds.UndatedAmount;

    /// <summary>1 where every refund has its day, which a sentence then need not say.</summary>
    private static double AllDated(CustomerDay customer) => customer.Profile.Refunds.Undated == 0 ? 1 : 0;

    private static double Share(int part, CustomerDay customer) => (double)part / Bought(customer).Orders;

    private static double Depth(decimal part, decimal whole) => whole > 0 ? Math.Min(1, (double)(part / whole)) : 0;

    private static double MainShare(CustomerDay customer) => MainCategory.Of(customer.Profile) is { } name
        ? Share(customer.Profile.Categories[name].Orders, customer)
        : double.NaN;
}
