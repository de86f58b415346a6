using System.Security.Cryptography;
using System.Text;
using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.App.Delivery;

/// <summary>
/// Links by which a person stops messages without logging in. The customer key is signed, so a link stops only its own person's.
/// </summary>
public sealed class UnsubscribeLinks(ShopSettings shop, ShopSecret secret)
{
    private const int SignatureBytes = 16;

    /// <summary>Where the page lives below <see cref="ShopSettings.PublicUrl"/>.</summary>
    public const string Path = "/unsubscribe";

    /// <summary>The person's link.</summary>
    public string For(CustomerKey customer) => Link(customer, Signature(customer));

    /// <summary>A link that looks and measures like it and does nothing, for messages that are only shown.</summary>
    public string Example(CustomerKey customer) => Link(customer, new string('0', 2 * SignatureBytes));

    /// <summary>True where the signature was made for this customer; compared in constant time.</summary>
    public bool IsValid(CustomerKey customer, string? signature) => signature is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), Encoding.ASCII.GetBytes(Signature(customer)));

    private string Link(CustomerKey customer, string signature) =>
        $"{shop.PublicUrl.TrimEnd('/')}{Path}?c={Uri.EscapeDataString(customer.Value)}&s={signature}";

    private string Signature(CustomerKey customer) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(secret.Bytes, Encoding.UTF8.GetBytes("unsubscribe|" + customer.Value)).AsSpan(0, SignatureBytes));
}
