using System.Globalization;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Recall.Core.Shop;

namespace Recall.App.Ingestion.Connectors.Signatures;

/// <summary>
/// Signatures as Standard Webhooks has them (github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md): over id, time and body;
/// several in one header, parted by blanks, while a key is being replaced. <c>v1</c> is HMAC-SHA256, <c>v1a</c> is Ed25519.
/// </summary>
internal static class StandardSignature
{
    /// <summary>How far the sender's clock may be off, and how old a call may be.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const string Id = "webhook-id";
    private const string Time = "webhook-timestamp";
    private const string Signature = "webhook-signature";

    /// <summary>Null where the call is signed with one of the secrets, else what is wrong.</summary>
    /// <param name="delivery">The call.</param>
    /// <param name="keyOf">A secret's key; null where it is a public one.</param>
    public static Verdict.Refused? Check(Delivery delivery, Func<string, byte[]?> keyOf)
    {
        if (delivery.Header(Id) is not { } id)
            return Verdict.Unsigned(Id);
        if (delivery.Header(Time) is not { } time)
            return Verdict.Unsigned(Time);
        if (delivery.Header(Signature) is not { } signatures)
            return Verdict.Unsigned(Signature);
        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs((decimal)seconds - delivery.Now.ToUnixTimeSeconds()) > (decimal)Tolerance.TotalSeconds)
            return new(401, $"'{Time}' is more than {Tolerance.TotalMinutes:0} minutes from now; check the clocks of both sides. An old call that is sent again is signed anew.");

        var head = Encoding.UTF8.GetBytes($"{id}.{time}.");
        var keys = delivery.Source.Secrets.Select(keyOf).OfType<byte[]>().ToList();
        var fits = false;
        foreach (var one in signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(16))
        {
            var cut = one.IndexOf(',', StringComparison.Ordinal);
            if (cut < 0 || Hmac.FromBase64(one[(cut + 1)..]) is not { } digest)
                continue;
            fits |= one[..cut] switch
            {
                "v1" => Hmac.Fits(digest, keys, head, delivery.Body),
                "v1a" => FitsPublic(delivery, digest, head),
                _ => false,
            };
        }

        return fits ? null : Verdict.WrongSignature(Signature);
    }

    /// <summary>The key of a secret in the form of the specification; null where it is none.</summary>
    public static byte[]? KeyOf(string secret)
    {
        if (secret.StartsWith(ConnectorKeys.Public, StringComparison.Ordinal))
            return null;
        var key = Hmac.FromBase64(secret.StartsWith(ConnectorKeys.Symmetric, StringComparison.Ordinal) ? secret[ConnectorKeys.Symmetric.Length..] : secret);
        return key is { Length: >= ConnectorKeys.LeastBytes } ? key : null;
    }

    private static bool FitsPublic(Delivery delivery, byte[] signature, byte[] head)
    {
        if (signature.Length != Ed25519PrivateKeyParameters.SignatureSize)
            return false;
        var fits = false;
        foreach (var secret in delivery.Source.Secrets.Where(s => s.StartsWith(ConnectorKeys.Public, StringComparison.Ordinal)))
        {
            if (Hmac.FromBase64(secret[ConnectorKeys.Public.Length..]) is not { Length: 32 } key)
                continue;
            var signer = new Ed25519Signer();
            signer.Init(forSigning: false, new Ed25519PublicKeyParameters(key));
            signer.BlockUpdate(head, 0, head.Length);
            var body = delivery.Body.ToArray();
            signer.BlockUpdate(body, 0, body.Length);
            fits |= signer.VerifySignature(signature);
        }

        return fits;
    }
}
