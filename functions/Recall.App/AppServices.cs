using Recall.App.Ports;
using Recall.Core.Messaging;
using Recall.Core.Scoring.Tags;
using Recall.Core.Shop;

namespace Recall.App;

/// <summary>What every use case needs to know about where it runs.</summary>
/// <param name="clock">Real or virtual.</param>
/// <param name="shop">The owner's settings.</param>
/// <param name="channels">The channels that are set up.</param>
/// <param name="tags">The shop's tags; none where the host brings none.</param>
public sealed class AppServices(TimeProvider clock, ShopSettings shop, IEnumerable<IChannel> channels, TagRules? tags = null)
{
    private readonly Dictionary<string, IChannel> _channels = channels.ToDictionary(c => c.Name, StringComparer.Ordinal);

    /// <summary>Real or virtual.</summary>
    public TimeProvider Clock { get; } = clock;

    /// <summary>The owner's settings.</summary>
    public ShopSettings Shop { get; } = shop;

    /// <summary>The shop's tags.</summary>
    public TagRules Tags { get; } = tags ?? TagRules.None;

    /// <summary>The shop's time zone.</summary>
    public TimeZoneInfo Zone { get; } = shop.Zone;

    /// <summary>The shop as messages name it.</summary>
    public ShopIdentity Identity => new(Shop.Name, Shop.Address, Shop.PublicUrl, Shop.Currency, Zone);

    /// <summary>Names of the channels that are set up.</summary>
    public IReadOnlySet<string> Channels => _channels.Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>The channel of that name.</summary>
    public IChannel Channel(string name) => _channels[name];

    /// <summary>The shop's month, for counters.</summary>
    public string Month(DateTimeOffset now) => LocalTime.Day(now, Zone).ToString("yyyyMM", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The shop's day, for counters.</summary>
    public string Today(DateTimeOffset now) => LocalTime.Day(now, Zone).ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
}
