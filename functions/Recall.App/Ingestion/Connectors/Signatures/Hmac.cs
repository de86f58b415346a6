using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Recall.App.Ingestion.Connectors.Signatures;

/// <summary>
/// HMAC-SHA256 as platforms write it. Every secret is tried, whichever fits, and digests are compared in a time that tells nothing of them.
/// </summary>
internal static class Hmac
{
    /// <summary>True where the text is the Base64 of the digest under one of the secrets, taken as UTF-8.</summary>
    public static bool FitsBase64(string text, IEnumerable<string> secrets, params ReadOnlyMemory<byte>[] parts) => Fits(FromBase64(text), secrets.Select(Encoding.UTF8.GetBytes), parts);

    /// <summary>The same for hexadecimal digits of either case.</summary>
    public static bool FitsHex(string text, IEnumerable<string> secrets, params ReadOnlyMemory<byte>[] parts) => Fits(FromHex(text), secrets.Select(Encoding.UTF8.GetBytes), parts);

    /// <summary>True where the digest is one of the parts, one after another, under one of the keys. An empty key is none: anybody can sign with it.</summary>
    public static bool Fits(byte[]? digest, IEnumerable<byte[]> keys, params ReadOnlyMemory<byte>[] parts)
    {
        if (digest is not { Length: HMACSHA256.HashSizeInBytes })
            return false;
        var fits = false;
        foreach (var key in keys.Where(k => k.Length > 0))
        {
            using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
            foreach (var part in parts)
                hash.AppendData(part.Span);
            fits |= CryptographicOperations.FixedTimeEquals(hash.GetHashAndReset(), digest);
        }

        return fits;
    }

    /// <summary>The bytes of a Base64 text; null where it is none, or is longer than any signature.</summary>
    public static byte[]? FromBase64(string text)
    {
        if (text.Length > 1024 || !Base64.IsValid(text))
            return null;
        return Convert.FromBase64String(text);
    }

    /// <summary>The bytes of hexadecimal digits; null where it is none, or is longer than any signature.</summary>
    public static byte[]? FromHex(string text) =>
        text.Length is > 0 and <= 1024 && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : null;
}
