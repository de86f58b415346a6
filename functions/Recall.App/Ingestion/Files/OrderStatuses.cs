namespace Recall.App.Ingestion.Files;

/// <summary>What the state of an order means for its customer.</summary>
internal enum OrderState
{
    /// <summary>Paid, or on the way to be.</summary>
    Paid,

    /// <summary>Never paid, or taken back before: no purchase.</summary>
    NotPaid,

    /// <summary>Paid and given back in full.</summary>
    Refunded,

    /// <summary>Paid and given back in part.</summary>
    PartlyRefunded,

    /// <summary>A word that is not known; counts as paid, and is named.</summary>
    Unknown,
}

/// <summary>
/// The states that shop platforms give their orders, in English and Chinese: Shopify's financial status
/// (shopify.dev/docs/api/admin-graphql/latest/enums/OrderDisplayFinancialStatus), WooCommerce's order status, with or without the <c>wc-</c> it is stored
/// with (woocommerce.com/document/managing-orders/order-statuses), those of Taobao, JD and Youzan. WooCommerce's <c>on-hold</c> awaits payment.
/// </summary>
internal static class OrderStatuses
{
    private static readonly Dictionary<string, OrderState> Known = new(StringComparer.Ordinal);

    static OrderStatuses()
    {
        Add(
            OrderState.Paid, "paid", "partiallypaid", "authorized", "processing", "inprogress", "packed", "shipped", "partiallyshipped", "dispatched", "delivered", "fulfilled",
            "partiallyfulfilled", "unfulfilled", "completed", "complete", "done", "success", "succeeded", "captured", "settled", "交易成功", "交易完成", "买家已付款", "已付款",
            "已支付", "支付成功", "付款成功", "待发货", "等待卖家发货", "部分发货", "卖家部分发货", "已发货", "卖家已发货", "待收货", "等待买家确认收货", "等待确认收货", "等待收货",
            "已收货", "已签收", "已完成", "完成", "待评价", "待出库", "等待出库", "已出库");
        Add(
            OrderState.NotPaid, "voided", "cancelled", "canceled", "failed", "pending", "pendingpayment", "awaitingpayment", "paymentpending", "unpaid", "notpaid", "onhold",
            "expired", "abandoned", "declined", "draft", "checkoutdraft", "autodraft", "trash", "等待买家付款", "等待付款", "待付款", "待支付", "未付款", "未支付", "等待支付",
            "交易关闭", "已关闭", "订单关闭", "关闭", "交易取消", "订单取消", "已取消", "取消", "支付失败", "付款失败", "已作废", "作废");
        Add(OrderState.Refunded, "refunded", "fullyrefunded", "已退款", "退款成功", "全额退款", "已全额退款", "退款完成");
        Add(OrderState.PartlyRefunded, "partiallyrefunded", "partlyrefunded", "partialrefund", "部分退款", "已部分退款");
    }

    /// <summary>What the text says; empty is <see cref="OrderState.Paid"/>, since most files have no such column.</summary>
    public static OrderState Of(string text)
    {
        if (text.Length == 0)
            return OrderState.Paid;

        // Some platforms write the cause behind it: 交易关闭(买家未付款).
        var end = text.AsSpan(1).IndexOfAny('(', '（') + 1;
        var word = OrderColumns.Tidy(end > 0 ? text[..end] : text);
        return Known.TryGetValue(word, out var state) || (word.StartsWith("wc", StringComparison.Ordinal) && Known.TryGetValue(word[2..], out state))
            ? state
            : OrderState.Unknown;
    }

    private static void Add(OrderState state, params string[] words)
    {
        foreach (var word in words)
            Known.Add(word, state);
    }
}
