using FsCheck;
using FsCheck.Fluent;
using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Statistics;

namespace Recall.Core.Tests.Scoring.Statistics;

public class HeldOutCountsTests
{
    private static readonly DateOnly AsOf = DateOnly.FromDateTime(Customer.Day(400).Date);
    private const int Cut = 400 - HeldOutCounts.Days;

    [Fact]
    public void Cuts_a_history_where_the_last_days_begin()
    {
        var heldOut = HeldOut(Customer.Buying(0, 100, Cut, Cut + 1, 400), Customer.Buying(50), Customer.Buying(Cut, 399));
        heldOut.Entries.ShouldBe([0, 0, 0, 1, 399 - Cut, 1, 0, 0, Cut - 50, 0, 0, 1, 2, Cut, Cut, 2, 400, 1]);
        heldOut.Histories().ShouldBe(
        [
            new(new(0, 0, 0), new(1, (399 - Cut) / 7.0, (400 - Cut) / 7.0), 1), new(new(0, 0, (Cut - 50) / 7.0), new(0, 0, 350 / 7.0), 1),
            new(new(2, Cut / 7.0, Cut / 7.0), new(4, 400 / 7.0, 400 / 7.0), 1),
        ]);
    }

    [Fact]
    public void Customers_who_came_in_the_last_days_are_not_held_out() =>
        HeldOut(Customer.Buying(Cut + 1)).Count.ShouldBe(0);

    [Fact]
    public void Who_bought_more_since_than_the_profile_keeps_is_left_out_of_both()
    {
        var busy = HeldOut(Customer.Buying([0, 200, .. Enumerable.Range(Cut + 1, ProfileFold.MaxRecentOrders)]));
        busy.Count.ShouldBe(0);
        HeldOut(Customer.Buying([0, 200, .. Enumerable.Range(Cut + 1, ProfileFold.MaxRecentOrders - 1)])).Histories().Select(h => (h.Before, h.Count))
            .ShouldBe([(new(1, 200 / 7.0, Cut / 7.0), 1)]);
    }

    [Fact]
    public void Before_is_what_was_counted_then_and_after_what_is_counted_now()
    {
        var cases = Gen.Choose(0, 400).ListOf().Select(days => days.Distinct().Order().ToArray()).Where(days => days.Length > 0);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(cases.ToArbitrary(), days =>
        {
            var known = days.Where(d => d <= Cut).ToArray();
            var then = known.Length == 0 ? new ShopStatistics(AsOf.AddDays(-HeldOutCounts.Days)) : References.Gather([Customer.Buying(known)], AsOf.AddDays(-HeldOutCounts.Days));
            var heldOut = HeldOut(Customer.Buying(days));
            var seen = days.Length <= ProfileFold.MaxRecentOrders || days[^ProfileFold.MaxRecentOrders] <= Cut;
            var now = References.Gather([Customer.Buying(days)], AsOf).Histories.Histories();
            return heldOut.Histories().Select(h => (h.Before, h.Count)).SequenceEqual(seen ? then.Histories.Histories() : [])
                && heldOut.Histories().Select(h => (h.After, h.Count)).SequenceEqual(seen && known.Length > 0 ? now : []);
        }));
    }

    [Fact]
    public void Beyond_the_capacity_days_become_coarse_and_who_did_what_stays_together()
    {
        var (one, other) = (new HeldOutCounts(8), new HeldOutCounts(8));
        for (var i = 0; i < 40; i++)
            (i % 2 == 0 ? one : other).Merge(HeldOut(Customer.Buying(i, 100 + i, i % 3 == 0 ? Cut + 5 + i : 150 + i)));
        one.Merge(other);
        var read = StoredJson.Read<HeldOutCounts>(StoredJson.Text(one));
        read.Histories().ShouldBe(one.Histories());
        (one.Count <= 8, one.Level > 0, one.Histories().Sum(h => h.Count)).ShouldBe((true, true, 40));
        one.Histories().Where(h => h.After.Repeats > h.Before.Repeats).Sum(h => h.Count).ShouldBe(14);
        one.Histories().ShouldAllBe(h => Math.Abs(h.After.Age - h.Before.Age - (HeldOutCounts.Days / 7.0)) < 1e-9 && h.Before.Recency <= h.Before.Age && h.After.Recency <= h.After.Age);
    }

    private static HeldOutCounts HeldOut(params Profile[] profiles) => References.Gather(profiles, AsOf).HeldOut;
}
