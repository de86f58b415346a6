using System.Globalization;
using Recall.Core.Scoring.Churn;

namespace Recall.Core.Tests.Scoring.Backtesting;

/// <summary>What everybody has alike is no reason for anybody: points of a family are told of a customer against others.</summary>
public class CommonPointsTests
{
    [Theory]
    [InlineData("CDNOW", "1998-04-01")]
    [InlineData("Online Retail", "2011-09-10")]
    public void No_family_gives_all_customers_the_same_points(string shop, string day)
    {
        var pasts = shop == "CDNOW" ? PublicShops.Cdnow : PublicShops.OnlineRetail;
        var fit = PastFit.Of(pasts, DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), 90);
        var points = fit.Known.SelectMany(c => RiskPoints.Of(fit.Card, c)).ToLookup(f => f.Family);
        foreach (var family in points)
        {
            var (mean, told) = (family.Average(f => f.Points), (double)family.Count(f => Math.Abs(f.Points) >= 3) / fit.Known.Count);
            var deviation = Math.Sqrt(family.Average(f => Math.Pow(f.Points - mean, 2)));
            TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"{shop}, {family.Key}: mean {mean:0.0}, deviation {deviation:0.0}, told of {told:0.00}"));
            (told < 0.9 || deviation >= 3).ShouldBeTrue($"{family.Key}: {mean} of {told:P0} give or take {deviation}");
        }
    }
}
