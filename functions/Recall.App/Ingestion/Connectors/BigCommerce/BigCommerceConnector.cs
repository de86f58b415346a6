using System.Text;
using Recall.App.Ingestion.Connectors.Mapping;
using Recall.App.Ingestion.Connectors.Signatures;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Connectors.BigCommerce;

/// <summary>
/// BigCommerce (docs.bigcommerce.com, "Webhooks overview"): signed as Standard Webhooks, the key being the bytes of the app's client secret. A
/// call holds no more than the id of an order, a customer or a subscriber, who is then fetched through the API.
/// </summary>
public sealed class BigCommerceConnector : Connector
{
    /// <summary>The topic of an order that was fetched.</summary>
    public const string Order = "order";

    /// <summary>The topic of a customer who was fetched.</summary>
    public const string Customer = "customer";

    /// <summary>The topic of a subscriber who was fetched, with the customer who has the address.</summary>
    public const string Subscriber = "subscriber";

    /// <inheritdoc/>
    public override string Platform => "bigcommerce";

    /// <inheritdoc/>
    public override Verdict Verify(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        if (StandardSignature.Check(delivery, Encoding.UTF8.GetBytes) is { } refused)
            return refused;
        return new Verdict.Accepted(delivery.Header("webhook-id")!, "");
    }

    internal override Mapped Read(Posted posted, FactMaker make)
    {
        var body = Root(posted.Body);
        switch (posted.Topic)
        {
            case Order:
                return BigCommerceOrders.Read(body, make);
            case Customer:
                return BigCommerceCustomers.Customer(body["customer"], make);
            case Subscriber:
                return BigCommerceCustomers.Subscriber(body["subscriber"], body["customer"], make);
        }

        var (scope, data) = (body["scope"].Need, body["data"]);
        if (scope.StartsWith("store/order/", StringComparison.Ordinal) && !scope.StartsWith("store/order/message", StringComparison.Ordinal))
            return new Mapped.Fetch(Order, (data["type"].Text is "order" ? data["id"].Text : null) ?? data["orderId"].Text ?? data["order_id"].Text ?? data["id"].Need);
        return scope switch
        {
            "store/customer/created" or "store/customer/updated" => new Mapped.Fetch(Customer, data["id"].Need),
            "store/customer/deleted" => new Mapped.Forget([make.Key(data["id"].Need, "data.id")], []),
            "store/subscriber/created" or "store/subscriber/updated" => new Mapped.Fetch(Subscriber, data["id"].Need),
            "store/subscriber/deleted" => new Mapped.Wrong(
                "data.id", $"Subscriber {Shown.Short(data["id"].Need)} is gone, and the platform does not say who it was. If they refused e-mails, send a consent event for them (docs/events.md)."),
            _ => new Mapped.Ignored($"The scope '{Shown.Short(scope)}' says nothing about customers that is kept."),
        };
    }
}
