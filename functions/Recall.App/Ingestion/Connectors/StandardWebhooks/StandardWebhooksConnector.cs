using Recall.App.Ingestion.Connectors.Mapping;
using Recall.App.Ingestion.Connectors.Signatures;
using Recall.App.Ingestion.Events;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Connectors.StandardWebhooks;

/// <summary>
/// Any system that signs as Standard Webhooks (www.standardwebhooks.com). The body is the specification's <c>{type, timestamp, data}</c>, where the
/// last part of the type is a type of event and the data its other fields; or events as <c>POST /api/events</c> takes them.
/// </summary>
public sealed class StandardWebhooksConnector : Connector
{
    /// <inheritdoc/>
    public override string Platform => "standard-webhooks";

    /// <inheritdoc/>
    public override Verdict Verify(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return StandardSignature.Check(delivery, StandardSignature.KeyOf) as Verdict ?? new Verdict.Accepted(delivery.Header("webhook-id")!, "");
    }

    internal override Mapped Read(Posted posted, FactMaker make)
    {
        return Elements.IsList(posted.Body) ? Elements.Read(posted, element => One(element, make)) : new Mapped.Facts([One(posted, make)], []);
    }

    private static CustomerEvent One(Posted posted, FactMaker make)
    {
        var body = Root(posted.Body);
        if (!body["data"].IsObject)
            return Of(make.Reader.Read(body.Bytes.Span));
        var data = body["data"];
        var type = body["type"].Need;
        var attributes = new CloudEventAttributes("1.0", data["id"].Text ?? posted.Id, posted.Source.Customers, data["customer"].Text, type, body["timestamp"].Need, null);
        return Of(make.Reader.ReadCloudEvent(attributes, data.Without("id", "customer").Span));
    }

    private static CustomerEvent Of(EventReading reading) => reading.Event ?? throw new CannotMapException(reading.Errors[0].Field, $"{EventError.Join(reading.Errors)}.");
}
