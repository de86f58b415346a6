using System.Security.Cryptography;
using System.Text;
using Recall.App.Ingestion.Connectors.Mapping;
using Recall.App.Ingestion.Connectors.Signatures;
using Recall.Core.Shop;

namespace Recall.App.Ingestion.Connectors.AdobeCommerce;

/// <summary>
/// Adobe Commerce (developer.adobe.com/commerce/extensibility/webhooks/signature-verification): RSA with SHA-256 over the Base64 of the body, which
/// shops must turn on. A source's secrets are public keys. Calls without a signature are refused unless the source allows them.
/// </summary>
public sealed class AdobeCommerceConnector : Connector
{
    private const string Signature = "x-adobe-commerce-webhook-signature";

    /// <inheritdoc/>
    public override string Platform => "adobe-commerce";

    /// <summary>The shop waits for it and goes on with what it was doing.</summary>
    public override string Thanks => """{"op":"success"}""";

    /// <inheritdoc/>
    public override Verdict Verify(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var accepted = new Verdict.Accepted(BodyHash.Of(delivery.Body), "");
        if (delivery.Header(Signature) is not { } signature)
        {
            return delivery.Source.AllowUnsigned
                ? accepted with { Note = "not signed" }
                : new Verdict.Refused(401, $"The header '{Signature}' is missing. Turn signatures on under Stores, Configuration, Adobe Services, Webhooks, and put the public key into "
                    + "'secrets'; or, where something else checks who calls, write 'allow-unsigned: yes'.");
        }

        return Hmac.FromBase64(signature) is { } bytes && Fits(delivery, bytes) ? accepted : Verdict.WrongSignature(Signature);
    }

    internal override Mapped Read(Posted posted, FactMaker make)
    {
        var body = Root(posted.Body);
        return AdobeCommerceOrders.Read(body, make) ?? AdobeCommerceCustomers.Read(body, make)
            ?? new Mapped.Ignored("No order is in it (increment_id and grand_total), no customer (entity_id and email) and no subscriber (subscriber_email).");
    }

    private static bool Fits(Delivery delivery, byte[] signature)
    {
        var signed = Encoding.ASCII.GetBytes(Convert.ToBase64String(delivery.Body.Span));
        var fits = false;
        foreach (var secret in delivery.Source.Secrets)
        {
            using var rsa = RSA.Create();
            if (ConnectorKeys.TryImport(rsa, secret))
                fits |= rsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        return fits;
    }
}
