using FsCheck;
using FsCheck.Fluent;
using Recall.Core.Scoring;
using Recall.Core.Scoring.BgNbd;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.GammaGamma;

namespace Recall.Core.Tests.Scoring.BgNbd;

public class BgNbdModelTests
{
    private static readonly BgNbdParameters Published = new(0.243, 4.414, 0.793, 2.426);

    [Fact]
    public void Agrees_with_fifty_digit_figures_of_300_customers()
    {
        var reference = References.Json("cdnow_sample_per_customer.json");
        var parameters = reference["params"]!["bgnbd"]!.As<BgNbdParameters>();
        var spend = reference["params"]!["gamma_gamma"]!.As<GammaGammaParameters>();
        var customers = reference["customers"]!.AsArray();
        customers.Count.ShouldBe(300);
        foreach (var c in customers)
        {
            var history = new PurchaseHistory((int)c!["x"]!, (double)c["t_x"]!, (double)c["T"]!);
            var bg = c["bgnbd"]!;
            BgNbdLikelihood.Of(parameters, history).ShouldAgree((double)bg["ll"]!, 1e-12, $"ll of {history}");
            BgNbdModel.PAlive(parameters, history).ShouldAgree((double)bg["p_alive"]!, 1e-12, $"P(alive) of {history}");
            BgNbdModel.PBuy(parameters, history, 39).ShouldAgree((double)bg["p_buy_39"]!, 1e-12, $"P(buy) of {history}");
            foreach (var (weeks, expected) in bg["cond_exp"]!.AsObject())
            {
                BgNbdModel.ExpectedPurchases(parameters, history, double.Parse(weeks, System.Globalization.CultureInfo.InvariantCulture))
                    .ShouldAgree((double)expected!, 1e-12, $"expected in {weeks} weeks of {history}");
            }

            var perDay = GammaGammaModel.ExpectedSpend(spend, new(history.Repeats, (double)c["m"]!));
            perDay.ShouldAgree((double)c["gamma_gamma"]!["exp_spend"]!, 1e-12, $"spend of {history}");
            var clv = perDay * BgNbdModel.PAlive(parameters, history)
                * CustomerValue.DiscountedIfAlive(parameters, history.Repeats, history.Age, weeksPerMonth: 4.345);
            clv.ShouldAgree((double)c["clv12m_disc1pct"]!, 1e-11, $"CLV of {history}");
        }
    }

    [Fact]
    public void Agrees_where_naive_formulas_fail()
    {
        foreach (var c in References.Json("bgnbd_edge_cases.json").AsArray())
        {
            var parameters = c!["params"]!.As<BgNbdParameters>();
            var history = new PurchaseHistory((int)c["x"]!, (double)c["t_x"]!, (double)c["T"]!);
            var (weeks, name) = ((double)c["t"]!, (string)c["case"]!);
            BgNbdLikelihood.Of(parameters, history).ShouldAgree((double)c["ll"]!, 1e-11, name);
            BgNbdModel.PAlive(parameters, history).ShouldAgree((double)c["p_alive"]!, 1e-11, name);
            BgNbdModel.ExpectedPurchases(parameters, history, weeks).ShouldAgree((double)c["cond_exp"]!, 1e-11, name);
            BgNbdModel.PBuy(parameters, history, weeks).ShouldAgree((double)c["p_buy"]!, 1e-11, name);
        }
    }

    [Theory]
    // From the published form at 60 digits; all are beyond the series, so the quadrature answers.
    [InlineData(0.243, 4.414, 0.793, 2.426, 0, 1.0, 1e6, 50.915966998069032)]
    [InlineData(0.243, 4.414, 1.8, 2.426, 3, 39.0, 1e6, 7.7776500897701719)]
    [InlineData(0.64, 8.9, 0.05, 50.0, 12, 92.0, 1e7, 801440.65780240336)]
    [InlineData(2.0, 0.01, 0.5, 1.5, 4000, 52.0, 5200.0, 72419.399187949536)]
    public void Long_horizons_and_busy_customers_stay_exact(
        double r, double alpha, double a, double b, int repeats, double age, double weeks, double expected) =>
        BgNbdModel.ExpectedIfAlive(new(r, alpha, a, b), repeats, age, weeks).ShouldAgree(expected, 1e-11, "expected if alive");

    [Fact]
    public void Without_repeats_nobody_has_left() => BgNbdModel.PAlive(Published, new(0, 0, 5000)).ShouldBe(1);

    [Fact]
    public void P_alive_falls_as_the_silence_grows()
    {
        var alive = Enumerable.Range(0, 200).Select(weeks => BgNbdModel.PAlive(Published, new(5, 20, 20 + weeks))).ToList();
        alive.Zip(alive.Skip(1)).ShouldAllBe(p => p.Second < p.First);
    }

    [Fact]
    public void Predictions_are_finite_and_ordered_for_any_history_and_parameters()
    {
        var parameter = Gen.Choose(-400, 400).Select(e => Math.Exp(e / 50.0));
        var cases =
            from p in Gen.Four(parameter)
            from repeats in Gen.Frequency((3, Gen.Choose(0, 30)), (1, Gen.Choose(0, 100_000)))
            from recency in Gen.Choose(0, 5_000)
            from silence in Gen.Choose(0, 5_000)
            from days in Gen.Choose(0, 4_000)
            select (Parameters: new BgNbdParameters(p.Item1, p.Item2, p.Item3, p.Item4),
                History: new PurchaseHistory(repeats, repeats == 0 ? 0 : recency / 7.0, (recency + silence) / 7.0), Weeks: days / 7.0);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var (p, h, weeks) = c;
            var alive = BgNbdModel.PAlive(p, h);
            var buys = BgNbdModel.PBuy(p, h, weeks);
            var expected = BgNbdModel.ExpectedPurchases(p, h, weeks);
            var later = BgNbdModel.ExpectedPurchases(p, h, weeks + 1);
            return alive is >= 0 and <= 1 && buys is >= 0 and <= 1 && double.IsFinite(BgNbdLikelihood.Of(p, h))
                && double.IsFinite(later) && expected >= 0 && later >= expected * (1 - 1e-6)
                && expected >= buys * (1 - 1e-6);
        }));
    }
}
