using MathNet.Numerics.Distributions;
using Recall.Core.Scoring.BgNbd;
using Recall.Core.Scoring.Buying;

namespace Recall.Core.Tests.Scoring.BgNbd;

public class BgNbdFitTests
{
    [Fact]
    public void Fits_the_CDNOW_sample_as_published()
    {
        var published = References.Json("published.json")["bgnbd_cdnow_sample"]!;
        var fit = BgNbdFit.Of(References.SampleStatistics.Histories.Histories());
        fit.IsFitted.ShouldBeTrue();
        fit.Parameters!.R.ShouldBe((double)published["r"]!, 5e-4);
        fit.Parameters.Alpha.ShouldBe((double)published["alpha"]!, 5e-4);
        fit.Parameters.A.ShouldBe((double)published["a"]!, 5e-4);
        fit.Parameters.B.ShouldBe((double)published["b"]!, 5e-4);
        fit.Diagnostics!.LogLikelihood.ShouldBe((double)published["LL"]!, 0.05);
    }

    [Fact]
    public void Reaches_the_optimum_of_the_CDNOW_sample_and_its_standard_errors()
    {
        var target = References.Json("fit_targets.json")["cdnow_sample"]!;
        var histories = References.SampleStatistics.Histories.Histories();
        histories.Sum(h => h.Count).ShouldBe((long)target["n"]!);
        histories.Sum(h => h.Count * h.History.Repeats).ShouldBe((long)target["sum_x"]!);
        histories.Where(h => h.History.Repeats == 0).Sum(h => h.Count).ShouldBe((long)target["n_x0"]!);

        var fit = BgNbdFit.Of(histories);
        var optimum = target["bgnbd"]!["params"]!.As<BgNbdParameters>();
        var errors = target["bgnbd"]!["se"]!.As<BgNbdParameters>();
        fit.Parameters!.R.ShouldAgree(optimum.R, 1e-6, "r");
        fit.Parameters.Alpha.ShouldAgree(optimum.Alpha, 1e-6, "alpha");
        fit.Parameters.A.ShouldAgree(optimum.A, 1e-6, "a");
        fit.Parameters.B.ShouldAgree(optimum.B, 1e-6, "b");
        fit.Diagnostics!.LogLikelihood.ShouldBe((double)target["bgnbd"]!["loglik"]!, 1e-7);
        fit.Diagnostics.Agreeing.ShouldBe(fit.Diagnostics.Starts);
        fit.StandardErrors!.R.ShouldAgree(errors.R, 1e-4, "se r");
        fit.StandardErrors.Alpha.ShouldAgree(errors.Alpha, 1e-4, "se alpha");
        fit.StandardErrors.A.ShouldAgree(errors.A, 1e-4, "se a");
        fit.StandardErrors.B.ShouldAgree(errors.B, 1e-4, "se b");
    }

    [Fact]
    public void Sums_over_the_CDNOW_sample_agree_at_the_published_parameters()
    {
        var totals = References.Json("cdnow_sample_totals_fixed_params.json");
        var published = new BgNbdParameters(0.243, 4.414, 0.793, 2.426);
        var histories = References.SampleStatistics.Histories.Histories();
        var likelihood = new BgNbdLikelihood(histories).Evaluate([0.243, 4.414, 0.793, 2.426], new double[4]);
        var orders = histories.Sum(h => h.Count * BgNbdModel.ExpectedPurchases(published, h.History, 39));
        likelihood.ShouldAgree((double)totals["LL_bg"]!, 1e-12, "LL");
        orders.ShouldAgree((double)totals["sum_ce39_bg"]!, 1e-12, "orders");
    }

    [Theory]
    [InlineData(0.243, 4.414, 0.793, 2.426)]
    [InlineData(3, 40, 0.05, 9)]
    [InlineData(0.01, 500, 1, 0.2)]
    public void Gradient_is_the_slope(double r, double alpha, double a, double b) =>
        new BgNbdLikelihood([
            (new(0, 0, 38.9), 1411), (new(1, 12, 30), 400), (new(2, 30.43, 38.86), 90),
            (new(3, 0.5, 39), 7), (new(29, 38, 38.9), 2), (new(400, 100, 104), 1),
        ]).ShouldMatchDifferences([r, alpha, a, b]);

    [Fact]
    public void Recovers_the_parameters_of_simulated_customers()
    {
        var truth = new BgNbdParameters(0.6, 9, 0.5, 2.5);
        var random = new Random(20_050_301);
        var histories = Enumerable.Range(0, 40_000)
            .Select(_ => (Simulate(truth, 60 + (random.NextDouble() * 44), random), 1L))
            .ToList();
        var fit = BgNbdFit.Of(histories);
        double[] estimates = [fit.Parameters!.R, fit.Parameters.Alpha, fit.Parameters.A, fit.Parameters.B];
        double[] truths = [truth.R, truth.Alpha, truth.A, truth.B];
        double[] errors = [fit.StandardErrors!.R, fit.StandardErrors.Alpha, fit.StandardErrors.A, fit.StandardErrors.B];
        for (var i = 0; i < truths.Length; i++)
        {
            errors[i].ShouldBeLessThan(0.15 * truths[i]);
            Math.Abs(estimates[i] - truths[i]).ShouldBeLessThan(3.5 * errors[i], $"parameter {i}: {estimates[i]} for {truths[i]}");
        }
    }

    [Theory]
    [InlineData(0, "0 customers", "只有 0 位客户")]
    [InlineData(1, "1 customer", "只有 1 位客户")]
    [InlineData(29, "29 customers", "只有 29 位客户")]
    public void A_shop_with_too_few_repeat_buyers_gets_a_reason_and_no_model(int repeatBuyers, string english, string chinese)
    {
        var fit = BgNbdFit.Of([(new(0, 0, 20), 5000), (new(1, 5, 20), repeatBuyers)]);
        fit.IsFitted.ShouldBeFalse();
        fit.Parameters.ShouldBeNull();
        fit.Refusal!.Code.ShouldBe("too-few-customers");
        fit.Refusal.Reason.Say("en").ShouldStartWith($"{english} bought on more than one day; at least 30");
        fit.Refusal.Reason.Say("zh-CN").ShouldStartWith($"{chinese}在多于一天购买过；至少需要 30 位");
    }

    [Fact]
    public void Degenerate_shops_give_a_finite_model_or_a_reason()
    {
        // Everybody alike; nobody ever leaves; everybody bought twice at once.
        (PurchaseHistory, long)[][] shops =
        [
            [(new(3, 30, 40), 500)],
            [.. Enumerable.Range(1, 40).Select(x => (new PurchaseHistory(x, 52, 52), 10L))],
            [(new(1, 1 / 7.0, 1 / 7.0), 100)],
        ];
        foreach (var shop in shops)
        {
            var fit = BgNbdFit.Of(shop);
            if (!fit.IsFitted)
                fit.Refusal.Code.ShouldBe("not-converged");
            else
                double.IsFinite(BgNbdModel.ExpectedPurchases(fit.Parameters, shop[0].Item1, 13)).ShouldBeTrue();
        }
    }

    private static PurchaseHistory Simulate(BgNbdParameters p, double age, Random random)
    {
        var rate = Gamma.Sample(random, p.R, p.Alpha);
        var leaves = Beta.Sample(random, p.A, p.B);
        var (repeats, last) = (0, 0.0);
        for (var at = Exponential.Sample(random, rate); at <= age; at += Exponential.Sample(random, rate))
        {
            repeats++;
            last = at;
            if (random.NextDouble() < leaves)
                break;
        }

        return new(repeats, last, age);
    }
}
