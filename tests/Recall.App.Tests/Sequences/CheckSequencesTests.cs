using Recall.App.Sequences;
using Recall.App.Tests.Shops;
using Recall.Core.Messaging;
using Recall.Core.Sequences.Files;

namespace Recall.App.Tests.Sequences;

public class CheckSequencesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_case_that_holds_for_nobody_of_todays_audience_is_warned_of_in_its_line()
    {
        using var shop = await ShopAsync();
        var warning = (await CheckAsync(shop, Branch("{ field: profile.orders, at-least: 5 }"))).ShouldHaveSingleItem();
        (warning.Severity, warning.Field, warning.Line, warning.Column).ShouldBe((Severity.Warning, "steps.who.cases[1].when", 27, 11));
        warning.ToString().ShouldBe(
            "hello.yaml:27:11: warning: steps.who.cases[1].when: this case holds for none of the 3 customers whom the audience takes today; change its condition, or delete the case");
        (await CheckAsync(shop, Branch("{ field: profile.orders, at-least: 5 }"))).Single().Message.Say("zh-CN").ShouldStartWith("今天符合人群条件的 3 位客户中，没有人符合此情形");
        (await CheckAsync(shop, Branch("{ field: profile.orders, at-least: 1 }"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_case_that_one_before_it_takes_everybody_from_is_warned_of()
    {
        using var shop = await ShopAsync();
        var steps = Branch("{ field: profile.orders, at-least: 1 }") + "\n  - when: { field: profile.spent, at-least: 1 }\n    steps: [ { tag: b, add: b } ]";
        var warning = (await CheckAsync(shop, steps)).ShouldHaveSingleItem();
        (warning.Field, warning.Line).ShouldBe(("steps.who.cases[2].when", 29));
        warning.Message.ToString().ShouldStartWith("a case before it takes everybody: all 3 of the 3 customers in today's audience for whom this one holds");
    }

    [Theory]
    [InlineData("{ field: profile.visits-since-order, at-least: 1 }")] // May come while they are inside.
    [InlineData("{ field: profile.tags, contains: a }")]
    [InlineData("{ field: score.tier, is: top }")] // Nobody has a score yet.
    public async Task What_todays_facts_say_nothing_about_is_no_doubt(string when)
    {
        using var shop = await ShopAsync();
        (await CheckAsync(shop, Branch(when))).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_audience_that_takes_nobody_is_warned_of()
    {
        using var shop = await ShopAsync();
        var yaml = SequenceText.Of("hello", SequenceText.Mail, audience: "{ field: profile.orders, at-least: 9 }");
        (await CheckFileAsync(shop, yaml)).ShouldHaveSingleItem().ToString().ShouldBe(
            "hello.yaml:3:11: warning: audience: of 3 customers, the audience takes none today; loosen it, or look for a value that is written otherwise");
        using var empty = new CornerShop();
        (await CheckFileAsync(empty, yaml)).ShouldBeEmpty("a shop without customers says nothing");
    }

    [Fact]
    public async Task A_step_that_costs_more_than_the_shops_budget_is_warned_of_in_its_line_without_looking_at_customers()
    {
        using var shop = new CornerShop(new Policy { Budget = new(0.01m, null) });
        var yaml = SequenceText.Of("hello", "- { send: mail, channels: [sms], template: note }");
        var warning = (await CheckFileAsync(shop, yaml, withCustomers: false)).ShouldHaveSingleItem();
        (warning.Severity, warning.Field, warning.Line).ShouldBe((Severity.Warning, "steps.mail", 24));
    }

    [Fact]
    public async Task A_message_that_the_shops_cap_starves_is_warned_of_in_its_line_without_looking_at_customers()
    {
        using var shop = new CornerShop(new Policy { Caps = [new(null, 1, TimeSpan.FromDays(7))] });
        var yaml = SequenceText.Of("hello", SequenceText.Mail + "\n- { wait: calm, for: 1 day }\n- { send: again, channels: [email], template: note }");
        var warning = (await CheckFileAsync(shop, yaml, withCustomers: false)).ShouldHaveSingleItem();
        (warning.Field, warning.Line, warning.Column).ShouldBe(("steps.again", 26, 11));
        warning.Message.ToString().ShouldStartWith("whoever got 'mail' never gets this message");
    }

    [Fact]
    public async Task A_message_that_its_own_sequences_cap_starves_is_warned_of_too()
    {
        using var shop = new CornerShop();
        var steps = SequenceText.Mail + "\n- { wait: calm, for: 1 day }\n- { send: again, channels: [email], template: note }";
        (await CheckFileAsync(shop, SequenceText.Of("hello", steps, more: "policy: { caps: [1 per 7 days] }"))).ShouldHaveSingleItem().Field.ShouldBe("steps.again");
        (await CheckFileAsync(shop, SequenceText.Of("hello", steps))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_with_an_error_keeps_its_errors_and_no_more()
    {
        using var shop = await ShopAsync();
        var problems = await CheckFileAsync(shop, SequenceText.Of("hello", SequenceText.Mail, holdout: "200%"));
        problems.ShouldHaveSingleItem().Severity.ShouldBe(Severity.Error);
    }

    private static async Task<CornerShop> ShopAsync()
    {
        var shop = new CornerShop();
        foreach (var name in new[] { "ann", "bob", "cho" })
            await shop.CustomerAsync(name);
        return shop;
    }

    private static string Branch(string when) => $"- branch: who\n  cases:\n  - when: {when}\n    steps: [ {{ tag: a, add: a }} ]";

    private static Task<IReadOnlyList<Problem>> CheckAsync(CornerShop shop, string steps) =>
        CheckFileAsync(shop, SequenceText.Of("hello", SequenceText.Mail + "\n" + steps));

    /// <summary>The problems, but for those of templates that these short files do not use.</summary>
    private static async Task<IReadOnlyList<Problem>> CheckFileAsync(CornerShop shop, string yaml, bool withCustomers = true) =>
    [
        .. (await shop.Get<CheckSequences>().HandleAsync([SequenceFile.Read("hello.yaml", yaml)], withCustomers, Cancel))[0].Problems
            .Where(p => !p.Field.StartsWith("templates.", StringComparison.Ordinal)),
    ];
}
