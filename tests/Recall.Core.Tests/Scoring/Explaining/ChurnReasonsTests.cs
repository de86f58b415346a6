using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Churn;
using Recall.Core.Scoring.Explaining;

namespace Recall.Core.Tests.Scoring.Explaining;

public class ChurnReasonsTests
{
    private static readonly ChurnScorecard Card = new()
    {
        Name = ChurnScorecard.Learnt,
        HorizonDays = 90,
        WindowDays = 90,
        Intercept = -1,
        Terms =
        [
            new("silence", -0.5, 4, 1), new("silence-ratio", -0.2, 1, 1), new("purchase-days", 0.9, 1, 0.5), new("bought-once", -0.1, 0.5, 0.5),
            new("rating", 0.3, 7, 2), new("open-complaints", -2, 0, 0.3),
        ],
        Quality = new(9000, 1234, 12, 0.01, 0.8, 0.5),
    };

    private static readonly ShopModel Model = Models.Known with { Churn = Card };

    /// <summary>Where a model of repeat buying could be fitted and no card could be learnt.</summary>
    private static readonly ShopModel Young = Models.Known with { Churn = PriorScorecard.Of(90, new("too-short", Core.Wording.Whys.NoPast.With())) };

    private static readonly Profile Regular = Customer.Of(
        [.. Enumerable.Range(0, 8).Select(i => Customer.Order(21 * i)), new ComplaintOpened { Id = "c", Customer = Customer.Key, At = Customer.Day(150) }]);

    [Fact]
    public void A_clerk_reads_the_risk_then_what_raises_and_lowers_it()
    {
        var reasons = Explain("en");
        reasons["churn"].ShouldMatch(@"^Likely not to buy in the next 90 days: \d+ % \(by the scorecard, learnt from 1,234 customers of this shop on 12 earlier dates\)\.$");
        reasons["risk-service"].ShouldMatch(@"^Raises that risk by \d+ points: 1 complaint not settled\.$");
        reasons["risk-frequency"].ShouldMatch(@"^Lowers that risk by \d+ points: Bought on 8 days\.$");
        reasons["risk-recency"].ShouldMatch(@"^Raises that risk by \d+ points: Silent for 113 days\.$");
        reasons["risk-scale"].ShouldBe("Points compare with an average customer of the shop; every 20 double the odds of not buying.");
    }

    [Fact]
    public void The_same_in_chinese()
    {
        var reasons = Explain("zh-CN");
        reasons.Keys.ShouldBe(Explain("en").Keys);
        reasons["churn"].ShouldMatch(@"^未来90天内不购买的可能性：\d+%（按评分卡，依据本店1,234位客户在12个过往日期的表现）。$");
        reasons["risk-service"].ShouldMatch(@"^使该风险上升\d+分：有1起投诉未解决。$");
        reasons["risk-frequency"].ShouldMatch(@"^使该风险下降\d+分：购买过8天。$");
        reasons.Values.ShouldAllBe(t => t.EndsWith('。') && !t.Contains('{'));
    }

    [Fact]
    public void A_fact_is_told_only_for_the_side_a_clerk_would_put_it_on()
    {
        // The weights of facts that go together may have any sign: here having paid much raises the risk.
        var model = Model with { Churn = Card with { Terms = [new("silence", 0.5, 4, 1), new("spent", -0.9, 1, 1), new("purchase-days", 0.1, 1, 0.5)] } };
        var english = Explain("en", model);
        english["risk-frequency"].ShouldMatch(@"^Raises that risk by \d+ points: How often, how much and how lately they have bought, taken together\.$");
        english["risk-recency"].ShouldMatch(@"^Lowers that risk by \d+ points: Their silence and their rhythm, taken together\.$");
        Explain("zh", model)["risk-frequency"].ShouldMatch(@"^使该风险上升\d+分：综合购买次数、金额与时间。$");
    }

    [Theory]
    [InlineData("en", "a guess from other shops", "Points compare with an average customer of other shops; every 20 double the odds of not buying.", "that risk")]
    [InlineData("zh", "参考其他商店的粗略估计", "分数是与其他商店的平均客户相比；每20分使不购买的可能性（赔率）翻倍。", "使该风险")]
    public void A_guess_is_called_one_and_its_points_do_not_speak_of_the_shops_average(string locale, string guess, string scale, string points)
    {
        var reasons = Explain(locale, Young with { Buying = new() });
        reasons["churn"].ShouldContain(guess);
        reasons["risk-scale"].ShouldBe(scale);
        reasons["risk-recency"].ShouldContain(points);
    }

