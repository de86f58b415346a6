using Recall.Core.Customers;

namespace Recall.App.Customers;

/// <summary>
/// Addresses as people who look at customers see them: enough to tell two apart, not enough to write to. Nothing in Recall shows a
/// whole address; who needs it has it in the shop's own system.
/// </summary>
public static class Masked
{
    /// <summary><c>a***@example.com</c>; null stays null.</summary>
    public static string? Email(string? address)
    {
        if (address is null)
            return null;
        var at = address.LastIndexOf('@');
        return at < 1 ? "***" : First(address) + "***" + address[at..];
    }

    /// <summary><c>+86***78</c>, of a WeCom contact <c>wmq***AA</c>; null stays null.</summary>
    public static string? Phone(string? number) =>
        number is null ? null : number.Length < 8 ? "***" : number[..3] + "***" + number[^2..];

    /// <summary>An address of any channel.</summary>
    public static string? Address(string? address) =>
        address?.Contains('@', StringComparison.Ordinal) == true ? Email(address) : Phone(address);

    /// <summary>An event without whole addresses.</summary>
    public static CustomerEvent Event(CustomerEvent e) =>
        e is CustomerChanged change ? change with { Email = Email(change.Email), Phone = Phone(change.Phone), Wecom = Phone(change.Wecom) } : e;

    private static string First(string text) => char.IsHighSurrogate(text[0]) && text.Length > 1 ? text[..2] : text[..1];
}
