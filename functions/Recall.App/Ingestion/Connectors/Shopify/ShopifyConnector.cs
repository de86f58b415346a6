using Recall.App.Ingestion.Connectors.Mapping;
using Recall.App.Ingestion.Connectors.Signatures;

namespace Recall.App.Ingestion.Connectors.Shopify;

/// <summary>
/// Shopify (shopify.dev/docs/apps/build/webhooks): <c>X-Shopify-Hmac-Sha256</c> is the Base64 of HMAC-SHA256 over the body with the app's client
/// secret, <c>X-Shopify-Webhook-Id</c> names the delivery. A wrong signature must be answered with 401.
/// </summary>
public sealed class ShopifyConnector : Connector
{
    private const string Signature = "X-Shopify-Hmac-Sha256";
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public override string Platform => "shopify";

    /// <inheritdoc/>
    public override Verdict Verify(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        if (delivery.Header(Signature) is not { } signature)
            return Verdict.Unsigned(Signature);
        if (!Hmac.FitsBase64(signature, delivery.Source.Secrets, delivery.Body))
            return Verdict.WrongSignature(Signature);
        if (delivery.Header("X-Shopify-Topic") is not { } topic)
            return new Verdict.Refused(400, "The header 'X-Shopify-Topic' is missing.");
        return new Verdict.Accepted(delivery.Header("X-Shopify-Webhook-Id") ?? BodyHash.Of(delivery.Body), topic, Lateness(delivery));
    }

    internal override Mapped Read(Posted posted, FactMaker make) => ShopifyTopics.Read(posted.Topic, posted.At, Root(posted.Body), make);

    /// <summary>What a delivery says counts when it happened, so one that comes late is only worth a note. The header is not signed.</summary>
    private static string? Lateness(Delivery delivery) =>
        delivery.Header("X-Shopify-Triggered-At") is { } text && Events.EventTimes.TryParse(text, null, out var at, out _) && delivery.Now - at > Late
            ? FormattableString.Invariant($"came {(delivery.Now - at).TotalMinutes:0} minutes after it was triggered")
            : null;
}
