using MathNet.Numerics.Distributions;
using Recall.Core.Customers;
using Recall.Core.Scoring.Next;
using Recall.Core.Scoring.Rhythm;
using Recall.Core.Scoring.Statistics;

namespace Recall.Core.Tests.Scoring.Next;

public sealed class NextPurchaseTests
{
    [Fact]
    public void Four_of_five_gaps_of_a_simulated_shop_fall_into_the_interval_and_half_before_the_day()
    {
        // Gaps are gamma of shape 2, rates gamma of shape 4 over customers: mean gap 2 * 60 / 3 = 40 days.
        const double shape = 2;
        const int people = 4000;
        var random = new Random(11);
        var timing = new PurchaseTiming(new() { Gaps = 1000, MeanDays = 40, MedianDays = 30, LapseDays = 90, Variation = 1 / shape, Spread = (shape + 3) / (shape * 2) });
        var (inside, before, silences) = (0, 0, 0);
        for (var i = 0; i < people; i++)
        {
            var rate = Gamma.Sample(random, 4, 60);
            var gaps = Enumerable.Range(0, i % 6).Select(_ => Math.Max(1, (int)Math.Round(Gamma.Sample(random, shape, rate)))).ToList();
            var days = gaps.Aggregate(new List<int> { 0 }, (sum, gap) => [.. sum, sum[^1] + gap]);
            var silent = i % 30;
            double next;
            do
                next = Gamma.Sample(random, shape, rate);
            while (next <= silent && ++silences < 100_000);
            var told = NextPurchase.Of(Customer.Buying([.. days]).Purchases, Day(days[^1] + silent), timing, new())!;
            var day = Day(days[^1]).DayNumber + next;
            inside += day >= told.From.DayNumber - 1 && day <= told.To.DayNumber ? 1 : 0;
            before += day <= told.Day.DayNumber - 0.5 ? 1 : 0;
        }

        (inside / (double)people).ShouldBe(0.8, 0.035);
        (before / (double)people).ShouldBe(0.5, 0.035);
    }

    [Fact]
    public void The_longer_the_silence_the_longer_the_wait()
    {
        var timing = new PurchaseTiming(new() { Gaps = 100, MeanDays = 40, MedianDays = 30, LapseDays = 90, Variation = 0.5, Spread = 1 });
        var bought = Customer.Buying(0, 30, 60, 90).Purchases;
        var waits = new[] { 60, 120, 400, 4000, 40_000 }.Select(s => NextPurchase.Of(bought, Day(90 + s), timing, new())!.Day.DayNumber - Day(90 + s).DayNumber);
        waits.ShouldBeInOrder(SortDirection.Ascending);
    }

    [Fact]
    public void Without_an_order_or_a_rhythm_nothing_is_said()
    {
        NextPurchase.Of(Purchases.None, Day(0), new(Models.Known.Rhythm), new()).ShouldBeNull();
        NextPurchase.Of(Customer.Buying(0).Purchases, Day(9), new(ShopRhythmOfNothing), new()).ShouldBeNull();
    }

    [Fact]
    public void What_followed_often_is_named_and_what_was_seen_once_backs_off_to_the_favourite()
    {
        var counts = new CategoryTransitions();
        for (var i = 0; i < 40; i++)
            counts.Add("pot", "tea");
        for (var i = 0; i < 30; i++)
            counts.Add("tea", "pot");
        counts.Add("whisk", "pot");
        var model = Core.Scoring.ShopModel.Fit(new(new(2025, 1, 1)) { Transitions = counts }, default).NextCategories;

        model.Popular!.Category.ShouldBe("tea");
        model.Next("tea")!.ShouldBe(new("pot", (30 + (10 * 31 / 71.0)) / 40));
        model.Next("whisk")!.Category.ShouldBe("tea");
        model.Next("never seen").ShouldBe(model.Popular);
        model.Next(null).ShouldBe(model.Popular);
    }

    [Fact]
    public void Transitions_are_the_same_bits_whatever_the_order()
    {
        var random = new Random(3);
        var pairs = Enumerable.Range(0, 20_000).Select(_ => ($"c{random.Next(3000)}", $"c{random.Next(3000)}")).ToArray();
        string Gathered(int parts)
        {
            random.Shuffle(pairs);
            var sums = Enumerable.Range(0, parts).Select(_ => new CategoryTransitions()).ToArray();
            for (var i = 0; i < pairs.Length; i++)
                sums[random.Next(parts)].Add(pairs[i].Item1, pairs[i].Item2);
            foreach (var part in sums[1..])
                sums[0].Merge(StoredJson.Read<CategoryTransitions>(StoredJson.Text(part)));
            return StoredJson.Text(sums[0]);
        }

        var once = Gathered(1);
        once.ShouldContain("\"level\":");
        Gathered(7).ShouldBe(once);
    }

    private static readonly ShopRhythm ShopRhythmOfNothing =
        new() { MeanDays = double.NaN, MedianDays = double.NaN, LapseDays = double.NaN, Variation = 1, Spread = double.NaN };

    private static DateOnly Day(int day) => DateOnly.FromDateTime(Customer.Day(day).UtcDateTime);
}
