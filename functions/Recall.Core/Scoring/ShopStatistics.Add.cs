using System.Runtime.InteropServices;
using Recall.Core.Customers;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Rhythm;
using Recall.Core.Scoring.Statistics;

namespace Recall.Core.Scoring;

/// <content>Counting customers.</content>
public sealed partial class ShopStatistics
{
    /// <summary>What counts of one customer at most, so that the sum of all fits.</summary>
    private const decimal MostPaid = 1_000_000_000_000;

    /// <summary>Adds a customer.</summary>
    /// <param name="profile">With events up to <see cref="AsOf"/>.</param>
    /// <param name="shopZone">For customers whose own zone is unknown.</param>
    public void Add(Profile profile, TimeZoneInfo shopZone)
    {
        ArgumentNullException.ThrowIfNull(profile);
        Customers++;
        var bought = profile.Purchases;
        if (bought.Days == 0)
            return;

        Buyers++;
        if (bought.Spent > 0)
        {
            PaidOrders += bought.Orders;
            PaidHundredths += (long)decimal.Round(Math.Min(bought.Spent, MostPaid) * 100);
        }

        DiscountedOrders += bought.DiscountedOrders;
        FirstDay = FirstDay is { } first && first < bought.FirstDay ? first : bought.FirstDay;
        LastDay = LastDay is { } last && last > bought.LastDay ? last : bought.LastDay;
        var (repeats, recency, age) = PurchaseHistory.Days(bought, AsOf);
        Histories.Add(repeats, recency, age);
        Recency.Add(age - recency);
        Frequency.Add(bought.Days);
        Money.Add(LogScale.Bucket(bought.Spent));
        Net.Add(LogScale.Bucket(NetValue.Of(profile)));
        var days = RecentDays(bought, Zones.Of(profile.Person.TimeZone, shopZone));
        HeldOut.Add(bought, AsOf, days);
        AddTransitions(bought.Recent);
        if (repeats > 0)
        {
            RepeatBuyers++;
            if (bought.Spent - bought.SpentFirstDay > 0)
                Spends.Add(repeats, bought.Spent - bought.SpentFirstDay);
            AddGaps(profile, days);
        }
    }

    /// <summary>Adds all customers of another; the two must have none in common.</summary>
    /// <exception cref="ArgumentException">The other is as of another day.</exception>
    public void Merge(ShopStatistics other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.AsOf != AsOf)
        {
            throw new ArgumentException(
                $"Statistics as of {other.AsOf:O} cannot join those as of {AsOf:O}: gather both for one day.", nameof(other));
        }

        Customers += other.Customers;
        Buyers += other.Buyers;
        RepeatBuyers += other.RepeatBuyers;
        PaidOrders += other.PaidOrders;
        PaidHundredths += other.PaidHundredths;
        DiscountedOrders += other.DiscountedOrders;
        FirstDay = FirstDay is { } first && !(other.FirstDay < first) ? first : other.FirstDay;
        LastDay = LastDay is { } last && !(other.LastDay > last) ? last : other.LastDay;
        Histories.Merge(other.Histories);
        HeldOut.Merge(other.HeldOut);
        Spends.Merge(other.Spends);
        Recency.Merge(other.Recency);
        Frequency.Merge(other.Frequency);
        Money.Merge(other.Money);
        Net.Merge(other.Net);
        Gaps.Merge(other.Gaps);
        Categories.Merge(other.Categories);
        Transitions.Merge(other.Transitions);
        Experiments.Merge(other.Experiments);
        VariationMillionths += other.VariationMillionths;
        VariationDegrees += other.VariationDegrees;
    }

    private static int[] RecentDays(Purchases purchases, TimeZoneInfo zone)
    {
        var days = new int[purchases.Recent.Count];
        for (var i = 0; i < days.Length; i++)
            days[i] = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(purchases.Recent[i].At, zone).DateTime).DayNumber;
        return days;
    }

    private void AddTransitions(IReadOnlyList<RecentOrder> recent)
    {
        string? before = null;
        foreach (var order in recent)
        {
            if (order.Category is not null)
                Transitions.Add(before, order.Category);
            before = order.Category;
        }
    }

    private void AddGaps(Profile profile, int[] days)
    {
        var (previous, recent) = (0, new List<int>(days.Length));
        foreach (var day in days)
        {
            if (previous > 0 && day > previous)
                recent.Add(day - previous);
            previous = Math.Max(previous, day);
        }

        var known = CollectionsMarshal.AsSpan(recent);
        Gaps.Add(known);
        if (known.Length > 0 && MainCategory.Of(profile) is { } category)
            Categories.Add(category, known);
        var gaps = profile.Purchases.Gaps;
        if (gaps >= OwnRhythm.MinGaps)
        {
            var degrees = Math.Min(gaps, ProfileFold.MaxRecentOrders) - 1;
            VariationDegrees += degrees;
            VariationMillionths += degrees * (long)Math.Round(1e6 * OwnRhythm.Variation(profile.Purchases));
        }
    }
}
