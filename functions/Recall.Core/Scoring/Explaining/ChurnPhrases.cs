using Recall.Core.Wording;

namespace Recall.Core.Scoring.Explaining;

/// <summary>Sentences of <see cref="ChurnReasons"/>, as in <see cref="Phrases"/>.</summary>
internal static class ChurnPhrases
{
    public static IReadOnlyDictionary<string, Phrase> All { get; } = new Dictionary<string, Phrase>(StringComparer.Ordinal)
    {
        ["churn"] = new(
            "Likely not to buy in the next {1:#day|days}: {0} (by the scorecard, learnt from {2:#,0} customers of this shop on {3} earlier dates).",
            "未来{1}天内不购买的可能性：{0}（按评分卡，依据本店{2:#,0}位客户在{3}个过往日期的表现）。"),
        ["churn-buying"] = new(
            "Likely not to buy in the next {1:#day|days}: {0} (by {2}, which lately foresaw who buys here better than the scorecard).",
            "未来{1}天内不购买的可能性：{0}（采用{2}，其近期对本店客户的预测优于评分卡）。"),
        ["churn-prior"] = new(
            "Likely not to buy in the next {1:#day|days}: roughly {0}, a guess from other shops, because too little is known of what became of this one's customers lately.",
            "未来{1}天内不购买的可能性：大约{0}。对本店客户近期去向所知太少，此为参考其他商店的粗略估计。"),
        ["churn-buying-young"] = new(
            "Likely not to buy in the next {1:#day|days}: {0} (by {2}, learnt from when this shop's customers have bought; too little is known yet of what became of them to learn a scorecard).",
            "未来{1}天内不购买的可能性：{0}（采用{2}，依据本店客户的购买时间；对其后续去向所知太少，尚无法学习评分卡）。"),
        ["churn-up"] = new("Raises that risk by {0:0} points: {1}.", "使该风险上升{0:0}分：{1}。"),
        ["churn-down"] = new("Lowers that risk by {0:0} points: {1}.", "使该风险下降{0:0}分：{1}。"),
        ["churn-hint-up"] = new("Speaks for a higher risk, by {0:0} points: {1}.", "表明风险偏高（{0:0}分）：{1}。"),
        ["churn-hint-down"] = new("Speaks for a lower risk, by {0:0} points: {1}.", "表明风险偏低（{0:0}分）：{1}。"),
        ["churn-all-up"] = new("The same for all customers of the shop: the risk is raised by {0:0} points: {1}.", "对本店所有客户都一样：该风险上升{0:0}分：{1}。"),
        ["churn-all-down"] = new("The same for all customers of the shop: the risk is lowered by {0:0} points: {1}.", "对本店所有客户都一样：该风险下降{0:0}分：{1}。"),
        ["churn-season-up"] = new("Fewer bought in the coming weeks a year ago", "去年同期接下来几周购买者较少"),
        ["churn-season-down"] = new("More bought in the coming weeks a year ago", "去年同期接下来几周购买者较多"),
        ["churn-outlook-up"] = new("The weeks ahead are expected to be quieter for the shop than the last ones", "预计接下来几周本店比最近几周清淡"),
        ["churn-outlook-down"] = new("The weeks ahead are expected to be livelier for the shop than the last ones", "预计接下来几周本店比最近几周活跃"),
        ["churn-family-Recency"] = new("Their silence and their rhythm, taken together", "综合沉默时长与购买节奏"),
        ["churn-family-Frequency"] = new("How often, how much and how lately they have bought, taken together", "综合购买次数、金额与时间"),
        ["churn-family-Money"] = new("What they pay at a time, taken together", "综合每次支付金额"),
        ["churn-family-Basket"] = new("What is in their baskets, taken together", "综合购物篮内容"),
        ["churn-family-Discounts"] = new("How they use discounts, taken together", "综合优惠使用情况"),
        ["churn-family-Returns"] = new("What they got back, taken together", "综合退款情况"),
        ["churn-family-Service"] = new("How the shop served them, taken together", "综合服务体验"),
        ["churn-family-Messages"] = new("How they take messages, taken together", "综合对消息的反应"),
        ["churn-family-Visits"] = new("Their visits and carts without an order, taken together", "综合未下单的浏览与加购"),
        ["churn-family-Membership"] = new("Their membership, points and birthday, taken together", "综合会员、积分与生日"),
        ["churn-family-Season"] = new("The time of the year in which they buy, taken together", "综合购买的季节"),
        ["churn-scale-hint"] = new(
            "These points are from a scorecard of other shops and are not in the percentage above: against an average customer there, every {0:0} would double the odds of not buying.",
            "以上分数来自按其他商店预设的评分卡，不计入上面的百分比：与那里的平均客户相比，每{0:0}分相当于不购买的可能性（赔率）翻倍。"),
        ["churn-scale-prior"] = new(
            "Points compare with an average customer of other shops; every {0:0} double the odds of not buying.",
            "分数是与其他商店的平均客户相比；每{0:0}分使不购买的可能性（赔率）翻倍。"),
        ["churn-scale"] = new(
            "Points compare with an average customer of the shop; every {0:0} double the odds of not buying.",
            "分数是与本店平均客户相比；每{0:0}分使不购买的可能性（赔率）翻倍。"),
    };
}
