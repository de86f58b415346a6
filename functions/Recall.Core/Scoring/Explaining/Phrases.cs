using System.Globalization;
using Recall.Core.Scoring.Churn;
using Recall.Core.Scoring.Rhythm;
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
        ["rhythm-within-drawn"] = new("within the {0:#day|days} that follow from the {1:0} assumed and their own gaps", "仍在{0:0}天期限内（由假定的{1:0}天与本人购买间隔得出）"),
        ["rhythm-longer-drawn"] = new("longer than the {0:#day|days} that follow from the {1:0} assumed and their own gaps", "沉默时间已超过{0:0}天期限（由假定的{1:0}天与本人购买间隔得出）"),
        ["rhythm-far-drawn"] = new("far longer than the {0:#day|days} that follow from the {1:0} assumed and their own gaps", "沉默时间远超{0:0}天期限（由假定的{1:0}天与本人购买间隔得出）"),
        ["gap"] = new("{0:#day|days}", "{0:0}天"),
        ["gap-fine"] = new("{0:0.0} days", "{0:0.0}天"),
        ["chance"] = new("{0:0} %", "{0:0}%"),
        ["chance-or-more"] = new("{0:0} % or more", "{0:0}%或更高"),
        ["chance-or-less"] = new("{0:0} % or less", "{0:0}%或更低"),
        ["chance-least"] = new("under 1 %", "不到1%"),
        ["chance-most"] = new("over 99 %", "99%以上"),
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
        ["p-alive"] = new("Still a customer with a probability of {0} (P(alive), by the times of their orders alone, {1}).", "仍是客户的可能性为{0}（活跃概率，仅依据订单时间，{1}）。"),
        ["p-alive-below"] = new(
            "By the times of their orders alone still a customer with a probability of {0} (P(alive), {1}). The scorecard, which looks at more than that, is less sure that they have left. Nobody knows yet which of the two is right: the truth may lie anywhere between them, and the percentage above is the more favourable one.",
            "仅依据订单时间，仍是客户的可能性为{0}（活跃概率，{1}）。评分卡参考的信息更多，对其已离开没有那么肯定：目前还不知道哪一个更准，实际情况可能在两者之间，上面的百分比是其中较乐观的一个。"),
        ["p-alive-below-likely"] = new(
            "By the times of their orders alone still a customer with a probability of {0} (P(alive), {1}). The scorecard, which looks at more than that, gives an even higher chance that they buy. Nobody knows yet which of the two is right: the truth may lie anywhere between them, and the percentage above is the more favourable one.",
            "仅依据订单时间，仍是客户的可能性为{0}（活跃概率，{1}）。评分卡参考的信息更多，认为其购买的可能性比这还高：目前还不知道哪一个更准，实际情况可能在两者之间，上面的百分比是其中较乐观的一个。"),
        ["p-alive-though-Dormant"] = new(
            "Dormant and yet probably a customer: the stage compares their silence with the pauses of those who come back; P(alive) also weighs how often this shop's customers leave for good, and how this one has bought so far.",
            "虽属沉睡，但很可能仍是客户：阶段只把沉默时间与回购者的间隔相比；活跃概率还考虑了本店客户彻底离开的多少，以及该客户以往的购买情况。"),
        ["p-alive-though-Lost"] = new(
            "Lost by their silence and yet probably a customer: the stage compares it with the pauses of those who come back; P(alive) also weighs how often this shop's customers leave for good, and how this one has bought so far.",
            "按沉默时间属流失，但很可能仍是客户：阶段只把沉默时间与回购者的间隔相比；活跃概率还考虑了本店客户彻底离开的多少，以及该客户以往的购买情况。"),
        ["expected-orders"] = new("Expected to buy on {0:0.00} days in the next {1:#day|days} (by {2}).", "预计未来{1}天内有{0:0.00}天会购买（采用{2}）。"),
        ["clv"] = new(
            "Expected to bring {0:#,##0.00} {currency} in the next 12 months, discounted (by the times and amounts of their orders alone: {1}).",
            "预计未来12个月带来{0:#,##0.00} {currency}的收入（已折现，仅依据订单的时间与金额：{1}）。"),
        ["clv-least"] = new(
            "Expected to bring {0:#,##0.00} {currency} or more in the next 12 months, discounted (by the times and amounts of their orders alone: {1}. By these they buy less surely than by the scorecard; more if the scorecard is right).",
            "预计未来12个月带来{0:#,##0.00} {currency}或更多的收入（已折现，仅依据订单的时间与金额：{1}；由此判断其购买的可能性比评分卡的判断更小，若评分卡更准则更多）。"),
        ["clv-models"] = new("{0} and gamma-gamma", "{0}和Gamma-Gamma"),
        ["clv-models-faithful"] = new("{0}, by which nobody leaves before a second order, and gamma-gamma", "{0}（假定第二单之前无人离开）和Gamma-Gamma"),
        ["clv-unmodelled"] = new(
            "Expected revenue and P(alive) are not known: when customers of this shop come back could not be modelled ({0}).",
            "预期收入和活跃概率未知：无法为本店客户的回购建立模型（{0}）。"),
        ["clv-none"] = new("No expected revenue: spend could not be modelled ({0}).", "无预期收入：消费金额模型无法拟合（{0}）。"),
        ["tier-Top"] = new("Top 20 % by value: paid {0:#,##0.00} {currency}{1}.", "价值前20%：支付{0:#,##0.00} {currency}{1}。"),
        ["tier-Middle"] = new("Middle by value: paid {0:#,##0.00} {currency}{1}.", "价值居中：支付{0:#,##0.00} {currency}{1}。"),
        ["tier-Bottom"] = new("Bottom 30 % by value: paid {0:#,##0.00} {currency}{1}.", "价值后30%：支付{0:#,##0.00} {currency}{1}。"),
        ["tier-LossMaking"] = new("Costs more than they bring: {0:#,##0.00} {currency}{1}.", "亏损客户：净额为{0:#,##0.00} {currency}{1}。"),
        ["tier-few"] = new("Paid {0:#,##0.00} {currency}{1}.", "支付{0:#,##0.00} {currency}{1}。"),
        ["net-refunds"] = new(" net of refunds", "（已扣除退款）"),
        ["net-costs"] = new(" net of known costs", "（已扣除已知成本）"),
        ["net-refunds-costs"] = new(" net of refunds and known costs", "（已扣除退款和已知成本）"),
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
        Say(Table.GetValueOrDefault(key) ?? ChurnPhrases.All.GetValueOrDefault(key) ?? RelationPhrases.All[key], values);

    /// <summary>An indicator's sentence, to stand inside another.</summary>
    public string Say(IndicatorWords words, IReadOnlyList<double> numbers) => Say(words.Sentence, [.. numbers]);

    /// <summary>How long their silence is; where no rhythm is known, against the days that are assumed, which the first gaps of one's own change.</summary>
    public string Rhythm(Score score)
    {
        var how = score.Stage switch { LifecycleStage.Lost => "rhythm-far", LifecycleStage.Dormant => "rhythm-longer", _ => "rhythm-within" };
        return score.Rhythm != RhythmSource.Default ? Say(how)
            : Say(how + (score.LapseThresholdDays == LapseThreshold.DefaultDays ? "-Default" : "-drawn"), Math.Ceiling(score.LapseThresholdDays), LapseThreshold.DefaultDays);
    }

    /// <summary>A probability in whole per cent. No rounding makes anything certain.</summary>
    /// <param name="probability">In [0, 1].</param>
    /// <param name="end">Where it is one end of a range, which: <c>or-more</c>, <c>or-less</c>.</param>
    public string Chance(double probability, string? end = null) => probability switch
    {
        < LeastTold => Say("chance-least"),
        > 1 - LeastTold => Say("chance-most"),
        _ => Say(end is null ? "chance" : $"chance-{end}", 100 * probability),
    };

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

    /// <summary>Half a per cent would be rounded to none.</summary>
    private const double LeastTold = 0.005;

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
