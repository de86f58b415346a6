using Recall.Core.Scoring;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Explaining;
using Recall.Core.Scoring.Uplift;
using static Recall.Core.Tests.Scoring.Explaining.Explained;

namespace Recall.Core.Tests.Scoring.Explaining;

/// <summary>How predictions are worded: by which model, how sure, and between which ends.</summary>
public class PredictionWordsTests
{
    [Theory]
    [InlineData("en", "Still a customer with a probability of 38 % (P(alive), by the times of their orders alone, MBG/NBD).")]
    [InlineData("zh", "仍是客户的可能性为38%（活跃概率，仅依据订单时间，MBG/NBD）。")]
    public void States_P_alive_of_a_single_purchase_by_a_model_in_which_one_time_buyers_leave(string locale, string text)
    {
        Explain(Customer.Buying(0), 300, locale)["p-alive"].Text.ShouldBe(text);
        var byBgNbd = Model with { Buying = new() { Predictor = BuyingModelName.BgNbd, Alive = BuyingModelName.MbgNbd } };
        var reasons = Explain(Customer.Buying(0), 300, locale, byBgNbd);
        reasons["p-alive"].Text.ShouldBe(text);
        reasons["churn"].Text.ShouldContain("BG/NBD");
        reasons["churn"].Text.ShouldNotContain("MBG/NBD");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public void Says_nothing_of_P_alive_where_BG_NBD_alone_was_fitted(string locale)
    {
        var byBgNbd = Model with { Buying = new() { Predictor = BuyingModelName.BgNbd } };
        var reasons = Explain(Customer.Buying(0), 300, locale, byBgNbd);
        reasons.ContainsKey("p-alive").ShouldBeFalse();
        reasons["churn"].Value.ShouldBeInRange(0.01, 0.99);
    }

    [Theory]
    [InlineData("en", "Dormant and yet probably a customer: the stage compares their silence", "Lost by their silence and yet probably a customer")]
    [InlineData("zh", "虽属沉睡，但很可能仍是客户", "按沉默时间属流失，但很可能仍是客户")]
    public void Says_why_P_alive_is_high_of_somebody_who_has_been_silent_for_long(string locale, string dormant, string lost)
    {
        var faithful = Model with { MbgNbd = Model.MbgNbd with { Parameters = new(0.525, 6.183, 0.1, 1.614) } };
        Explain(Customer.Buying(0), 120, locale, faithful)["silent-yet-alive"].Text.ShouldStartWith(dormant);
        Explain(Customer.Buying(0), 400, locale, faithful)["silent-yet-alive"].Text.ShouldStartWith(lost);
        Explain(Customer.Buying(0), 50, locale, faithful).ShouldNotContainKey("silent-yet-alive");
        Explain(Customer.Buying(0), 300, locale).ShouldNotContainKey("silent-yet-alive");
    }

    [Theory]
    [InlineData("en", @"^If they buy within the next 365 days, then around \d{4}-\d\d-\d\d, about four times in five between \S+ and \S+ \(MBG/NBD, (by how often they have bought themselves|mostly by).*; seasons are not reckoned with\)\.$")]
    [InlineData("zh", @"^若在未来365天内购买，预计在\S+前后，五次中约有四次在\S+至\S+之间（MBG/NBD，.*未计入季节因素）。$")]
    public void Says_of_which_purchases_the_interval_is(string locale, string pattern)
    {
        foreach (var who in new[] { Customer.Buying(0), Regular })
            Explain(who, 180, locale)["next-purchase"].Text.ShouldMatch(pattern);
        var score = new Scorer(Model).Score(Regular, Customer.Day(180), TimeZoneInfo.Utc);
        var old = score with { Next = score.Next! with { WithinDays = 0 } };
        ScoreExplanation.Of(Regular, old, Model, Customer.Day(180), "USD", locale).ShouldNotContain(r => r.Indicator == Indicators.NextPurchase);
    }

    /// <summary>Where there is one category, which comes next is no news; and no rounding makes a thing certain.</summary>
    [Theory]
    [InlineData("en", "over 99 %", "under 1 %")]
    [InlineData("zh", "99%以上", "不到1%")]
    public void Nothing_is_called_certain(string locale, string most, string least)
    {
        var score = new Scorer(Model).Score(Regular, Customer.Day(180), TimeZoneInfo.Utc);
        Dictionary<string, string> Told(Score told) =>
            ScoreExplanation.Of(Regular, told, Model, Customer.Day(180), "USD", locale).ToDictionary(r => r.Indicator, r => r.Text, StringComparer.Ordinal);
        Told(score with { Next = score.Next! with { Category = "cd", CategoryProbability = 1 } }).ShouldNotContainKey("next-category");
        Told(score with { Next = score.Next! with { Category = "cd", CategoryProbability = 0.997 } })["next-category"].ShouldContain(most);
        Told(score with { PAlive = 1 })["p-alive"].ShouldContain(most);
        Told(score with { PAlive = 0.002 })["p-alive"].ShouldContain(least);
        Told(score with { ChurnProbability = 0.999 })["churn"].ShouldContain(most);
    }

    /// <summary>Each number says which model it is of; where BG/NBD is chosen its own P(alive), which is not shown, is in the value.</summary>
    [Theory]
    [InlineData("en", "(by BG/NBD)", "alone: BG/NBD, by which nobody leaves before a second order, and gamma-gamma)", "alone: BG/NBD and gamma-gamma)", "(MBG/NBD, ", "(by BG/NBD)")]
    [InlineData("zh", "（采用BG/NBD）", "BG/NBD（假定第二单之前无人离开）和Gamma-Gamma", "金额：BG/NBD和Gamma-Gamma", "（MBG/NBD，", "（采用BG/NBD）")]
    public void Every_number_names_its_model(string locale, string orders, string once, string value, string next, string alone)
    {
        var model = Model with { Buying = new() { Predictor = BuyingModelName.BgNbd, Alive = BuyingModelName.MbgNbd }, Uplift = new() { Usual = ShopUplift.Of(new(), new(0.4, 0)).Usual } };
        var (single, regular) = (Explain(Customer.Buying(0), 100, locale, model), Explain(Regular, 180, locale, model));
        foreach (var told in new[] { single, regular })
        {
            told["p-alive"].Text.ShouldContain("MBG/NBD");
            told["expected-orders"].Text.ShouldContain(orders);
            told["next-purchase"].Text.ShouldContain(next);
            told["orders-alone"].Text.ShouldContain(alone);
        }

        single["clv"].Text.ShouldContain(once);
        regular["clv"].Text.ShouldContain(value);
    }

    /// <summary>An interval that reads like a point says too much.</summary>
    [Theory]
    [InlineData(-0.0417, -0.0443, -0.0391, "-0.042 USD", "-0.044 … -0.039")]
    [InlineData(1.5, -2.25, 12.125, "1.50 USD", "-2.25 … 12.13")]
    [InlineData(-0.0400004, -0.0400012, -0.0399996, "-0.040000 USD", "-0.040001 … -0.040000")]
    public void The_ends_of_an_interval_are_told_apart(double margin, double low, double high, string amount, string interval)
    {
        var score = new Scorer(Model).Score(Regular, Customer.Day(180), TimeZoneInfo.Utc);
        TouchValue touch = new(UpliftEvidence.Prior, 0.2, 0.01, margin, low, high);
        foreach (var locale in (string[])["en", "zh"])
        {
            var usual = Touch(score with { Touch = new(touch, new Dictionary<string, TouchValue>(StringComparer.Ordinal)) }, locale);
            var own = Touch(score with { Touch = new(touch, new Dictionary<string, TouchValue>(StringComparer.Ordinal) { ["hello"] = touch }) }, locale);
            foreach (var text in (string[])[usual, own])
                (text.Contains(amount, StringComparison.Ordinal), text.Contains(interval, StringComparison.Ordinal)).ShouldBe((true, true), text);
            own.ShouldContain("hello");

            // Ends that no decimal tells apart are no interval.
            TouchValue point = new(UpliftEvidence.Prior, 1e-9, 0, -0.04, -0.04, -0.04);
            var cost = Touch(score with { Touch = new(point, new Dictionary<string, TouchValue>(StringComparer.Ordinal)) }, locale);
            (cost.Contains('…', StringComparison.Ordinal), cost.Contains("0.04 USD", StringComparison.Ordinal), cost.Contains('-', StringComparison.Ordinal)).ShouldBe((false, true, false), cost);
            Touch(score with { Touch = new(point, new Dictionary<string, TouchValue>(StringComparer.Ordinal) { ["hello"] = point }) }, locale).ShouldContain("hello");
        }

        static string Touch(Score score, string locale) =>
            ScoreExplanation.Of(Regular, score, Model, Customer.Day(180), "USD", locale).Single(r => r.Indicator == Indicators.TouchMargin).Text;
    }
}
