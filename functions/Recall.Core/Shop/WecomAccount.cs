using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;
using Recall.Core.Wording;

namespace Recall.Core.Shop;

/// <summary>
/// The shop at WeCom (企业微信), by which staff write to customers who are their contacts
/// (https://developer.work.weixin.qq.com/document/path/91039). The secret is never shown.
/// </summary>
/// <param name="CorpId">Id of the company, <c>corpid</c>.</param>
/// <param name="Secret">Of an app that may call the customer contact API, <c>corpsecret</c>; empty where the host has not been given it yet: messages wait.</param>
public sealed record WecomAccount(string CorpId, string Secret)
{
    /// <summary>What an id must be, in words.</summary>
    public static Phrase CorpIdForm { get; } = new("the company's id at WeCom, such as ww1a2b3c4d5e6f7a8b", "企业微信的企业编号（例如 ww1a2b3c4d5e6f7a8b）");

    /// <summary>What a secret must be, in words.</summary>
    public static Phrase SecretForm { get; } = new(
        "the secret that WeCom shows for the app, 20 to 128 letters, digits, '-' and '_'", "企业微信中该应用的密钥（20 到 128 个字母、数字、“-”和“_”）");

    private static readonly KeyList Keys = new(["corp-id", "secret"], []);

    /// <inheritdoc/>
    public override string ToString() => nameof(WecomAccount);

    /// <summary>The id, or null for any other text.</summary>
    public static string? CorpIdOf(string text) => IsWord(text, 4, 64) ? text : null;

    /// <summary>The secret, or null for any other text.</summary>
    public static string? SecretOf(string text) => IsWord(text, 20, 128) ? text : null;

    /// <summary>The account as <c>settings.yaml</c> writes it.</summary>
    internal static WecomAccount? Read(ProblemList problems, Node node, string field) =>
        MapReader.Of(problems, node, field, Keys, SettingsTexts.WecomKeys) is { } keys
        && keys.Read("corp-id", (p, n, f) => Word(p, n, f, CorpIdOf, CorpIdForm)) is { } id
        && keys.Read("secret", (p, n, f) => Word(p, n, f, SecretOf, SecretForm)) is { } secret ? new(id, secret) : null;

    /// <summary>What is wrong with a secret is said without it.</summary>
    private static string? Word(ProblemList problems, Node node, string field, Func<string, string?> parse, Phrase form)
    {
        if (node is TextNode { Value: var text } && parse(text) is { } word)
            return word;
        if (node is not BrokenNode)
            problems.Error(node, field, SettingsTexts.Form, new Sentence(form));
        return null;
    }

    private static bool IsWord(string text, int least, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length >= least && text.Length <= most && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
    }
}
