namespace Recall.Core.Wording;

/// <content>Why customers are one, or are not.</content>
public static partial class Whys
{
    /// <summary>A verified address links them.</summary>
    public static WhyKind SameVerified { get; } = New(
        "same-verified", "same verified address {address} as {customer}", "与 {customer} 使用相同的已验证地址 {address}");

    /// <summary>One of them is known by nothing but the address.</summary>
    public static WhyKind SameAddress { get; } = New(
        "same-address", "same address {address} as {customer}", "与 {customer} 使用相同的地址 {address}");

    /// <summary>Somebody said so.</summary>
    public static WhyKind SamePerson { get; } = New("same-person", "said to be the same person as {customer}", "已指明与 {customer} 为同一人");

    /// <summary>Somebody took them apart.</summary>
    public static WhyKind TakenApart { get; } = New("taken-apart", "taken apart from {customer} by hand", "已由人工与 {customer} 拆分");

    /// <summary>What linked them links nobody any more.</summary>
    public static WhyKind NoLongerLinked { get; } = New(
        "no-longer-linked", "nothing links them to {customer} any more", "与 {customer} 之间已没有任何关联");

    /// <summary>Too many have the address.</summary>
    public static WhyKind AddressCrowded { get; } = New(
        "address-crowded", "more than {most} customers have {address}: it makes none of them one", "{address} 被超过 {most} 个客户使用，不再用于合并客户");
}
