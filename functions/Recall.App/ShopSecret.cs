using System.Diagnostics.CodeAnalysis;

namespace Recall.App;

/// <summary>The deployment's own secret: coupon codes and unsubscribe links are made from it.</summary>
/// <param name="Bytes">At least 16.</param>
public sealed record ShopSecret(byte[] Bytes)
{
    /// <summary>Reads the form it is kept in, at least 32 hex digits; false where the text is anything else.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ShopSecret? secret)
    {
        ArgumentNullException.ThrowIfNull(text);
        var good = text.Length >= 32 && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit);
        secret = good ? new(Convert.FromHexString(text)) : null;
        return good;
    }

    /// <inheritdoc/>
    public override string ToString() => nameof(ShopSecret);
}
