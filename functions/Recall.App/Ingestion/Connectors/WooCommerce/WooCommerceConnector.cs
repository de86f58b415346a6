using Recall.App.Ingestion.Connectors.Mapping;
using Recall.App.Ingestion.Connectors.Signatures;

namespace Recall.App.Ingestion.Connectors.WooCommerce;

/// <summary>
/// WooCommerce (woocommerce.com/document/webhooks, developer.woocommerce.com/docs/apis/rest-api/webhooks): the Base64 of HMAC-SHA256 over the body in
/// <c>X-WC-Webhook-Signature</c>. Its delivery id is the hook's and a second, which two deliveries may share: what counts once is a topic with a
/// body, which holds the resource's id and <c>date_modified_gmt</c>. A deletion's body is the id alone, the same whenever the resource is deleted: there
/// the delivery id tells a second deletion from the first one that comes again.
/// </summary>
public sealed class WooCommerceConnector : Connector
{
    private const string Signature = "X-WC-Webhook-Signature";
    private const string Topic = "X-WC-Webhook-Topic";
    private const string DeliveryId = "X-WC-Webhook-Delivery-ID";

    /// <inheritdoc/>
    public override string Platform => "woocommerce";

    /// <inheritdoc/>
    public override Verdict Verify(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        if (IsPing(delivery))
            return Verdict.Handshake.Plain;
        if (delivery.Header(Signature) is not { } signature)
            return Verdict.Unsigned(Signature);
        if (!Hmac.FitsBase64(signature, delivery.Source.Secrets, delivery.Body))
            return Verdict.WrongSignature(Signature);
        return delivery.Header(Topic) is { } topic
            ? new Verdict.Accepted($"{topic}-{BodyHash.Of(delivery.Body)}{Nth(delivery, topic)}", topic)
            : new Verdict.Refused(400, $"The header '{Topic}' is missing.");
    }

    internal override Mapped Read(Posted posted, FactMaker make) => WooCommerceTopics.Read(posted, Root(posted.Body), make);

    private static string Nth(Delivery delivery, string topic) =>
        topic.EndsWith(".deleted", StringComparison.Ordinal) && delivery.Header(DeliveryId) is { } id ? "-" + Core.Customers.Shown.Cut(id, 100) : "";

    /// <summary>
    /// When a webhook is saved WooCommerce posts <c>webhook_id=1</c> as a form, unsigned, and turns the webhook off unless the answer is 200.
    /// Nothing follows from it, so nothing is lost by believing it.
    /// </summary>
    private static bool IsPing(Delivery delivery) =>
        delivery.Header(Signature) is null && delivery.Header(Topic) is null && delivery.Body.Length <= 64
        && delivery.Header("Content-Type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true
        && delivery.Body.Span.StartsWith("webhook_id="u8) && !delivery.Body.Span[11..].ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
