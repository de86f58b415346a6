using Recall.Core.Customers.Identity;
using Recall.Core.Messaging;

namespace Recall.Core.Shop;

/// <summary>What the shop owner sets once; read from <c>settings.yaml</c> in the data folder, or app settings on Azure.</summary>
public sealed record ShopSettings
{
    private static readonly ShopSettings Example = new();

    /// <summary>As customers know it.</summary>
    public string Name { get; init; } = "My Shop";

    /// <summary>ISO 4217; all amounts are kept in it.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>Value of one unit of another currency in the shop's, by ISO 4217 code; a currency that is not here is refused.</summary>
    public IReadOnlyDictionary<string, decimal> Rates { get; init; } = new Dictionary<string, decimal>(StringComparer.Ordinal);

    /// <summary>IANA name; the shop's days, and the hours of customers whose zone is unknown.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Two letters, ISO 3166-1: phone numbers without a country code are of there; null refuses them.</summary>
    public string? Country { get; init; }

    /// <summary>For customers whose language is unknown, BCP 47.</summary>
    public string Locale { get; init; } = "en";

    /// <summary>Sender of e-mails.</summary>
    public string FromEmail { get; init; } = "shop@example.com";

    /// <summary>Sender of short messages, E.164 or a short name.</summary>
    public string FromPhone { get; init; } = "+12025550100";

    /// <summary>Postal address, which mail laws want in every message.</summary>
    public string Address { get; init; } = "1 Example Street, Example City";

    /// <summary>Where unsubscribe links lead; the enrolment's token is added.</summary>
    public string PublicUrl { get; init; } = "https://shop.example.com";

    /// <summary>Share of revenue left after the cost of goods, for orders whose cost is unknown; 0 to 1.</summary>
    public decimal GrossMargin { get; init; } = 0.4m;

    /// <summary>What one message costs by channel, in the shop's currency.</summary>
    public IReadOnlyDictionary<string, decimal> TouchCosts { get; init; } =
        new Dictionary<string, decimal>(StringComparer.Ordinal) { [Channels.Email] = 0.001m, [Channels.Sms] = 0.04m, [Channels.Push] = 0, [Channels.Wecom] = 0 };

    /// <summary>The shop's own systems that sequences may call, by name.</summary>
    public IReadOnlyDictionary<string, WebhookTarget> Webhooks { get; init; } = new Dictionary<string, WebhookTarget>(StringComparer.Ordinal);

    /// <summary>The shop's gateway for channel <c>push</c>; null where it has none.</summary>
    public WebhookTarget? Push { get; init; }

    /// <summary>The shop's account for channel <c>wecom</c>; null where it has none.</summary>
    public WecomAccount? Wecom { get; init; }

    /// <summary>Shop systems that post what happens there, by name.</summary>
    public IReadOnlyDictionary<string, ConnectorSource> Connectors { get; init; } = new Dictionary<string, ConnectorSource>(StringComparer.Ordinal);

    /// <summary>What makes two customers one.</summary>
    public IdentityRules Identity { get; init; } = IdentityRules.Default;

    /// <summary>Rules for touching people.</summary>
    public Policy Policy { get; init; } = Policy.Default;

    /// <summary>Settings that customers meet and that are still the example's, by their name in the file.</summary>
    public IReadOnlyList<string> Placeholders =>
    [
        .. new (string Name, string Value, string Example)[]
        {
            ("sender.email", FromEmail, Example.FromEmail), ("shop.address", Address, Example.Address), ("shop.public-url", PublicUrl, Example.PublicUrl),
        }.Where(s => s.Value == s.Example).Select(s => s.Name),
    ];

    /// <summary>The zone of <see cref="TimeZone"/>.</summary>
    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
}
