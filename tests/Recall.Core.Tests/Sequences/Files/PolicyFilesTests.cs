using Recall.Core.Messaging;
using Recall.Core.Sequences.Files;

namespace Recall.Core.Tests.Sequences.Files;

/// <summary>The part <c>policy</c> of a sequence, in a shop that is quiet at night, writes once in two days, and 300 times a day at most.</summary>
public class PolicyFilesTests
{
    private static readonly Policy Shop = Policy.Default with { DailyTouches = 300, MonthlyTouches = 5000, Budget = new(200, 3000) };

    [Fact]
    public void Stricter_rules_are_read_as_they_stand()
    {
        var policy = Read("quiet-hours: 20:00-10:00, caps: ['1 per 7 days', '1 sms per 30 days', '1 per 2 days'], daily-messages: 20, monthly-messages: 300", Shop)
            .Definition!.Policy!;

        policy.QuietHours.ShouldBe(new QuietHours(new(20, 0), new(10, 0)));
        policy.Caps.ShouldBe([new(null, 1, TimeSpan.FromDays(7)), new("sms", 1, TimeSpan.FromDays(30)), new(null, 1, TimeSpan.FromDays(2))]);
        (policy.DailyMessages, policy.MonthlyMessages, policy.UsualHour).ShouldBe((20, 300, null));
        Read("budget: { per-day: 20.50, per-month: 300 }", Shop).Definition!.Policy!.Budget.ShouldBe(new(20.50m, 300));
        Read("send-time: usual-hour", Shop).Definition!.Policy!.UsualHour.ShouldBe(true);
        Read("send-time: any-hour", Shop with { UsualHour = true }).Definition!.Policy!.UsualHour.ShouldBe(false);
        Read("", Shop).Definition!.Policy!.ShouldSatisfyAllConditions(p => p.QuietHours.ShouldBeNull(), p => p.Caps.ShouldBeEmpty(), p => p.DailyMessages.ShouldBeNull());
    }

    [Theory]
    [InlineData("quiet-hours: 22:00-08:00", 24, "quiet-hours", "the shop is quiet from 21:00 to 09:00, and a sequence can only be quiet for longer; write hours with all of '21:00-09:00' in them, or delete it")]
    [InlineData("quiet-hours: none", 24, "quiet-hours", "write hours with all of '21:00-09:00' in them, or delete it")]
    [InlineData("caps: ['1 per 7 days', '2 per 2 days']", 34, "caps", "'2 per 2 days' is looser than the shop's '1 per 2 days', which holds here too; make it stricter, or delete it")]
    [InlineData("caps: ['3 sms per 30 days']", 18, "caps", "'3 sms per 30 days' is looser than the shop's '2 sms per 30 days'")]
    [InlineData("caps: ['1 per 24 hours']", 18, "caps", "'1 per 1 day' is looser than the shop's '1 per 2 days'")]
    [InlineData("daily-messages: 500", 27, "daily-messages", "the shop sends 300 messages a day at most, of all sequences together; write 300 or less, or delete it")]
    [InlineData("monthly-messages: 5001", 29, "monthly-messages", "the shop sends 5000 messages a month at most, of all sequences together; write 5000 or less, or delete it")]
    [InlineData("budget: { per-day: 201 }", 30, "budget.per-day", "all sequences of the shop together may cost 200 at most; write 200 or less, or delete it")]
    [InlineData("budget: { per-month: 3000.01 }", 32, "budget.per-month", "all sequences of the shop together may cost 3000 at most; write 3000 or less, or delete it")]
    [InlineData("budget: { per-day: 1.0000001 }", 30, "budget.per-day", "budgets count to 6 digits behind the point, found '1.0000001'; write fewer")]
    [InlineData("budget: { per-day: 100, per-month: 50 }", 30, "budget.per-day", "is more than the 50 of a whole month; write less, or delete one")]
    [InlineData("budget: {}", 19, "budget", "has no limit; write { per-day: 200 } or { per-month: 3000 }")]
    [InlineData("budget: { per-week: 5 }", 21, "budget.per-week", "unknown key")]
    [InlineData("budget: { per-day: lots }", 30, "budget.per-day", "found 'lots'")]
    [InlineData("quiet-hours: late", 24, "quiet-hours", "expected hours such as '21:00-09:00', found 'late'")]
    [InlineData("caps: ['one a day']", 18, "caps", "expected a cap such as '1 per 2 days'")]
    [InlineData("send-time: usual-hours", 22, "send-time", "unknown time to send 'usual-hours'; did you mean 'usual-hour'?")]
    [InlineData("daily-mesages: 5", 11, "daily-mesages", "did you mean 'daily-messages'?")]
    public void What_is_looser_than_the_shop_or_no_rule_is_an_error_in_its_place_with_the_fix(string policy, int column, string field, string words)
    {
        var result = Read(policy, Shop);

        result.Definition.ShouldBeNull();
        var problem = result.Problems.ShouldHaveSingleItem();
        problem.ToString().ShouldStartWith($"calm.yaml:6:{column}: policy.{field}: ");
        problem.Message.ToString().ShouldContain(words);
    }

    [Fact]
    public void A_day_of_a_sequence_costs_no_more_than_the_shops_month() =>
        Read("budget: { per-day: 500 }", new() { Budget = new(null, 100) }).Problems.ShouldHaveSingleItem().Message.ToString().ShouldContain("may cost 100 at most; write 100 or less");

    [Theory]
    [InlineData("quiet-hours: 22:00-08:00")]
    [InlineData("caps: ['2 per 2 days']")]
    [InlineData("daily-messages: 500")]
    public void What_was_published_under_other_rules_still_reads_and_a_shop_without_a_rule_can_only_get_stricter(string policy)
    {
        Read(policy, null).Problems.ShouldBeEmpty();
        Read(policy, new()).Problems.ShouldBeEmpty();
    }

    private static SequenceFileResult Read(string policy, Policy? shop) => SequenceFile.Read(
        "calm.yaml",
        $$"""
        sequence: calm
        title: { en: Calm }
        audience: { field: profile.orders, at-least: 1 }
        holdout: 10%
        goal: { order-within: 30 days }
        policy: { {{policy}} }
        steps:
          - { wait: a-while, for: 3 days }
        """,
        shop);
}
