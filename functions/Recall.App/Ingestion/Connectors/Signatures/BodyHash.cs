using System.Security.Cryptography;

namespace Recall.App.Ingestion.Connectors.Signatures;

/// <summary>A delivery's id where the platform gives none that is unique: what was sent is what it is.</summary>
internal static class BodyHash
{
    /// <summary>32 hexadecimal digits.</summary>
    public static string Of(ReadOnlyMemory<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body.Span).AsSpan(0, 16));
}
