namespace Recall.Core.Messaging;

/// <summary>A variable that message templates can use.</summary>
/// <param name="Name">As between <c>{{</c> and <c>}}</c>.</param>
/// <param name="MayBeEmpty">Not known of everybody, so a text should also read well without it.</param>
/// <param name="IsFreeText">Written by people; inside an HTML tag it could become a link or a script of theirs.</param>
/// <param name="Description">For the reference.</param>
public sealed record TemplateVariable(string Name, bool MayBeEmpty, bool IsFreeText, string Description);

/// <summary>What there is.</summary>
public static class TemplateVariables
{
    /// <summary>The link without which no e-mail may go out (CAN-SPAM 16 CFR 316.5; RFC 8058 gives it a header too).</summary>
    public const string Unsubscribe = "unsubscribeUrl";

    /// <summary>The sender's postal address, which the same rule wants.</summary>
    public const string ShopAddress = "shop.address";

    /// <summary>True inside <c>{{#if coupon}}</c> where the message carries one.</summary>
    public const string Coupon = "coupon";

    /// <summary>The customer's own code.</summary>
    public const string CouponCode = "coupon.code";

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<TemplateVariable> All { get; } =
    [
        new("customer.name", true, true, "the customer's name"),
        new("customer.locale", false, false, "the language the message is in, as in zh-CN"),
        new("shop.name", false, false, "the shop's name"),
        new(ShopAddress, false, false, "the shop's postal address"),
        new("shop.url", false, false, "the shop's front page"),
        new(Unsubscribe, false, false, "the customer's own link to stop messages"),
        new(Coupon, true, false, "whether there is a coupon, for {{#if coupon}}"),
        new(CouponCode, false, false, "the customer's own code"),
        new("coupon.percent", true, false, "percent off, as in 10; empty where it is no percentage"),
        new("coupon.zhe", true, false, "the same as Chinese shops say it, the tenths that are left to pay: 10 % off is 9, for 9折"),
        new("coupon.gift", true, false, "what comes free with the order; empty where it is money off"),
        new("coupon.amount", true, false, "amount off with the shop's currency; empty where it is no amount"),
        new("coupon.minimum", true, false, "smallest order it can be used on; empty where there is none"),
        new("coupon.expires", false, false, "last day that it is good for, to its end in the customer's time zone; written out in the message's language"),
        new("profile.orders", false, false, "orders so far"),
        new("profile.lastOrder", true, false, "day of the last order, written out"),
        new("profile.membershipEnds", true, false, "day on which the membership ends, written out"),
        new("profile.favourite", true, true, "category bought most often"),
    ];

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(v => v.Name)];

    /// <summary>The variable of that name, or null.</summary>
    public static TemplateVariable? Find(string name) => All.FirstOrDefault(v => string.Equals(v.Name, name, StringComparison.Ordinal));
}
