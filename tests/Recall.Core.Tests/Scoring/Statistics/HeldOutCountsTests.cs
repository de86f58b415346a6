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
        heldOut.Before.Entries.ShouldBe([0, 0, 0, 1, 0, 0, Cut - 50, 1, 2, Cut, Cut, 1]);
        heldOut.After.Entries.ShouldBe([0, 0, 350, 1, 1, 399 - Cut, 400 - Cut, 1, 4, 400, 400, 1]);
    }

    [Fact]
    public void Customers_who_came_in_the_last_days_are_not_held_out() =>
        HeldOut(Customer.Buying(Cut + 1)).Before.Count.ShouldBe(0);

    [Fact]
    public void Who_bought_more_since_than_the_profile_keeps_is_left_out_of_both()
    {
        var busy = HeldOut(Customer.Buying([0, 200, .. Enumerable.Range(Cut + 1, ProfileFold.MaxRecentOrders)]));
        (busy.Before.Count, busy.After.Count).ShouldBe((0, 0));
        HeldOut(Customer.Buying([0, 200, .. Enumerable.Range(Cut + 1, ProfileFold.MaxRecentOrders - 1)])).Before.Entries
            .ShouldBe([1, 200, Cut, 1]);
    }

    [Fact]
    public void Before_is_what_was_counted_then()
    {
        var cases = Gen.Choose(0, 400).ListOf().Select(days => days.Distinct().Order().ToArray()).Where(days => days.Length > 0);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(cases.ToArbitrary(), days =>
        {
            var known = days.Where(d => d <= Cut).ToArray();
            var then = known.Length == 0 ? new ShopStatistics(AsOf.AddDays(-HeldOutCounts.Days)) : References.Gather([Customer.Buying(known)], AsOf.AddDays(-HeldOutCounts.Days));
            var heldOut = HeldOut(Customer.Buying(days));
            var seen = days.Length <= ProfileFold.MaxRecentOrders || days[^ProfileFold.MaxRecentOrders] <= Cut;
            return heldOut.Before.Entries.SequenceEqual(seen ? then.Histories.Entries : [])
                && heldOut.Before.Count == heldOut.After.Count;
        }));
    }

    private static HeldOutCounts HeldOut(params Profile[] profiles) => References.Gather(profiles, AsOf).HeldOut;
}
