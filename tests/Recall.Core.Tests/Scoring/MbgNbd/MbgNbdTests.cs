using MathNet.Numerics.Distributions;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.MbgNbd;

namespace Recall.Core.Tests.Scoring.MbgNbd;

public class MbgNbdTests
{
    [Fact]
    public void Agrees_with_fifty_digit_figures_of_300_customers()
    {
        var reference = References.Json("cdnow_sample_per_customer.json");
        var parameters = reference["params"]!["mbgnbd"]!.As<MbgNbdParameters>();
        var customers = reference["customers"]!.AsArray();
        customers.Count.ShouldBe(300);
        foreach (var c in customers)
        {
            var history = new PurchaseHistory((int)c!["x"]!, (double)c["t_x"]!, (double)c["T"]!);
            var expected = c["mbgnbd"]!;
            MbgNbdLikelihood.Of(parameters, history).ShouldAgree((double)expected["ll"]!, 1e-12, $"ll of {history}");
            MbgNbdModel.PAlive(parameters, history).ShouldAgree((double)expected["p_alive"]!, 1e-12, $"P(alive) of {history}");
            MbgNbdModel.ExpectedPurchases(parameters, history, 39).ShouldAgree((double)expected["cond_exp"]!, 1e-12, $"expected of {history}");
        }
    }

    [Fact]
    public void Reaches_the_optimum_of_the_CDNOW_sample_and_its_standard_errors()
    {
        var target = References.Json("fit_targets.json")["cdnow_sample"]!["mbgnbd"]!;
        var fit = MbgNbdFit.Of(References.SampleStatistics.Histories.Histories());
        var (optimum, errors) = (target["params"]!.As<MbgNbdParameters>(), target["se"]!.As<MbgNbdParameters>());
        fit.Parameters!.R.ShouldAgree(optimum.R, 1e-5, "r");
        fit.Parameters.Alpha.ShouldAgree(optimum.Alpha, 1e-5, "alpha");
        fit.Parameters.A.ShouldAgree(optimum.A, 1e-5, "a");
        fit.Parameters.B.ShouldAgree(optimum.B, 1e-5, "b");
        fit.StandardErrors!.R.ShouldAgree(errors.R, 1e-3, "se r");
        fit.StandardErrors.Alpha.ShouldAgree(errors.Alpha, 1e-3, "se alpha");
        fit.StandardErrors.A.ShouldAgree(errors.A, 1e-3, "se a");
        fit.StandardErrors.B.ShouldAgree(errors.B, 1e-3, "se b");
        fit.Diagnostics!.LogLikelihood.ShouldBe((double)target["loglik"]!, 1e-6);
        fit.Diagnostics.Agreeing.ShouldBe(fit.Diagnostics.Starts);
        fit.Diagnostics.Condition.ShouldAgree((double)target["hessian_cond"]!, 1e-3, "condition");
        fit.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Sums_over_the_CDNOW_sample_agree_at_fixed_parameters()
    {
        var totals = References.Json("cdnow_sample_totals_fixed_params.json");
        var parameters = new MbgNbdParameters(0.525, 6.183, 0.891, 1.614);
        var histories = References.SampleStatistics.Histories.Histories();
        new MbgNbdLikelihood(histories).Evaluate([0.525, 6.183, 0.891, 1.614], new double[4]).ShouldAgree((double)totals["LL_mbg"]!, 1e-12, "LL");
        histories.Sum(h => h.Count * MbgNbdModel.ExpectedPurchases(parameters, h.History, 39)).ShouldAgree((double)totals["sum_ce39_mbg"]!, 1e-12, "orders");
    }

    [Theory]
    [InlineData(0.525, 6.183, 0.891, 1.614)]
    [InlineData(3, 40, 0.05, 9)]
    [InlineData(0.01, 500, 1, 0.2)]
    public void Gradient_is_the_slope(double r, double alpha, double a, double b) =>
        new MbgNbdLikelihood(Histories.Mixed).ShouldMatchDifferences([r, alpha, a, b]);

    [Fact]
    public void One_time_buyers_fade()
    {
        var parameters = new MbgNbdParameters(0.525, 6.183, 0.891, 1.614);
        var alive = Enumerable.Range(0, 100).Select(weeks => MbgNbdModel.PAlive(parameters, new(0, 0, weeks))).ToList();
        alive[0].ShouldBe(1.614 / (1.614 + 0.891), 1e-12);
        alive.Zip(alive.Skip(1)).ShouldAllBe(p => p.Second < p.First);
    }

    [Fact]
    public void Recovers_the_parameters_of_simulated_customers()
    {
        var truth = new MbgNbdParameters(0.6, 9, 0.5, 2.5);
        var random = new Random(20_070_901);
        var fit = MbgNbdFit.Of([.. Enumerable.Range(0, 40_000).Select(_ => (Simulate(truth, 60 + (random.NextDouble() * 44), random), 1L))]);
        double[] estimates = [fit.Parameters!.R, fit.Parameters.Alpha, fit.Parameters.A, fit.Parameters.B];
        double[] truths = [truth.R, truth.Alpha, truth.A, truth.B];
        double[] errors = [fit.StandardErrors!.R, fit.StandardErrors.Alpha, fit.StandardErrors.A, fit.StandardErrors.B];
        for (var i = 0; i < truths.Length; i++)
        {
            errors[i].ShouldBeLessThan(0.25 * truths[i]);
            Math.Abs(estimates[i] - truths[i]).ShouldBeLessThan(3.5 * errors[i], $"parameter {i}: {estimates[i]} for {truths[i]}");
        }
    }

    private static PurchaseHistory Simulate(MbgNbdParameters p, double age, Random random)
    {
        var rate = Gamma.Sample(random, p.R, p.Alpha);
        var leaves = Beta.Sample(random, p.A, p.B);
        var (repeats, last) = (0, 0.0);
        while (random.NextDouble() >= leaves)
        {
            var next = last + Exponential.Sample(random, rate);
            if (next > age)
                break;
            (repeats, last) = (repeats + 1, next);
        }

        return new(repeats, last, age);
    }
}
