using Recall.App.Ingestion.Connectors.Mapping;
using Recall.App.Ingestion.Connectors.Shopify;
using Recall.App.Ingestion.Connectors.Signatures;

namespace Recall.App.Ingestion.Connectors.Shopline;

/// <summary>
/// SHOPLINE (developer.shopline.com/docs/apps/api-instructions-for-use/webhooks/overview): HMAC-SHA256 over the body with the app's secret in
/// <c>X-Shopline-Hmac-Sha256</c>. Its documents show the digest as hexadecimal digits and as Base64, so both are read.
/// </summary>
public sealed class ShoplineConnector : Connector
{
    private const string Signature = "X-Shopline-Hmac-Sha256";

    /// <inheritdoc/>
    public override string Platform => "shopline";

    /// <inheritdoc/>
    public override Verdict Verify(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        if (delivery.Header(Signature) is not { } signature)
            return Verdict.Unsigned(Signature);
        var hex = Hmac.FitsHex(signature, delivery.Source.Secrets, delivery.Body);
        if (!hex && !Hmac.FitsBase64(signature, delivery.Source.Secrets, delivery.Body))
            return Verdict.WrongSignature(Signature);
        return delivery.Header("X-Shopline-Topic") is { } topic
            ? new Verdict.Accepted(delivery.Header("X-Shopline-Webhook-Id") ?? BodyHash.Of(delivery.Body), topic, hex ? "signed in hexadecimal digits" : "signed in Base64")
            : new Verdict.Refused(400, "The header 'X-Shopline-Topic' is missing.");
    }

    internal override Mapped Read(Posted posted, FactMaker make) => ShopifyTopics.Read(posted.Topic, posted.At, Root(posted.Body), make);
}
