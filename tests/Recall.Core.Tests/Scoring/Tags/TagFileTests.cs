using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Tags;

namespace Recall.Core.Tests.Scoring.Tags;

public sealed class TagFileTests
{
    private static readonly string Shipped = Repository.Read("tags.yaml");

    [Fact]
    public void The_shipped_tags_have_no_problem_and_both_languages()
    {
        var result = TagFile.Read("tags.yaml", Shipped);
        result.Problems.ShouldBeEmpty();
        result.Rules!.All.Select(t => t.Tag).ShouldBe(
        [
            "vip", "price-sensitive", "full-price", "weekend", "night", "gift-giver", "window-shopper", "returns-much", "let-down",
            "does-not-answer", "birthday-soon",
        ]);
        result.Rules.All.ShouldAllBe(t => t.Title.For("en") != t.Title.For("zh-CN"));
    }

    [Fact]
    public void The_tags_of_the_documentation_read_without_a_problem()
    {
        var page = Repository.Read("docs/scoring.md");
        var block = page[(page.IndexOf("```yaml\ntags:", StringComparison.Ordinal) + 8)..];
        TagFile.Read("tags.yaml", block[..block.IndexOf("```", StringComparison.Ordinal)]).Problems.ShouldBeEmpty();
        TagFile.Read("tags.yaml", block[..block.IndexOf("```", StringComparison.Ordinal)].Replace("profile.categories", "profile.category", StringComparison.Ordinal))
            .Problems.ShouldHaveSingleItem().ToString().ShouldBe(page.Split('\n').Single(l => l.StartsWith("    tags.yaml:", StringComparison.Ordinal)).Trim());
    }

    [Fact]
    public void A_customer_gets_the_tags_whose_conditions_hold()
    {
        // Four Saturday nights, each time as a gift and at a discount; 2025-01-04 is a Saturday.
        var profile = Customer.Of([.. Enumerable.Range(0, 4).Select(i => Customer.Order(3 + (28 * i), discount: 1) with
        {
            At = new DateTimeOffset(2025, 1, 4, 23, 0, 0, TimeSpan.Zero).AddDays(28 * i), Gift = true,
        })]);
        Tags(profile).ShouldBe(["price-sensitive", "weekend", "night", "gift-giver"]);
        Tags(Customer.Of([.. Enumerable.Range(0, 4).Select(i => Customer.Order(7 * i, 100))])).ShouldBe(["vip", "full-price"]);
        Tags(Customer.Visiting(0)).ShouldBeEmpty();
    }

    /// <summary>A shop whose orders come without a word of discounts: nobody knows who pays the full price.</summary>
    [Fact]
    public void Who_buys_at_full_price_is_not_known_where_no_order_ever_had_a_discount()
    {
        var profile = Customer.Of([.. Enumerable.Range(0, 4).Select(i => Customer.Order(7 * i, 100))]);
        var silent = new ShopStatistics(new(2025, 3, 1));
        silent.Add(profile, TimeZoneInfo.Utc);
        var telling = new ShopStatistics(new(2025, 3, 1));
        telling.Merge(silent);
        telling.Add(Customer.Of(Customer.Order(0, discount: 1)), TimeZoneInfo.Utc);

        (ShopModel.Fit(silent, Customer.Start).NoDiscounts, ShopModel.Fit(telling, Customer.Start).NoDiscounts).ShouldBe((true, false));
        Tags(profile, Models.Known with { NoDiscounts = true }).ShouldBe(["vip"]);
        Tags(profile).ShouldBe(["vip", "full-price"]);
    }

    [Theory]
    [InlineData("tags:\n  - tag: Night Owl\n    title: { en: Owl }\n    when: { field: profile.orders, at-least: 2 }\n", 2, "tags[1].tag", "did you mean 'night-owl'?")]
    [InlineData("tags:\n  - tag: owl\n    title: { en: Owl }\n", 2, "tags[1].when", "'when' is missing")]
    [InlineData("tags:\n  - tag: owl\n    title: { en: Owl }\n    when: { field: profile.order, at-least: 2 }\n", 4, "tags[1].when.field", "did you mean 'profile.orders'?")]
    [InlineData("tags:\n  - tag: owl\n    title: { en: Owl }\n    when: { not: { field: score.tags, contains: vip } }\n", 4, "tags[1].when", "a tag cannot depend on tags")]
    [InlineData("tags:\n  - &a { tag: owl, title: { en: Owl }, when: { all: [] } }\n", 2, "", "anchors")]
    [InlineData("tag: []\n", 1, "tag", "did you mean 'tags'?")]
    [InlineData("tags: vip\n", 1, "tags", "expected a list of tags")]
    public void Mistakes_are_named_with_their_line_and_the_fix(string yaml, int line, string field, string message)
    {
        var result = TagFile.Read("tags.yaml", yaml);
        result.Rules.ShouldBeNull();
        result.Problems.ShouldContain(p => p.Line == line && p.Field == field && p.Message.ToString().Contains(message), string.Join("\n", result.Problems));
    }

    [Fact]
    public void A_tag_defined_twice_is_a_mistake() => TagFile.Read("tags.yaml", Shipped + """
          - tag: vip
            title: { en: VIP }
            when: { field: profile.orders, at-least: 20 }
        """).Problems.ShouldHaveSingleItem().Message.ToString().ShouldStartWith("'vip' is defined above already");

    private static IReadOnlyList<string> Tags(Profile profile, ShopModel? model = null) =>
        new Scorer(model ?? Models.Known, TagFile.Read("tags.yaml", Shipped).Rules).Score(profile, Customer.Day(120), TimeZoneInfo.Utc).Tags;
}
