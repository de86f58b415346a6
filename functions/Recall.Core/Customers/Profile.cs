using System.Text.Json.Serialization;
using Recall.Core.Customers.Identity;

namespace Recall.Core.Customers;

/// <summary>
/// What folding a customer's events gives; all that scoring and the gate need, so neither reads raw events.
/// Times are UTC, days are the customer's local days, amounts the shop's currency.
/// </summary>
public sealed record Profile
{
    /// <summary>Whose profile it is.</summary>
    public required CustomerKey Customer { get; init; }

    /// <summary>The last event folded in; an event that sorts before it makes the fold start over.</summary>
    public EventPosition Last { get; init; }

    /// <summary>Events folded in.</summary>
    public int Events { get; init; }

    /// <summary>Time of the first event.</summary>
    public DateTimeOffset FirstSeen { get; init; }

    /// <summary>Who they are and how to reach them.</summary>
    public Person Person { get; init; } = Person.Unknown;

    /// <summary>Consent by channel name; a channel that is not there was never asked about.</summary>
    public IReadOnlyDictionary<string, Consent> Consents { get; init; } = Empty<Consent>.Map;

    /// <summary>What they bought.</summary>
    public Purchases Purchases { get; init; } = Purchases.None;

    /// <summary>What they got back.</summary>
    public Refunds Refunds { get; init; } = Refunds.None;

    /// <summary>By category name, at most <see cref="ProfileFold.MaxCategories"/>; the rest is under <c>other</c>.</summary>
    public IReadOnlyDictionary<string, CategoryPurchases> Categories { get; init; } = Empty<CategoryPurchases>.Map;

    /// <summary>Complaints, payments, deliveries, surveys.</summary>
    public Service Service { get; init; } = Service.None;

    /// <summary>Visits.</summary>
    public Activity Activity { get; init; } = Activity.None;

    /// <summary>Messages and what they did with them.</summary>
    public Responses Responses { get; init; } = Responses.None;

    /// <summary>The keys that are this person, the customer's own among them; null where there is no other.</summary>
    public IReadOnlyList<Member>? Members { get; init; }

    /// <summary>Tags that events gave, in lower case, ordinal order, at most <see cref="ProfileFold.MaxTags"/>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The same customer with other keys: of the consents under them the stricter holds, whatever events there are.</summary>
    public Profile With(IReadOnlyList<Member> members) => this with { Members = members, Consents = MemberConsents.Strictest(members) };

    /// <summary>The customer's key, and those merged into it.</summary>
    [JsonIgnore]
    public IEnumerable<CustomerKey> Keys => Members?.Select(m => m.Key) ?? [Customer];
}

/// <summary>An event's place in the fold: by time, then by id (ordinal).</summary>
/// <param name="At">UTC.</param>
/// <param name="Id">The event's id; null before any event.</param>
public readonly record struct EventPosition(DateTimeOffset At, string? Id) : IComparable<EventPosition>
{
    /// <summary>The place of an event.</summary>
    public static EventPosition Of(CustomerEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return new(e.At, e.Id);
    }

    /// <inheritdoc/>
    public int CompareTo(EventPosition other)
    {
        var byTime = At.UtcTicks.CompareTo(other.At.UtcTicks);
        return byTime != 0 ? byTime : string.CompareOrdinal(Id, other.Id);
    }

    /// <summary>Sorts before.</summary>
    public static bool operator <(EventPosition left, EventPosition right) => left.CompareTo(right) < 0;

    /// <summary>Sorts after.</summary>
    public static bool operator >(EventPosition left, EventPosition right) => left.CompareTo(right) > 0;

    /// <summary>Does not sort after.</summary>
    public static bool operator <=(EventPosition left, EventPosition right) => left.CompareTo(right) <= 0;

    /// <summary>Does not sort before.</summary>
    public static bool operator >=(EventPosition left, EventPosition right) => left.CompareTo(right) >= 0;
}

/// <summary>The shared empty map of a type.</summary>
internal static class Empty<T>
{
    public static readonly IReadOnlyDictionary<string, T> Map = new Dictionary<string, T>(StringComparer.Ordinal);
}
