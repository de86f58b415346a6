using System.Buffers.Text;
using System.Security.Cryptography;
using Recall.Core.Wording;

namespace Recall.Core.Shop;

/// <summary>Whether a secret can be one of its platform's: a key that is none fits no call, and nobody learns why.</summary>
public static class ConnectorKeys
{
    /// <summary>A Standard Webhooks secret begins with it.</summary>
    public const string Symmetric = "whsec_";

    /// <summary>A Standard Webhooks public key begins with it.</summary>
    public const string Public = "whpk_";

    /// <summary>Fewer characters are no secret.</summary>
    public const int Least = 8;

    /// <summary>A Standard Webhooks key of fewer bytes was cut off: the specification wants 24 and more.</summary>
    public const int LeastBytes = 16;

    private const int Ed25519Bytes = 32;

    /// <summary>What a secret must be, where it is not; else null. Says nothing of the secret.</summary>
    /// <param name="platform">One of <see cref="ConnectorSource.Platforms"/>.</param>
    /// <param name="secret">Itself, not the name of a variable.</param>
    public static Sentence? Wrong(string platform, string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return platform switch
        {
            _ when secret.Length < Least => new(ConnectorTexts.Secrets, Least),
            "adobe-commerce" when !IsRsa(secret) => new(ConnectorTexts.RsaKey),
            "standard-webhooks" when !IsStandard(secret) => new(ConnectorTexts.StandardKey),
            _ => null,
        };
    }

    /// <summary>Reads a public RSA key: PEM, or the Base64 that stands in it. False where it is none.</summary>
    public static bool TryImport(RSA rsa, string key)
    {
        ArgumentNullException.ThrowIfNull(rsa);
        ArgumentNullException.ThrowIfNull(key);
        try
        {
            if (key.Contains("-----BEGIN", StringComparison.Ordinal))
                rsa.ImportFromPem(key);
            else
                rsa.ImportSubjectPublicKeyInfo(Convert.FromBase64String(key), out _);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException or FormatException)
        {
            return false;
        }
    }

    private static bool IsRsa(string key)
    {
        using var rsa = RSA.Create();
        return TryImport(rsa, key);
    }

    private static bool IsStandard(string secret) => secret.StartsWith(Public, StringComparison.Ordinal)
        ? Base64.IsValid(secret.AsSpan(Public.Length), out var bytes) && bytes == Ed25519Bytes
        : Base64.IsValid(secret.AsSpan(secret.StartsWith(Symmetric, StringComparison.Ordinal) ? Symmetric.Length : 0), out var length) && length >= LeastBytes;
}
