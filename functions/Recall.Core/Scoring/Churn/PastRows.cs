using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Scoring.Buying;

namespace Recall.Core.Scoring.Churn;

/// <summary>A customer on a day of the past and what followed.</summary>
/// <param name="Customer">Hash of the key; tells customers apart and puts rows into an order that no bucket decides.</param>
/// <param name="CutOff">Number of the cut-off in its plan.</param>
/// <param name="SilentDays">Days since the last purchase.</param>
/// <param name="Values">As <see cref="IndicatorCatalogue.Of"/>; empty at cut-offs that only tell the season.</param>
/// <param name="NextAfterDays">Days from the cut-off to the next purchase that is known by the plan's last day, from 1; 0 where there is none.</param>
/// <param name="Repeats">Purchase days after the first.</param>
/// <param name="AgeDays">Days since the first purchase.</param>
public sealed record PastRow(ulong Customer, int CutOff, int SilentDays, double[] Values, int NextAfterDays, int Repeats = 0, int AgeDays = 0)
{
    /// <summary>What models of repeat buying know of them.</summary>
    public PurchaseHistory History() => new(
        Repeats, Repeats == 0 ? 0 : Math.Max(0, AgeDays - SilentDays) / PurchaseHistory.DaysPerWeek, AgeDays / PurchaseHistory.DaysPerWeek);

    /// <summary>Bought in the days after the cut-off.</summary>
    public bool BoughtWithin(int days) => NextAfterDays > 0 && NextAfterDays <= days;
}

/// <summary>Looks at a customer as they were known on days of the past.</summary>
public static class PastRows
{
    /// <summary>
    /// The profiles at the ends of local days of the shop, each folded from the events up to it alone, without those that nobody dated (<see cref="UndatedFacts"/>); a day before the
    /// first order gives none. The customer's events are read once.
    /// </summary>
    /// <param name="customer">Whose events they are.</param>
    /// <param name="events">In the order of <see cref="EventPosition"/>, each once.</param>
    /// <param name="days">Ascending.</param>
    /// <param name="zone">The shop's.</param>
    public static IEnumerable<(int Index, CustomerDay Day)> Profiles(
        CustomerKey customer, IReadOnlyList<CustomerEvent> events, IReadOnlyList<DateOnly> days, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(days);
        events = UndatedFacts.Without(events);
        var profile = new Profile { Customer = customer };
        var next = 0;
        for (var i = 0; i < days.Count; i++)
        {
            var end = EndOf(days[i], zone);
            for (; next < events.Count && events[next].At < end; next++)
                profile = ProfileFold.Next(profile, events[next], zone);
            if (profile.Purchases.Days > 0)
                yield return (i, At(profile, end, zone));
        }
    }

    /// <summary>The rows of a plan.</summary>
    public static IEnumerable<PastRow> Of(CustomerKey customer, IReadOnlyList<CustomerEvent> events, TrainingPlan plan, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var hash = Bucket.Hash(customer.Value);
        foreach (var (index, day) in Profiles(customer, events, plan.CutOffs, zone))
        {
            var (repeats, _, age) = PurchaseHistory.Days(day.Profile.Purchases, day.Today);
            yield return new(
                hash, index, day.Silence, index >= plan.FirstLearnt ? IndicatorCatalogue.Of(day) : [],
                NextAfter(events, plan.CutOffs[index], plan.AsOf, zone), repeats, age);
        }
    }

    /// <summary>Days from the end of a day to the first order after it, from 1; 0 where there is none up to the end of <paramref name="to"/>.</summary>
    public static int NextAfter(IReadOnlyList<CustomerEvent> events, DateOnly day, DateOnly to, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(events);
        var (from, until) = (EndOf(day, zone), EndOf(to, zone));
        foreach (var e in events)
        {
            if (e is OrderPlaced && e.At >= from && e.At < until)
                return Math.Max(1, LocalTime.Day(e.At, zone).DayNumber - day.DayNumber);
        }

        return 0;
    }

    /// <summary>The instant at which a local day of the shop has ended.</summary>
    public static DateTimeOffset EndOf(DateOnly day, TimeZoneInfo zone) => LocalTime.First(day.AddDays(1).ToDateTime(TimeOnly.MinValue), zone);

    /// <summary>The customer in the last moment before <paramref name="end"/>.</summary>
    private static CustomerDay At(Profile profile, DateTimeOffset end, TimeZoneInfo zone)
    {
        var now = end.AddTicks(-1);
        return new(profile, LocalTime.Day(now, Zones.Of(profile.Person.TimeZone, zone)), now);
    }
}
