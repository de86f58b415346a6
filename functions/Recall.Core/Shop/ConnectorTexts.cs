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

    public static Phrase RsaKey { get; } = new(
        "expected the platform's public RSA key, from '-----BEGIN PUBLIC KEY-----' to '-----END PUBLIC KEY-----' with its lines, as a block '- |', or 'env:NAME'",
        "应为平台的 RSA 公钥，从“-----BEGIN PUBLIC KEY-----”到“-----END PUBLIC KEY-----”逐行照抄（写成“- |”文本块），或用“env:NAME”表示环境变量");

    public static Phrase StandardKey { get; } = new(
        "expected a secret as the sender shows it: 'whsec_' and Base64 of 16 bytes or more, or 'whpk_' and the Base64 of a public key of 32 bytes; or 'env:NAME'",
        "应为发送方给出的密钥：“whsec_”加至少 16 字节的 Base64，或“whpk_”加 32 字节公钥的 Base64；或用“env:NAME”表示环境变量");

    public static Phrase NoShop { get; } = new(
        "no source brings the orders of '{0}'; set the shop's own platform up under 'connectors' too, or leave 'orders-from' out",
        "没有来源带来“{0}”的订单；请在“connectors”下同时设置店铺自己的平台，或去掉“orders-from”");

    public static Phrase NoSuchShop { get; } = new(
        "no source brings the orders of '{0}'; write the 'customers' of the one that does: {1:and}", "没有来源带来“{0}”的订单；请写带来订单的来源的“customers”：{1:and}");

    public static Phrase NoSecret { get; } = new("expected at least one secret", "至少需要一个密钥");

    public static Phrase ApiKeys { get; } = new("'url:' and 'key:'", "“url:”和“key:”");

    public static Phrase ApiKeyMissing { get; } = new("'{0}' is missing; an API needs 'url:' and 'key:'", "缺少“{0}”；接口需要“url:”和“key:”");

    public static Phrase Hidden { get; } = new(
        "expected {0} characters or more, or 'env:NAME' for an environment variable", "应有至少 {0} 个字符，或用“env:NAME”表示环境变量");
}
