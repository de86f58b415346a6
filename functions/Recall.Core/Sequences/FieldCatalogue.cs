using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Segments;
using Recall.Core.Scoring.Uplift;
using Recall.Core.Sequences.Triggers;

namespace Recall.Core.Sequences;

/// <summary>Every field that a condition can compare, in the order of the reference.</summary>
public static class FieldCatalogue
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<CustomerField> All { get; } =
    [
        Number("profile.orders", "orders placed", "订单数", p => p.Purchases.Orders),
        Number("profile.purchase-days", "distinct days with an order", "有下单的天数", p => p.Purchases.Days),
        Number("profile.items", "pieces bought", "购买件数", p => p.Purchases is { Orders: > 0, Items: 0 } ? null : p.Purchases.Items),
        Number("profile.spent", "paid in all, before refunds", "累计消费金额（退款前）", p => (double)p.Purchases.Spent),
        Number("profile.average-order", "mean payment per order", "平均客单价",
            p => p.Purchases.Orders == 0 ? null : (double)p.Purchases.Spent / p.Purchases.Orders),
        Of("profile.discount-share", FieldType.Share, "share of orders with a discount or coupon; unknown while no order of the shop has had one", "使用优惠的订单占比（本店尚无任何优惠订单时未知）",
            f => f.Profile.Purchases.Orders == 0 || f.Score is { NoDiscounts: true } ? null : (double)f.Profile.Purchases.DiscountedOrders / f.Profile.Purchases.Orders,
            least: 0, most: 1),
        Share("profile.gift-share", "share of orders that were gifts", "礼品订单占比", p => p.Purchases.Gifts),
        Share("profile.weekend-share", "share of orders on a Saturday or Sunday, the customer's time", "周末下单的占比（当地时间）",
            p => Part(p.Purchases.Weekdays, 5, 6)),
        Of("profile.night-share", FieldType.Share, "share of orders with a time of day that came between 22:00 and 6:00, the customer's time",
            "有具体时间的订单中夜间（22 点至 6 点）下单的占比（当地时间）",
            f => f.Profile.Purchases.Hours.Sum() is > 0 and var timed ? Part(f.Profile.Purchases.Hours, 22, 23, 0, 1, 2, 3, 4, 5) / timed : null,
            least: 0, most: 1),
        Of("profile.refund-share", FieldType.Share, "share of what was paid that was refunded", "退款占消费金额的比例",
            f => f.Profile.Purchases.Spent > 0 ? Math.Min(1, (double)(f.Profile.Refunds.Amount / f.Profile.Purchases.Spent)) : null, least: 0, most: 1),
        Days("profile.days-since-order", "days since the last order", "距上次下单的天数",
            f => CalendarDays.SinceOrder(f.Profile.Purchases, f.Today)),
        Days("profile.days-since-visit", "days since the last view, cart or login", "距上次访问的天数",
            f => Since(f, f.Profile.Activity.LastAt)),
        Days("profile.days-since-cart", "days since the cart last changed", "距上次加购的天数", f => Since(f, f.Profile.Activity.LastCartAt)),
        Days("profile.days-since-message", "days since the last message to them", "距上次触达的天数",
            f => Since(f, f.Profile.Responses.LastSentAt)),
        Days("profile.days-since-first-seen", "days since the first event", "距首次出现的天数",
            f => f.Profile.Events == 0 ? null : Since(f, f.Profile.FirstSeen)),
        Number("profile.visits-since-order", "views, carts and logins since the last order", "上次下单后的访问次数", p => p.Activity.VisitsSinceOrder),
        Number("profile.refunds", "refunds", "退款次数", p => p.Refunds.Count),
        Number("profile.refunded", "refunded in all", "累计退款金额", p => (double)p.Refunds.Amount),
        Number("profile.complaints", "complaints, settled or not", "投诉次数", p => p.Service.Complaints),
        Number("profile.open-complaints", "complaints not settled", "未解决的投诉数", p => p.Service.OpenComplaints),
        Number("profile.payment-failures", "payments that failed", "支付失败次数", p => p.Service.PaymentFailures),
        Number("profile.late-deliveries", "deliveries after the promised day", "延迟送达次数", p => p.Service.LateDeliveries),
        Number("profile.rating", "last survey rating, 0 to 10", "最近一次评分（0–10）", p => p.Service.LastRating, most: 10),
        Number("profile.unanswered-messages", "messages since the last order or reply", "上次下单或回复后的触达次数", p => p.Responses.Unanswered),
        Number("profile.replies", "replies to messages", "回复次数", p => p.Responses.Replied),
        Number("profile.tier", "level in the loyalty programme", "会员等级", p => p.Person.Tier, double.NegativeInfinity),
        Number("profile.points", "loyalty points that can be spent", "可用积分", p => p.Person.Points, double.NegativeInfinity),
        Number("profile.carts-since-order", "cart changes since the last order", "上次下单后的加购次数", p => p.Activity.CartsSinceOrder),
        Words("profile.categories", "categories bought from", "购买过的品类", p => [.. p.Categories.Keys.Order(StringComparer.Ordinal)]),
        Words("profile.consents", "channels with consent", "已同意接收的渠道", Channels.Allowed),
        Words("profile.tags", "tags that events or sequences gave them", "事件或流程打上的标签", p => p.Tags),
        Flag("profile.has-email", "an e-mail address is known", "已知邮箱", p => p.Person.Email is not null),
        Flag("profile.has-phone", "a phone number is known", "已知手机号", p => p.Person.Phone is not null),
        Text("profile.locale", "language and region, as in zh-CN", "语言地区（如 zh-CN）", p => p.Person.Locale),
        Text("profile.language", "language alone, as in zh", "语言（如 zh）", p => p.Person.Locale?.Split('-', '_')[0]),
        Text("profile.time-zone", "IANA time zone", "IANA 时区", p => p.Person.TimeZone),
        Days("profile.days-to-birthday", "days until the next birthday, 0 on the day", "距生日的天数（当天为 0）", f => ToBirthday(f)),
        Days("profile.days-to-membership-expiry", "days until the membership ends, negative after it", "距会员到期的天数（到期后为负）",
            f => f.Profile.Person.MembershipExpiry is { } end ? end.DayNumber - f.Today.DayNumber : null, double.NegativeInfinity),
        Choice("score.stage", "stage of life with the shop", "生命周期阶段", s => (LifecycleStage?)s.Stage),
        Choice("score.tier", "value against the other customers", "价值层级", s => (ValueTier?)s.Tier),
        Score("score.recency", FieldType.Number, "recency score, 1 to 5 (best)", "最近购买得分 1–5", s => Fifth(s.Rfm.Recency), 1, 5),
        Score("score.frequency", FieldType.Number, "frequency score, 1 to 5 (best)", "购买频率得分 1–5", s => Fifth(s.Rfm.Frequency), 1, 5),
        Score("score.money", FieldType.Number, "money score, 1 to 5 (best)", "消费金额得分 1–5", s => Fifth(s.Rfm.Money), 1, 5),
        Score("score.p-buy", FieldType.Share, "probability of buying in the next 90 days", "未来 90 天内购买的概率", s => s.PBuy, 0, 1),
        Score("score.p-alive", FieldType.Share, "probability of still being a customer", "仍为活跃客户的概率", s => s.PAlive, 0, 1),
        Score("score.expected-orders", FieldType.Number, "purchase days expected within the model's horizon", "预期下单天数", s => s.ExpectedOrders, 0),
        Score("score.clv", FieldType.Number, "expected revenue of the next 365 days, discounted", "未来 365 天的预期价值（折现）", s => s.Clv),
        Score("score.churn", FieldType.Share, "probability of not buying in the next 90 days", "未来 90 天内不购买的概率", s => s.ChurnProbability, 0, 1),
        Score("score.lapse-ratio", FieldType.Number, "silence over the usual rhythm; 1 and more is lapsed", "沉默时长与正常周期之比（≥1 为流失）",
            s => s.LapseRatio, 0),
        Score("score.lapse-threshold", FieldType.Days, "days of silence that count as lapsed", "判定流失的沉默天数", s => s.LapseThresholdDays, 0),
        Choice("score.rhythm", "whose rhythm set the lapse threshold", "流失阈值的来源", s => (RhythmSource?)s.Rhythm),
        Choice("score.segment", "segment of recency, frequency and money", "RFM 客群", s => s.Segment),
        Choice("score.loyalty", "how far they have come with the shop", "忠诚度阶段", s => (LoyaltyStage?)s.Loyalty),
        Choice("score.churn-reason", "why a lapsed customer probably stays away", "流失的可能原因", s => s.Churn?.Cause),
        Of("score.tags", FieldType.Words, "tags by the rules of tags.yaml", "标签（tags.yaml 的规则）", f => f.Score?.Tags),
        Of("score.days-to-next-purchase", FieldType.Days, "days until the next purchase, if there is one before long; as likely sooner as later", "预计距下次购买的天数（若近期仍会购买）",
            f => f.Score?.Next is { } next ? Math.Max(0d, next.Day.DayNumber - f.Today.DayNumber) : null, least: 0),
        Of("score.next-category", FieldType.Text, "category they will probably buy next", "预计下次购买的品类", f => f.Score?.Next?.Category),
        Of("score.next-category-chance", FieldType.Share, "probability of that category, if they buy", "该品类的概率（若购买）",
            f => f.Score?.Next is { } next ? Known(next.CategoryProbability) : null, least: 0, most: 1),
        Touch("score.touch-margin", FieldType.Number, "margin that a message of this sequence is expected to add, all costs paid",
            "本流程每条消息预计带来的增量毛利（扣除全部成本）", t => t.Margin),
        Touch("score.touch-margin-low", FieldType.Number, "lower end of its 95 % interval", "其 95% 区间的下限", t => t.Low),
        Touch("score.touch-uplift", FieldType.Share, "what this sequence adds to the probability of an order", "本流程使下单概率提高多少", t => t.Uplift, -1, 1),
        Touch("score.orders-alone", FieldType.Share, "probability of an order in the goal window if left alone", "不打扰时在目标窗口内下单的概率", t => t.Alone, 0, 1),
        Of("score.touch-evidence", FieldType.Choice, "what the value of a message rests on", "消息价值的依据",
            f => f.Score?.Touch?.Of(f.Sequence) is { } touch ? Kebab.Of(touch.Evidence) : null, Kebab.All<UpliftEvidence>()),
    ];

    private static readonly Dictionary<string, CustomerField> ByName = All.ToDictionary(f => f.Name, StringComparer.Ordinal);

    /// <summary>The field of that name, of a customer, of an event that triggers or of a run; or null.</summary>
    public static CustomerField? Find(string name) => ByName.GetValueOrDefault(name) ?? EventFields.Find(name) ?? RunFields.Find(name);

    private static CustomerField Of(string name, FieldType type, string en, string zh, Func<CustomerFacts, object?> get, string[]? words = null,
        double least = double.NegativeInfinity, double most = double.PositiveInfinity) =>
        new(name, type, words ?? [], new LocalText(new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = en, ["zh-CN"] = zh }), get, least, most);

    private static CustomerField Number(string name, string en, string zh, Func<Profile, double?> get, double least = 0, double most = double.PositiveInfinity) =>
        Of(name, FieldType.Number, en, zh, f => Known(get(f.Profile)), least: least, most: most);

    private static CustomerField Share(string name, string en, string zh, Func<Profile, double> part) =>
        Of(name, FieldType.Share, en, zh, f => f.Profile.Purchases.Orders == 0 ? null : part(f.Profile) / f.Profile.Purchases.Orders, least: 0, most: 1);

    private static CustomerField Days(string name, string en, string zh, Func<CustomerFacts, double?> get, double least = 0) =>
        Of(name, FieldType.Days, en, zh, f => Known(get(f)), least: least);

    private static CustomerField Flag(string name, string en, string zh, Func<Profile, bool> get) =>
        Of(name, FieldType.Flag, en, zh, f => get(f.Profile));

    private static CustomerField Text(string name, string en, string zh, Func<Profile, string?> get) =>
        Of(name, FieldType.Text, en, zh, f => get(f.Profile));

    private static CustomerField Words(string name, string en, string zh, Func<Profile, IReadOnlyList<string>> get) =>
        Of(name, FieldType.Words, en, zh, f => get(f.Profile));

    private static CustomerField Score(
        string name, FieldType type, string en, string zh, Func<Score, double> get, double least = double.NegativeInfinity, double most = double.PositiveInfinity) =>
        Of(name, type, en, zh, f => f.Score is null ? null : Known(get(f.Score)), least: least, most: most);

    private static CustomerField Choice<T>(string name, string en, string zh, Func<Score, T?> get)
        where T : struct, Enum =>
        Of(name, FieldType.Choice, en, zh, f => f.Score is not null && get(f.Score) is { } word ? Kebab.Of(word) : null, Kebab.All<T>());

    private static CustomerField Touch(
        string name, FieldType type, string en, string zh, Func<TouchValue, double> get, double least = double.NegativeInfinity, double most = double.PositiveInfinity) =>
        Of(name, type, en, zh, f => f.Score?.Touch?.Of(f.Sequence) is { } touch ? Known(get(touch)) : null, least: least, most: most);

    private static double Part(int[] histogram, params ReadOnlySpan<int> at)
    {
        var sum = 0;
        foreach (var i in at)
            sum += i < histogram.Length ? histogram[i] : 0;
        return sum;
    }

    private static double? Known(double? value) => value is { } known && double.IsFinite(known) ? known : null;

    /// <summary>0 stands for a customer without an order, who has no place among the buyers.</summary>
    private static double Fifth(int score) => score == 0 ? double.NaN : score;

    private static double? Since(CustomerFacts facts, DateTimeOffset? at) =>
        at is null ? null : CalendarDays.Since(at.Value, facts.Today, Zones.Of(facts.Profile.Person.TimeZone, facts.ShopZone));

    private static double? ToBirthday(CustomerFacts facts)
    {
        if (facts.Profile.Person.Birthday is not { } birthday)
            return null;
        var today = facts.Today;
        var next = CalendarDays.InYear(birthday, today.Year);
        return (next < today ? CalendarDays.InYear(birthday, today.Year + 1) : next).DayNumber - today.DayNumber;
    }
}
