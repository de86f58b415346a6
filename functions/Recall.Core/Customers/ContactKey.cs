using System.Security.Cryptography;
using System.Text;

namespace Recall.Core.Customers;

/// <summary>
/// The id of a customer whose platform names none: a hash of their address, so that the address stands in no key. It is the plain SHA-256,
/// not one with the shop's secret, so that who sends events of the same person can make the same key.
/// </summary>
public static class ContactKey
{
    private const string Mail = "mail-";
    private const string Telephone = "phone-";
    private const int HashDigits = 32;
    private static readonly System.Buffers.SearchValues<char> HexDigits = System.Buffers.SearchValues.Create("0123456789abcdef");

    /// <summary><c>mail-</c> and the first 32 hex digits of the SHA-256 of the address, trimmed and in lower case.</summary>
    public static string OfEmail(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Mail + Hash(address.Trim().ToLowerInvariant());
    }

    /// <summary>
    /// <c>phone-</c> and the same of the number's digits, the country code included; eleven digits that can be a Chinese mobile number are one where
    /// no country code is written.
    /// </summary>
    public static string OfPhone(string number)
    {
        ArgumentNullException.ThrowIfNull(number);
        var digits = string.Concat(number.Where(char.IsAsciiDigit));
        return Telephone + Hash(!number.StartsWith('+') && digits is { Length: 11 } && digits[0] == '1' && digits[1] >= '3' ? "86" + digits : digits);
    }

    /// <summary>The channel's name and the same of an id that is taken as it is, where a channel's addresses are ids.</summary>
    public static string Of(string channel, string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return $"{channel}-{Hash(id)}";
    }

    /// <summary>A key a person wrote with an address in it, <c>shopify:mei@example.com</c> or <c>shopify:+8613800138000</c>, with its hash; others as they are.</summary>
    public static string Resolve(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var id = text.IndexOf(':', StringComparison.Ordinal) + 1;
        if (id > 0 && text.Contains('@', StringComparison.Ordinal))
            return text[..id] + OfEmail(text[id..]);
        return id > 0 && id < text.Length && text[id] == '+' ? text[..id] + OfPhone(text[id..]) : text;
    }

    /// <summary>True for the key of an address that is an e-mail address, false for a phone number's.</summary>
    public static bool IsEmail(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.StartsWith(Mail, StringComparison.Ordinal);
    }

    /// <summary>True for a customer whose id is made from their address; then <paramref name="address"/> is the address's key.</summary>
    public static bool IsAddress(CustomerKey customer, out string address)
    {
        address = customer.Value[(customer.Value.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var prefix = IsEmail(address) ? Mail : address.StartsWith(Telephone, StringComparison.Ordinal) ? Telephone : null;
        return prefix is not null && address.Length == prefix.Length + HashDigits && address.AsSpan(prefix.Length).IndexOfAnyExcept(HexDigits) < 0;
    }

    private static string Hash(string contact) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(contact)).AsSpan(0, 16));
}
