using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Recall.Core.Messaging;

/// <summary>
/// Signs calls of webhooks as Standard Webhooks asks, so that libraries for any language check them
/// (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
/// </summary>
public static class WebhookSignature
{
    /// <summary>The id of a call: the same for the same effect however often it is tried, and without the full stop that parts what is signed.</summary>
    /// <param name="effect"><c>{enrolment}/{step}</c>.</param>
    public static string IdOf(string effect) => "msg_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(effect)))[..32];

    /// <summary>The value of <c>webhook-signature</c>: HMAC-SHA256 over id, time of sending and body.</summary>
    public static string Of(ReadOnlySpan<byte> secret, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}."));
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, [.. head, .. body]));
    }
}
