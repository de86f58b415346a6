using static Recall.App.Ingestion.Events.EventField;

namespace Recall.App.Ingestion.Events;

/// <summary>A type of event as senders write it. Every event also has <c>id</c>, <c>customer</c>, <c>type</c> and <c>at</c>.</summary>
public sealed class EventType
{
    private readonly ulong _required;
    private readonly ulong _allowed;

    private EventType(string name, EventField[] required, EventField[] optional)
    {
        Name = name;
        Utf8 = System.Text.Encoding.UTF8.GetBytes(name);
        Required = [.. Common.Concat(required).Select(NameOf)];
        Optional = [.. optional.Select(NameOf)];
        _required = Mask(Common) | Mask(required);
        _allowed = _required | Mask(optional);
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EventType> All { get; } =
    [
        new("order", [Total], [Currency, Discount, Cost, Coupon, Gift, Lines]),
        new("refund", [Amount], [Order, Currency]),
        new("view", [], [Product, Category]),
        new("cart", [], [Value, Currency]),
        new("login", [], []),
        new("complaint", [], [Topic, Text]),
        new("complaint-resolved", [], [Complaint]),
        new("survey", [Rating], [Text]),
        new("message", [Message, Channel, Status], []),
        new("reply", [Channel], [Text]),
        new("consent", [Channel, Granted], []),
        new("unsubscribe", [], [Channel]),
        new("customer", [], [Email, EmailVerified, Phone, PhoneVerified, Wecom, SameAs, EventField.Name, Locale, EventField.TimeZone, Birthday, MembershipExpiry, Tier, Points]),
        new("payment-failed", [], []),
        new("delivery", [], [DaysLate]),
        new("tag", [Tag], [Removed]),
    ];

    /// <summary>On the wire, for example <c>complaint-resolved</c>.</summary>
    public string Name { get; }

    /// <summary>Fields that must be there, the four common ones first.</summary>
    public IReadOnlyList<string> Required { get; }

    /// <summary>Fields that may be there.</summary>
    public IReadOnlyList<string> Optional { get; }

    internal byte[] Utf8 { get; }

    private static EventField[] Common => [Id, EventField.Customer, EventField.Type, At];

    internal static EventType? Find(ReadOnlySpan<byte> utf8)
    {
        foreach (var type in All)
        {
            if (utf8.SequenceEqual(type.Utf8))
                return type;
        }

        return null;
    }

    internal static EventType? Find(string name) => All.FirstOrDefault(t => string.Equals(t.Name, name, StringComparison.Ordinal));

    internal ulong Missing(ulong given) => _required & ~given;

    internal ulong Foreign(ulong given) => given & ~_allowed;

    private static string NameOf(EventField field) => FieldRule.All[(int)field].Name;

    private static ulong Mask(EventField[] fields) => fields.Aggregate(0UL, (mask, field) => mask | (1UL << (int)field));
}
