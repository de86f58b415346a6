using Recall.App.Ingestion.Connectors.AdobeCommerce;
using Recall.App.Ingestion.Connectors.BigCommerce;
using Recall.App.Ingestion.Connectors.CloudEvents;
using Recall.App.Ingestion.Connectors.Shopify;
using Recall.App.Ingestion.Connectors.Shopline;
using Recall.App.Ingestion.Connectors.StandardWebhooks;
using Recall.App.Ingestion.Connectors.Stripe;
using Recall.App.Ingestion.Connectors.WooCommerce;
using Recall.App.Ingestion.Connectors.Youzan;
using Recall.Core.Shop;
using Recall.Core.Wording;

namespace Recall.App.Ingestion.Connectors;

/// <summary>The connectors, and the sources that the shop has set up with their secrets as they are on this machine.</summary>
public sealed class ConnectorCatalogue
{
    /// <summary>
    /// What Azure leaves in the place of a secret that Key Vault has not given (learn.microsoft.com/azure/app-service/app-service-key-vault-references):
    /// everybody can guess it, and it is long enough for a secret.
    /// </summary>
    private const string VaultReference = "@Microsoft.KeyVault(";

    private readonly Dictionary<string, ConnectorSource> _sources = new(StringComparer.Ordinal);
    private readonly List<string> _missing = [];
    private readonly List<WrongVariable> _wrong = [];

    /// <summary>Takes the sources of the settings.</summary>
    public ConnectorCatalogue(ShopSettings shop)
    {
        ArgumentNullException.ThrowIfNull(shop);
        foreach (var (name, source) in shop.Connectors)
        {
            _sources[name] = source with
            {
                Secrets = [.. source.Secrets.Select(s => Secret(name, source.Platform, s)).OfType<string>()],
                Api = source.Api is { } api ? api with { Key = Resolve(api.Key) ?? "", Secret = api.Secret is { } secret ? Resolve(secret) : null } : null,
            };
        }
    }

    /// <summary>Every connector by its platform.</summary>
    public static IReadOnlyDictionary<string, Connector> All { get; } = new Connector[]
    {
        new ShopifyConnector(), new WooCommerceConnector(), new BigCommerceConnector(), new AdobeCommerceConnector(), new YouzanConnector(),
        new ShoplineConnector(), new StripeConnector(), new StandardWebhooksConnector(), new CloudEventsConnector(),
    }.ToDictionary(c => c.Platform, StringComparer.Ordinal);

    /// <summary>Environment variables that the settings name and that are not set, or whose secret Key Vault has not given.</summary>
    public IReadOnlyList<string> Missing => _missing;

    /// <summary>Environment variables whose values can be no secrets of their platforms.</summary>
    public IReadOnlyList<WrongVariable> Wrong => _wrong;

    /// <summary>The sources.</summary>
    public IReadOnlyCollection<ConnectorSource> Sources => _sources.Values;

    /// <summary>The source of that name, or null.</summary>
    public ConnectorSource? Find(string name) => _sources.GetValueOrDefault(name);

    /// <summary>The source of that name if it is of that platform, or null.</summary>
    public ConnectorSource? Find(string platform, string name) => Find(name) is { } source && source.Platform == platform ? source : null;

    private string? Secret(string source, string platform, string secret)
    {
        var value = Resolve(secret)?.Trim();
        if (value is not null && value != secret && ConnectorKeys.Wrong(platform, value) is { } wrong)
        {
            // Nor does it sign anything: half of a key, and a word that everybody can guess, are such values.
            _wrong.Add(new(source, secret[ConnectorSource.FromEnvironment.Length..], wrong));
            return null;
        }

        return value;
    }

    private string? Resolve(string secret)
    {
        if (!secret.StartsWith(ConnectorSource.FromEnvironment, StringComparison.Ordinal))
            return secret;
        var name = secret[ConnectorSource.FromEnvironment.Length..];
        var value = Environment.GetEnvironmentVariable(name);
        if (!string.IsNullOrWhiteSpace(value) && !value.StartsWith(VaultReference, StringComparison.OrdinalIgnoreCase))
            return value;
        if (!_missing.Contains(name, StringComparer.Ordinal))
            _missing.Add(name);
        return null;
    }
}

/// <summary>An environment variable whose value can be no secret.</summary>
/// <param name="Source">The source that names it.</param>
/// <param name="Name">The variable's.</param>
/// <param name="Expected">What the value must be.</param>
public sealed record WrongVariable(string Source, string Name, Sentence Expected);
