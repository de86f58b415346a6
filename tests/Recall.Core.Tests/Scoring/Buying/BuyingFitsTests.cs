using Recall.Core.Scoring;
using Recall.Core.Scoring.BgNbd;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Fitting;
using Recall.Core.Scoring.GammaGamma;
using Recall.Core.Scoring.MbgNbd;
using Recall.Core.Scoring.ParetoNbd;

namespace Recall.Core.Tests.Scoring.Buying;

public class BuyingFitsTests
{
    private static readonly Dictionary<string, string> NamesInReference = new(StringComparer.Ordinal)
    {
        ["BG/NBD"] = "bgnbd", ["MBG/NBD"] = "mbgnbd", ["Pareto/NBD"] = "pareto_nbd", ["gamma-gamma"] = "gamma_gamma",
    };

    [Fact]
    public void Fits_reach_the_optimum_and_the_table_of_them_in_the_documentation_is_what_comes_out()
    {
        var (sample, master) = (Fits(References.SampleStatistics), Fits(References.MasterStatistics));
        var reference = References.Json("fit_targets.json")["cdnow_sample"]!;
        var (ahead, off) = (new List<double>(), new Dictionary<string, double>(StringComparer.Ordinal));
        var rows = DocTable.Under("### Fits");
        rows.Select(r => r[1]).ShouldBe([.. NamesInReference.Keys, .. NamesInReference.Keys]);
        foreach (var (i, row) in rows.Index())
        {
            var (values, likelihood) = (i < NamesInReference.Count ? sample : master)[row[1]];
            var stated = row[2].Split(", ").Select(p => p.Split(' ')[1]).ToList();
            stated.Count.ShouldBe(values.Length);
            for (var v = 0; v < values.Length; v++)
                DocTable.ShouldState(stated[v], values[v], $"{row[1]}, {row[0]}, {row[2]}");
            DocTable.ShouldState(row[3], likelihood, $"log-likelihood of {row[1]}, {row[0]}");
            double.Parse(row[4], System.Globalization.CultureInfo.InvariantCulture).ShouldBe(likelihood, 0.01);
            if (i >= NamesInReference.Count)
                continue;
            var optimum = reference[NamesInReference[row[1]]]!;
            ahead.Add(likelihood - (double)optimum["loglik"]!);
            off[row[1]] = optimum["params"]!.AsObject().Zip(values, (known, fitted) => 100 * Math.Abs((fitted / (double)known.Value!) - 1)).Max();
        }

        Goal.SampleLikelihood.ShouldBeReachedBy(ahead.Min());
        Goal.Parameters.ShouldBeReachedBy(off.Where(o => o.Key != "Pareto/NBD").Max(o => o.Value));
        Goal.ParetoParameters.ShouldBeReachedBy(off["Pareto/NBD"]);
        Goal.BgLikelihood.ShouldBeReachedBy(master["BG/NBD"].LogLikelihood);
        Goal.MbgLikelihood.ShouldBeReachedBy(master["MBG/NBD"].LogLikelihood);
        Goal.ParetoLikelihood.ShouldBeReachedBy(master["Pareto/NBD"].LogLikelihood);
        Goal.SpendLikelihood.ShouldBeReachedBy(master["gamma-gamma"].LogLikelihood);
    }

    [Fact]
    public void Evaluating_a_likelihood_allocates_nothing()
    {
        ILikelihood[] likelihoods =
        [
            new BgNbdLikelihood(Histories.Mixed), new MbgNbdLikelihood(Histories.Mixed), new ParetoNbdLikelihood(Histories.Mixed),
            new GammaGammaLikelihood([(new(1, 12.5), 30), (new(40, 7), 1)]),
        ];
        var (parameters, gradient) = (new[] { 0.6, 10.0, 2.5, 12.0 }, new double[4]);
        foreach (var likelihood in likelihoods)
        {
            // Once for what is made at the first call alone.
            likelihood.Evaluate(parameters, gradient);
            var before = GC.GetAllocatedBytesForCurrentThread();
            likelihood.Evaluate(parameters, gradient);
            var after = GC.GetAllocatedBytesForCurrentThread();
            after.ShouldBe(before, likelihood.GetType().Name);
        }
    }

    private static Dictionary<string, (double[] Parameters, double LogLikelihood)> Fits(ShopStatistics statistics)
    {
        var fits = BuyingFits.Of(statistics.Histories.Histories());
        var (bg, mbg, pareto) = (fits.BgNbd.Parameters!, fits.MbgNbd.Parameters!, fits.ParetoNbd.Parameters!);
        var spend = GammaGammaFit.Of(statistics.Spends.Histories());
        return new(StringComparer.Ordinal)
        {
            ["BG/NBD"] = ([bg.R, bg.Alpha, bg.A, bg.B], fits.BgNbd.Diagnostics!.LogLikelihood),
            ["MBG/NBD"] = ([mbg.R, mbg.Alpha, mbg.A, mbg.B], fits.MbgNbd.Diagnostics!.LogLikelihood),
            ["Pareto/NBD"] = ([pareto.R, pareto.Alpha, pareto.S, pareto.Beta], fits.ParetoNbd.Diagnostics!.LogLikelihood),
            ["gamma-gamma"] = ([spend.Parameters!.P, spend.Parameters.Q, spend.Parameters.V], spend.Diagnostics!.LogLikelihood),
        };
    }
}
