using FsCheck;
using FsCheck.Fluent;
using MathNet.Numerics.Distributions;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.ParetoNbd;

namespace Recall.Core.Tests.Scoring.ParetoNbd;

public class ParetoNbdTests
{
    [Fact]
    public void Agrees_with_fifty_digit_figures_of_300_customers()
    {
        var reference = References.Json("cdnow_sample_per_customer.json");
        var parameters = reference["params"]!["pareto_nbd"]!.As<ParetoNbdParameters>();
        var customers = reference["customers"]!.AsArray();
        customers.Count.ShouldBe(300);
        foreach (var c in customers)
        {
            var history = new PurchaseHistory((int)c!["x"]!, (double)c["t_x"]!, (double)c["T"]!);
            var expected = c["pareto_nbd"]!;
            ParetoNbdLikelihood.Of(parameters, history).ShouldAgree((double)expected["ll"]!, 1e-12, $"ll of {history}");
            ParetoNbdModel.PAlive(parameters, history).ShouldAgree((double)expected["p_alive"]!, 1e-12, $"P(alive) of {history}");
            ParetoNbdModel.ExpectedPurchases(parameters, history, 39).ShouldAgree((double)expected["cond_exp"]!, 1e-12, $"expected of {history}");
        }
    }

    [Fact]
    public void Agrees_where_naive_formulas_fail()
    {
        foreach (var c in References.Json("pareto_nbd_edge_cases.json").AsArray())
        {
            var parameters = c!["params"]!.As<ParetoNbdParameters>();
            var history = new PurchaseHistory((int)c["x"]!, (double)c["t_x"]!, (double)c["T"]!);
            var name = (string)c["case"]!;
            ParetoNbdLikelihood.Of(parameters, history).ShouldAgree((double)c["ll"]!, 1e-11, name);
            ParetoNbdModel.PAlive(parameters, history).ShouldAgree((double)c["p_alive"]!, 1e-11, name);
            ParetoNbdModel.ExpectedPurchases(parameters, history, (double)c["t"]!).ShouldAgree((double)c["cond_exp"]!, 1e-11, name);
            new ParetoNbdLikelihood([(history, 1)])
                .Evaluate([parameters.R, parameters.Alpha, parameters.S, parameters.Beta], new double[4])
                .ShouldAgree((double)c["ll"]!, 1e-11, name);
        }
    }

    [Fact]
    public void Reaches_the_optimum_of_the_CDNOW_sample_and_its_standard_errors()
    {
        var target = References.Json("fit_targets.json")["cdnow_sample"]!["pareto_nbd"]!;
        var published = References.Json("published.json")["pareto_nbd_cdnow_sample"]!;
        var fit = ParetoNbdFit.Of(References.SampleStatistics.Histories.Histories());
        var (optimum, errors) = (target["params"]!.As<ParetoNbdParameters>(), target["se"]!.As<ParetoNbdParameters>());
        fit.Parameters!.R.ShouldAgree(optimum.R, 1e-4, "r");
        fit.Parameters.Alpha.ShouldAgree(optimum.Alpha, 1e-4, "alpha");
        fit.Parameters.S.ShouldAgree(optimum.S, 1e-4, "s");
        fit.Parameters.Beta.ShouldAgree(optimum.Beta, 1e-4, "beta");
        fit.StandardErrors!.R.ShouldAgree(errors.R, 1e-3, "se r");
        fit.StandardErrors.Alpha.ShouldAgree(errors.Alpha, 1e-3, "se alpha");
        fit.StandardErrors.S.ShouldAgree(errors.S, 1e-3, "se s");
        fit.StandardErrors.Beta.ShouldAgree(errors.Beta, 1e-3, "se beta");
        fit.Diagnostics!.LogLikelihood.ShouldBe((double)target["loglik"]!, 1e-6);
        fit.Diagnostics.Agreeing.ShouldBe(fit.Diagnostics.Starts);
        fit.Parameters.R.ShouldBe((double)published["r"]!, 5e-4);
        fit.Parameters.Alpha.ShouldBe((double)published["alpha"]!, 5e-4);
        fit.Parameters.S.ShouldBe((double)published["s"]!, 5e-4);
        fit.Parameters.Beta.ShouldBe((double)published["beta"]!, 1e-3);
    }

