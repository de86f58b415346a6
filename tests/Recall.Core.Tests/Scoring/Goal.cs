using System.Globalization;

namespace Recall.Core.Tests.Scoring;

/// <summary>
/// A figure that scoring has to reach: a row of the first table of docs/scoring.md. Whoever works the figure out holds goal and page to it, and says it, so that
/// the command on that page shows the table as it comes out.
/// </summary>
/// <param name="Figure">Its name in the table.</param>
/// <param name="Must">The bound, as it is written there.</param>
internal sealed record Goal(string Figure, string Must)
{
    public static readonly Goal SampleLikelihood = new("CDNOW sample, log-likelihood less that of the optimum, worst of the four models", "≥ -0.01");
    public static readonly Goal BgLikelihood = new("all of CDNOW, log-likelihood of BG/NBD", "≥ -95368.454");
    public static readonly Goal MbgLikelihood = new("all of CDNOW, log-likelihood of MBG/NBD", "≥ -95336.969");
    public static readonly Goal ParetoLikelihood = new("all of CDNOW, log-likelihood of Pareto/NBD", "≥ -95415.129");
    public static readonly Goal SpendLikelihood = new("all of CDNOW, log-likelihood of gamma-gamma", "≥ -40763.486");
    public static readonly Goal Parameters = new("CDNOW sample, parameters of BG/NBD, MBG/NBD and gamma-gamma, furthest off, %", "≤ 0.5");
    public static readonly Goal ParetoParameters = new("CDNOW sample, parameters of Pareto/NBD, furthest off, %", "≤ 1");
    public static readonly Goal Customers = new("300 single customers, greatest relative error", "≤ 1e-9");
    public static readonly Goal EdgeCases = new("cases where published formulas fail, greatest relative error", "≤ 1e-6");
    public static readonly Goal ParetoAuc = new("CDNOW, 39 weeks and the 39 after, Pareto/NBD, AUC of P(buy)", "≥ 0.762");
    public static readonly Goal ParetoRmse = new("the same, RMSE of orders", "≤ 1.74");
    public static readonly Goal CdnowCardAuc = new("the same, AUC of the scorecard", "≥ 0.770");
    public static readonly Goal MbgAuc = new("Online Retail, day 648 and the 90 after, MBG/NBD, AUC of P(buy)", "≥ 0.800");
    public static readonly Goal RetailCardAuc = new("the same, AUC of the scorecard", "≥ 0.810");
    public static readonly Goal RetailBrier = new("the same, Brier score of the scorecard", "≤ 0.178");
    public static readonly Goal RetailCalibration = new("the same, calibration error of the scorecard", "≤ 0.02");
    public static readonly Goal WomensQini = new("Hillstrom, 40 random halves, Qini × 1000 on visits, women's mail", "≥ 7.5");
    public static readonly Goal AnyQini = new("the same, any mail", "≥ 4.2");

    /// <summary>In the order of the table.</summary>
    public static IReadOnlyList<Goal> All { get; } =
    [
        SampleLikelihood, BgLikelihood, MbgLikelihood, ParetoLikelihood, SpendLikelihood, Parameters, ParetoParameters, Customers, EdgeCases,
        ParetoAuc, ParetoRmse, CdnowCardAuc, MbgAuc, RetailCardAuc, RetailBrier, RetailCalibration, WomensQini, AnyQini,
    ];

    /// <summary>The figure stated; where it is next to nothing, and not the same on every machine, what it stays below: <c>&lt; 1e-11</c>.</summary>
    public string Stated => DocTable.Under("## What it reaches").Single(r => r[0] == Figure && r[1] == Must)[2];

    /// <summary>It meets the bound, and the page states it.</summary>
    public void ShouldBeReachedBy(double actual)
    {
        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"| {Figure} | {Must} | {actual:G10} |"));
        Meets(actual, Must).ShouldBeTrue($"{Figure}: {actual:R}, which has to be {Must}");
        if (Stated.StartsWith('<'))
            Meets(actual, Stated).ShouldBeTrue($"{Figure}: {actual:R}, stated as {Stated}");
        else
            DocTable.ShouldState(Stated, actual, Figure);
    }

    /// <summary>A figure against <c>≥ 0.8</c>, <c>≤ 0.02</c> or <c>&lt; 1e-11</c>.</summary>
    public static bool Meets(double figure, string bound)
    {
        var to = double.Parse(bound[1..], CultureInfo.InvariantCulture);
        return bound[0] == '≥' ? figure >= to : bound[0] == '≤' ? figure <= to : figure < to;
    }
}
