using FsCheck;
using FsCheck.Fluent;
using Recall.Core.Scoring;
using Recall.Core.Scoring.BgNbd;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.MbgNbd;
using Recall.Core.Scoring.ParetoNbd;

namespace Recall.Core.Tests.Scoring.Buying;

/// <summary>What holds for every model of repeat buying, whatever the parameters and histories.</summary>
public class BuyingModelTests
{
    private static readonly Gen<double> Parameter = Gen.Choose(-400, 400).Select(e => Math.Exp(e / 50.0));

    private static readonly Gen<IBuyingModel> Model =
        from p in Gen.Four(Parameter)
        from kind in Gen.Elements(Enum.GetValues<BuyingModelName>())
        select Make(kind, p.Item1, p.Item2, p.Item3, p.Item4);

    private static readonly Gen<PurchaseHistory> History =
        from repeats in Gen.Frequency((1, Gen.Constant(0)), (3, Gen.Choose(0, 30)), (1, Gen.Choose(0, 100_000)))
        from recency in Gen.Frequency((4, Gen.Choose(0, 5_000)), (1, Gen.Constant(0)))
        from silence in Gen.Frequency((4, Gen.Choose(0, 5_000)), (1, Gen.Constant(0)))
        select new PurchaseHistory(repeats, repeats == 0 ? 0 : recency / 7.0, (recency + silence) / 7.0);

    private static readonly Gen<(IBuyingModel Model, PurchaseHistory History, double Weeks)> Cases =
        from model in Model
        from history in History
        from days in Gen.Choose(0, 4_000)
        select (model, history, days / 7.0);

    [Fact]
    public void All_is_finite_and_in_range() => Holds(c =>
    {
        var (model, h, weeks) = c;
        var (alive, buys, expected) = (model.PAlive(h), model.PBuyIfAlive(h.Repeats, h.Age, weeks), Expected(model, h, weeks));
        var value = CustomerValue.DiscountedIfAlive(model, h.Repeats, h.Age);
        return double.IsFinite(model.LogLikelihood(h)) && alive is >= 0 and <= 1 && buys is >= 0 and <= 1
            && expected >= buys * (1 - 1e-9) && double.IsFinite(expected) && double.IsFinite(value) && value >= 0
            && (weeks > 0 || (buys == 0 && expected == 0));
    });

    [Fact]
    public void The_longer_the_silence_the_less_alive() => Holds(c =>
    {
        var longer = c.History with { Age = c.History.Age + c.Weeks };
        return c.Model.PAlive(longer) <= c.Model.PAlive(c.History) + 1e-13;
    });

    [Fact]
    public void The_further_ahead_the_more_purchases() => Holds(c =>
    {
        var (model, h, weeks) = c;
        return Expected(model, h, weeks + 1) >= Expected(model, h, weeks) * (1 - 1e-9)
            && model.PBuyIfAlive(h.Repeats, h.Age, weeks + 1) >= model.PBuyIfAlive(h.Repeats, h.Age, weeks) - 1e-13;
    });

    [Fact]
    public void Who_bought_more_in_the_same_time_will_buy_more_if_alive() => Holds(c =>
    {
        var (model, h, weeks) = c;
        var more = h with { Repeats = h.Repeats + 1 };
        return Expected(model, more, weeks) >= Expected(model, h, weeks) * (1 - 1e-9)
            && model.PBuyIfAlive(more.Repeats, h.Age, weeks) >= model.PBuyIfAlive(h.Repeats, h.Age, weeks) - 1e-13;
    });

    [Fact]
    public void A_month_is_discounted_at_its_end()
    {
        // BG/NBD of people who never leave: as many purchases each month as the last.
        var model = new BgNbdParameters(50_000, 50_000, 1e-9, 1e9);
        var month = Expected(model, new(0, 0, 1), CustomerValue.WeeksPerMonth);
        CustomerValue.DiscountedIfAlive(model, 0, 1, months: 12, monthlyRate: 0.01)
            .ShouldBe(month * Enumerable.Range(1, 12).Sum(m => Math.Pow(1.01, -m)), 1e-4 * month);
    }

    [Fact]
    public void Discounted_purchases_lie_between_none_and_all_and_fall_with_the_rate() => Holds(c =>
    {
        var (model, h, _) = c;
        var all = Expected(model, h, 24 * CustomerValue.WeeksPerMonth);
        var free = CustomerValue.DiscountedIfAlive(model, h.Repeats, h.Age, months: 24, monthlyRate: 0);
        var dear = CustomerValue.DiscountedIfAlive(model, h.Repeats, h.Age, months: 24, monthlyRate: 0.05);
        return Math.Abs(free - all) <= 1e-9 * all && dear <= free * (1 + 1e-9) && dear >= free * Math.Pow(1.05, -24) * (1 - 1e-9)
            && CustomerValue.DiscountedIfAlive(model, h.Repeats, h.Age, months: 0) == 0;
    });

