using MathNet.Numerics.Distributions;
using Recall.Core.Customers;
using Recall.Core.Scoring.Next;
using Recall.Core.Scoring.Statistics;

namespace Recall.Core.Tests.Scoring.Next;

public sealed class NextPurchaseTests
{
    [Fact]
    public void At_least_four_of_five_purchases_of_a_simulated_shop_fall_into_the_interval_and_half_before_the_day()
    {
        // MBG/NBD to the letter: rates Gamma(0.7, 60 days), leaving after a purchase Beta(1, 3); most gaps have not ended when it is told.
        var random = new Random(11);
        const int asOf = 300;
        var people = Enumerable.Range(0, 6000).Select(_ => Simulated(random, random.Next(0, 270), 0.7, 60, 1, 3, 2 * asOf)).ToList();
        var profiles = people.ConvertAll(days => Customer.Buying([.. days.Where(d => d < asOf)]));
        var today = Day(asOf);
        var model = Core.Scoring.ShopModel.Fit(References.Gather(profiles, today), default);
        var timing = new PurchaseTiming(model);
        timing.WithinDays.ShouldBe(asOf);
        foreach (var (least, most) in new[] { (0, 0), (1, 2), (3, 999) })
        {
            var (all, inside, before) = (0.0, 0, 0.0);
            foreach (var (days, profile) in people.Zip(profiles))
            {
                var next = days.Find(d => d >= asOf);
                if (next == 0 || next - asOf > timing.WithinDays || profile.Purchases.Gaps < least || profile.Purchases.Gaps > most)
                    continue;
                var told = NextPurchase.Of(profile.Purchases, today, timing, new())!;
                all++;
                inside += Day(next) >= told.From && Day(next) <= told.To ? 1 : 0;
                before += Day(next) < told.Day ? 1 : Day(next) == told.Day ? 0.5 : 0;
            }

            all.ShouldBeGreaterThan(400);
            (inside / all).ShouldBeInRange(0.82, 0.92, $"{least} gaps and more");
            (before / all).ShouldBe(0.5, 0.05, $"{least} gaps and more");
        }
    }

    /// <summary>Of purchases within the time the wait is a Lomax variable, its ends at 7 and at 93 of 100 of them.</summary>
    [Fact]
    public void The_interval_and_the_day_are_quantiles_of_the_wait()
    {
        var timing = new PurchaseTiming(Models.Known);
        var (from, middle, to) = timing.Of(3, 90)!.Value;
        var (shape, scale) = (0.525 + 3, (6.183 * 7) + 90);
        var within = 1 - Math.Pow(1 + (timing.WithinDays / scale), -shape);
        double Days(double share) => scale * (Math.Pow(1 - (share * within), -1 / shape) - 1);
        (from, middle, to).ShouldBe(((int)Days(0.07), (int)Math.Round(Days(0.5)), (int)Math.Ceiling(Days(0.93))));
    }

    [Theory]
    [InlineData(2, Core.Scoring.RhythmSource.Shop)]
    [InlineData(3, Core.Scoring.RhythmSource.Own)]
    public void From_three_gaps_on_it_is_said_to_be_by_ones_own(int gaps, Core.Scoring.RhythmSource rhythm) =>
        NextPurchase.Of(Customer.Buying([.. Enumerable.Range(0, gaps + 1).Select(i => 30 * i)]).Purchases, Day(120), new(Models.Known), new())!.Rhythm.ShouldBe(rhythm);

    [Fact]
    public void The_longer_the_silence_the_longer_the_wait()
    {
        var timing = new PurchaseTiming(Models.Known);
        var bought = Customer.Buying(0, 30, 60, 90).Purchases;
        var waits = new[] { 0, 30, 60, 120, 400 }.Select(s => NextPurchase.Of(bought, Day(90 + s), timing, new())!.Day.DayNumber - Day(90 + s).DayNumber);
        waits.ShouldBeInOrder(SortDirection.Ascending);
    }

    [Fact]
    public void No_interval_reaches_further_than_the_records_or_a_year()
    {
        var years = new PurchaseTiming(Models.Known with { FirstDay = new(2021, 1, 1) });
        years.WithinDays.ShouldBe(PurchaseTiming.MostDays);
        var weeks = new PurchaseTiming(Models.Known with { FirstDay = Models.Known.AsOf.AddDays(-40) });
        foreach (var timing in new[] { years, weeks })
        {
            var told = NextPurchase.Of(Customer.Buying(0).Purchases, Day(300), timing, new())!;
            told.WithinDays.ShouldBe(timing.WithinDays);
            (told.To.DayNumber - Day(300).DayNumber).ShouldBeInRange(timing.WithinDays / 2, timing.WithinDays);
            (told.Day.DayNumber - Day(300).DayNumber).ShouldBeLessThan(timing.WithinDays / 2);
        }
    }

    [Fact]
    public void Without_an_order_or_where_little_is_known_of_the_shop_nothing_is_said()
    {
        NextPurchase.Of(Purchases.None, Day(0), new(Models.Known), new()).ShouldBeNull();
        foreach (var shop in new[] { Core.Scoring.ShopModel.Fit(new(new(2025, 1, 1)), default), Models.Known with { FirstDay = Models.Known.AsOf.AddDays(-27) } })
            NextPurchase.Of(Customer.Buying(0).Purchases, Day(9), new(shop), new()).ShouldBeNull();
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

    private static List<int> Simulated(Random random, int first, double shape, double days, double a, double b, int end)
    {
        var (rate, leave) = (Gamma.Sample(random, shape, days), Beta.Sample(random, a, b));
        List<int> bought = [first];
        for (var at = (double)first; random.NextDouble() > leave && at < end;)
        {
            at += Exponential.Sample(random, rate);
            if (at < end && (int)at > bought[^1])
                bought.Add((int)at);
        }

        return bought;
    }

    private static DateOnly Day(int day) => DateOnly.FromDateTime(Customer.Day(day).UtcDateTime);
}
