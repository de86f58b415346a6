using FsCheck;
using FsCheck.Fluent;
using MathNet.Numerics.Distributions;
using Recall.Core.Scoring.GammaGamma;

namespace Recall.Core.Tests.Scoring.GammaGamma;

public class GammaGammaFitTests
{
    [Fact]
    public void Reaches_the_optimum_of_the_CDNOW_sample()
    {
        var target = References.Json("fit_targets.json")["cdnow_sample"]!;
        var published = References.Json("published.json")["gamma_gamma_cdnow_sample"]!;
        var histories = References.SampleStatistics.Spends.Histories();
        histories.Sum(h => h.Count).ShouldBe((long)target["gg_n"]!);

        var fit = GammaGammaFit.Of(histories);
        var optimum = target["gamma_gamma"]!["params"]!.As<GammaGammaParameters>();
        var errors = target["gamma_gamma"]!["se"]!.As<GammaGammaParameters>();
        fit.Parameters!.P.ShouldAgree(optimum.P, 1e-6, "p");
        fit.Parameters.Q.ShouldAgree(optimum.Q, 1e-6, "q");
        fit.Parameters.V.ShouldAgree(optimum.V, 1e-6, "v");
        fit.StandardErrors!.P.ShouldAgree(errors.P, 1e-4, "se p");
        fit.StandardErrors.Q.ShouldAgree(errors.Q, 1e-4, "se q");
        fit.StandardErrors.V.ShouldAgree(errors.V, 1e-4, "se v");
        fit.Diagnostics!.LogLikelihood.ShouldBe((double)target["gamma_gamma"]!["loglik"]!, 1e-7);
        fit.Parameters.P.ShouldBe((double)published["p"]!, 0.005);
        fit.Parameters.Q.ShouldBe((double)published["q"]!, 0.005);
        fit.Parameters.V.ShouldBe((double)published["v"]!, 0.005);
    }

    [Fact]
    public void Likelihood_of_one_customer_agrees_with_fifty_digit_figures()
    {
        var reference = References.Json("cdnow_sample_per_customer.json");
        var parameters = reference["params"]!["gamma_gamma"]!.As<GammaGammaParameters>();
        var spenders = reference["customers"]!.AsArray().Where(c => c!["gamma_gamma"]!["ll"] is not null).ToList();
        spenders.Count.ShouldBeGreaterThan(50);
        foreach (var c in spenders)
        {
            var history = new SpendHistory((int)c!["x"]!, (double)c["m"]!);
            GammaGammaLikelihood.Of(parameters, history).ShouldAgree((double)c["gamma_gamma"]!["ll"]!, 1e-12, $"{history}");
        }
    }

    [Theory]
    [InlineData(6.25, 3.74, 15.44)]
    [InlineData(0.3, 1.2, 900)]
    public void Gradient_is_the_slope(double p, double q, double v) =>
        new GammaGammaLikelihood([(new(1, 12.5), 30), (new(2, 99.99), 4), (new(40, 7), 1)]).ShouldMatchDifferences([p, q, v]);

    [Fact]
    public void Recovers_the_parameters_of_simulated_customers()
    {
        var truth = new GammaGammaParameters(4, 5, 60);
        var random = new Random(20_130_201);
        var fit = GammaGammaFit.Of([.. Enumerable.Range(0, 30_000).Select(_ =>
        {
            var repeats = 1 + random.Next(6);
            var scale = Gamma.Sample(random, truth.Q, truth.V);
            return (new SpendHistory(repeats, Gamma.Sample(random, truth.P * repeats, scale * repeats)), 1L);
        })]);
        Math.Abs(fit.Parameters!.P - truth.P).ShouldBeLessThan(3.5 * fit.StandardErrors!.P);
        Math.Abs(fit.Parameters.Q - truth.Q).ShouldBeLessThan(3.5 * fit.StandardErrors.Q);
        Math.Abs(fit.Parameters.V - truth.V).ShouldBeLessThan(3.5 * fit.StandardErrors.V);
        fit.StandardErrors.V.ShouldBeLessThan(0.1 * truth.V);
    }

    [Fact]
    public void Expected_spend_lies_between_the_customers_mean_and_the_shops()
    {
        var parameters = new GammaGammaParameters(6.25, 3.74, 15.44);
        var shop = GammaGammaModel.ExpectedSpend(parameters, default);
        var once = GammaGammaModel.ExpectedSpend(parameters, new(1, 100));
        var often = GammaGammaModel.ExpectedSpend(parameters, new(20, 100));
        new[] { shop, once, often, 100 }.ShouldBeInOrder();
    }

    [Fact]
    public void Expected_spend_and_likelihood_are_finite_for_any_parameters_and_history()
    {
        var cases =
            from p in Gen.Three(Gen.Choose(-400, 400).Select(e => Math.Exp(e / 50.0)))
            from repeats in Gen.Frequency((3, Gen.Choose(1, 30)), (1, Gen.Choose(1, 100_000)))
            from cents in Gen.Frequency((3, Gen.Choose(1, 100_000)), (1, Gen.Constant(int.MaxValue)))
            select (Parameters: new GammaGammaParameters(p.Item1, 1 + p.Item2, p.Item3), History: new SpendHistory(repeats, cents / 100.0));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var (shop, own) = (GammaGammaModel.ExpectedSpend(c.Parameters, default), GammaGammaModel.ExpectedSpend(c.Parameters, c.History));
            return double.IsFinite(shop) && shop > 0 && double.IsFinite(GammaGammaLikelihood.Of(c.Parameters, c.History))
                && own >= Math.Min(shop, c.History.Mean) * (1 - 1e-12) && own <= Math.Max(shop, c.History.Mean) * (1 + 1e-12);
        }));
    }

    [Fact]
    public void Too_few_spenders_give_a_reason_and_no_model()
    {
        var fit = GammaGammaFit.Of([(new(1, 10), 29)]);
        fit.IsFitted.ShouldBeFalse();
        fit.Refusal!.Code.ShouldBe("too-few-spenders");
    }

    [Fact]
    public void Spend_with_an_infinite_mean_gives_a_reason_and_no_model()
    {
        // Customers' means with a shape of 0.6 have a tail so long that they have no mean.
        var random = new Random(7);
        var fit = GammaGammaFit.Of([.. Enumerable.Range(0, 3_000).Select(_ =>
            (new SpendHistory(3, Gamma.Sample(random, 12, 3 * Gamma.Sample(random, 0.6, 10))), 1L))]);
        fit.IsFitted.ShouldBeFalse();
        fit.Refusal!.Code.ShouldBe("infinite-mean");
    }
}
