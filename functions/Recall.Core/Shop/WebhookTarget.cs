using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;
using Recall.Core.Wording;

namespace Recall.Core.Shop;

/// <summary>One of the shop's own systems, as <c>settings.yaml</c> names it. Neither address nor secret is ever shown.</summary>
/// <param name="Url">Where it listens; <c>https</c>, or <c>http</c> on the same machine.</param>
/// <param name="Secret">What calls are signed with, 24 to 64 bytes; none where the host has not been given it yet: calls wait.</param>
public sealed record WebhookTarget(Uri Url, byte[] Secret)
{
    /// <summary>What an address must be, in words.</summary>
    public static Phrase UrlForm { get; } = new(
        "an address that begins with https:// and holds no password; http:// is for this machine alone", "以 https:// 开头且不含密码的地址；http:// 只能用于本机");

    /// <summary>What a secret must be, in words.</summary>
    public static Phrase SecretForm { get; } = new(
        "'whsec_' and 24 to 64 bytes in Base64; make them with: openssl rand -base64 32", "“whsec_”加上 Base64 编码的 24 到 64 个字节；可用以下命令生成：openssl rand -base64 32");

    private const string Prefix = "whsec_";
    private static readonly KeyList Keys = new(["url", "secret"], []);

    /// <inheritdoc/>
    public override string ToString() => nameof(WebhookTarget);

    /// <summary>The systems by name.</summary>
    internal static Dictionary<string, WebhookTarget>? ReadAll(ProblemList problems, Node node, string field)
    {
        if (node is not MapNode map)
        {
            problems.Expected(node, field, SettingsTexts.Systems);
            return null;
        }

        var all = new Dictionary<string, WebhookTarget>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Entries)
        {
            var at = MapReader.Join(field, key.Value);
            var name = Values.Name(problems, key, at, "crm");
            if (Read(problems, value, at) is { } target && name is not null)
                all[name] = target;
        }

        return all;
    }

    /// <summary>One system.</summary>
    internal static WebhookTarget? Read(ProblemList problems, Node node, string field) =>
        MapReader.Of(problems, node, field, Keys, SettingsTexts.SystemKeys) is { } keys
        && keys.Read("url", Address) is { } url && keys.Read("secret", Secrets) is { } secret ? new(url, secret) : null;

    /// <summary>An address that calls may go to: <c>https</c> and no password in it, or <c>http</c> on the same machine; null for any other text.</summary>
    public static Uri? UrlOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme is "https" || (url.Scheme is "http" && url.IsLoopback)) && url.UserInfo.Length == 0
            ? url
            : null;

    /// <summary>
    /// A secret in the form of Standard Webhooks (https://github.com/standard-webhooks/standard-webhooks), <c>whsec_</c> and Base64; null for any
    /// other text.
    /// </summary>
    public static byte[]? SecretOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text[Prefix.Length..], bytes, out var length) && length is >= 24 and <= 64 ? bytes[..length] : null;
    }

    private static Uri? Address(ProblemList problems, Node node, string field)
    {
        if (Values.Text(problems, node, field, SettingsTexts.Address, "https://crm.example.com/recall") is not { } text)
            return null;
        if (UrlOf(text) is { } url)
            return url;
        problems.Error(node, field, SettingsTexts.Form, new Sentence(UrlForm));
        return null;
    }

    /// <summary>What is wrong with a secret is said without it.</summary>
    private static byte[]? Secrets(ProblemList problems, Node node, string field)
    {
        if (node is TextNode { Value: var text } && SecretOf(text) is { } secret)
            return secret;
        if (node is not BrokenNode)
            problems.Error(node, field, SettingsTexts.Form, new Sentence(SecretForm));
        return null;
    }
}
