using System.Text;
using Recall.App.Ingestion.Connectors.Mapping;
using Recall.App.Ingestion.Connectors.Signatures;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Connectors.BigCommerce;

/// <summary>
/// BigCommerce (docs.bigcommerce.com, "Webhooks overview"): signed as Standard Webhooks, the key being the bytes of the app's client secret. A
/// call holds no more than the id of an order, which is then fetched through the API.
/// </summary>
public sealed class BigCommerceConnector : Connector
{
    /// <summary>The topic of an order that was fetched.</summary>
    public const string Fetched = "order";

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
        if (posted.Topic == Fetched)
            return BigCommerceOrders.Read(body, make);
        var (scope, data) = (body["scope"].Need, body["data"]);
        if (scope.StartsWith("store/order/", StringComparison.Ordinal) && !scope.StartsWith("store/order/message", StringComparison.Ordinal))
            return new Mapped.Fetch((data["type"].Text is "order" ? data["id"].Text : null) ?? data["orderId"].Text ?? data["order_id"].Text ?? data["id"].Need);
        return scope == "store/customer/deleted"
            ? new Mapped.Forget([make.Key(data["id"].Need, "data.id")], [])
            : new Mapped.Ignored($"The scope '{Shown.Short(scope)}' says nothing about customers that is kept.");
    }
}
