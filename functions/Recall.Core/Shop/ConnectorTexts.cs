using Recall.Core.Wording;

namespace Recall.Core.Shop;

/// <summary>What is said about the <c>connectors</c> of <c>settings.yaml</c>.</summary>
internal static class ConnectorTexts
{
    public static Phrase Keys { get; } = new("'platform: shopify' and 'secrets: [...]'", "“platform: shopify”和“secrets: [...]”");

    public static Phrase Sources { get; } = new(
        "sources by name ('main:' and below it 'platform: shopify' and 'secrets: [...]')",
        "按名称分列的来源（“main:”，其下写“platform: shopify”和“secrets: [...]”）");

    public static Phrase NoPlatform { get; } = new("'platform' is missing; add one of {0:and}", "缺少“platform”；请写以下之一：{0:and}");

    public static Phrase NoSecrets { get; } = new(
        "'secrets' is missing; add the secret the platform signs with, for example 'secrets: [env:SHOP_SECRET]'",
        "缺少“secrets”；请加上平台用来签名的密钥，例如“secrets: [env:SHOP_SECRET]”");

    public static Phrase NoClient { get; } = new(
        "'client-id' is missing; Youzan signs with it and the secret", "缺少“client-id”；有赞用它和密钥一起签名");

    public static Phrase Unsigned { get; } = new(
        "is for adobe-commerce alone; the other platforms sign every call", "只用于 adobe-commerce；其他平台的每次调用都有签名");

    public static Phrase LongName { get; } = new(
        "a source's name has at most {0} characters, found '{1}'", "来源名称最多 {0} 个字符，实际为“{1}”");

    public static Phrase Secrets { get; } = new(
        "expected a list of secrets of {0} characters or more, or of 'env:NAME' for environment variables",
        "应为密钥列表，每个至少 {0} 个字符，或用“env:NAME”表示环境变量");

    public static Phrase NoSecret { get; } = new("expected at least one secret", "至少需要一个密钥");

    public static Phrase ApiKeys { get; } = new("'url:' and 'key:'", "“url:”和“key:”");

    public static Phrase ApiKeyMissing { get; } = new("'{0}' is missing; an API needs 'url:' and 'key:'", "缺少“{0}”；接口需要“url:”和“key:”");

    public static Phrase Hidden { get; } = new(
        "expected {0} characters or more, or 'env:NAME' for an environment variable", "应有至少 {0} 个字符，或用“env:NAME”表示环境变量");
}
