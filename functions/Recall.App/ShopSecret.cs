namespace Recall.App;

/// <summary>The deployment's own secret: coupon codes and unsubscribe links are made from it.</summary>
/// <param name="Bytes">At least 16.</param>
public sealed record ShopSecret(byte[] Bytes);
