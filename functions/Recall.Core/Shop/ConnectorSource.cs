namespace Recall.Core.Shop;

/// <summary>
/// A shop system that posts to <c>/api/ingest/{platform}/{name}</c>, as <c>settings.yaml</c> names it. Its secrets are never shown.
/// </summary>
/// <param name="Name">The last part of its address, 1 to 20 lower-case letters, digits or hyphens.</param>
/// <param name="Platform">One of <see cref="Platforms"/>.</param>
/// <param name="Secrets">
/// What its calls are signed with; several are in force at a time, so that one can be replaced without an outage. <c>env:NAME</c> stands for the
/// environment variable of that name, which on Azure may be a Key Vault reference.
/// </param>
public sealed record ConnectorSource(string Name, string Platform, IReadOnlyList<string> Secrets)
{
    /// <summary>Stands for the environment variable that is named behind it.</summary>
    public const string FromEnvironment = "env:";

    /// <summary>Every platform there is a connector for.</summary>
    public static IReadOnlyList<string> Platforms { get; } =
        ["shopify", "woocommerce", "bigcommerce", "adobe-commerce", "youzan", "shopline", "stripe", "standard-webhooks", "cloudevents"];

    /// <summary>Stands before the ids of its customers: two sources with the same one know the same customers and orders.</summary>
    public string Customers { get; init; } = Name;

    /// <summary>Youzan's client id, which is part of what is signed.</summary>
    public string? ClientId { get; init; }

    /// <summary>Takes calls that are not signed: only for Adobe Commerce behind something that checks who calls.</summary>
    public bool AllowUnsigned { get; init; }

    /// <summary>For a source of payments: the source's <see cref="Customers"/> that brings the orders they pay for; null where payments are the orders.</summary>
    public string? OrdersFrom { get; init; }

    /// <summary>Where the platform's API is; null where it is not asked.</summary>
    public ConnectorApi? Api { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Platform}/{Name}";
}

/// <summary>A platform's API.</summary>
/// <param name="Url">The shop's address there; <c>https</c>, or <c>http</c> on the same machine.</param>
/// <param name="Key">The access token, WooCommerce's consumer key, or with a <paramref name="Secret"/> the client id of a Shopify app.</param>
/// <param name="Secret">WooCommerce's consumer secret, or the client secret of a Shopify app that asks for its tokens; else null.</param>
public sealed record ConnectorApi(Uri Url, string Key, string? Secret)
{
    /// <inheritdoc/>
    public override string ToString() => Url.Host;
}
