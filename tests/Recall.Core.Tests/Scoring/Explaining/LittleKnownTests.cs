using Recall.Core.Scoring;
using Recall.Core.Scoring.Fitting;
using static Recall.Core.Tests.Scoring.Explaining.Explained;

namespace Recall.Core.Tests.Scoring.Explaining;

/// <summary>What is said where little is known: of a tiny shop, of a customer without an order, of a model that was refused.</summary>
public class LittleKnownTests
{
    /// <summary>Among two buyers one is not "in the middle by value", nor in a fifth by anything.</summary>
    [Theory]
    [InlineData("en", "Paid 812.40 USD.")]
    [InlineData("zh", "支付812.40 USD。")]
    public void In_a_shop_of_a_handful_of_buyers_nobody_is_ranked(string locale, string text)
    {
        var reasons = Explain(Regular, 150, locale, Model with { Buyers = 49 });
        reasons["value-tier"].Text.ShouldBe(text);
        reasons.ShouldNotContainKey("rfm");
        Explain(Regular, 150, locale, Model with { Buyers = 50 }).ShouldContainKey("rfm");
    }

    /// <summary>Ninety days are assumed; that it is other days here comes of this customer's own gap, and is said.</summary>
    [Theory]
    [InlineData("en", "Dormant: silent for longer than the 80 days that follow from the 90 assumed and their own gaps.")]
    [InlineData("zh", "沉睡：沉默时间已超过80天期限（由假定的90天与本人购买间隔得出）。")]
    public void Days_that_ones_own_gap_changed_are_not_called_assumed(string locale, string text)
    {
        var model = ShopModel.Fit(new(new(2025, 1, 1)), Customer.Start) with { Buyers = 1000 };
        var threshold = new Scorer(model).Score(Customer.Buying(0, 30), Customer.Day(31), TimeZoneInfo.Utc).LapseThresholdDays;
        Explain(Customer.Buying(0, 30), 30 + (int)threshold + 2, locale, model)["stage"].Text.ShouldBe(text.Replace("80", $"{Math.Ceiling(threshold)}", StringComparison.Ordinal));
        threshold.ShouldBeInRange(60, 89);
    }

    [Theory]
    [InlineData("en", "Expected revenue and P(alive) are not known: when customers of this shop come back could not be modelled (too few repeat customers).")]
    [InlineData("zh-CN", "预期收入和活跃概率未知：无法为本店客户的回购建立模型（回购客户太少）。")]
    public void Says_why_a_tiny_shop_has_no_model_and_does_not_deny_the_chance_that_it_gives(string locale, string text)
    {
        var model = ShopModel.Fit(new(new(2025, 1, 1)), Customer.Start);
        var reasons = Explain(Customer.Buying(0), 10, locale, model);
        reasons["clv"].Text.ShouldBe(text);
        reasons["clv"].Value.ShouldBe(double.NaN);
        reasons.Values.ShouldNotContain(r => r.Text.StartsWith("No probability", StringComparison.Ordinal) || r.Text.Contains("无再次购买概率", StringComparison.Ordinal));
        reasons["churn"].Text.ShouldContain(locale == "en" ? "a guess from other shops" : "参考其他商店的粗略估计");
        reasons["silence"].Value.ShouldBe(10);
    }

    [Theory]
    [InlineData("en", "Dormant: silent for longer than the 90 days assumed.", "Lost: silent for far longer than the 90 days assumed.", "usual rhythm")]
    [InlineData("zh", "沉睡：沉默时间已超过假定的90天期限。", "流失：沉默时间远超假定的90天期限。", "正常购买节奏")]
    public void Where_no_rhythm_is_known_none_is_called_usual(string locale, string dormant, string lost, string usual)
    {
        var model = ShopModel.Fit(new(new(2025, 1, 1)), Customer.Start) with { Buyers = 1000 };
        var (late, gone) = (Explain(Customer.Buying(0), 100, locale, model), Explain(Customer.Buying(0), 200, locale, model));
        (late["stage"].Text, gone["stage"].Text).ShouldBe((dormant, lost));
        late["segment"].Text.ShouldContain("90");
        late.Values.Concat(gone.Values).ShouldNotContain(r => r.Text.Contains(usual, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("not-converged")]
    [InlineData("infinite-mean")]
    [InlineData("too-few-spenders")]
    public void Every_refusal_of_spend_has_words_in_both_languages(string code)
    {
        var model = Model with { GammaGamma = new() { Refusal = new Refusal(code, Core.Wording.Whys.NoPast.With()) } };
        var english = Explain(Customer.Buying(0), 10, "en", model)["clv"];
        var chinese = Explain(Customer.Buying(0), 10, "zh", model)["clv"];
        english.Text.ShouldStartWith("No expected revenue: spend could not be modelled (");
        chinese.Text.ShouldStartWith("无预期收入");
        english.Value.ShouldBe(double.NaN);
    }

    [Theory]
    [InlineData("en", "Has not bought yet.", "A prospect: has shown interest and not bought.", "Looked around without buying yet (2 views, carts and log-ins).")]
    [InlineData("zh", "尚未下单。", "潜在客户：有兴趣，尚未购买。", "浏览、加购或登录共2次，尚未购买。")]
    public void Who_never_bought_is_not_told_about_purchases(string locale, string stage, string loyalty, string visits)
    {
        Explain(Customer.Visiting(0, 1), 5, locale).Values.Select(r => r.Text).ShouldBe([stage, loyalty, visits]);
    }
}
