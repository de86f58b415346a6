using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Scoring.BgNbd;
using Recall.Core.Scoring.GammaGamma;
using Recall.Local.Demo.Buying;

namespace Recall.Local.Tests.Demo.Buying;

/// <summary>What the shop's history says about its people is what they were made of.</summary>
public class BuyingTruthTests
{
    private static readonly ShopStatistics Statistics = Gather();

    [Fact]
    public void A_fit_on_the_history_recovers_how_people_buy_and_leave()
    {
        var fit = BgNbdFit.Of(Statistics.Histories.Histories());
        var truth = BuyingTruth.Purchases;
        fit.IsFitted.ShouldBeTrue();
        fit.Parameters!.R.ShouldBe(truth.R, 0.2 * truth.R);
        fit.Parameters.Alpha.ShouldBe(truth.Alpha, 0.2 * truth.Alpha);
        fit.Parameters.A.ShouldBe(truth.A, 0.2 * truth.A);
        fit.Parameters.B.ShouldBe(truth.B, 0.2 * truth.B);
    }

    [Fact]
    public void A_fit_on_the_history_recovers_what_people_spend()
    {
        var fit = GammaGammaFit.Of(Statistics.Spends.Histories());
        var truth = BuyingTruth.Spend;
        fit.IsFitted.ShouldBeTrue();
        fit.Parameters!.P.ShouldBe(truth.P, 0.2 * truth.P);
        fit.Parameters.Q.ShouldBe(truth.Q, 0.2 * truth.Q);
        (fit.Parameters.P * fit.Parameters.V / (fit.Parameters.Q - 1)).ShouldBe(truth.P * truth.V / (truth.Q - 1), 3.0);
    }

    private static ShopStatistics Gather()
    {
        var statistics = new ShopStatistics(DateOnly.FromDateTime(Shops.Today.UtcDateTime));
        foreach (var person in Shops.Usual.People)
        {
            var known = person.Events.Where(e => e.At < Shops.Today);
            statistics.Add(ProfileFold.Of(person.Customer, known, TimeZoneInfo.Utc), TimeZoneInfo.Utc);
        }

        return statistics;
    }
}
