using Recall.Core.Customers.Identity;

namespace Recall.Core.Customers;

/// <summary>
/// Folds events into a profile: a left fold over the customer's events ordered by <see cref="EventPosition"/>. The order is part
/// of the definition, so any order of arrival and any duplication give the same profile to the last bit, floating point included.
/// </summary>
public static class ProfileFold
{
    /// <summary>Categories kept apart; a 65th counts as <see cref="OtherCategory"/>.</summary>
    public const int MaxCategories = 64;

    /// <summary>
    /// Tags of a customer; a 33rd is not kept. With 64 categories of the longest names they fit into one property of 64 KiB.
    /// </summary>
    public const int MaxTags = 32;

    /// <summary>Orders kept one by one, for trends.</summary>
    public const int MaxRecentOrders = 12;

    /// <summary>Half-life of <see cref="Purchases.Pace"/>, days: a quarter.</summary>
    public const double FadingDays = 90;

    /// <summary>Where categories beyond <see cref="MaxCategories"/> go.</summary>
    public const string OtherCategory = "other";

    /// <summary>The profile of a customer's events, in any order, each once or more often.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="events">All of them, those under merged keys too.</param>
    /// <param name="shopZone">Where the customer's own zone is unknown.</param>
    /// <param name="members">The keys of a merged customer, whatever consents they have here; null where there is no other key.</param>
    public static Profile Of(
        CustomerKey customer, IEnumerable<CustomerEvent> events, TimeZoneInfo shopZone, IReadOnlyList<Member>? members = null)
    {
        var profile = new Profile { Customer = customer, Members = members?.Select(m => Member.Of(m.Key, m.Since)).ToList() };
        foreach (var e in MergedEvents.Of(events))
            profile = Next(profile, e, shopZone);
        return profile;
    }

    /// <summary>True where <see cref="Next"/> may take the event; false where the profile must be folded again with it.</summary>
    public static bool IsNext(Profile profile, CustomerEvent e)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return e is Voided || profile.Last.Id is null || EventPosition.Of(e) > profile.Last;
    }

    /// <summary>
    /// The profile with one more event, which must sort after all events in it. Local days and hours are those of the zone known
    /// when the event happened: the customer's, else the shop's.
    /// </summary>
    /// <exception cref="ArgumentException">The event does not sort after the profile's last one.</exception>
    public static Profile Next(Profile profile, CustomerEvent e, TimeZoneInfo shopZone)
    {
        ArgumentNullException.ThrowIfNull(e);
        if (e is Voided)
            return profile;
        if (!IsNext(profile, e))
            throw new ArgumentException($"Event '{e.Id}' sorts before '{profile.Last.Id}': fold the customer's events again.", nameof(e));

        profile = profile with
        {
            Last = EventPosition.Of(e),
            Events = profile.Events + 1,
            FirstSeen = profile.Events == 0 ? e.At : profile.FirstSeen,
        };
        return e switch
        {
            OrderPlaced order => PurchaseFold.Add(profile, order, Zones.Of(profile.Person.TimeZone, shopZone)),
            OrderRefunded refund => profile with { Refunds = Add(profile.Refunds, refund, UndatedFacts.Has(refund, profile.Purchases.Orders == 0 ? null : profile.Purchases.LastAt)) },
            ProductViewed => profile with { Activity = Visit(profile.Activity, e.At) with { Views = profile.Activity.Views + 1 } },
            CartUpdated => profile with
            {
                Activity = Visit(profile.Activity, e.At) with
                {
                    Carts = profile.Activity.Carts + 1, CartsSinceOrder = profile.Activity.CartsSinceOrder + 1, LastCartAt = e.At,
                },
            },
            LoggedIn => profile with { Activity = Visit(profile.Activity, e.At) with { Logins = profile.Activity.Logins + 1, LastLoginAt = e.At } },
            CustomerChanged change => profile with
            {
                Person = Merge(profile.Person, change),
                Responses = ResponseFold.Readdress(profile.Responses, profile.Person, change),
            },
            ConsentChanged consent => MemberConsents.Add(profile, consent),
            MessageStatusChanged { Status: MessageStatus.Complained } spam => MemberConsents.Add(
                profile, new() { Id = e.Id, Customer = e.Customer, At = e.At, Channel = spam.Channel, Granted = false }),
            CustomerTagged tagged => profile with { Tags = Tagged(profile.Tags, tagged) },
            MessageStatusChanged or Replied => profile with { Responses = ResponseFold.Add(profile.Responses, e) },
            _ => profile with { Service = ServiceFold.Add(profile.Service, e) },
        };
    }

    private static Refunds Add(Refunds sum, OrderRefunded refund, bool undated) => sum with
    {
        Count = sum.Count + 1,
        Amount = sum.Amount + refund.Amount,
        LastAt = refund.At,
        Undated = sum.Undated + (undated ? 1 : 0),
        UndatedAmount = sum.UndatedAmount + (undated ? refund.Amount : 0),
    };

    private static Activity Visit(Activity activity, DateTimeOffset at) =>
        activity with { LastAt = at, VisitsSinceOrder = activity.VisitsSinceOrder + 1 };

    private static List<string> Tagged(IReadOnlyList<string> tags, CustomerTagged change)
    {
        var others = tags.Where(t => !string.Equals(t, change.Tag, StringComparison.OrdinalIgnoreCase)).ToList();
        return change.Removed || others.Count >= MaxTags ? others : [.. others.Append(change.Tag.ToLowerInvariant()).Order(StringComparer.Ordinal)];
    }

    private static Person Merge(Person person, CustomerChanged change) => new(
        change.Email ?? person.Email, change.Phone ?? person.Phone, change.Name ?? person.Name, change.Locale ?? person.Locale,
        change.TimeZone ?? person.TimeZone, change.Birthday ?? person.Birthday, change.MembershipExpiry ?? person.MembershipExpiry)
    {
        Wecom = change.Wecom ?? person.Wecom, Tier = change.Tier ?? person.Tier, Points = change.Points ?? person.Points,
    };
}
