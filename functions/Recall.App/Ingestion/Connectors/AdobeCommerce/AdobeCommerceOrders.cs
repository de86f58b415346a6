using Recall.App.Ingestion.Connectors.Mapping;
using Recall.App.Ingestion.Files;

namespace Recall.App.Ingestion.Connectors.AdobeCommerce;

/// <summary>
/// Orders as Adobe Commerce has them (developer.adobe.com/commerce/webapi/rest, "sales/v1/orders"). Which fields a webhook has, and where, is said
/// in the shop's <c>webhooks.xml</c>: an order is read wherever it stands. Times are UTC.
/// </summary>
internal static class AdobeCommerceOrders
{
    /// <summary>The order; null where none is in it.</summary>
    public static Mapped? Read(Json body, FactMaker make)
    {
        foreach (var place in (Json[])[body, body["order"], body["data"]["order"], body["data"], body["data"]["data_object"], body["data"]["value"]])
        {
            if (place["increment_id"].Exists && (place["grand_total"].Exists || place["base_grand_total"].Exists))
                return Order(place, make);
        }

        return null;
    }

    private static Mapped Order(Json order, FactMaker make)
    {
        var id = order["increment_id"].Need;
        var at = order["created_at"].Time() ?? throw new CannotMapException(order["created_at"].Path, $"{order["created_at"].Path} is missing; add it to the webhook's fields.");
        var address = order["billing_address"];

        // The shop's own currency where both are there: amounts of one order must not mix.
        var based = order["base_grand_total"].Exists;
        return OrderFacts.Of(make, new()
        {
            Id = id,
            Names = order["entity_id"].Text is { } entity ? [$"entity-{entity}"] : [],
            Person = new()
            {
                Id = order["customer_is_guest"].Flag || order["customer_id"].Text is not { } customer || customer == "0" ? null : customer,
                Email = order["customer_email"].Text,
                Phone = address["telephone"].Text,
                Country = address["country_id"].Text,
                Name = ShopPerson.NameOf(order["customer_firstname"].Text, order["customer_lastname"].Text),
            },
            At = at,
            ChangedAt = order["updated_at"].Time() ?? at,
            Stage = StageOf(order),
            Total = (based ? order["base_grand_total"].Number : order["grand_total"].Number) ?? 0,
            Currency = based ? order["base_currency_code"].Text : order["order_currency_code"].Text,
            Discount = Math.Abs((based ? order["base_discount_amount"].Number : order["discount_amount"].Number) ?? 0),
            Coupon = order["coupon_code"].Text,
            Lines = [.. order["items"].Items.Where(i => !i["parent_item_id"].Exists).Select(i => Line(i, based)).OfType<ShopLine>()],
            Refunds = [new($"{id}.refund", (based ? order["base_total_refunded"].Number : order["total_refunded"].Number) ?? 0, null, Growing: true)],
        });
    }

    /// <summary>By <c>state</c>, which shops cannot rename as they can <c>status</c>.</summary>
    private static OrderStage StageOf(Json order) => (order["state"].Text ?? order["status"].Text ?? "") switch
    {
        "new" or "pending" or "pending_payment" or "payment_review" or "holded" => OrderStage.Open,
        "canceled" => OrderStage.Cancelled,
        "closed" => OrderStage.Refunded,
        var word => OrderStatuses.Of(word) == OrderState.NotPaid ? OrderStage.Open : OrderStage.Paid,
    };

    private static ShopLine? Line(Json item, bool based)
    {
        var product = item["sku"].Text ?? item["product_id"].Text ?? item["name"].Text;
        return product is null ? null : new(product, null, item["qty_ordered"].Number ?? 1, (based ? item["base_price"].Number : null) ?? item["price"].Number ?? 0);
    }
}
