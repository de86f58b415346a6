using Recall.Core.Customers;
using Recall.Core.Customers.Identity;
using Recall.Core.Scoring.Churn;

namespace Recall.Core.Tests.Scoring.Churn;

public class IndicatorCatalogueTests
{
    [Fact]
    public void There_are_more_than_two_dozen_and_each_is_said_in_both_languages()
    {
        IndicatorCatalogue.All.Count.ShouldBeGreaterThanOrEqualTo(24);
        IndicatorCatalogue.All.Select(i => i.Name).Distinct(StringComparer.Ordinal).Count().ShouldBe(IndicatorCatalogue.All.Count);
        IndicatorCatalogue.All.Select(i => i.Family).Distinct().Order().ShouldBe(Enum.GetValues<IndicatorFamily>());
        foreach (var indicator in IndicatorCatalogue.All)
        {
            indicator.Words.English.ShouldNotBeNullOrWhiteSpace();
            indicator.Words.Chinese.Any(c => c > 0x4e00).ShouldBeTrue(indicator.Name);
            indicator.Words.EnglishSentence.ShouldContain("{0:", Case.Sensitive, indicator.Name);
            indicator.Words.ChineseSentence.ShouldContain("{0:", Case.Sensitive, indicator.Name);
            IndicatorCatalogue.Find(indicator.Name).ShouldBe(indicator);
        }
    }

    [Fact]
    public void The_documentation_has_every_indicator()
    {
        var page = Repository.Read("docs/scoring.md");
        foreach (var indicator in IndicatorCatalogue.All)
            page.ShouldContain($"| `{indicator.Name}` | {indicator.Words.English} | {indicator.Words.Chinese} |\n");
    }

    [Fact]
    public void Any_buyer_has_values_that_are_numbers_or_not_known() => Properties.ForAll(
        Generators.Events,
        events =>
        {
            var profile = ProfileFold.Of(Generators.Customer, events, Generators.Utc);
            if (profile.Purchases.Days > 0)
                IndicatorCatalogue.Of(new(profile, new(2026, 2, 28), Generators.Epoch.AddDays(789))).ShouldAllBe(v => double.IsNaN(v) || double.IsFinite(v));
        },
        300);

    [Fact]
    public void Values_are_what_their_meaning_says()
    {
        var profile = Customer.Of(
            Customer.Order(0, 30, "tea", discount: 10), Customer.Order(20, 10, "pots"), Customer.Order(60, 20, "tea"), Customer.Order(70, 60, "tea"),
            Customer.Refund(75, 12),
            new CartUpdated { Id = "ca", Customer = Customer.Key, At = Customer.Day(80) },
            new PaymentFailed { Id = "p", Customer = Customer.Key, At = Customer.Day(80) },
            new SurveyAnswered { Id = "s1", Customer = Customer.Key, At = Customer.Day(81), Rating = 9 },
            new SurveyAnswered { Id = "s2", Customer = Customer.Key, At = Customer.Day(82), Rating = 3 },
            new ConsentChanged { Id = "u", Customer = Customer.Key, At = Customer.Day(83), Channel = "sms", Granted = false },
            new CustomerChanged { Id = "c", Customer = Customer.Key, At = Customer.Day(84), Birthday = new(1990, 5, 1), Tier = 2, Points = 99, MembershipExpiry = new(2025, 5, 11) });
        double Value(string name) => IndicatorCatalogue.Find(name)!.Value(new(profile, new(2025, 4, 11), Customer.Day(100)));
        Value("silence").ShouldBe(30);
        Value("usual-gap").ShouldBe(70 / 3.0, 1e-12);
        Value("silence-ratio").ShouldBe(30 / (70 / 3.0), 1e-12);
        Value("gap-trend").ShouldBe(10 / (70 / 3.0), 1e-12);
        Value("silence-once").ShouldBe(double.NaN);
        Value("tenure").ShouldBe(100);
        Value("rate").ShouldBe(365 * 4 / 160.0, 1e-12);
        Value("spent").ShouldBe(120);
        Value("money-trend").ShouldBe(1, 1e-12);
        Value("last-payment").ShouldBe(60);
        Value("categories").ShouldBe(2);
        Value("main-category-share").ShouldBe(0.75);
        Value("discount-share").ShouldBe(0.25);
        Value("discount-depth").ShouldBe(10 / 130.0, 1e-12);
        Value("refunded-share").ShouldBe(0.1);
        Value("refund-last").ShouldBe(1);
        Value("carts-abandoned").ShouldBe(1);
        Value("payment-failures-since-order").ShouldBe(1);
        Value("rating").ShouldBe(3);
        Value("rating-trend").ShouldBe(-3);
        Value("unsubscribed").ShouldBe(1);
        Value("tier").ShouldBe(2);
        Value("points").ShouldBe(99);
        Value("membership-left").ShouldBe(30);
        Value("birthday-soon").ShouldBe(1);
        Value("season-a-year-ago").ShouldBe(double.NaN);
        Value("late-share").ShouldBe(double.NaN);
        Value("reply-share").ShouldBe(double.NaN);
    }

