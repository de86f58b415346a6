using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Recall.App.Ingestion.Connectors.Mapping;
using Recall.App.Ingestion.Connectors.Signatures;

namespace Recall.App.Ingestion.Connectors.Youzan;

/// <summary>
/// Youzan 有赞 (doc.youzanyun.com, 消息推送): <c>Event-Sign</c> is the MD5, in hexadecimal digits, of client id, body and client secret. What they say of it
/// differs in whether the body is decoded before: both are taken, and which it was is kept with the delivery. MD5 is Youzan's choice; nobody who does
/// not know the secret can make it.
/// </summary>
public sealed class YouzanConnector : Connector
{
    private const string Signature = "Event-Sign";

    /// <inheritdoc/>
    public override string Platform => "youzan";

    /// <summary>Anything else is no success to it, and it sends again.</summary>
    public override string Thanks => """{"code":0,"msg":"success"}""";

    /// <inheritdoc/>
    public override Verdict Verify(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        if (delivery.Header(Signature) is not { } signature)
            return Verdict.Unsigned(Signature);
        if (Hmac.FromHex(signature) is not { Length: MD5.HashSizeInBytes } digest)
            return Verdict.WrongSignature(Signature);
        var sent = Fits(delivery, digest, delivery.Body);
        if (!sent && !Fits(delivery, digest, Encoding.UTF8.GetBytes(WebUtility.UrlDecode(Encoding.UTF8.GetString(delivery.Body.Span)))))
            return Verdict.WrongSignature(Signature);
        return new Verdict.Accepted(IdOf(delivery.Body) ?? BodyHash.Of(delivery.Body), "", sent ? "signed over the body as it was sent" : "signed over the decoded body");
    }

    internal override Mapped Read(Posted posted, FactMaker make) => YouzanMessages.Read(Root(posted.Body), make);

    private static bool Fits(Delivery delivery, byte[] digest, ReadOnlyMemory<byte> body)
    {
        var fits = false;
        foreach (var secret in delivery.Source.Secrets)
        {
#pragma warning disable CA5351 // The platform's algorithm, see above.
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351
            hash.AppendData(Encoding.UTF8.GetBytes(delivery.Source.ClientId ?? ""));
            hash.AppendData(body.Span);
            hash.AppendData(Encoding.UTF8.GetBytes(secret));
            fits |= CryptographicOperations.FixedTimeEquals(hash.GetHashAndReset(), digest);
        }

        return fits;
    }

    /// <summary>The message's id; a body that is none is found out when it is mapped.</summary>
    private static string? IdOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            return Root(body)["msg_id"].Text;
        }
        catch (Exception e) when (e is JsonException or CannotMapException)
        {
            return null;
        }
    }
}
