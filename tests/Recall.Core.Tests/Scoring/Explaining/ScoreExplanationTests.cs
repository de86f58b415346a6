using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Explaining;
using Recall.Core.Scoring.Fitting;
using Recall.Core.Scoring.Rhythm;
using Recall.Core.Scoring.Uplift;

namespace Recall.Core.Tests.Scoring.Explaining;

public class ScoreExplanationTests
{
    private static readonly ShopModel Model = Models.Known with
    {
        Rhythm = Models.Known.Rhythm with
        {
            Categories = new Dictionary<string, CategoryRhythm>(StringComparer.Ordinal) { ["tea"] = new(40, 20, 55) },
        },
    };

    private static readonly Profile Regular = Customer.Of(
    [
        .. Enumerable.Range(0, 8).Select(i => Customer.Order(21 * i, 101.55m)),
    ]);

    [Fact]
    public void Says_each_number_in_English()
    {
        var reasons = Explain(Regular, 147 + 112, "en-GB");
        reasons["stage"].Text.ShouldBe("Lost: silent for far longer than the usual rhythm explains.");
        reasons["silence"].ShouldBe(new("silence", 112, "Silent for 112 days; usually buys every 21 days (from 7 gaps of their own)."));
        reasons["lapse-ratio"].Text.ShouldMatch(@"^Counts as lapsed after \d\d days of silence; now at \d\.\d\d times that\.$");
        reasons["churn"].Text.ShouldMatch(@"^Likely not to buy in the next 90 days: \d+ % \(by MBG/NBD, ");
        reasons["p-alive"].Text.ShouldMatch(@"^Still a customer with a probability of \d+ % \(P\(alive\), by the times of their orders alone, MBG/NBD\)\.$");
        reasons["expected-orders"].Text.ShouldMatch(@"^Expected to buy on 0\.\d\d days in the next 90 days \(by MBG/NBD\)\.$");
        reasons["clv"].Text.ShouldMatch(@"^Expected to bring \d+\.\d\d USD in the next 12 months, discounted \(by the times and amounts of their orders alone: MBG/NBD and gamma-gamma\)\.$");
        reasons["value-tier"].Text.ShouldBe("Top 20 % by value: paid 812.40 USD.");
        reasons["rfm"].ShouldBe(new("rfm", 255, "Recency 2, frequency 5, money 5, each from 1 (low) to 5 (high)."));
    }

    [Fact]
    public void Says_each_number_in_Chinese()
    {
        var reasons = Explain(Regular, 147 + 112, "zh-CN");
        reasons["stage"].Text.ShouldBe("流失：沉默时间远超正常购买节奏。");
        reasons["silence"].Text.ShouldBe("已沉默112天；通常每21天购买一次（依据本人7次购买间隔）。");
        reasons["value-tier"].Text.ShouldBe("价值前20%：支付812.40 USD。");
        reasons["rfm"].Text.ShouldBe("最近购买2分，频率5分，金额5分（1低，5高）。");
    }

    [Theory]
    [InlineData("en", "Silent for 1 day; buyers of 'tea' who buy again usually do so after 20 days (from 40 gaps).")]
    [InlineData("zh-Hans", "已沉默1天；“tea”类回购客户通常在20天后再次购买（依据40次购买间隔）。")]
    public void Names_the_category_whose_rhythm_it_is(string locale, string text) =>
        Explain(Customer.Of(Customer.Order(0, category: "tea")), 1, locale)["silence"].Text.ShouldBe(text);

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
    [InlineData("en", "Silent for 40 days; has bought every 90 days so far (1 gap of their own), buyers of 'tea' who buy again usually after 20 days (from 40 gaps); both count.")]
    [InlineData("zh", "已沉默40天；本人至今每90天购买一次（1次购买间隔），“tea”类回购客户通常在20天后再次购买（依据40次购买间隔），两者一并考虑。")]
    public void Says_that_few_gaps_of_ones_own_and_those_of_others_both_count(string locale, string text) =>
        Explain(Customer.Of(Customer.Order(0, category: "tea"), Customer.Order(90, category: "tea")), 130, locale)["silence"].Text.ShouldBe(text);

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