    [Theory]
    [InlineData("en", "(by MBG/NBD, learnt from when this shop's customers have bought; too little is known yet of what became of them to learn a scorecard)", "Speaks for a higher risk, by ", "are not in the percentage above")]
    [InlineData("zh", "（采用MBG/NBD，依据本店客户的购买时间；对其后续去向所知太少，尚无法学习评分卡）", "表明风险偏高（", "不计入上面的百分比")]
    public void Where_no_card_could_be_learnt_the_model_of_repeat_buying_answers_and_the_stated_cards_points_are_no_part_of_it(
        string locale, string who, string points, string scale)
    {
        var score = new Scorer(Young).Score(Regular, Customer.Day(260), TimeZoneInfo.Utc);
        (score.ChurnModel, score.ChurnProbability).ShouldBe(("mbg-nbd", 1 - score.PBuy));
        var reasons = Explain(locale, Young);
        reasons["churn"].ShouldContain(who);
        reasons["risk-recency"].ShouldStartWith(points);
        reasons["risk-scale"].ShouldContain(scale);
    }

    [Fact]
    public void The_time_of_the_year_is_named_where_it_was_applied()
    {
        var model = Model with { Churn = Card with { Season = new(0.7, true, 0.01, 0.3) } };
        Explain("en", model)["risk-time-of-year"].ShouldBe("The same for all customers of the shop: the risk is lowered by 20 points: More bought in the coming weeks a year ago.");
        Explain("zh", model)["risk-time-of-year"].ShouldBe("对本店所有客户都一样：该风险下降20分：去年同期接下来几周购买者较多。");
    }

    [Theory]
    [InlineData("en", 0.35, "The same for all customers of the shop: the risk is lowered by 10 points: The weeks ahead are expected to be livelier for the shop than the last ones.")]
    [InlineData("en", -0.35, "The same for all customers of the shop: the risk is raised by 10 points: The weeks ahead are expected to be quieter for the shop than the last ones.")]
    [InlineData("zh", -0.35, "对本店所有客户都一样：该风险上升10分：预计接下来几周本店比最近几周清淡。")]
    public void What_the_weeks_ahead_are_expected_to_be_is_named(string locale, double outlook, string text) =>
        Explain(locale, Model with { Churn = Card with { Outlook = outlook } })["risk-outlook"].ShouldBe(text);

    [Fact]
    public void Points_add_up_to_the_log_odds_of_the_card()
    {
        var day = new CustomerDay(Regular, new(2025, 9, 18), Customer.Day(260));
        var sum = RiskPoints.Of(Card, day).Sum(f => f.Points);
        var odds = (1 - Card.BuyChance(day)) / Card.BuyChance(day);
        Math.Log(odds).ShouldBe(1 + (sum * Math.Log(2) / RiskPoints.ToDouble), 1e-9);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)] // On the side where a reader would not put it, so that its family is told.
    public void Every_sentence_can_be_said_with_any_number_and_either_sign(double weight)
    {
        foreach (var indicator in IndicatorCatalogue.All)
        {
            var model = Model with { Churn = Card with { Terms = [new(indicator.Name, weight, -50, 1)] } };
            var profile = Customer.Of(
            [
                Customer.Order(0, 20, "tea"), Customer.Order(9, 30, "tea"), Customer.Order(20, 5, "pots"), Customer.Order(40), Customer.Refund(41, 1),
                new SurveyAnswered { Id = "s", Customer = Customer.Key, At = Customer.Day(50), Rating = 5 },
                new SurveyAnswered { Id = "s2", Customer = Customer.Key, At = Customer.Day(51), Rating = 6 },
                new OrderDelivered { Id = "d", Customer = Customer.Key, At = Customer.Day(52) },
                new ComplaintOpened { Id = "c", Customer = Customer.Key, At = Customer.Day(53) },
                new LoggedIn { Id = "l", Customer = Customer.Key, At = Customer.Day(54) },
                new MessageStatusChanged { Id = "m", Customer = Customer.Key, At = Customer.Day(55), Message = "m", Channel = "email", Status = MessageStatus.Sent },
                new CustomerChanged { Id = "p", Customer = Customer.Key, At = Customer.Day(56), Birthday = new(1990, 1, 1), MembershipExpiry = new(2026, 1, 1), Tier = 1, Points = 2 },
            ]);
            foreach (var locale in new[] { "en", "zh" })
            {
                var score = new Scorer(model).Score(profile, Customer.Day(300), TimeZoneInfo.Utc);
                var text = ScoreExplanation.Of(profile, score, model, Customer.Day(300), "USD", locale).Where(r => r.Indicator.StartsWith("risk-", StringComparison.Ordinal)).ToList();
                if (indicator.Name is "silence-once" or "season-a-year-ago")
                    continue;
                text.Count.ShouldBe(2, indicator.Name);
                text[0].Text.ShouldNotContain("{");
            }
        }
    }

    private static Dictionary<string, string> Explain(string locale, ShopModel? model = null)
    {
        var score = new Scorer(model ?? Model).Score(Regular, Customer.Day(260), TimeZoneInfo.Utc);
        return ScoreExplanation.Of(Regular, score, model ?? Model, Customer.Day(260), "USD", locale)
            .Where(r => r.Indicator is "churn" || r.Indicator.StartsWith("risk-", StringComparison.Ordinal)).ToDictionary(r => r.Indicator, r => r.Text, StringComparer.Ordinal);
    }
}
