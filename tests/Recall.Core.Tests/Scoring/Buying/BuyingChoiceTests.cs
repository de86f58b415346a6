using MathNet.Numerics.Distributions;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Buying;

namespace Recall.Core.Tests.Scoring.Buying;

public class BuyingChoiceTests
{
    [Fact]
    public void Chooses_the_model_that_foresaw_the_last_days_best()
    {
        var statistics = References.MasterStatistics;
        var choice = BuyingChoice.Of(BuyingFits.Of(statistics.Histories.Histories()), statistics.HeldOut);
        choice.Predictor.ShouldBe(BuyingModelName.MbgNbd);
        choice.Alive.ShouldBe(BuyingModelName.MbgNbd);
        choice.Compared.Select(c => c.Model).ShouldBe([BuyingModelName.MbgNbd, BuyingModelName.BgNbd, BuyingModelName.ParetoNbd]);
        choice.Compared.Select(c => Math.Round(c.LogLikelihood, 1)).ShouldBe([-28543.2, -28558.0, -28580.4]);
        choice.HeldOutCustomers.ShouldBeInRange(23_500, 23_570);
    }

    [Fact]
    public void The_density_of_the_last_days_is_that_of_buying_or_not_buying_in_them()
    {
        // A one-time buyer who stays silent: the density is the probability of silence.
        var model = (IBuyingModel)Models.Known.MbgNbd.Parameters!;
        var (before, after) = (new PurchaseHistory(0, 0, 20), new PurchaseHistory(0, 0, 33));
        var silent = 1 - (model.PAlive(before) * model.PBuyIfAlive(0, 20, 13));
        Math.Exp(model.LogLikelihood(after) - model.LogLikelihood(before)).ShouldBe(silent, 1e-12);
    }

    [Fact]
    public void Finds_the_model_that_customers_were_made_by()
    {
        // One-time buyers who mostly leave at once: BG/NBD cannot say so.
        var statistics = Gather(Simulated(leavesAtFirst: true), Customer.Day(800));
        var choice = BuyingChoice.Of(BuyingFits.Of(statistics.Histories.Histories()), statistics.HeldOut);
        choice.Predictor.ShouldBe(BuyingModelName.MbgNbd);
        var other = Gather(Simulated(leavesAtFirst: false), Customer.Day(800));
        var chosen = BuyingChoice.Of(BuyingFits.Of(other.Histories.Histories()), other.HeldOut);
        chosen.Predictor.ShouldBe(BuyingModelName.BgNbd);
        chosen.Alive.ShouldNotBe(BuyingModelName.BgNbd);
        chosen.Alive.ShouldNotBeNull();
    }

    [Fact]
    public void A_young_shop_compares_the_fits_to_all_data_and_says_so()
    {
        var statistics = Gather(Simulated(leavesAtFirst: true), Customer.Day(80));
        var choice = BuyingChoice.Of(BuyingFits.Of(statistics.Histories.Histories()), statistics.HeldOut);
        (choice.HeldOutCustomers, choice.NobodySince).ShouldBe((0, false));
        choice.Predictor.ShouldBe(choice.Compared[0].Model);
    }

    [Fact]
    public void Where_nobody_has_bought_in_the_last_days_there_is_nothing_to_have_foreseen()
    {
        var statistics = Gather(Simulated(leavesAtFirst: true), Customer.Day(8_000));
        var fits = BuyingFits.Of(statistics.Histories.Histories());
        var choice = BuyingChoice.Of(fits, statistics.HeldOut);
        (choice.HeldOutCustomers, choice.NobodySince).ShouldBe((0, true));
        choice.Compared.ShouldAllBe(c => c.LogLikelihood == fits.Diagnostics(c.Model)!.LogLikelihood);
    }

    [Fact]
    public void Without_repeat_buyers_there_is_none()
    {
        var choice = BuyingChoice.Of(BuyingFits.Of([(new(0, 0, 10), 100)]), new());
        (choice.Predictor, choice.Alive).ShouldBe((null, null));
        choice.Compared.ShouldBeEmpty();
    }

    private static ShopStatistics Gather(IEnumerable<int[]> customers, DateTimeOffset asOf) => References.Gather(
        customers.Select(days => Customer.Buying([.. days.Where(d => Customer.Day(d) <= asOf)])).Where(p => p.Purchases.Days > 0),
        DateOnly.FromDateTime(asOf.Date));

    private static IEnumerable<int[]> Simulated(bool leavesAtFirst)
    {
        var random = new Random(5);
        for (var i = 0; i < 4_000; i++)
        {
            var (rate, leaves) = (Gamma.Sample(random, 1.5, 50), Beta.Sample(random, 1.5, 1.5));
            var days = new List<int> { random.Next(700) };
            for (double at = days[0]; at < 800 && ((days.Count == 1 && !leavesAtFirst) || random.NextDouble() >= leaves);)
            {
                at += Exponential.Sample(random, rate);
                days.Add((int)Math.Ceiling(at));
            }

            yield return [.. days.Distinct()];
        }
    }
}
