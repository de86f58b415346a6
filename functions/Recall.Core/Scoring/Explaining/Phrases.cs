using System.Globalization;
using Recall.Core.Scoring.Churn;
using Recall.Core.Wording;

namespace Recall.Core.Scoring.Explaining;

/// <summary>The sentences of reasons, for one reader.</summary>
/// <param name="locale">Theirs, BCP 47.</param>
/// <param name="currency">Of all amounts: <c>{currency}</c> in a sentence.</param>
internal sealed class Phrases(string? locale, string currency)
{
    private static readonly Dictionary<string, Phrase> Table = new(StringComparer.Ordinal)
    {
        ["stage-Seed"] = new("Has not bought yet.", "尚未下单。"),
        ["stage-Growth"] = new("Has bought on {0:#day|days}; not a regular yet.", "购买过{0}天，尚未成为常客。"),
        ["stage-Mature"] = new("A regular: bought on {0:#day|days} and is {1}.", "常客：购买过{0}天，{1}。"),
        ["stage-Dormant"] = new("Dormant: silent for {1}.", "沉睡：{1}。"),
        ["stage-Lost"] = new("Lost: silent for {1}.", "流失：{1}。"),
        ["rhythm-within"] = new("within the usual rhythm", "仍在正常购买节奏内"),
        ["rhythm-longer"] = new("longer than the usual rhythm explains", "沉默时间已超出正常购买节奏"),
        ["rhythm-far"] = new("far longer than the usual rhythm explains", "沉默时间远超正常购买节奏"),
        ["rhythm-within-Default"] = new("within the {0:#day|days} assumed", "仍在假定的{0:0}天期限内"),
        ["rhythm-longer-Default"] = new("longer than the {0:#day|days} assumed", "沉默时间已超过假定的{0:0}天期限"),
        ["rhythm-far-Default"] = new("far longer than the {0:#day|days} assumed", "沉默时间远超假定的{0:0}天期限"),
        ["gap"] = new("{0:#day|days}", "{0:0}天"),
        ["gap-fine"] = new("{0:0.0} days", "{0:0.0}天"),
        ["silence-Own"] = new(
            "Silent for {0:#day|days}; usually buys every {1} (from {2:#gap|gaps} of their own).",
            "已沉默{0}天；通常每{1}购买一次（依据本人{2}次购买间隔）。"),
        ["silence-Category"] = new(
            "Silent for {0:#day|days}; buyers of '{3}' who buy again usually do so after {1} (from {2:#gap|gaps}).",
            "已沉默{0}天；“{3}”类回购客户通常在{1}后再次购买（依据{2}次购买间隔）。"),
        ["silence-Shop"] = new(
            "Silent for {0:#day|days}; customers of the shop who buy again usually do so after {1} (from {2:#gap|gaps}).",
            "已沉默{0}天；本店回购客户通常在{1}后再次购买（依据{2}次购买间隔）。"),
        ["silence-Default"] = new(
            "Silent for {0:#day|days}; the shop has too little history to know a rhythm.", "已沉默{0}天；本店历史数据太少，无法判断购买节奏。"),
        ["silence-drawn-Category"] = new(
            "Silent for {0:#day|days}; has bought every {4} so far ({5:#gap|gaps} of their own), buyers of '{3}' who buy again usually after {1} (from {2:#gap|gaps}); both count.",
            "已沉默{0}天；本人至今每{4}购买一次（{5}次购买间隔），“{3}”类回购客户通常在{1}后再次购买（依据{2}次购买间隔），两者一并考虑。"),
        ["silence-drawn-Shop"] = new(
            "Silent for {0:#day|days}; has bought every {4} so far ({5:#gap|gaps} of their own), customers of the shop who buy again usually after {1} (from {2:#gap|gaps}); both count.",
            "已沉默{0}天；本人至今每{4}购买一次（{5}次购买间隔），本店回购客户通常在{1}后再次购买（依据{2}次购买间隔），两者一并考虑。"),
        ["silence-drawn-Default"] = new(
            "Silent for {0:#day|days}; has bought every {4} so far ({5:#gap|gaps} of their own); the shop has too little history to know a rhythm beside it.",
            "已沉默{0}天；本人至今每{4}购买一次（{5}次购买间隔）；本店历史数据太少，无其他节奏可参考。"),
        ["lapse-ratio"] = new(
            "Counts as lapsed after {1:#day|days} of silence; now at {0:0.00} times that.", "沉默满{1}天即视为沉睡；目前为该期限的{0:0.00}倍。"),
        ["p-alive"] = new(
            "Still a customer with a probability of {0:0} % (P(alive), by the times of their orders alone, {1}).", "仍是客户的可能性为{0:0}%（活跃概率，仅依据订单时间，{1}）。"),
        ["p-alive-below"] = new(
            "By the times of their orders alone still a customer with a probability of {0:0} % (P(alive), {1}). The scorecard, which looks at more than that, is less sure that they have left: take the two as the ends of a range, and the percentage above as the hopeful end.",
            "仅依据订单时间，仍是客户的可能性为{0:0}%（活跃概率，{1}）。评分卡参考的信息更多，对其已离开没有那么肯定：请把两者看作一个范围的两端，上面的百分比是较乐观的一端。"),
        ["p-alive-though-Dormant"] = new(
            "Dormant and yet probably a customer: the stage compares their silence with the pauses of those who come back; P(alive) also weighs how often this shop's customers leave for good, and how this one has bought so far.",
            "虽属沉睡，但很可能仍是客户：阶段只把沉默时间与回购者的间隔相比；活跃概率还考虑了本店客户彻底离开的多少，以及该客户以往的购买情况。"),
        ["p-alive-though-Lost"] = new(
            "Lost by their silence and yet probably a customer: the stage compares it with the pauses of those who come back; P(alive) also weighs how often this shop's customers leave for good, and how this one has bought so far.",
            "按沉默时间属流失，但很可能仍是客户：阶段只把沉默时间与回购者的间隔相比；活跃概率还考虑了本店客户彻底离开的多少，以及该客户以往的购买情况。"),
        ["churn"] = new(
            "Likely not to buy in the next {1:#day|days}: {0:0} % (learnt from {2:#,0} customers of this shop on {3} earlier dates).",
            "未来{1}天内不购买的可能性：{0:0}%（依据本店{2:#,0}位客户在{3}个过往日期的表现）。"),
        ["churn-least"] = new(
            "Likely not to buy in the next {1:#day|days}: {0:0} % or more (learnt from {2:#,0} customers of this shop on {3} earlier dates).",
            "未来{1}天内不购买的可能性：{0:0}%或更高（依据本店{2:#,0}位客户在{3}个过往日期的表现）。"),
        ["churn-buying"] = new(
            "Likely not to buy in the next {1:#day|days}: {0:0} % (by {2}, which lately foresaw who buys here better than the scorecard).",
            "未来{1}天内不购买的可能性：{0:0}%（采用{2}，其近期对本店客户的预测优于评分卡）。"),
        ["churn-prior"] = new(
            "Likely not to buy in the next {1:#day|days}: roughly {0:0} %, a guess from other shops, because too little is known of what became of this one's customers lately.",
            "未来{1}天内不购买的可能性：大约{0:0}%。对本店客户近期去向所知太少，此为参考其他商店的粗略估计。"),
        ["churn-buying-young"] = new(
            "Likely not to buy in the next {1:#day|days}: {0:0} % (by {2}, learnt from when this shop's customers have bought; too little is known yet of what became of them to learn a scorecard).",
            "未来{1}天内不购买的可能性：{0:0}%（采用{2}，依据本店客户的购买时间；对其后续去向所知太少，尚无法学习评分卡）。"),
        ["churn-up"] = new("Raises that risk by {0:0} points: {1}.", "使该风险上升{0:0}分：{1}。"),
        ["churn-down"] = new("Lowers that risk by {0:0} points: {1}.", "使该风险下降{0:0}分：{1}。"),
        ["churn-hint-up"] = new("Speaks for a higher risk, by {0:0} points: {1}.", "表明风险偏高（{0:0}分）：{1}。"),
        ["churn-hint-down"] = new("Speaks for a lower risk, by {0:0} points: {1}.", "表明风险偏低（{0:0}分）：{1}。"),
        ["churn-season-up"] = new("Fewer bought in the coming weeks a year ago", "去年同期接下来几周购买者较少"),
        ["churn-season-down"] = new("More bought in the coming weeks a year ago", "去年同期接下来几周购买者较多"),
        ["churn-outlook-up"] = new("The weeks ahead are expected to be quieter for the shop than the last ones", "预计接下来几周本店比最近几周清淡"),
        ["churn-outlook-down"] = new("The weeks ahead are expected to be livelier for the shop than the last ones", "预计接下来几周本店比最近几周活跃"),
        ["churn-family-Recency"] = new("Their silence and their rhythm, taken together", "综合沉默时长与购买节奏"),
        ["churn-family-Frequency"] = new("How often, how much and how lately they have bought, taken together", "综合购买次数、金额与时间"),
        ["churn-scale-hint"] = new(
            "These points are from a scorecard of other shops and are not in the percentage above: against an average customer there, every {0:0} would double the odds of not buying.",
            "以上分数来自按其他商店预设的评分卡，不计入上面的百分比：与那里的平均客户相比，每{0:0}分相当于不购买的可能性（赔率）翻倍。"),
        ["churn-scale-prior"] = new(
            "Points compare with an average customer of other shops; every {0:0} double the odds of not buying.",
            "分数是与其他商店的平均客户相比；每{0:0}分使不购买的可能性（赔率）翻倍。"),
        ["churn-scale"] = new(
            "Points compare with an average customer of the shop; every {0:0} double the odds of not buying.",
            "分数是与本店平均客户相比；每{0:0}分使不购买的可能性（赔率）翻倍。"),
        ["expected-orders"] = new("Expected to buy on {0:0.00} days in the next {1:#day|days}.", "预计未来{1}天内有{0:0.00}天会购买。"),
        ["clv"] = new("Expected to bring {0:#,##0.00} {currency} in the next 12 months, discounted (by the times and amounts of their orders alone).", "预计未来12个月带来{0:#,##0.00} {currency}的收入（已折现，仅依据订单的时间与金额）。"),
        ["clv-least"] = new(
            "Expected to bring {0:#,##0.00} {currency} or more in the next 12 months, discounted (by the times and amounts of their orders alone, by which they have left more surely than by the scorecard; more if the scorecard is right).",
            "预计未来12个月带来{0:#,##0.00} {currency}或更多的收入（已折现，仅依据订单的时间与金额，由此判断其已离开的可能性比评分卡的判断更大；若评分卡更准则更多）。"),
        ["clv-unmodelled"] = new(
            "Expected revenue and P(alive) are not known: when customers of this shop come back could not be modelled ({0}).",
            "预期收入和活跃概率未知：无法为本店客户的回购建立模型（{0}）。"),
        ["clv-none"] = new("No expected revenue: spend could not be modelled ({0}).", "无预期收入：消费金额模型无法拟合（{0}）。"),
        ["tier-Top"] = new("Top 20 % by value: paid {0:#,##0.00} {currency} net of {1}.", "价值前20%：扣除{1}后净支付{0:#,##0.00} {currency}。"),
        ["tier-Middle"] = new("Middle by value: paid {0:#,##0.00} {currency} net of {1}.", "价值居中：扣除{1}后净支付{0:#,##0.00} {currency}。"),
        ["tier-Bottom"] = new("Bottom 30 % by value: paid {0:#,##0.00} {currency} net of {1}.", "价值后30%：扣除{1}后净支付{0:#,##0.00} {currency}。"),
        ["tier-LossMaking"] = new("Costs more than they bring: {0:#,##0.00} {currency} net of {1}.", "亏损客户：扣除{1}后净额为{0:#,##0.00} {currency}。"),
        ["net-refunds"] = new("refunds", "退款"),
        ["net-costs"] = new("refunds and known costs", "退款和已知成本"),
        ["rfm"] = new("Recency {0}, frequency {1}, money {2}, each from 1 (low) to 5 (high).", "最近购买{0}分，频率{1}分，金额{2}分（1低，5高）。"),
        ["open-complaints"] = new(
            "{0:#complaint|complaints} not settled; the last one {1:#day|days} ago.", "有{0}起投诉未解决，最近一起在{1}天前。"),
        ["low-rating"] = new("Rated the shop {0} of 10.", "对本店评分为{0}分（满分10分）。"),
        ["refunds"] = new("Got {0:#,##0.00} {currency} back in {1:#refund|refunds}.", "共获{1}次退款，金额{0:#,##0.00} {currency}。"),
        ["late-deliveries"] = new("{1} of {2:#delivery|deliveries} came late.", "{2}次送货中有{1}次迟到。"),
        ["payment-failures"] = new("{0:#payment|payments} failed.", "有{0}次付款失败。"),
        ["unanswered"] = new("No order or reply after the last {0:#message|messages}.", "最近{0}条消息后没有下单或回复。"),
        ["discount-dependence"] = new("Used a discount in {1} of {2:#order|orders}.", "{2}笔订单中有{1}笔使用了优惠。"),
        ["visits-without-order"] = new("Looked around since the last order without buying ({0:#view, cart or log-in|views, carts and log-ins}).", "上次下单后浏览、加购或登录共{0}次，但未购买。"),
        ["visits-before-order"] = new("Looked around without buying yet ({0:#view, cart or log-in|views, carts and log-ins}).", "浏览、加购或登录共{0}次，尚未购买。"),
    };

