using Recall.Core.Customers;

namespace Recall.Core.Sequences.Triggers;

/// <summary>Events that may trigger a sequence, and the fields that a trigger's <c>where</c> can compare.</summary>
public static class EventFields
{
    private static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(OrderPlaced)] = "order", [typeof(OrderRefunded)] = "refund", [typeof(OrderDelivered)] = "delivery", [typeof(ProductViewed)] = "view",
        [typeof(CartUpdated)] = "cart", [typeof(LoggedIn)] = "login", [typeof(PaymentFailed)] = "payment-failed", [typeof(ComplaintOpened)] = "complaint",
        [typeof(ComplaintResolved)] = "complaint-resolved", [typeof(SurveyAnswered)] = "survey", [typeof(Replied)] = "reply", [typeof(CustomerTagged)] = "tag",
    };

    /// <summary>Types of events that may trigger a sequence, as events are sent in.</summary>
    public static IReadOnlyList<string> Types { get; } = [.. Names.Values];

    /// <summary>The fields, in the order of the reference, with the type of event that has them.</summary>
    public static IReadOnlyList<(CustomerField Field, string Event)> All { get; } =
    [
        Of<OrderPlaced>("event.total", FieldType.Number, "paid for the order", "订单实付金额", e => (double)e.Total),
        Of<OrderPlaced>("event.discount", FieldType.Number, "taken off the order", "订单优惠金额", e => (double)e.Discount),
        Of<OrderPlaced>("event.coupon", FieldType.Text, "code used on the order", "订单所用优惠码", e => e.Coupon),
        Of<OrderPlaced>("event.categories", FieldType.Words, "categories in the order", "订单中的品类", e => Each(e, l => l.Category)),
        Of<OrderPlaced>("event.products", FieldType.Words, "products in the order", "订单中的商品", e => Each(e, l => l.Product)),
        Of<OrderRefunded>("event.amount", FieldType.Number, "given back", "退款金额", e => (double)e.Amount),
        Of<OrderDelivered>("event.days-late", FieldType.Number, "days after the promised day", "延迟送达的天数", e => (double)e.DaysLate),
        Of<ProductViewed>("event.product", FieldType.Text, "product that was looked at", "浏览的商品", e => e.Product),
        Of<ProductViewed>("event.category", FieldType.Text, "category of that product", "浏览商品的品类", e => e.Category),
        Of<CartUpdated>("event.value", FieldType.Number, "what the cart is worth", "购物车金额", e => (double)e.Value),
        Of<ComplaintOpened>("event.topic", FieldType.Text, "what the complaint is about", "投诉主题", e => e.Topic),
        Of<SurveyAnswered>("event.rating", FieldType.Number, "rating, 0 to 10", "评分（0–10）", e => (double)e.Rating),
        Of<Replied>("event.channel", FieldType.Text, "channel of the reply", "回复的渠道", e => e.Channel),
        Of<CustomerTagged>("event.tag", FieldType.Text, "tag that was given", "打上的标签", e => e.Removed ? null : e.Tag),
    ];

    private static readonly Dictionary<string, CustomerField> ByName = All.ToDictionary(f => f.Field.Name, f => f.Field, StringComparer.Ordinal);

    /// <summary>The type of an event as it is sent in; null for one that triggers nothing.</summary>
    public static string? TypeOf(CustomerEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return Names.GetValueOrDefault(e.GetType());
    }

    /// <summary>What events of a trigger have in common, by the word for it; null where an event does not say.</summary>
    public static string? Common(CustomerEvent e, string same) => (e, same) switch
    {
        (ProductViewed view, "product") => view.Product,
        (ProductViewed view, _) => view.Category,
        _ => null,
    };

    /// <summary>The field of that name, or null.</summary>
    internal static CustomerField? Find(string name) => ByName.GetValueOrDefault(name);

    private static (CustomerField Field, string Event) Of<T>(string name, FieldType type, string en, string zh, Func<T, object?> get)
        where T : CustomerEvent => (
            new(name, type, [], new LocalText(new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = en, ["zh-CN"] = zh }),
                f => f.Event is T e ? get(e) : null),
            Names[typeof(T)]);

    private static List<string> Each(OrderPlaced order, Func<OrderLine, string?> of) => [.. order.Lines.Select(of).OfType<string>().Distinct(StringComparer.Ordinal)];
}
