using Recall.App.Ingestion.Connectors.Mapping;
using Recall.App.Ingestion.Files;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Connectors.WooCommerce;

/// <summary>
/// Orders and customers as WooCommerce tells them (developer.woocommerce.com/docs/apis/rest-api/orders, .../customers). Refunds have no topic: they
/// stand in the order with an id and an amount, and without a time.
/// </summary>
internal static class WooCommerceTopics
{
    public static Mapped Read(Posted posted, Json body, FactMaker make) => posted.Topic switch
    {
        "order.created" or "order.updated" or "order.restored" => Order(body, make),
        "order.deleted" => OrderFacts.Deleted(make, Deleted(body), ShopOrder.RevisionOf(posted.At, OrderStage.Cancelled)) with { ById = true },
        "customer.created" or "customer.updated" => Customer(body, make),
        "customer.deleted" => new Mapped.Forget([make.Key(Deleted(body), "id")], []),
        _ => new Mapped.Ignored($"The topic '{Shown.Short(posted.Topic)}' says nothing about customers that is kept."),
    };

    /// <summary>
    /// What was deleted. The topic is not signed, so anything that was ever signed could be sent again as a deletion; the body of one is the id alone
    /// (github.com/woocommerce/woocommerce, class-wc-webhook.php, build_payload).
    /// </summary>
    private static string Deleted(Json body) => body.IsOnly("id") ? body["id"].Need : throw new CannotMapException(
        "", "The body of a deletion is an id and nothing else, so this one was signed for another topic, and the topic is not signed: nothing was taken away.");

    public static Mapped Order(Json order, FactMaker make)
    {
        var id = order["id"].Need;
        var at = order["date_created_gmt"].Time() ?? throw new CannotMapException("date_created_gmt", "date_created_gmt is missing.");
        var billing = order["billing"];
        return OrderFacts.Of(make, new()
        {
            Id = id,
            Names = order["number"].Text is { } number && number != id ? [number] : [],
            Person = new()
            {
                Id = order["customer_id"].Text is { } customer and not "0" ? customer : null,
                Email = billing["email"].Text,
                Phone = billing["phone"].Text,
                Country = billing["country"].Text,
                Name = ShopPerson.NameOf(billing["first_name"].Text, billing["last_name"].Text),
            },
            At = at,
            ChangedAt = order["date_modified_gmt"].Time() ?? at,
            Stage = StageOf(order["status"].Need),
            Total = order["total"].Number ?? throw new CannotMapException("total", "total is missing."),
            Currency = order["currency"].Text,
            Discount = order["discount_total"].Number ?? 0,
            Coupon = order["coupon_lines"].Items.Select(c => c["code"].Text).FirstOrDefault(c => c is not null),
            Lines = [.. order["line_items"].Items.Select(Line).OfType<ShopLine>()],
            Refunds = [.. order["refunds"].Items.Select(r => new ShopRefund($"refund-{r["id"].Need}", Math.Abs(r["total"].Number ?? r["amount"].Number ?? 0), null))],

            // An order keeps those that its shop's staff has not deleted again.
            TellsRefunds = order["refunds"].Exists,
        });
    }

    private static OrderStage StageOf(string status) => OrderStatuses.Of(status) switch
    {
        OrderState.NotPaid => status is "cancelled" or "trash" or "failed" ? OrderStage.Cancelled : OrderStage.Open,
        OrderState.Refunded or Files.OrderState.PartlyRefunded => OrderStage.Refunded,
        _ => OrderStage.Paid,
    };

    private static ShopLine? Line(Json line)
    {
        if ((line["product_id"].Text is { } id and not "0" ? id : line["sku"].Text ?? line["name"].Text) is not { } product)
            return null;
        var quantity = line["quantity"].Number ?? 1;
        var price = quantity >= 1 && line["total"].Number is { } total ? total / quantity : line["price"].Number ?? 0;
        return new(product, null, quantity, price);
    }

    private static Mapped Customer(Json body, FactMaker make)
    {
        var key = make.Key(body["id"].Need, "id");
        var at = body["date_modified_gmt"].Time() ?? body["date_created_gmt"].Time() ?? throw new CannotMapException("date_modified_gmt", "date_modified_gmt is missing.");
        var person = new ShopPerson
        {
            Email = body["email"].Text,
            Phone = body["billing"]["phone"].Text,
            Country = body["billing"]["country"].Text,
            Name = ShopPerson.NameOf(body["first_name"].Text, body["last_name"].Text),
        };
        return PersonFacts.Of(make, person, key, $"customer-{body["id"].Text}", at, at.ToUnixTimeMilliseconds()) is { } about
            ? new Mapped.Facts([about], [])
            : new Mapped.Ignored("The customer has no address and no name.");
    }
}
