using Recall.Core.Scoring.Buying;

namespace Recall.Core.Tests.Scoring.Buying;

/// <summary>What the models foresee of purchases they were not fitted on.</summary>
public class ForesightTests
{
    private const int LastCut = 648;

    private static readonly Lazy<(IReadOnlyList<HeldOutCustomer> Customers, BuyingFits Fits)> CdnowOnce = new(() => Fit(HeldOutShops.Cdnow()));
    private static readonly Lazy<(IReadOnlyList<HeldOutCustomer> Customers, BuyingFits Fits)> OnlineRetailOnce = new(() => Fit(HeldOutShops.OnlineRetail(LastCut, 90)));

    [Fact]
    public void Pareto_ranks_who_buys_in_the_39_weeks_after_CDNOWs_calibration()
    {
        var (customers, model) = Cdnow(BuyingModelName.ParetoNbd);
        Goal.ParetoAuc.ShouldBeReachedBy(customers.Auc(h => PBuy(model, h, 39)));
        Goal.ParetoRmse.ShouldBeReachedBy(customers.Rmse(h => Expected(model, h, 39)));
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
        var (customers, fits) = OnlineRetailOnce.Value;
        var model = fits.Find(BuyingModelName.MbgNbd)!;
        Goal.MbgAuc.ShouldBeReachedBy(customers.Auc(h => PBuy(model, h, 90 / 7.0)));
    }

    [Fact]
    public void The_table_in_the_documentation_is_what_comes_out()
    {
        _ = References.Master;
        var rows = DocTable.Under("### What they foresaw");
        rows.Count.ShouldBe(18);
        foreach (var shop in rows.GroupBy(r => r[0], StringComparer.Ordinal))
        {
            var cdnow = shop.Key.StartsWith("CDNOW", StringComparison.Ordinal);
            var cut = DocTable.Number(shop.Key);
            var (customers, fits) = cdnow ? CdnowOnce.Value : cut == LastCut ? OnlineRetailOnce.Value : Fit(HeldOutShops.OnlineRetail(cut, 90));
            foreach (var row in shop)
            {
                var weeks = cdnow ? 39 : 90 / 7.0;
                var model = fits.Find(Enum.GetValues<BuyingModelName>().Single(n => n.Title() == row[1]))!;
                DocTable.ShouldState(row[2], customers.Auc(h => PBuy(model, h, weeks)), $"AUC of P(buy), {row[1]}, {shop.Key}");
                if (row[3] == "nobody leaves")
                    customers.Min(c => model.PAlive(c.History)).ShouldBeGreaterThan(0.99, $"P(alive), {row[1]}, {shop.Key}");
                else
                    DocTable.ShouldState(row[3], customers.Auc(model.PAlive), $"AUC of P(alive), {row[1]}, {shop.Key}");
                DocTable.ShouldState(row[4], customers.Rmse(h => Expected(model, h, weeks)), $"RMSE, {row[1]}, {shop.Key}");
                DocTable.ShouldState(row[5], customers.Average(c => Math.Pow((c.Later > 0 ? 1 : 0) - PBuy(model, c.History, weeks), 2)), $"Brier, {row[1]}, {shop.Key}");
                DocTable.ShouldState(row[6], customers.Sum(c => Expected(model, c.History, weeks)) / customers.Sum(c => c.Later), $"ratio, {row[1]}, {shop.Key}");
            }
        }
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
