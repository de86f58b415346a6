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
    [Fact]
    public void The_table_of_fits_in_the_documentation_is_what_comes_out()
    {
        var (sample, master) = (References.SampleStatistics, References.MasterStatistics);
        var rows = DocTable.Under("### Fits");
        rows.Count.ShouldBe(8);
        foreach (var row in rows)
        {
            var statistics = row[0].StartsWith("sample", StringComparison.Ordinal) ? sample : master;
            var (values, diagnostics) = Fit(row[1], statistics);
            var stated = row[2].Split(", ").Select(p => p.Split(' ')[1]).ToList();
            stated.Count.ShouldBe(values.Length);
            for (var i = 0; i < values.Length; i++)
                DocTable.ShouldState(stated[i], values[i], $"{row[1]}, {row[0]}, {row[2]}");
            DocTable.ShouldState(row[3], diagnostics.LogLikelihood, $"log-likelihood of {row[1]}, {row[0]}");
            double.Parse(row[4], System.Globalization.CultureInfo.InvariantCulture).ShouldBe(diagnostics.LogLikelihood, 0.01);
        }
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

    private static (double[] Values, FitDiagnostics Diagnostics) Fit(string model, ShopStatistics statistics)
    {
        if (model == "gamma-gamma")
        {
            var spend = GammaGammaFit.Of(statistics.Spends.Histories());
            return ([spend.Parameters!.P, spend.Parameters.Q, spend.Parameters.V], spend.Diagnostics!);
        }

        var fits = BuyingFits.Of(statistics.Histories.Histories());
        var name = Enum.GetValues<BuyingModelName>().Single(n => n.Title() == model);
        double[] values = name switch
        {
            BuyingModelName.BgNbd => [fits.BgNbd.Parameters!.R, fits.BgNbd.Parameters.Alpha, fits.BgNbd.Parameters.A, fits.BgNbd.Parameters.B],
            BuyingModelName.MbgNbd => [fits.MbgNbd.Parameters!.R, fits.MbgNbd.Parameters.Alpha, fits.MbgNbd.Parameters.A, fits.MbgNbd.Parameters.B],
            _ => [fits.ParetoNbd.Parameters!.R, fits.ParetoNbd.Parameters.Alpha, fits.ParetoNbd.Parameters.S, fits.ParetoNbd.Parameters.Beta],
        };
        return (values, fits.Diagnostics(name)!);
    }
}
