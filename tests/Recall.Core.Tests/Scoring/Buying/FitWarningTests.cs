using Recall.Core.Scoring.BgNbd;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.GammaGamma;
using Recall.Core.Scoring.MbgNbd;
using Recall.Core.Scoring.ParetoNbd;

namespace Recall.Core.Tests.Scoring.Buying;

public class FitWarningTests
{
    [Fact]
    public void A_sound_fit_raises_no_doubt()
    {
        var histories = References.SampleStatistics.Histories.Histories();
        BgNbdFit.Of(histories).Warnings.ShouldBeEmpty();
        MbgNbdFit.Of(histories).Warnings.ShouldBeEmpty();
        ParetoNbdFit.Of(histories).Warnings.ShouldBeEmpty();
        GammaGammaFit.Of(References.SampleStatistics.Spends.Histories()).Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Where_nobody_leaves_what_leaving_is_like_is_at_the_edge()
    {
        var loyal = Enumerable.Range(1, 40).Select(x => (new PurchaseHistory(x, 52, 52), 10L)).ToList();
        foreach (var warnings in new[] { BgNbdFit.Of(loyal).Warnings, MbgNbdFit.Of(loyal).Warnings, ParetoNbdFit.Of(loyal).Warnings })
            warnings.Select(w => w.Code).ShouldBe(["ridge", "boundary"]);
        BgNbdModel.PAlive(BgNbdFit.Of(loyal).Parameters!, new(3, 52, 60)).ShouldBe(1, 1e-4);
    }

    [Fact]
    public void Where_all_leave_at_one_rate_the_shape_of_the_rates_is_a_ridge()
    {
        // Online Retail up to its 648th day: rates of leaving do not differ, so s and beta grow together without end.
        var fit = ParetoNbdFit.Of(HeldOutShops.OnlineRetail(648, 90).Counted());
        fit.Warnings.ShouldContain(w => w.Code == "ridge");
        fit.Diagnostics!.LogLikelihood.ShouldBe(-69637.415, 0.01);
        (fit.Parameters!.S / fit.Parameters.Beta).ShouldBe(0.00348, 5e-5);
        foreach (var warning in fit.Warnings)
            warning.Reason.Say("en").ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void Few_repeat_buyers_are_said_to_be_few()
    {
        var few = References.SampleStatistics.Histories.Histories().Where((_, i) => i % 18 == 0).ToList();
        RepeatBuyers.Of(few).ShouldBeInRange(RepeatBuyers.Min, RepeatBuyers.Few - 1);
        var fit = BgNbdFit.Of(few);
        fit.Warnings.ShouldContain(w => w.Code == "few-customers");
        double.IsFinite(BgNbdModel.ExpectedPurchases(fit.Parameters!, new(2, 10, 20), 13)).ShouldBeTrue();
    }

    [Fact]
    public void Degenerate_shops_give_a_model_with_a_warning_or_a_reason()
    {
        // Everybody alike; everybody bought twice at once; fifty returned on the same day.
        (PurchaseHistory, long)[][] shops =
        [
            [(new(3, 30, 40), 500)],
            [(new(1, 1 / 7.0, 1 / 7.0), 100)],
            [(new(0, 0, 20), 5000), (new(1, 5, 20), 50)],
        ];
        foreach (var fits in shops.Select(BuyingFits.Of))
        {
            foreach (var name in Enum.GetValues<BuyingModelName>())
            {
                if (fits.Find(name) is { } model)
                    double.IsFinite(model.PAlive(new(1, 5, 20)) + model.PBuyIfAlive(1, 20, 13)).ShouldBeTrue();
            }

            (fits.BgNbd.IsFitted ? fits.BgNbd.Warnings.Count : 1).ShouldBeGreaterThan(0);
            (fits.MbgNbd.IsFitted ? fits.MbgNbd.Warnings.Count : 1).ShouldBeGreaterThan(0);
            (fits.ParetoNbd.IsFitted ? fits.ParetoNbd.Warnings.Count : 1).ShouldBeGreaterThan(0);
        }
    }
}
