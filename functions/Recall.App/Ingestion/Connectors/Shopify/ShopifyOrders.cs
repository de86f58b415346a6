using Recall.App.Ingestion.Connectors.Mapping;
using Recall.App.Ingestion.Files;
using Recall.Core.Messaging;

namespace Recall.App.Ingestion.Connectors.Shopify;

/// <summary>Orders and refunds as Shopify tells them (shopify.dev/docs/api/admin-rest/latest/resources/order, .../refund).</summary>
internal static class ShopifyOrders
{
    public static Mapped Read(Json order, FactMaker make)
    {
        var id = order["id"].Need;
        var placed = Named(order) ?? id;
        if (order["test"].Flag)
            return new Mapped.Ignored("A test order.") { Order = [placed, id] };
        var at = order["created_at"].Time() ?? throw new CannotMapException("created_at", "created_at is missing.");
        return OrderFacts.Of(make, new()
        {
            Id = placed,
            Names = [id],
            Person = ShopifyTopics.Person(order["customer"], order),
            At = at,
            ChangedAt = order["updated_at"].Time() ?? at,
            Stage = StageOf(order),
            Total = order["total_price"].Number ?? order["current_total_price"].Number ?? throw new CannotMapException("total_price", "total_price is missing."),
            Currency = order["currency"].Text,
            Discount = order["total_discounts"].Number ?? 0,
            Coupon = order["discount_codes"].Items.Select(c => c["code"].Text).FirstOrDefault(c => c is not null),
            Lines = [.. order["line_items"].Items.Select(Line).OfType<ShopLine>()],
            Refunds = [.. order["refunds"].Items.Select(r => Back(r, at)).OfType<ShopRefund>()],
            Consents = order["buyer_accepts_marketing"].Exists ? [(Channels.Email, order["buyer_accepts_marketing"].Flag)] : [],
        });
    }

    /// <summary>A refund alone: it names its order by id, and no customer.</summary>
    public static Mapped Refund(Json refund, FactMaker make)
    {
        var back = Back(refund, null);
        var currency = Transactions(refund).Select(t => t["currency"].Text).FirstOrDefault(c => c is not null);
        if (back is not { Amount: > 0 })
            return new Mapped.Ignored("No money was given back.");
        return new Mapped.OfOrder(make.Source.Customers, refund["order_id"].Need, (order, customer) => new Mapped.Facts(
            [OrderFacts.Refund(make, back.Id, order, customer, back.At!.Value, back.Amount, currency, null)], []));
    }

    /// <summary>
    /// A deleted order comes without anything but its id, and without a time. SHOPLINE sends the whole order, which nothing tells from one of another
    /// topic: there a newer state of the order outranks the deletion.
    /// </summary>
    public static Mapped Deleted(Json order, FactMaker make)
    {
        if (make.Source.Platform == "shopline" && order["updated_at"].Time() is { } at)
            return OrderFacts.Deleted(make, order["id"].Need, ShopOrder.RevisionOf(at, OrderStage.Cancelled));
        ErasingTopics.Without(order, "created_at", "customer", "order_id", "line_items", "addresses");
        return OrderFacts.Deleted(make, order["id"].Need, long.MaxValue);
    }

    /// <summary>What exports call an order: its name, without the sign that may stand in no id.</summary>
    private static string? Named(Json order) => order["name"].Text?.TrimStart('#') is { Length: > 0 } name ? name : null;

    private static OrderStage StageOf(Json order)
    {
        if (order["cancelled_at"].Exists && order["cancelled_at"].Text is not null)
            return OrderStage.Cancelled;

        // A cart lacks it, and the topic is not signed: one that was signed once is no purchase when it is sent again as an order.
        var status = order["financial_status"].Text ?? throw new CannotMapException("financial_status", "financial_status is missing.");
        return OrderStatuses.Of(status) switch
        {
            OrderState.NotPaid => status == "voided" ? OrderStage.Cancelled : OrderStage.Open,
            OrderState.Refunded or Files.OrderState.PartlyRefunded => OrderStage.Refunded,
            _ => OrderStage.Paid,
        };
    }

    private static ShopLine? Line(Json line)
    {
        var product = line["product_id"].Text ?? line["sku"].Text ?? line["title"].Text ?? line["name"].Text;
        return product is null ? null : new(product, line["product_type"].Text, line["quantity"].Number ?? 1, line["price"].Number ?? 0);
    }

    /// <summary>The money that went back: a refund of goods alone, put back on the shelf, is none.</summary>
    private static ShopRefund? Back(Json refund, DateTimeOffset? otherwise)
    {
        var id = refund["id"].Need;
        var at = refund["created_at"].Time() ?? refund["processed_at"].Time() ?? otherwise ?? throw new CannotMapException("created_at", "created_at is missing.");
        return new($"refund-{id}", Transactions(refund).Sum(t => t["amount"].Number ?? 0), at);
    }

    private static IEnumerable<Json> Transactions(Json refund) =>
        refund["transactions"].Items.Where(t => t["kind"].Text is "refund" && t["status"].Text is "success");
}
