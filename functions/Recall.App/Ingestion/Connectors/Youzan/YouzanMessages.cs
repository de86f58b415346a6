using System.Net;
using System.Text;
using Recall.App.Ingestion.Connectors.Mapping;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Connectors.Youzan;

/// <summary>
/// Youzan's messages (doc.youzanyun.com, 交易消息): <c>msg</c> is URL-encoded JSON. A trade message tells the whole order, a refund's names the order alone.
/// Times are those of China, amounts in yuan.
/// </summary>
internal static class YouzanMessages
{
    private static readonly TimeZoneInfo China = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public static Mapped Read(Json envelope, FactMaker make)
    {
        if (envelope["test"].Flag)
            return new Mapped.Ignored("A test message.");
        var type = envelope["type"].Need;
        if (!type.StartsWith("trade_", StringComparison.OrdinalIgnoreCase))
            return new Mapped.Ignored($"The message '{Shown.Short(type)}' says nothing about customers that is kept.");
        var text = envelope["msg"].Need;
        var message = Connector.Root(Encoding.UTF8.GetBytes(text.StartsWith('{') ? text : WebUtility.UrlDecode(text)));
        if (message["full_order_info"].IsObject)
            return Trade(message["full_order_info"], message, make);
        if (message["refund_id"].Exists)
            return Refund(type, message, make);
        return new Mapped.Ignored($"The message '{Shown.Short(type)}' tells no order.");
    }

    private static Mapped Trade(Json trade, Json message, FactMaker make)
    {
        var (order, buyer) = (trade["order_info"], trade["buyer_info"]);
        var at = order["created"].Time(China) ?? throw new CannotMapException(order["created"].Path, $"{order["created"].Path} is missing.");
        return OrderFacts.Of(make, new()
        {
            Id = order["tid"].Need,
            Person = new()
            {
                Id = Known(buyer["yz_open_id"]) ?? Known(buyer["buyer_id"]) ?? Known(buyer["outer_user_id"]),
                Phone = Mobile(buyer["buyer_phone"].Text),
                Country = "CN",
                Name = Readable(buyer["fans_nickname"].Text),
                Locale = "zh-CN",
            },
            At = at,
            ChangedAt = order["update_time"].Time(China) ?? message["update_time"].Time(China) ?? at,
            Stage = StageOf(order["status"].Text ?? ""),
            Total = trade["pay_info"]["payment"].Number ?? throw new CannotMapException("full_order_info.pay_info.payment", "full_order_info.pay_info.payment is missing."),
            Currency = "CNY",
            Discount = Math.Max(0, (trade["pay_info"]["total_fee"].Number ?? 0) + (trade["pay_info"]["post_fee"].Number ?? 0) - (trade["pay_info"]["payment"].Number ?? 0)),
            Lines = [.. trade["orders"].Items.Select(Line).OfType<ShopLine>()],
        });
    }

    private static Mapped Refund(string type, Json message, FactMaker make)
    {
        if (!type.EndsWith("RefundSuccess", StringComparison.OrdinalIgnoreCase) && !type.EndsWith("RefundSuccessed", StringComparison.OrdinalIgnoreCase))
            return new Mapped.Ignored("The refund has not been paid.");
        var id = message["refund_id"].Need;
        var amount = message["refunded_fee"].Number ?? message["refund_fee"].Number ?? throw new CannotMapException("refunded_fee", "refunded_fee is missing.");
        var at = message["update_time"].Time(China) ?? message["refund_time"].Time(China) ?? throw new CannotMapException("update_time", "update_time is missing.");
        return amount <= 0 ? new Mapped.Ignored("No money was given back.") : new Mapped.OfOrder(make.Source.Customers, message["tid"].Need, (order, customer) => new Mapped.Facts(
            [OrderFacts.Refund(make, $"refund-{id}", order, customer, at, amount, "CNY", null)], []));
    }

    /// <summary>TRADE_CLOSED is a trade that was never paid, or given back whole.</summary>
    private static OrderStage StageOf(string status) => status.ToUpperInvariant() switch
    {
        "WAIT_BUYER_PAY" or "TRADE_CREATED" or "WAIT_CONFIRM" => OrderStage.Open,
        "TRADE_CLOSED" or "TRADE_CLOSED_BY_USER" => OrderStage.Cancelled,
        _ => OrderStage.Paid,
    };

    private static string? Known(Json id) => id.Text is { } text && text != "0" ? text : null;

    /// <summary>Null for what hides a customer: stars, or what only Youzan's service of decryption can read, <c>$</c>, Base64, <c>$1$</c>.</summary>
    private static string? Readable(string? text) =>
        text is null || text.Contains('*', StringComparison.Ordinal) || (text.Length > 2 && text[0] == '$' && text[^1] == '$') ? null : text;

    /// <summary>Eleven digits are a number of China.</summary>
    private static string? Mobile(string? text) => Readable(text) is { } readable ? Files.ChineseMobile.Dialled(readable) : null;

    private static ShopLine? Line(Json line)
    {
        var product = line["item_id"].Text ?? line["outer_item_id"].Text ?? line["title"].Text;
        return product is null ? null : new(product, null, line["num"].Number ?? 1, line["price"].Number ?? 0);
    }
}