    [Fact]
    public void Says_what_happened_to_them()
    {
        CustomerEvent[] events =
        [
            Customer.Order(0, 100, discount: 5), Customer.Order(10, 50, cost: 20),
            Customer.Refund(12, 30),
            new ComplaintOpened { Id = "c", Customer = Customer.Key, At = Customer.Day(13) },
            new PaymentFailed { Id = "p", Customer = Customer.Key, At = Customer.Day(14) },
            new OrderDelivered { Id = "d1", Customer = Customer.Key, At = Customer.Day(15), DaysLate = 2 },
            new OrderDelivered { Id = "d2", Customer = Customer.Key, At = Customer.Day(16) },
            new SurveyAnswered { Id = "s", Customer = Customer.Key, At = Customer.Day(17), Rating = 3 },
            .. Enumerable.Range(0, 3).Select(i => new MessageStatusChanged
            {
                Id = "m" + i,
                Customer = Customer.Key,
                At = Customer.Day(18 + i),
                Message = "t",
                Channel = "email",
                Status = MessageStatus.Sent,
            }),
            .. Enumerable.Range(0, 4).Select(i => new LoggedIn { Id = "l" + i, Customer = Customer.Key, At = Customer.Day(20 + i) }),
        ];
        var english = Explain(Customer.Of(events), 43, "en");
        english["open-complaints"].Text.ShouldBe("1 complaint not settled; the last one 30 days ago.");
        english["low-rating"].Text.ShouldBe("Rated the shop 3 of 10.");
        english["refunds"].Text.ShouldBe("Got 30.00 USD back in 1 refund.");
        english["late-deliveries"].ShouldBe(new("late-deliveries", 0.5, "1 of 2 deliveries came late."));
        english["payment-failures"].Text.ShouldBe("1 payment failed.");
        english["unanswered"].Text.ShouldBe("No order or reply after the last 3 messages.");
        english["discount-dependence"].ShouldBe(new("discount-dependence", 0.5, "Used a discount in 1 of 2 orders."));
        english["visits-without-order"].Text.ShouldBe("Looked around since the last order without buying (4 views, carts and log-ins).");
        english["value-tier"].Text.ShouldBe("Top 20 % by value: paid 100.00 USD net of refunds and known costs.");

        var chinese = Explain(Customer.Of(events), 43, "zh-CN");
        chinese.Keys.ShouldBe(english.Keys);
        chinese["open-complaints"].Text.ShouldBe("有1起投诉未解决，最近一起在30天前。");
        chinese["late-deliveries"].Text.ShouldBe("2次送货中有1次迟到。");
        chinese["unanswered"].Text.ShouldBe("最近3条消息后没有下单或回复。");
        chinese.Values.ShouldAllBe(r => !r.Text.Contains('{') && r.Text.EndsWith('。'));
    }

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

    [Fact]
    public void A_content_customer_has_no_grievances() =>
        Explain(Regular, 150, "en").Keys.ShouldBe(
            [
                "stage", "silence", "lapse-ratio", "churn", "risk-frequency", "risk-recency", "risk-scale", "p-alive", "expected-orders", "clv",
                "value-tier", "rfm", "segment", "loyalty", "next-purchase",
            ]);

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
    [InlineData("en", "usually buys every 1.6 days")]
    [InlineData("zh", "通常每1.6天购买一次")]
    public void A_short_gap_is_told_to_a_tenth(string locale, string text) =>
        Explain(Customer.Buying(0, 1, 3, 5, 6, 8), 180, locale)["silence"].Text.ShouldContain(text);

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

    private static Dictionary<string, Reason> Explain(Profile profile, int today, string locale, ShopModel? model = null)
    {
        model ??= Model;
        var score = new Scorer(model).Score(profile, Customer.Day(today), TimeZoneInfo.Utc);
        return ScoreExplanation.Of(profile, score, model, Customer.Day(today), "USD", locale)
            .ToDictionary(r => r.Indicator, StringComparer.Ordinal);
    }
}
