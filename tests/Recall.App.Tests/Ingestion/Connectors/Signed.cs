using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Recall.Core.Messaging;

namespace Recall.App.Tests.Ingestion.Connectors;

/// <summary>A call as a platform makes it: the platforms' side of every signature, written apart from ours.</summary>
/// <param name="Path">Behind <c>/api/ingest/</c>.</param>
/// <param name="Headers">By name.</param>
/// <param name="Body">The bytes.</param>
public sealed record Signed(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public const string Secret = "the-secret-of-the-platform";
    public const string OldSecret = "the-secret-before-this-one";
    public const string YouzanClient = "client-0123456789";

    public static readonly byte[] StandardKey = Encoding.UTF8.GetBytes("0123456789abcdef0123456789abcdef");

    public static readonly string StandardSecret = "whsec_" + Convert.ToBase64String(StandardKey);

    private static readonly Ed25519PrivateKeyParameters EdKey = new(Encoding.UTF8.GetBytes("fedcba9876543210fedcba9876543210"));

    private static readonly RSA AdobeKey = RSA.Create(2048);

    public static string EdPublic { get; } = "whpk_" + Convert.ToBase64String(EdKey.GeneratePublicKey().GetEncoded());

    public static string AdobePublic { get; } = AdobeKey.ExportSubjectPublicKeyInfoPem();

    public static Signed Shopify(string topic, string body, string id, string secret = Secret, string source = "shopify", DateTimeOffset? triggered = null) => new(
        $"shopify/{source}",
        With(
            ("X-Shopify-Topic", topic), ("X-Shopify-Webhook-Id", id), ("X-Shopify-Hmac-Sha256", Base64(secret, body)),
            ("X-Shopify-Triggered-At", (triggered ?? DateTimeOffset.UnixEpoch).UtcDateTime.ToString("o", CultureInfo.InvariantCulture))),
        Encoding.UTF8.GetBytes(body));

    public static Signed Shopline(string topic, string body, string id, bool hex) => new(
        "shopline/shopline",
        With(
            ("X-Shopline-Topic", topic), ("X-Shopline-Webhook-Id", id),
            ("X-Shopline-Hmac-Sha256", hex ? Convert.ToHexStringLower(Hmac(Encoding.UTF8.GetBytes(Secret), body)) : Base64(Secret, body))),
        Encoding.UTF8.GetBytes(body));

    public static Signed Woo(string topic, string body, string secret = Secret, string id = "7-1") => new(
        "woocommerce/woo", With(("X-WC-Webhook-Topic", topic), ("X-WC-Webhook-Signature", Base64(secret, body)), ("X-WC-Webhook-Delivery-ID", id)), Encoding.UTF8.GetBytes(body));

    public static Signed BigCommerce(string body, string id, DateTimeOffset now) => Standard("bigcommerce/big", body, id, now, Encoding.UTF8.GetBytes(Secret));

    public static Signed Standard(string body, string id, DateTimeOffset now, byte[]? key = null) => Standard("standard-webhooks/crm", body, id, now, key ?? StandardKey);

    public static Signed StandardPublic(string body, string id, DateTimeOffset now)
    {
        var signer = new Ed25519Signer();
        signer.Init(true, EdKey);
        var signed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{now.ToUnixTimeSeconds()}.{body}"));
        signer.BlockUpdate(signed, 0, signed.Length);
        return new("standard-webhooks/crm", StandardHeaders(id, now, $"v1,AAAA v1a,{Convert.ToBase64String(signer.GenerateSignature())}"), Encoding.UTF8.GetBytes(body));
    }

    public static Signed Adobe(string body) => new(
        "adobe-commerce/adobe",
        With(("x-adobe-commerce-webhook-signature", Convert.ToBase64String(AdobeKey.SignData(
            Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(body))), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)))),
        Encoding.UTF8.GetBytes(body));

    public static Signed Youzan(string body, bool decoded = false)
    {
        var text = decoded ? System.Net.WebUtility.UrlDecode(body) : body;
#pragma warning disable CA5351 // The platform's algorithm.
        return new("youzan/youzan", With(("Event-Sign", Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(YouzanClient + text + Secret))))), Encoding.UTF8.GetBytes(body));
#pragma warning restore CA5351
    }

    public static Signed Stripe(string body, DateTimeOffset now, string source = "stripe")
    {
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return new(
            $"stripe/{source}", With(("Stripe-Signature", $"t={time},v1={new string('0', 64)},v1={Convert.ToHexStringLower(Hmac(Encoding.UTF8.GetBytes(Secret), time + "." + body))},v0=x")),
            Encoding.UTF8.GetBytes(body));
    }

    public static Signed CloudEvents(string body, string type, params (string Name, string Value)[] headers) => new(
        "cloudevents/bus", With([("X-Api-Key", Secret), ("Content-Type", type), .. headers]), Encoding.UTF8.GetBytes(body));

    /// <summary>The same with another body and the signature of the first.</summary>
    public Signed Says(string body) => this with { Body = Encoding.UTF8.GetBytes(body) };

    public HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/ingest/" + Path) { Content = new ByteArrayContent(Body) };
        foreach (var (name, value) in Headers)
        {
            if (name == "Content-Type")
                request.Content.Headers.TryAddWithoutValidation(name, value);
            else
                request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static Signed Standard(string path, string body, string id, DateTimeOffset now, byte[] key) =>
        new(path, StandardHeaders(id, now, WebhookSignature.Of(key, id, now, Encoding.UTF8.GetBytes(body))), Encoding.UTF8.GetBytes(body));

    private static Dictionary<string, string> StandardHeaders(string id, DateTimeOffset now, string signature) => With(
        ("webhook-id", id), ("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)), ("webhook-signature", signature));

    private static string Base64(string secret, string body) => Convert.ToBase64String(Hmac(Encoding.UTF8.GetBytes(secret), body));

    private static byte[] Hmac(byte[] key, string body) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(body));

    private static Dictionary<string, string> With(params (string Name, string Value)[] headers) => headers.ToDictionary(h => h.Name, h => h.Value, StringComparer.OrdinalIgnoreCase);
}
