using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Offers;
using Recall.Core.Scoring;

namespace Recall.Core.Sequences.Previewing;

/// <summary>All that a preview looks at: one customer and the shop at one moment.</summary>
public sealed record PreviewFacts
{
    /// <summary>The sequence, the customer, and what decides whether they enter.</summary>
    public required EntryFacts Entry { get; init; }

    /// <summary>The last score; null before the first.</summary>
    public required Score? Score { get; init; }

    /// <summary>Their latest events, where the sequence waits for events; see <see cref="Triggers.Occurrences.Latest"/>.</summary>
    public IReadOnlyList<CustomerEvent> Events { get; init; } = [];

    /// <summary>UTC.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Messages to the customer so far, as far back as the longest cap.</summary>
    public required IReadOnlyList<Touch> Touches { get; init; }

    /// <summary>What is known of the customer's addresses, by channel, whoever else has them.</summary>
    public required IReadOnlyDictionary<string, AddressHistory> Addresses { get; init; }

    /// <summary>Messages to all customers today, in the shop's zone.</summary>
    public required int SentToday { get; init; }

    /// <summary>Messages to all customers this calendar month, in the shop's zone.</summary>
    public required int SentThisMonth { get; init; }

    /// <summary>Messages of the sequence today, in the shop's zone.</summary>
    public int OwnSentToday { get; init; }

    /// <summary>Messages of the sequence this calendar month, in the shop's zone.</summary>
    public int OwnSentThisMonth { get; init; }

    /// <summary>What messages and coupons have cost so far, in the shop's zone.</summary>
    public MoneySpent Spent { get; init; }

    /// <summary>What a message costs by channel, in the shop's currency.</summary>
    public required IReadOnlyDictionary<string, decimal> Prices { get; init; }

    /// <summary>What the shop's customers pay per order, in its currency; null before the first fit.</summary>
    public decimal? MeanOrder { get; init; }

    /// <summary>What coupon steps have given out so far; one that is not there has given out nothing.</summary>
    public required IReadOnlyDictionary<string, CouponUse> CouponUses { get; init; }

    /// <summary>Codes of the sequence that the customer was given in earlier passes.</summary>
    public IReadOnlyList<Coupon> Coupons { get; init; } = [];

    /// <summary>The shop's rules.</summary>
    public required Policy Policy { get; init; }

    /// <summary>Who writes, and where.</summary>
    public required ShopIdentity Shop { get; init; }

    /// <summary>For customers whose language is unknown, BCP 47.</summary>
    public required string Locale { get; init; }

    /// <summary>The customer's own link to stop messages.</summary>
    public required string UnsubscribeUrl { get; init; }

    /// <summary>The customer's zone, else the shop's.</summary>
    public TimeZoneInfo Zone => Zones.Of(Entry.Profile.Person.TimeZone, Shop.Zone);

    /// <summary>What conditions look at, at a time of the preview: the clock goes on, profile and score stay as they are today.</summary>
    public CustomerFacts At(DateTimeOffset at) => new(Entry.Profile, Score, at, Shop.Zone) { Sequence = Entry.Definition.Name };
}