    [Theory]
    [InlineData("all-", 2, 0)]
    [InlineData("all+", 0, 2)]
    [InlineData("sms-", 1, 0)]
    [InlineData("all+ sms-", 1, 1)]
    [InlineData("all- email+", 1, 1)]
    [InlineData("wecom+", 0, 1)]
    [InlineData("wecom+ all-", 3, 0)]
    [InlineData("all- push+", 2, 1)]
    public void A_word_about_all_channels_counts_for_no_channel_that_the_customer_never_named(string words, int refused, int allowed)
    {
        var said = words.Split(' ').Select((word, i) => new ConsentChanged
        {
            Id = $"u{i}", Customer = Customer.Key, At = Customer.Day(80 + i), Channel = word[..^1], Granted = word[^1] == '+',
        }).ToArray<CustomerEvent>();
        var alone = Customer.Of([Customer.Order(0, 30, "tea"), .. said]);
        var other = CustomerKey.Parse("shop:other");

        foreach (var profile in new[] { alone, alone.With([new(Customer.Key, Customer.Day(90), alone.Consents), Member.Of(other, Customer.Day(90))]) })
        {
            double Value(string name) => IndicatorCatalogue.Find(name)!.Value(new(profile, new(2025, 4, 11), Customer.Day(100)));
            (Value("unsubscribed"), Value("consents")).ShouldBe((refused, allowed));
        }
    }

    [Fact]
    public void A_purchase_in_the_same_quarter_a_year_ago_counts()
    {
        double Value(int today) =>
            IndicatorCatalogue.Find("season-a-year-ago")!.Value(new(Customer.Buying(0, 350), new DateOnly(2025, 1, 1).AddDays(today), Customer.Day(today)));
        Value(400).ShouldBe(0);
        Value(640).ShouldBe(1);
        Value(700).ShouldBe(1);
        Value(720).ShouldBe(0);
    }

    /// <summary>Of a weekly buyer's last orders, which are all that is kept one by one, none is a year old: so many since say as much.</summary>
    [Fact]
    public void Who_bought_twelve_times_since_bought_a_year_ago_as_far_as_anybody_is_told()
    {
        var indicator = IndicatorCatalogue.Find("season-a-year-ago")!;
        double Value(int every, int today) => indicator.Value(
            new(Customer.Buying([.. Enumerable.Range(0, 700 / every).Select(i => i * every)]), new DateOnly(2025, 1, 1).AddDays(today), Customer.Day(today)));
        Value(7, 700).ShouldBe(1);
        Value(30, 690).ShouldBe(1);
        Value(7, 1080).ShouldBe(0);
        indicator.Words.Sentence.Say("en", 1.0).ShouldBe("Bought in these coming three months a year ago, or twelve times since");
        indicator.Words.Sentence.Say("en", 0.0).ShouldBe("Did not buy in these coming three months a year ago");
    }
}
