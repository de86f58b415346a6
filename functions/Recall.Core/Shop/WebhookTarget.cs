using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;

namespace Recall.Core.Shop;

/// <summary>One of the shop's own systems, as <c>settings.yaml</c> names it. Neither address nor secret is ever shown.</summary>
/// <param name="Url">Where it listens; <c>https</c>, or <c>http</c> on the same machine.</param>
/// <param name="Secret">What calls are signed with, 24 to 64 bytes.</param>
public sealed record WebhookTarget(Uri Url, byte[] Secret)
{
    private const string Prefix = "whsec_";
    private static readonly KeyList Keys = new(["url", "secret"], []);

    /// <inheritdoc/>
    public override string ToString() => nameof(WebhookTarget);

    /// <summary>The systems by name.</summary>
    internal static Dictionary<string, WebhookTarget>? ReadAll(ProblemList problems, Node node, string field)
    {
        if (node is not MapNode map)
        {
            problems.Error(node, field, $"expected systems by name ('crm:' and below it 'url:' and 'secret:'), found {node.What}");
            return null;
        }

        var all = new Dictionary<string, WebhookTarget>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Entries)
        {
            var at = MapReader.Join(field, key.Value);
            var name = Values.Name(problems, key, at, "crm");
            if (MapReader.Of(problems, value, at, Keys, "'url:' and 'secret:'") is not { } keys)
                continue;
            if (keys.Read("url", Address) is { } url && keys.Read("secret", SecretOf) is { } secret && name is not null)
                all[name] = new(url, secret);
        }

        return all;
    }

    private static Uri? Address(ProblemList problems, Node node, string field)
    {
        if (Values.Text(problems, node, field, "an address such as 'https://crm.example.com/recall'") is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme is "https" || (url.Scheme is "http" && url.IsLoopback)) && url.UserInfo.Length == 0)
            return url;
        problems.Error(node, field, "expected an address that begins with https:// and holds no password; http:// is for this machine alone");
        return null;
    }

    /// <summary>In the form of Standard Webhooks, https://github.com/standard-webhooks/standard-webhooks; what is wrong with it is said without it.</summary>
    private static byte[]? SecretOf(ProblemList problems, Node node, string field)
    {
        if (node is TextNode { Value: var text } && text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            var bytes = new byte[text.Length];
            if (Convert.TryFromBase64String(text[Prefix.Length..], bytes, out var length) && length is >= 24 and <= 64)
                return bytes[..length];
        }

        if (node is not BrokenNode)
            problems.Error(node, field, "expected 'whsec_' and 24 to 64 bytes in Base64; make them with: openssl rand -base64 32");
        return null;
    }
}
