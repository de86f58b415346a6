using Recall.Core.Customers;
using Recall.Core.Wording;

namespace Recall.Core.Messaging;

/// <summary>
/// What is known of an address, whichever customers have it: a guest and a member with one mailbox are one person to who reads it, and what
/// they refused as one they refused. Times only move forward, so taking the same facts again changes nothing.
/// </summary>
public sealed record AddressHistory
{
    /// <summary>Messages kept.</summary>
    public const int MaxTouches = 100;

    /// <summary>Nothing is known.</summary>
    public static AddressHistory None { get; } = new();

    /// <summary>When somebody who has it last refused messages there, UTC: a platform's flag is no such word.</summary>
    public DateTimeOffset? RefusedAt { get; init; }

    /// <summary>When somebody who has it last agreed in so many words, UTC; the only thing that lifts a refusal.</summary>
    public DateTimeOffset? AllowedAt { get; init; }

    /// <summary>When a message there last came back, UTC.</summary>
    public DateTimeOffset? BouncedAt { get; init; }

    /// <summary>When one last arrived, UTC; kept where one came back.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Messages reserved or sent there, oldest first, as far back as caps look.</summary>
    public IReadOnlyList<Touch> Touches { get; init; } = [];

    /// <summary>Why nothing may be sent there, or null; of one moment the refusal counts.</summary>
    public Why? Obstacle =>
        RefusedAt is { } refused && !(AllowedAt > refused) ? Whys.AddressRefused.With()
        : BouncedAt is { } bounced && !(AllowedAt > bounced || DeliveredAt > bounced) ? Whys.Bounced.With()
        : null;

    /// <summary>With what else is known of it; the messages stay.</summary>
    public AddressHistory With(AddressHistory news)
    {
        ArgumentNullException.ThrowIfNull(news);
        var bounced = Later(BouncedAt, news.BouncedAt);
        return this with
        {
            RefusedAt = Later(RefusedAt, news.RefusedAt), AllowedAt = Later(AllowedAt, news.AllowedAt),
            BouncedAt = bounced, DeliveredAt = bounced is null ? null : Later(DeliveredAt, news.DeliveredAt),
        };
    }

    /// <summary>
    /// With one more message, and without those from before a time. Keeps the newest <see cref="MaxTouches"/>: a row is bounded however many
    /// customers share a number, and no cap looks at more.
    /// </summary>
    public AddressHistory With(Touch touch, DateTimeOffset since) => this with
    {
        Touches = [.. Touches.Where(t => t.Effect != touch.Effect && t.At > since).TakeLast(MaxTouches - 1), touch],
    };

    /// <summary>Without the message of an effect.</summary>
    public AddressHistory Without(string effect) =>
        Touches.Any(t => t.Effect == effect) ? this with { Touches = [.. Touches.Where(t => t.Effect != effect)] } : this;

    /// <summary>Without the messages to customers.</summary>
    public AddressHistory Without(IReadOnlySet<CustomerKey> customers)
    {
        ArgumentNullException.ThrowIfNull(customers);
        var left = Touches.Where(t => !customers.Contains(MessageIds.Parse(t.Effect).Id.Customer)).ToList();
        return left.Count < Touches.Count ? this with { Touches = left } : this;
    }

    /// <summary>
    /// What events say against writing to the customer's addresses: by channel, only where something does. Looked at with the profile that
    /// they made, so that an address learnt after a refusal is refused too, and a bounce of an address since replaced says nothing of the new one.
    /// </summary>
    public static IReadOnlyDictionary<string, AddressHistory> Against(Profile profile, IReadOnlyCollection<CustomerEvent> events)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return ByChannel(profile, channel => new()
        {
            RefusedAt = events.Any(MayRefuse) ? Channels.RefusedAt(profile, channel) : null,
            BouncedAt = profile.Responses.Suppressed.Contains(channel, StringComparer.Ordinal) ? Last(events, channel, MessageStatus.Bounced) : null,
        });
    }

    /// <summary>What events say for it: consents in so many words, and messages that arrived. Only where the customer may be written to.</summary>
    public static IReadOnlyDictionary<string, AddressHistory> For(Profile profile, IReadOnlyCollection<CustomerEvent> events)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return ByChannel(profile, channel => Channels.RefusedAt(profile, channel) is not null ? None : new()
        {
            AllowedAt = events.OfType<ConsentChanged>().Where(c => c is { Granted: true, Order: null } && (c.Channel == channel || c.Channel == Channels.All))
                .Max(c => (DateTimeOffset?)c.At),
            DeliveredAt = Last(events, channel, MessageStatus.Delivered),
        });
    }

    private static bool MayRefuse(CustomerEvent e) =>
        e is ConsentChanged { Granted: false, Order: null } or MessageStatusChanged { Status: MessageStatus.Complained }
            or CustomerChanged { Email: not null } or CustomerChanged { Phone: not null } or CustomerChanged { Wecom: not null };

    private static DateTimeOffset? Last(IEnumerable<CustomerEvent> events, string channel, MessageStatus status) =>
        events.OfType<MessageStatusChanged>().Where(m => m.Channel == channel && m.Status == status).Max(m => (DateTimeOffset?)m.At);

    private static Dictionary<string, AddressHistory> ByChannel(Profile profile, Func<string, AddressHistory> news) =>
        Channels.Names.Where(c => Channels.AddressKey(profile, c) is not null).Select(c => (Channel: c, News: news(c))).Where(c => c.News != None)
            .ToDictionary(c => c.Channel, c => c.News, StringComparer.Ordinal);

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b : a;
}
