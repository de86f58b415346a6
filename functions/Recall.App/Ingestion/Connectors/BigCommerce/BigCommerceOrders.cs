using System.Globalization;
using Recall.App.Ingestion.Connectors.Mapping;

namespace Recall.App.Ingestion.Connectors.BigCommerce;

/// <summary>
/// An order of the API's second version with its products beside it: <c>{"order": {...}, "products": [...]}</c>
/// (docs.bigcommerce.com, "Orders V2"). Times are those of mail headers; what was given back stands in the order as one sum.
/// </summary>
internal static class BigCommerceOrders
{
    public static Mapped Read(Json body, FactMaker make)
    {
        var order = body["order"];
        var id = order["id"].Need;
        var at = Time(order["date_created"]) ?? throw new CannotMapException("order.date_created", "order.date_created is missing.");
        var changed = Time(order["date_modified"]) ?? at;
        var billing = order["billing_address"];
        return OrderFacts.Of(make, new()
        {
            Id = id,
            Person = new()
            {
                Id = order["customer_id"].Text is { } customer and not "0" ? customer : null,
                Email = billing["email"].Text,
                Phone = billing["phone"].Text,
                Country = billing["country_iso2"].Text,
                Name = ShopPerson.NameOf(billing["first_name"].Text, billing["last_name"].Text),
                Locale = order["customer_locale"].Text,
            },
            At = at,
            ChangedAt = changed,
            Stage = StageOf(order),
            Total = order["total_inc_tax"].Number ?? throw new CannotMapException("order.total_inc_tax", "order.total_inc_tax is missing."),
            Currency = order["default_currency_code"].Text ?? order["currency_code"].Text,
            Discount = (order["discount_amount"].Number ?? 0) + (order["coupon_discount"].Number ?? 0),
            Lines = [.. body["products"].Items.Select(Line).OfType<ShopLine>()],
            Refunds = [new($"{id}.refund", order["refunded_amount"].Number ?? 0, null, Growing: true)],
        });
    }

    /// <summary>By the status's number: its name can be changed by the shop.</summary>
    private static OrderStage StageOf(Json order)
    {
        if (order["is_deleted"].Flag)
            return OrderStage.Cancelled;
        return order["status_id"].Text switch
        {
            "0" or "1" or "7" or "12" => OrderStage.Open,        // Incomplete, Pending, Awaiting Payment, Manual Verification Required
            "5" or "6" => OrderStage.Cancelled,                  // Cancelled, Declined
            "4" or "14" => OrderStage.Refunded,                  // Refunded, Partially Refunded
            _ => OrderStage.Paid,
        };
    }

    private static ShopLine? Line(Json line)
    {
        var product = line["product_id"].Text is { } id and not "0" ? id : line["sku"].Text ?? line["name"].Text;
        return product is null ? null : new(product, null, line["quantity"].Number ?? 1, line["price_inc_tax"].Number ?? line["base_price"].Number ?? 0);
    }

    /// <summary>A time as mail headers have it, or in ISO 8601.</summary>
    public static DateTimeOffset? Time(Json time)
    {
        if (time.Text is not { } text)
            return null;
        return DateTimeOffset.TryParseExact(text, "ddd, dd MMM yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var at)
            || DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at)
                ? at
                : time.Time();
    }
}
