using Recall.Core.Wording;

namespace Recall.Core.Customers;

/// <summary>Why a text can be no customer key, or no part of one.</summary>
internal static class KeyTexts
{
    public static Phrase Missing { get; } = new(
        "is missing; give the shop platform and its customer id, for example 'shopify:7012345'", "没有填写；请写店铺平台及其客户编号，例如“shopify:7012345”");

    public static Phrase Address { get; } = new(
        "looks like an e-mail address; use the platform's customer id and put the address in the 'email' field of a 'customer' event",
        "看起来是邮箱地址；请用平台的客户编号，邮箱地址写在“customer”事件的“email”字段");

    public static Phrase NoSource { get; } = new(
        "'{0}' has no source; write 'source:id' with a source of 1 to 20 lower-case letters, digits or '-'",
        "“{0}”没有来源；请写“来源:编号”，来源由 1 到 20 个小写字母、数字或“-”组成");

    public static Phrase EmptyId { get; } = new("has an empty id", "编号为空");

    public static Phrase LongId { get; } = new(
        "has an id of {0} characters; at most {1} fit in a key", "编号有 {0} 个字符；最多 {1} 个");

    public static Phrase Forbidden { get; } = new(
        "has the forbidden character {0} at position {1}; use an id without / \\ # ? | and control characters",
        "第 {1} 位有不允许的字符 {0}；编号中不能有 / \\ # ? | 和控制字符");

    public static Phrase HalfCharacter { get; } = new(
        "has half a character (a lone surrogate) at position {0}; send valid Unicode", "第 {0} 位只有半个字符；请提供有效的 Unicode 文本");
}
