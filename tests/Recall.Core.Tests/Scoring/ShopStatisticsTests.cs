using FsCheck;
using FsCheck.Fluent;
using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Statistics;

namespace Recall.Core.Tests.Scoring;

public class ShopStatisticsTests
{
    private static readonly DateOnly AsOf = DateOnly.FromDateTime(Customer.Day(400).Date);

    [Fact]
    public void Any_order_of_adding_and_merging_gives_the_same_bytes()
    {
        var profiles = Enumerable.Range(0, 60).Select(i => RandomProfile(new Random(i))).ToArray();
        var expected = StoredJson.Text(Gather(profiles));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(50), Prop.ForAll(Gen.Shuffle<Profile>(profiles).ToArbitrary(), shuffled =>
        {
            var parts = shuffled.Chunk(13).Select(c => Gather(c)).ToList();
            var left = parts.Aggregate(new ShopStatistics(AsOf), Merged);
            parts.Reverse();
            var right = new ShopStatistics(AsOf);
            right.Merge(parts.Aggregate(Merged));
            return StoredJson.Text(left) == expected && StoredJson.Text(right) == expected;
        }));
    }

    [Fact]
    public void Survives_the_way_between_workers()
    {
        var statistics = Gather(Enumerable.Range(0, 40).Select(i => RandomProfile(new Random(i))));
        var text = StoredJson.Text(statistics);
        var read = StoredJson.Read<ShopStatistics>(text);
        StoredJson.Text(read).ShouldBe(text);
        read.Add(RandomProfile(new Random(99)), TimeZoneInfo.Utc);
        statistics.Add(RandomProfile(new Random(99)), TimeZoneInfo.Utc);
        StoredJson.Text(read).ShouldBe(StoredJson.Text(statistics));
        text.Length.ShouldBeLessThan(20_000);
    }

    [Fact]
    public void Counts_purchase_days_and_repeat_spend()
    {
        var statistics = Gather([
            Customer.Of(Customer.Order(0, 100), Customer.Order(10, 7.5m), Customer.Order(40, 2.25m)),
            Customer.Of(Customer.Order(300, 5)),
            Customer.Visiting(3),
        ]);
        (statistics.Customers, statistics.Buyers, statistics.RepeatBuyers).ShouldBe((3, 2, 1));
        statistics.Histories.Entries.ShouldBe([0, 0, 100, 1, 2, 40, 400, 1]);
        statistics.Spends.Entries.ShouldBe([2, 975, 1]);
        statistics.Spends.Histories().Single().History.Mean.ShouldBe(4.875);
        statistics.Gaps.Days.Entries.ShouldBe([10, GapCounts.BuyerWeight / 2, 30, GapCounts.BuyerWeight / 2]);
        (statistics.Gaps.Gaps, statistics.Gaps.Buyers).ShouldBe((2, 1));
        statistics.Recency.Entries.ShouldBe([100, 1, 360, 1]);
        statistics.FirstDay.ShouldBe(DateOnly.FromDateTime(Customer.Start.Date));
        statistics.LastDay.ShouldBe(DateOnly.FromDateTime(Customer.Day(300).Date));
    }

    [Fact]
    public void Repeat_days_that_brought_nothing_are_no_spend() =>
        Gather([Customer.Of(Customer.Order(0, 100), Customer.Order(10, 0))]).Spends.Count.ShouldBe(0);

    [Fact]
    public void Statistics_of_another_day_are_refused() =>
        Should.Throw<ArgumentException>(() => new ShopStatistics(AsOf).Merge(new(AsOf.AddDays(1))))
            .Message.ShouldContain("gather both for one day");

    private static ShopStatistics Gather(IEnumerable<Profile> profiles) => References.Gather(profiles, AsOf);

    private static ShopStatistics Merged(ShopStatistics into, ShopStatistics other)
    {
        into.Merge(other);
        return into;
    }

    private static string? Category(Random random) => random.Next(3) == 0 ? null : "c" + random.Next(4);

    private static Profile RandomProfile(Random random)
    {
        var days = Enumerable.Range(0, random.Next(9)).Select(_ => random.Next(400)).Distinct().ToList();
        return Customer.Of([
            .. days.Select(d => Customer.Order(d, random.Next(10_000) / 100m, Category(random), random.Next(2) == 0 ? null : 20)),
            .. Enumerable.Range(399, random.Next(2)).Select(d => Customer.Refund(d, 50)),
        ]);
    }
}
