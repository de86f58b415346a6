using Recall.Core.Customers;
using static Recall.Core.Tests.Scoring.Explaining.Explained;

namespace Recall.Core.Tests.Scoring.Explaining;

public class ScoreExplanationTests
{
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
    [InlineData("en", "Silent for 40 days; has bought every 90 days so far (1 gap of their own), buyers of 'tea' who buy again usually after 20 days (from 40 gaps); both count.")]
    [InlineData("zh", "已沉默40天；本人至今每90天购买一次（1次购买间隔），“tea”类回购客户通常在20天后再次购买（依据40次购买间隔），两者一并考虑。")]
    public void Says_that_few_gaps_of_ones_own_and_those_of_others_both_count(string locale, string text) =>
        Explain(Customer.Of(Customer.Order(0, category: "tea"), Customer.Order(90, category: "tea")), 130, locale)["silence"].Text.ShouldBe(text);

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

    [Fact]
    public void A_content_customer_has_no_grievances() =>
        Explain(Regular, 150, "en").Keys.ShouldBe(
            [
                "stage", "silence", "lapse-ratio", "churn", "risk-frequency", "risk-recency", "risk-scale", "p-alive", "expected-orders", "clv",
                "value-tier", "rfm", "segment", "loyalty", "next-purchase",
            ]);

    [Theory]
    [InlineData("en", "usually buys every 1.6 days")]
    [InlineData("zh", "通常每1.6天购买一次")]
    public void A_short_gap_is_told_to_a_tenth(string locale, string text) =>
        Explain(Customer.Buying(0, 1, 3, 5, 6, 8), 180, locale)["silence"].Text.ShouldContain(text);
}