    /// <summary>A sentence with its numbers.</summary>
    public string Say(string key, params object?[] values) =>
        Say(Table.GetValueOrDefault(key) ?? RelationPhrases.All[key], values);

    /// <summary>An indicator's sentence, to stand inside another.</summary>
    public string Say(IndicatorWords words, double value) => Say(words.Sentence, value);

    /// <summary>How long their silence is; where no rhythm is known, against the days that are assumed.</summary>
    public string Rhythm(Score score)
    {
        var how = score.Stage switch { LifecycleStage.Lost => "rhythm-far", LifecycleStage.Dormant => "rhythm-longer", _ => "rhythm-within" };
        return score.Rhythm == RhythmSource.Default ? Say(how + "-Default", Math.Ceiling(score.LapseThresholdDays)) : Say(how);
    }

    /// <summary>A gap between purchases: of few days to a tenth, or the silence over it would seem to be reckoned wrongly.</summary>
    public string Gap(double days) =>
        double.IsNaN(days) ? "-" : Say(days < 10 && Math.Abs(days - Math.Round(days)) >= 0.05 ? "gap-fine" : "gap", days);

    /// <summary>An amount and the ends of its interval, with two decimals or as many as it takes to tell the ends apart: an interval that reads like a point says too much.</summary>
    public static IReadOnlyList<object?> WithInterval(double amount, double low, double high)
    {
        var decimals = high > low ? (int)Math.Clamp(Math.Ceiling(Math.Log10(LeastSteps / (high - low))), LeastDecimals, MostDecimals) : LeastDecimals;
        var digits = "0." + new string('0', decimals);
        return [.. new[] { amount, low, high }.Select(a => a.ToString($"{digits};-{digits};{digits}", CultureInfo.InvariantCulture))];
    }

    private const double LeastSteps = 2;
    private const int LeastDecimals = 2;
    private const int MostDecimals = 6;

    /// <summary>Parts of a sentence, joined.</summary>
    public string List(IEnumerable<string> parts) => string.Join(Phrase.IsChinese(locale) ? "；" : "; ", parts);

    /// <summary>A word of <see cref="Words"/>.</summary>
    public string Word(string word) => Words.Of(word, locale);

    private string Say(Phrase phrase, params object?[] values) =>
        phrase.Say(locale, name => name == "currency" ? currency : values[int.Parse(name, CultureInfo.InvariantCulture)]);
}
