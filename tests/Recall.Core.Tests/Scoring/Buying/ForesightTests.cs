using Recall.Core.Scoring.Buying;

namespace Recall.Core.Tests.Scoring.Buying;

/// <summary>What the models foresee of purchases they were not fitted on.</summary>
public class ForesightTests
{
    private static readonly Lazy<(IReadOnlyList<HeldOutCustomer> Customers, BuyingFits Fits)> CdnowOnce = new(() => Fit(HeldOutShops.Cdnow()));

    [Fact]
    public void Pareto_ranks_who_buys_in_the_39_weeks_after_CDNOWs_calibration()
    {
        var (customers, model) = Cdnow(BuyingModelName.ParetoNbd);
        customers.Auc(h => PBuy(model, h, 39)).ShouldBeGreaterThanOrEqualTo(0.762);
        customers.Rmse(h => Expected(model, h, 39)).ShouldBeLessThanOrEqualTo(1.74);
    }

    [Fact]
    public void P_alive_of_BG_NBD_ranks_worse_than_chance_which_is_why_nothing_shows_it()
    {
        var (customers, model) = Cdnow(BuyingModelName.BgNbd);
        customers.Auc(model.PAlive).ShouldBeLessThan(0.4);
        customers.Auc(h => PBuy(model, h, 39)).ShouldBeGreaterThan(0.74);
    }

    [Fact]
    public void MBG_ranks_who_buys_again_at_Online_Retail()
    {
        var (customers, fits) = Fit(HeldOutShops.OnlineRetail(648, 90));
        var model = fits.Find(BuyingModelName.MbgNbd)!;
        customers.Auc(h => PBuy(model, h, 90 / 7.0)).ShouldBeGreaterThanOrEqualTo(0.800);
    }

    [Theory]
    [InlineData(BuyingModelName.BgNbd)]
    [InlineData(BuyingModelName.MbgNbd)]
    [InlineData(BuyingModelName.ParetoNbd)]
    public void Expected_orders_of_all_are_near_those_that_came(BuyingModelName name)
    {
        var (customers, model) = Cdnow(name);
        (customers.Sum(c => Expected(model, c.History, 39)) / customers.Sum(c => c.Later)).ShouldBeInRange(0.75, 1.1);
    }

    private static (IReadOnlyList<HeldOutCustomer> Customers, IBuyingModel Model) Cdnow(BuyingModelName name)
    {
        _ = References.Master;
        return (CdnowOnce.Value.Customers, CdnowOnce.Value.Fits.Find(name)!);
    }

    private static (IReadOnlyList<HeldOutCustomer> Customers, BuyingFits Fits) Fit(IReadOnlyList<HeldOutCustomer> customers) =>
        (customers, BuyingFits.Of(customers.Counted()));

    private static double PBuy(IBuyingModel model, PurchaseHistory h, double weeks) =>
        model.PAlive(h) * model.PBuyIfAlive(h.Repeats, h.Age, weeks);

    private static double Expected(IBuyingModel model, PurchaseHistory h, double weeks)
    {
        Span<double> expected = stackalloc double[1];
        model.ExpectedIfAlive(h.Repeats, h.Age, [weeks], expected);
        return model.PAlive(h) * expected[0];
    }
}
