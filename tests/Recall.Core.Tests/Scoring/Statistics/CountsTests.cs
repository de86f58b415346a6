using Recall.Core.Customers;
using Recall.Core.Scoring.Statistics;

namespace Recall.Core.Tests.Scoring.Statistics;

public class CountsTests
{
    [Fact]
    public void Histories_beyond_the_capacity_become_coarser_in_any_order_alike()
    {
        var random = new Random(5);
        var customers = Enumerable.Range(0, 5_000)
            .Select(_ => (X: random.Next(6), Recency: random.Next(1, 300), Silence: random.Next(300)))
            .ToList();
        HistoryCounts Gather(IEnumerable<(int X, int Recency, int Silence)> of)
        {
            var counts = new HistoryCounts(200);
            foreach (var (x, recency, silence) in of)
                counts.Add(x, x == 0 ? 0 : recency, recency + silence);
            return counts;
        }

        var all = Gather(customers);
        all.Level.ShouldBeGreaterThan(2);
        all.Count.ShouldBeLessThanOrEqualTo(200);
        foreach (var size in new[] { 7, 100, 1_700 })
        {
            customers.Reverse();
            var merged = customers.Chunk(size).Select(Gather).Aggregate((a, b) =>
            {
                b.Merge(a);
                return b;
            });
            merged.Level.ShouldBe(all.Level);
            merged.Entries.ShouldBe(all.Entries);
        }

        // One level finer would not have fitted: the level is the lowest possible.
        var unit = 1 << (all.Level - 1);
        customers.Select(c => (c.X, (c.X == 0 ? 0 : c.Recency) / unit, (c.Recency + c.Silence) / unit)).Distinct().Count()
            .ShouldBeGreaterThan(200);
        all.Histories().Sum(h => h.Count).ShouldBe(5_000);
        all.Histories().ShouldAllBe(h => h.History.Recency <= h.History.Age);
        var weeks = customers.Sum(c => (c.Recency + c.Silence) / 7.0);
        all.Histories().Sum(h => h.History.Age * h.Count).ShouldBe(weeks, 0.02 * weeks);
    }

    [Fact]
    public void Spends_beyond_the_capacity_keep_their_leading_digits()
    {
        var random = new Random(6);
        var totals = Enumerable.Range(0, 4_000).Select(_ => (decimal)random.Next(1, 10_000_000) / 100).ToList();
        var forward = new SpendCounts(500);
        var backward = new SpendCounts(500);
        totals.ForEach(t => forward.Add(1, t));
        totals.Reverse();
        totals.ForEach(t => backward.Add(1, t));
        forward.Entries.ShouldBe(backward.Entries);
        forward.Count.ShouldBeLessThanOrEqualTo(500);
        var mean = forward.Histories().Sum(h => h.Count * h.History.Mean) / 4_000;
        mean.ShouldBe((double)totals.Average(), 0.002 * (double)totals.Average());
    }

    [Fact]
    public void More_categories_than_fit_are_sampled_in_any_order_alike()
    {
        var names = Enumerable.Range(0, 3_000).Select(i => $"category {i}").ToList();
        var forward = new CategoryGaps();
        var backward = new CategoryGaps();
        names.ForEach(n => forward.Add(n, [30]));
        foreach (var part in names.AsEnumerable().Reverse().Chunk(900))
        {
            var bucket = new CategoryGaps();
            Array.ForEach(part, n => bucket.Add(n, [30]));
            backward.Merge(bucket);
        }

        backward.Gaps.Keys.ShouldBe(forward.Gaps.Keys);
        backward.Gaps.Count.ShouldBeInRange(CategoryGaps.Capacity / 3, CategoryGaps.Capacity);
    }

    [Fact]
    public void Gaps_of_every_number_of_a_buyer_weigh_as_one_buyer_in_parts_or_whole()
    {
        var whole = new GapCounts();
        var parts = new[] { new GapCounts(), new GapCounts() };
        for (var gaps = 1; gaps < ProfileFold.MaxRecentOrders; gaps++)
        {
            int[] days = [.. Enumerable.Range(1, gaps)];
            whole.Add(days);
            parts[gaps % 2].Add(days);
            whole.Buyers.ShouldBe(gaps);
            whole.Days.Total.ShouldBe((long)gaps * GapCounts.BuyerWeight);
        }

        parts[1].Merge(StoredJson.Read<GapCounts>(StoredJson.Text(parts[0])));
        StoredJson.Text(parts[1]).ShouldBe(StoredJson.Text(whole));
    }

    [Fact]
    public void Histogram_knows_its_quantiles_and_mean()
    {
        var histogram = new Histogram { Entries = [5, 1, 10, 8, 100, 1] };
        (histogram.Quantile(0.1), histogram.Quantile(0.5), histogram.Quantile(0.9), histogram.Quantile(0.91)).ShouldBe((5, 10, 10, 100));
        histogram.Mean().ShouldBe(18.5);
        new Histogram().Quantile(0.5).ShouldBe(double.NaN);
        new Histogram().Mean().ShouldBe(double.NaN);
    }
}
