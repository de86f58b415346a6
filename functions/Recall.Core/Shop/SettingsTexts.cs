using Recall.Core.Wording;

namespace Recall.Core.Shop;

/// <summary>What is said about <c>settings.yaml</c>.</summary>
internal static class SettingsTexts
{
    public static Phrase Keys { get; } = new("keys such as 'shop:' and 'policy:'", "“shop:”“policy:”等键");

    public static Phrase ShopKeys { get; } = new("keys such as 'name:' and 'currency:'", "“name:”“currency:”等键");

    public static Phrase Sender { get; } = new("{{ email: shop@example.com }}", "{{ email: shop@example.com }}");

    public static Phrase Address { get; } = new("an address such as '{0}'", "地址（例如 {0}）");

    public static Phrase Email { get; } = new("an e-mail address such as 'shop@example.com'", "邮箱地址（例如 shop@example.com）");

    public static Phrase Currency { get; } = new("a currency such as 'USD'", "币种（例如 CNY）");

    public static Phrase CurrencyCode { get; } = new(
        "a three-letter currency code (ISO 4217) such as 'USD' or 'CNY'", "三个字母的币种代码（ISO 4217，例如 USD 或 CNY）");

    public static Phrase Zone { get; } = new("a time zone such as 'Asia/Shanghai'", "时区（例如 Asia/Shanghai）");

    public static Phrase UnknownZone { get; } = new("unknown time zone {0}{1}", "未知的时区{0}{1}");

    public static Phrase Rates { get; } = new(
        "what one unit is worth in the shop's currency, for example {{ EUR: 1.08 }}", "一个单位折合店铺币种的金额（例如 {{ EUR: 1.08 }}）");

    public static Phrase Costs { get; } = new("{{ email: 0.001, sms: 0.04 }}", "{{ email: 0.001, sms: 0.04 }}");

    public static Phrase IdentityKeys { get; } = new("keys such as 'email: verified' and 'ignore:'", "“email: verified”“ignore:”等键");

    public static Phrase Ignored { get; } = new(
        "a list such as ['counter@shop.com', '@relay.com', '+8613800138000']", "列表（例如 ['counter@shop.com', '@relay.com', '+8613800138000']）");

    public static Phrase IgnoredOne { get; } = new(
        "an address, a domain such as '@relay.com' or a number such as '+8613800138000'", "邮箱地址、域名（例如 @relay.com）或号码（例如 +8613800138000）");

    public static Phrase Form { get; } = new("expected {0}", "应为{0}");

    public static Phrase SystemKeys { get; } = new("'url:' and 'secret:'", "“url:”和“secret:”");

    public static Phrase Systems { get; } = new(
        "systems by name ('crm:' and below it 'url:' and 'secret:')", "按名称分列的系统（“crm:”，其下写“url:”和“secret:”）");

    public static Phrase WecomKeys { get; } = new("'corp-id:' and 'secret:'", "“corp-id:”和“secret:”");
}