    [Fact]
    public void Sums_over_the_CDNOW_sample_agree_at_fixed_parameters()
    {
        var totals = References.Json("cdnow_sample_totals_fixed_params.json");
        var parameters = new ParetoNbdParameters(0.553, 10.578, 0.606, 11.669);
        var histories = References.SampleStatistics.Histories.Histories();
        new ParetoNbdLikelihood(histories).Evaluate([0.553, 10.578, 0.606, 11.669], new double[4]).ShouldAgree((double)totals["LL_pn"]!, 1e-12, "LL");
        histories.Sum(h => h.Count * ParetoNbdModel.ExpectedPurchases(parameters, h.History, 39)).ShouldAgree((double)totals["sum_ce39_pn"]!, 1e-12, "orders");
    }

    [Fact]
    public void A_history_alone_and_in_a_sum_has_the_same_likelihood()
    {
        var parameter = Gen.Choose(-400, 400).Select(e => Math.Exp(e / 50.0));
        var cases =
            from p in Gen.Four(parameter)
            from ridge in Gen.Frequency((3, Gen.Constant(1.0)), (1, Gen.Constant(1e4)))
            from repeats in Gen.Choose(0, 200)
            from recency in Gen.Choose(0, 2_000)
            from silence in Gen.Choose(0, 2_000)
            select (Parameters: new ParetoNbdParameters(p.Item1, p.Item2, p.Item3 * ridge, p.Item4 * ridge),
                History: new PurchaseHistory(repeats, repeats == 0 ? 0 : recency / 7.0, (recency + silence) / 7.0));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var (r, alpha, s, beta) = c.Parameters;
            var sum = new ParetoNbdLikelihood([(c.History, 1)]).Evaluate([r, alpha, s, beta], new double[4]);
            return Math.Abs(ParetoNbdLikelihood.Of(c.Parameters, c.History) - sum) <= 1e-9 * Math.Max(1, Math.Abs(sum));
        }));
    }

    [Theory]
    [InlineData(0.553, 10.578, 0.606, 11.669)]
    [InlineData(0.553, 10, 1, 10)]
    [InlineData(3, 40, 0.05, 9)]
    [InlineData(0.727, 10.56, 8.4658, 2398.6)]
    [InlineData(0.01, 500, 20, 2)]
    public void Gradient_is_the_slope(double r, double alpha, double s, double beta) =>
        new ParetoNbdLikelihood(Histories.Mixed).ShouldMatchDifferences([r, alpha, s, beta]);

    [Fact]
    public void Recovers_the_parameters_of_simulated_customers()
    {
        var truth = new ParetoNbdParameters(0.8, 9, 0.7, 15);
        var random = new Random(19_870_101);
        var fit = ParetoNbdFit.Of([.. Enumerable.Range(0, 20_000).Select(_ => (Simulate(truth, Math.Round(60 + (random.NextDouble() * 44)), random), 1L))]);
        double[] estimates = [fit.Parameters!.R, fit.Parameters.Alpha, fit.Parameters.S, fit.Parameters.Beta];
        double[] truths = [truth.R, truth.Alpha, truth.S, truth.Beta];
        double[] errors = [fit.StandardErrors!.R, fit.StandardErrors.Alpha, fit.StandardErrors.S, fit.StandardErrors.Beta];
        for (var i = 0; i < truths.Length; i++)
        {
            errors[i].ShouldBeLessThan(0.25 * truths[i]);
            Math.Abs(estimates[i] - truths[i]).ShouldBeLessThan(3.5 * errors[i], $"parameter {i}: {estimates[i]} for {truths[i]}");
        }
    }

    private static PurchaseHistory Simulate(ParetoNbdParameters p, double age, Random random)
    {
        var rate = Gamma.Sample(random, p.R, p.Alpha);
        var leaves = Math.Min(age, Exponential.Sample(random, Gamma.Sample(random, p.S, p.Beta)));
        var (repeats, last) = (0, 0.0);
        for (var at = Exponential.Sample(random, rate); at <= leaves; at += Exponential.Sample(random, rate))
            (repeats, last) = (repeats + 1, Math.Round(at * 7) / 7);
        return new(repeats, last, age);
    }
}
