using Recall.Core.Sequences.Files;

namespace Recall.Core.Tests.Sequences.Files;

/// <summary>Conditions and limits that rule each other out.</summary>
public class ContradictionFilesTests
{
    [Theory]
    [InlineData("at-least: 2", "at-least: 30, at-most: 10", 6, 46, "audience.all[2].at-most", "'at-least: 30' and 'at-most: 10' never hold together: no value of profile.orders meets both")]
    [InlineData("at-least: 2", "more-than: 5, less-than: 3", 6, 46, "audience.all[2].less-than", "'more-than: 5' and 'less-than: 3' never hold together")]
    [InlineData("at-least: 2", "more-than: 5, at-most: 5", 6, 46, "audience.all[2].at-most", "never hold together")]
    [InlineData("at-least: 2", "is: 5, between: [6, 9]", 6, 39, "audience.all[2].between", "'is: 5' and 'between: [6, 9]' never hold together")]
    [InlineData("at-least: 2", "is-known: false, at-least: 2", 6, 49, "audience.all[2].at-least", "never hold together")]
    [InlineData("at-least: 2 }", "at-least: 9 }\n    - { field: profile.orders, at-most: 4 }", 7, 7, "audience.all[3]", "'at-least: 9' and 'at-most: 4' never hold together")]
    [InlineData("in: [dormant] }", "in: [dormant] }\n    - { field: score.stage, is: lost }", 6, 7, "audience.all[2]", "list them under 'any:'")]
    [InlineData("in: [dormant] }", "in: [dormant], not-in: [lost, dormant] }", 5, 44, "audience.all[1].not-in", "never hold together")]
    [InlineData("at-least: 2 }", "at-least: 2 }\n    - { field: profile.discount-share, less-than: 30%, at-least: 50% }", 7, 56, "audience.all[3].at-least", "'less-than: 30%' and 'at-least: 50%'")]
    [InlineData("at-least: 2", "less-than: 0", 6, 32, "audience.all[2].less-than", "'less-than: 0' never holds: profile.orders is never less than 0")]
    [InlineData("at-least: 2 }", "at-least: 2 }\n    - any: [ { field: score.churn, more-than: 100% }, { field: profile.spent, at-least: 1 } ]", 7, 36, "audience.all[3].any[1].more-than", "score.churn lies between 0% and 100%")]
    [InlineData("at-least: 2 }", "at-least: 2 }\n    - { field: score.recency, at-most: 0.5 }", 7, 31, "audience.all[3].at-most", "score.recency lies between 1 and 5")]
    [InlineData("in: [dormant] }", "in: [dormant] }\n    - not: { field: score.stage, is: dormant }", 6, 7, "audience.all[2]", "'in: dormant' and 'is-not: dormant' never hold together")]
    [InlineData("at-least: 2 }", "at-least: 2 }\n    - not: { field: profile.orders, at-least: 2 }", 7, 7, "audience.all[3]", "'at-least: 2' and 'less-than: 2' never hold together")]
    [InlineData("in: [dormant] }", "not-in: [dormant] }\n    - { field: score.stage, in: [dormant] }", 6, 7, "audience.all[2]", "never hold together")]
    public void Conditions_that_nobody_meets_are_doubted(string good, string other, int line, int column, string field, string words) =>
        GoodFile.Doubted(good, other).ShouldSatisfyAllConditions(
            p => (p.Line, p.Column, p.Field).ShouldBe((line, column, field), p.ToString()), p => p.Message.ToString().ShouldContain(words));

    [Theory]
    [InlineData("exits: [", "policy: { daily-messages: 5, monthly-messages: 3 }\nexits: [", 12, 27, "policy.daily-messages", "is more than the 3 of a whole month")]
    [InlineData("percent: 10\n", "percent: 10\n    budget: { per-day: 20, per-month: 10 }\n", 27, 24, "steps.ten.budget.per-day", "is more than the 10 of a whole month")]
    [InlineData("percent: 10\n", "percent: 10\n    budget: { total: 100, per-day: 200 }\n", 27, 36, "steps.ten.budget.per-day", "is more than the 100 of all codes together")]
    [InlineData("percent: 10\n", "percent: 10\n    budget: { total: 100, per-month: 200 }\n", 27, 38, "steps.ten.budget.per-month", "is more than the 100 of all codes together")]
    public void A_limit_above_that_of_a_longer_time_is_refused(string good, string bad, int line, int column, string field, string words) =>
        GoodFile.Broken(good, bad, line, column, field, words).Problems.ShouldHaveSingleItem();

    [Theory]
    [InlineData("at-least: 2", "at-least: 2, at-most: 2")]
    [InlineData("at-least: 2", "more-than: 2, less-than: 4")]
    [InlineData("at-least: 2 }", "at-least: 9 }\n    - any: [ { field: profile.orders, at-most: 4 }, { field: profile.spent, at-least: 1 } ]")]
    [InlineData("at-least: 2 }", "at-least: 9 }\n    - not: { field: profile.orders, at-least: 20 }")]
    [InlineData("at-least: 2 }", "is-known: false }\n    - not: { field: profile.orders, at-least: 2 }")]
    [InlineData("at-least: 2 }", "at-least: 2 }\n    - not: { field: score.churn, at-least: 50% }\n    - not: { field: score.churn, less-than: 50% }")]
    [InlineData("at-least: 2 }", "at-least: 2 }\n    - { field: profile.days-to-membership-expiry, less-than: 0 }\n    - { field: score.churn, at-most: 100% }")]
    [InlineData("in: [dormant] }", "in: [dormant, lost], is-not: lost }")]
    [InlineData("exits: [", "policy: { caps: ['1 per 7 days', '2 sms per 90 days'], daily-messages: 3, monthly-messages: 3 }\nexits: [")]
    public void What_can_hold_together_is_not(string good, string other) =>
        SequenceFile.Read("good.yaml", GoodFile.With(good, other)).Problems.ShouldBeEmpty();

    [Fact]
    public void A_cap_that_another_makes_needless_is_doubted() => GoodFile.Doubted("exits: [", "policy: { caps: ['1 per 7 days', '3 per 7 days'] }\nexits: [")
        .ToString().ShouldBe("good.yaml:12:34: warning: policy.caps: '3 per 7 days' has no effect beside '1 per 7 days', which is stricter; delete it");

    /// <summary>What a branch can ask of its own run alone.</summary>
    [Theory]
    [InlineData("{ field: score.tier, is: top }", "{ field: run.sent, contains: mial }", 38, 15, "steps.who.cases[1].when", "no step 'mial' sends a message before this one; did you mean 'mail'?")]
    [InlineData("{ field: score.stage, in: [dormant] }", "{ field: run.sent, contains: mail }", 5, 16, "audience.all[1].field", "is known of customers inside the sequence alone; ask for it in the 'when:' of a branch")]
    public void A_message_is_asked_for_where_it_may_have_been_sent(string good, string bad, int line, int column, string field, string words) =>
        GoodFile.Broken(good, bad, line, column, field, words).Problems.ShouldHaveSingleItem();

    [Fact]
    public void A_branch_may_ask_whether_a_message_went_out() =>
        SequenceFile.Read("good.yaml", GoodFile.With("{ field: score.tier, is: top }", "{ not: { field: run.sent, contains: mail } }")).Problems.ShouldBeEmpty();
}