    [Theory]
    [InlineData(BuyingModelName.BgNbd, 0.243, 4.414, 1, 2.426)]
    [InlineData(BuyingModelName.MbgNbd, 0.525, 6.183, 1, 1.614)]
    [InlineData(BuyingModelName.ParetoNbd, 0.553, 10.578, 1, 11.669)]
    public void Nothing_jumps_where_the_third_parameter_passes_one(BuyingModelName kind, double p, double q, double at, double last) =>
        ShouldBeContinuous(by => Make(kind, p, q, at + by, last));

    [Theory]
    [InlineData(0.553, 10, 0.606)]
    [InlineData(0.553, 10, 1)]
    [InlineData(4, 0.5, 20)]
    public void Nothing_jumps_where_alpha_passes_beta(double r, double alpha, double s) =>
        ShouldBeContinuous(by => new ParetoNbdParameters(r, alpha, s, alpha + by));

    [Theory]
    [InlineData(BuyingModelName.BgNbd)]
    [InlineData(BuyingModelName.MbgNbd)]
    [InlineData(BuyingModelName.ParetoNbd)]
    public void A_customer_of_today_and_one_with_a_hundred_thousand_purchases_are_no_trouble(BuyingModelName kind)
    {
        foreach (var h in (PurchaseHistory[])[new(0, 0, 0), new(100_000, 0, 0), new(100_000, 1e-3, 1e5), new(100_000, 700, 700)])
        {
            var model = Make(kind, 0.5, 6, 0.8, 2);
            double[] all =
            [
                model.LogLikelihood(h), model.PAlive(h), model.PBuyIfAlive(h.Repeats, h.Age, 13), Expected(model, h, 13),
                CustomerValue.DiscountedIfAlive(model, h.Repeats, h.Age),
            ];
            all.ShouldAllBe(v => double.IsFinite(v), $"{h}: {string.Join(", ", all)}");
        }
    }

    [Fact]
    public void In_Pareto_who_just_bought_is_alive_and_in_MBG_may_have_left()
    {
        ParetoNbdModel.PAlive(new(0.5, 6, 0.8, 2), new(7, 39, 39)).ShouldBe(1, 1e-14);
        MbgNbdModel.PAlive(new(0.5, 6, 0.8, 2), new(7, 39, 39)).ShouldBe(9 / 9.8, 1e-14);
    }

    [Fact]
    public void P_buy_is_what_the_likelihood_leaves_to_silence()
    {
        // Nothing bought in the next t: alive or not, the history of silence is that much longer.
        Holds(c =>
        {
            var (model, h, weeks) = c;
            if (h.Repeats > 1_000)
                return true;
            var silent = model.LogLikelihood(h with { Age = h.Age + weeks }) - model.LogLikelihood(h);
            var buys = model.PAlive(h) * model.PBuyIfAlive(h.Repeats, h.Age, weeks);
            return Math.Abs(1 - buys - Math.Exp(silent)) <= 1e-9 * Math.Max(1, Math.Abs(model.LogLikelihood(h)));
        });
    }

    private static void Holds(Func<(IBuyingModel Model, PurchaseHistory History, double Weeks), bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Cases.ToArbitrary(), property));

    private static void ShouldBeContinuous(Func<double, IBuyingModel> model)
    {
        foreach (var h in Histories.Mixed.Select(m => m.History))
        {
            double[] at = Figures(model(0), h);
            foreach (var by in (double[])[1e-3, 1e-6, 1e-9, 1e-12, 1e-15, -1e-15, -1e-12, -1e-9, -1e-6, -1e-3])
            {
                var near = Figures(model(by), h);
                for (var i = 0; i < at.Length; i++)
                    Math.Abs(near[i] - at[i]).ShouldBeLessThan((100 * Math.Abs(by) * Math.Max(1, Math.Abs(at[i]))) + (1e-12 * Math.Abs(at[i])), $"figure {i} of {h} at {by}");
            }
        }
    }

    private static double[] Figures(IBuyingModel model, PurchaseHistory h) =>
    [
        model.LogLikelihood(h), model.PAlive(h), model.PBuyIfAlive(h.Repeats, h.Age, 13), Expected(model, h, 13), Expected(model, h, 520),
        CustomerValue.DiscountedIfAlive(model, h.Repeats, h.Age),
    ];

    private static double Expected(IBuyingModel model, PurchaseHistory history, double weeks)
    {
        Span<double> expected = stackalloc double[1];
        model.ExpectedIfAlive(history.Repeats, history.Age, [weeks], expected);
        return expected[0];
    }

    private static IBuyingModel Make(BuyingModelName kind, double p, double q, double v, double w) => kind switch
    {
        BuyingModelName.BgNbd => new BgNbdParameters(p, q, v, w),
        BuyingModelName.MbgNbd => new MbgNbdParameters(p, q, v, w),
        _ => new ParetoNbdParameters(p, q, v, w),
    };
}
