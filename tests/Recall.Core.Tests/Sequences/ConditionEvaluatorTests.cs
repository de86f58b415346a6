using FsCheck;
using FsCheck.Fluent;
using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Sequences;
using Recall.Core.Tests.Wording;

namespace Recall.Core.Tests.Sequences;

public class ConditionEvaluatorTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo Utc = TimeZoneInfo.Utc;
    private static readonly CustomerKey Ann = CustomerKey.Parse("shop:1");

    private static readonly Profile Buyer = ProfileFold.Of(
        Ann,
        [
            new CustomerChanged { Id = "c", Customer = Ann, At = Now.AddDays(-90), Email = "ann@example.com", Locale = "zh-CN", TimeZone = "Asia/Shanghai", Birthday = new(1990, 3, 5) },
            new OrderPlaced { Id = "o1", Customer = Ann, At = Now.AddDays(-80), Total = 30, Lines = [new("p", "Books", 1, 30)] },
            new OrderPlaced { Id = "o2", Customer = Ann, At = Now.AddDays(-40.5), Total = 90, Discount = 10, Lines = [new("q", "toys", 1, 90)] },
        ],
        Utc);

    private static readonly Score Mature = new()
    {
        Customer = Ann, Model = "m", At = Now, Orders = 2, Stage = LifecycleStage.Mature, Tier = ValueTier.LossMaking, Rfm = new(3, 4, 0), PBuy = 0.125, PAlive = 0.25,
        ExpectedOrders = double.NaN, Clv = 12, LapseRatio = 0.5, LapseThresholdDays = 80, Rhythm = RhythmSource.Own,
    };

    private static readonly CustomerFacts Facts = new(Buyer, Mature, Now, Utc);

    [Fact]
    public void Pieces_are_unknown_where_no_order_said_how_many()
    {
        ItemsOf(Purchases.None).ShouldBe(0.0);
        ItemsOf(Purchases.None with { Orders = 2 }).ShouldBeNull();
        ItemsOf(Purchases.None with { Orders = 2, Items = 3 }).ShouldBe(3.0);

        static object? ItemsOf(Purchases purchases) => FieldCatalogue.Find("profile.items")!.Get(Facts with { Profile = Facts.Profile with { Purchases = purchases } });
    }

    [Theory]
    [InlineData("score.stage", CompareOperator.In, "dormant", false, "score.stage is 'mature', not in [dormant]")]
    [InlineData("score.stage", CompareOperator.NotIn, "mature", false, "score.stage is 'mature', in [mature], which is ruled out")]
    [InlineData("score.tier", CompareOperator.Is, "loss-making", true, "score.tier is 'loss-making'")]
    [InlineData("score.tier", CompareOperator.IsNot, "loss-making", false, "score.tier is 'loss-making', which is ruled out")]
    [InlineData("score.p-alive", CompareOperator.AtLeast, 0.3, false, "score.p-alive is 25%, not at least 30%")]
    [InlineData("score.p-buy", CompareOperator.AtLeast, 0.1, true, "score.p-buy is 12.5%, at least 10%")]
    [InlineData("score.expected-orders", CompareOperator.LessThan, 1.0, false, "score.expected-orders is unknown")]
    [InlineData("score.expected-orders", CompareOperator.IsKnown, false, true, "score.expected-orders is unknown")]
    [InlineData("score.money", CompareOperator.IsKnown, true, false, "score.money is unknown")]
    [InlineData("score.recency", CompareOperator.MoreThan, 2.0, true, "score.recency is 3, more than 2")]
    [InlineData("profile.orders", CompareOperator.AtLeast, 3.0, false, "profile.orders is 2, not at least 3")]
    [InlineData("profile.orders", CompareOperator.AtMost, 2.0, true, "profile.orders is 2, at most 2")]
    [InlineData("profile.average-order", CompareOperator.Is, 60.0, true, "profile.average-order is 60")]
    [InlineData("profile.discount-share", CompareOperator.Is, 0.5, true, "profile.discount-share is 50%")]
    [InlineData("profile.days-since-order", CompareOperator.Is, 40.0, true, "profile.days-since-order is 40")]
    [InlineData("profile.days-since-visit", CompareOperator.AtLeast, 1.0, false, "profile.days-since-visit is unknown")]
    [InlineData("profile.days-to-birthday", CompareOperator.Is, 4.0, true, "profile.days-to-birthday is 4")]
    [InlineData("profile.categories", CompareOperator.Contains, "books", true, "profile.categories is [Books, toys], with 'books'")]
    [InlineData("profile.categories", CompareOperator.Contains, "tools", false, "profile.categories is [Books, toys], without 'tools'")]
    [InlineData("profile.has-email", CompareOperator.Is, true, true, "profile.has-email is true")]
    [InlineData("profile.has-phone", CompareOperator.Is, true, false, "profile.has-phone is false, not true")]
    [InlineData("profile.language", CompareOperator.Is, "ZH", true, "profile.language is 'zh'")]
    [InlineData("profile.gone", CompareOperator.Is, 1.0, false, "profile.gone is unknown")]
    public void Compares_and_says_what_decided(string field, CompareOperator op, object value, bool holds, string because) =>
        ConditionEvaluator.Evaluate(new Condition.Compare(field, op, [value]), Facts).ShouldSay(holds, because);

    [Fact]
    public void Between_includes_both_ends()
    {
        Between(2, 5).ShouldSay(true, "profile.orders is 2, between 2 and 5");
        Between(1, 2).Holds.ShouldBeTrue();
        Between(3, 5).ShouldSay(false, "profile.orders is 2, not between 3 and 5");

        static Verdict Between(double least, double most) =>
            ConditionEvaluator.Evaluate(new Condition.Compare("profile.orders", CompareOperator.Between, [least, most]), Facts);
    }

    [Fact]
    public void Groups_name_the_decisive_comparisons()
    {
        var yes = new Condition.Compare("profile.orders", CompareOperator.Is, [2.0]);
        var no = new Condition.Compare("score.stage", CompareOperator.Is, ["lost"]);

        Of(new Condition.All([yes, no, yes])).ShouldSay(false, "score.stage is 'mature', not 'lost'");
        Of(new Condition.All([yes, new Condition.Not(no)])).ShouldSay(true, "profile.orders is 2; score.stage is 'mature', not 'lost'");
        Of(new Condition.Any([no, yes])).ShouldSay(true, "profile.orders is 2");
        Of(new Condition.Any([no, no])).Because.ShouldSay("score.stage is 'mature', not 'lost'; score.stage is 'mature', not 'lost'");
        Of(new Condition.Not(yes)).ShouldSay(false, "profile.orders is 2");
        Of(new Condition.All([])).Holds.ShouldBeTrue();
        Of(new Condition.Any([])).Holds.ShouldBeFalse();

        static Verdict Of(Condition condition) => ConditionEvaluator.Evaluate(condition, Facts);
    }

    [Fact]
    public void Without_a_score_every_score_field_is_unknown()
    {
        var unscored = Facts with { Score = null };
        foreach (var field in FieldCatalogue.All.Where(f => f.Name.StartsWith("score.", StringComparison.Ordinal)))
            ConditionEvaluator.Evaluate(new Condition.Compare(field.Name, CompareOperator.IsKnown, [true]), unscored).Holds.ShouldBeFalse(field.Name);
    }

    [Fact]
    public void Every_field_gives_a_value_of_its_type_or_unknown_even_for_a_customer_without_events()
    {
        CustomerFacts[] everybody = [Facts, Facts with { Profile = new Profile { Customer = Ann }, Score = null }];
        foreach (var field in FieldCatalogue.All)
        {
            string.Join(' ', field.Description.ByLocale.Keys).ShouldBe("en zh-CN");
            foreach (var value in everybody.Select(field.Get).OfType<object>())
            {
                var fits = field.Type switch
                {
                    FieldType.Text => value is string,
                    FieldType.Choice => value is string word && field.Words.Contains(word, StringComparer.Ordinal),
                    FieldType.Flag => value is bool,
                    FieldType.Words => value is IReadOnlyList<string>,
                    _ => value is double number && double.IsFinite(number),
                };
                fits.ShouldBeTrue($"{field.Name} gave {value}");
            }
        }
    }

    [Theory]
    [InlineData(2000, 2, 29, "2026-02-27T12:00:00Z", 1.0)]
    [InlineData(2000, 2, 29, "2026-02-28T12:00:00Z", 0.0)]
    [InlineData(2000, 2, 29, "2028-02-28T12:00:00Z", 1.0)]
    [InlineData(1990, 1, 1, "2026-12-31T15:59:00Z", 1.0)]
    [InlineData(1990, 1, 1, "2026-12-31T16:00:00Z", 0.0)]
    public void Birthdays_are_counted_in_the_customers_own_days(int year, int month, int day, string now, double days)
    {
        var profile = Buyer with { Person = Buyer.Person with { Birthday = new DateOnly(year, month, day) } };
        FieldCatalogue.Find("profile.days-to-birthday")!
            .Get(new(profile, null, DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), Utc)).ShouldBe(days);
    }

    /// <summary>Without the score it is told only where every score would say the same; the verdict without a reason is the verdict.</summary>
    [Fact]
    public void What_holds_without_the_score_holds_with_any()
    {
        CustomerFacts[] all = [Facts, new(Buyer, null, Now, Utc), new(Buyer, Mature with { Stage = LifecycleStage.Dormant, Tier = ValueTier.Top }, Now, Utc)];
        var known = 0;
        Properties.ForAll(
            Conditions(3),
            condition =>
            {
                var without = ConditionEvaluator.WithoutScore(condition, Facts);
                known += without is null ? 0 : 1;
                foreach (var facts in all)
                {
                    var holds = ConditionEvaluator.Evaluate(condition, facts).Holds;
                    ConditionEvaluator.Holds(condition, facts).ShouldBe(holds);
                    (without ?? holds).ShouldBe(holds);
                }
            },
            500);
        known.ShouldBeInRange(50, 450);
    }

    private static Gen<Condition> Conditions(int depth)
    {
        var one = Gen.Elements<Condition>(
            new Condition.Compare("profile.orders", CompareOperator.AtLeast, [2.0]),
            new Condition.Compare("profile.orders", CompareOperator.AtLeast, [3.0]),
            new Condition.Compare("profile.rating", CompareOperator.IsKnown, [false]),
            new Condition.Compare("score.stage", CompareOperator.In, ["dormant"]),
            new Condition.Compare("score.tier", CompareOperator.IsNot, ["loss-making"]),
            new Condition.Compare("score.clv", CompareOperator.IsKnown, [false]));
        if (depth == 0)
            return one;
        var some = Gen.Choose(0, 3).SelectMany(n => Gen.CollectToList(Enumerable.Range(0, n), _ => Conditions(depth - 1)));
        return Gen.OneOf(
            one, some.Select(Condition (of) => new Condition.All([.. of])), some.Select(Condition (of) => new Condition.Any([.. of])),
            Conditions(depth - 1).Select(Condition (of) => new Condition.Not(of)));
    }
}
