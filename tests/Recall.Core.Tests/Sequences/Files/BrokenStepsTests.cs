using Recall.Core.Sequences.Files;

namespace Recall.Core.Tests.Sequences.Files;

/// <summary>Each case changes one thing in a good file and names the place and the words an author must see.</summary>
public class BrokenStepsTests
{
    [Theory]
    [InlineData("percent: 10", "percent: abc")]
    [InlineData("percent: 10", "percent: 200")]
    public void One_wrong_value_is_one_error(string good, string wrong) =>
        SequenceFile.Read("good.yaml", GoodFile.With(good, wrong)).Problems.ShouldHaveSingleItem().Field.ShouldBe("steps.ten.percent");

    [Theory]
    [InlineData("until: [reply]", "until: [left-audience]", 35, 13, "steps.a-while.until", "unknown signal 'left-audience'")]
    [InlineData("- coupon: ten", "- cuopon: ten", 25, 5, "steps[1].cuopon", "did you mean 'coupon'?")]
    [InlineData("percent: 10\n", "percent: 110\n", 26, 14, "steps.ten.percent", "must be from 1 to 100, found '110'")]
    [InlineData("    percent: 10\n", "", 25, 5, "steps.ten.percent", "add 'percent: 10', 'amount: 5', 'ladder: [5, 10, 15]' or 'gift: { en: A mug }'")]
    [InlineData("percent: 10\n", "percent: 10\n    amount: 5\n", 25, 5, "steps.ten.percent", "is worth 'percent' and 'amount' at once; keep one")]
    [InlineData("percent: 10\n", "ladder: [5, 10, 10]\n", 26, 21, "steps.ten.ladder", "a ladder starts low and rises")]
    [InlineData("percent: 10\n", "ladder: 10\n", 26, 13, "steps.ten.ladder", "such as [5, 10, 15], found '10'")]
    [InlineData("percent: 10\n", "gift: { en: A mug }\n", 25, 5, "steps.ten.gift-cost", "add 'gift-cost: 4'")]
    [InlineData("percent: 10\n", "gift: A mug\n    gift-cost: 4\n", 26, 11, "steps.ten.gift", "expected texts by language")]
    [InlineData("percent: 10\n", "percent: 10\n    budget: 500\n", 27, 13, "steps.ten.budget", "expected { total: 5000 }")]
    [InlineData("percent: 10\n", "percent: 10\n    budget: { per-week: 500 }\n", 27, 15, "steps.ten.budget.per-week", "unknown key 'per-week'")]
    [InlineData("percent: 10\n", "percent: 10\n    budget: {}\n", 27, 13, "steps.ten.budget", "has no limit")]
    [InlineData("valid-for: 14 days", "valid-for: 14 dayz", 27, 16, "steps.ten.valid-for", "expected a duration such as '14 days', found '14 dayz'; did you mean '14 days'?")]
    [InlineData("valid-for: 14 days", "valid-for: 10 years", 27, 16, "steps.ten.valid-for", "expected a duration")]
    [InlineData("valid-for: 14 days", "valid-for: 9000 days", 27, 16, "steps.ten.valid-for", "must be from 1 hour to 730 days")]
    [InlineData("channels: [email]", "channels: [emial]", 29, 16, "steps.mail.channels", "unknown channel 'emial'; did you mean 'email'?")]
    [InlineData("channels: [email]", "channels: []", 29, 15, "steps.mail.channels", "needs at least one channel; for example [email]")]
    [InlineData("channels: [email]", "channels: [email, email]", 29, 23, "steps.mail.channels", "keep one")]
    [InlineData("template: offer", "template: ofer", 30, 15, "steps.mail.template", "did you mean 'offer'?")]
    [InlineData("    coupon: ten\n", "    coupon: tenn\n", 31, 13, "steps.mail.coupon", "did you mean 'ten'?")]
    [InlineData("    coupon: ten\n", "", 30, 15, "steps.mail.template", "step 'mail' has no coupon; add 'coupon:'")]
    [InlineData("- wait: a-while", "- wait: mail", 33, 11, "steps[3].wait", "is used in line 28 already")]
    [InlineData("- wait: a-while", "- wait: A while", 33, 11, "steps[3].wait", "did you mean 'a-while'?")]
    [InlineData("until: [reply]", "until: [replied]", 35, 13, "steps.a-while.until", "unknown signal 'replied'; did you mean 'reply'?")]
    [InlineData("    for: 3 days\n    until: [reply]\n", "", 33, 5, "steps.a-while.for", "add 'for: 3 days', 'until-time: \"10:00\"' or 'on: [saturday]'")]
    [InlineData("until: [reply]", "until-time: \"9:5\"", 35, 17, "steps.a-while.until-time", "found '9:5'; did you mean \"09:05\"?")]
    [InlineData("until: [reply]", "until-time: 24:00", 35, 17, "steps.a-while.until-time", "write hours from 00 to 23 and minutes")]
    [InlineData("until: [reply]", "until-tme: \"09:00\"", 35, 5, "steps.a-while.until-tme", "did you mean 'until-time'?")]
    [InlineData("until: [reply]", "on: [saterday]", 35, 10, "steps.a-while.on", "unknown weekday 'saterday'; did you mean 'saturday'?")]
    [InlineData("until: [reply]", "on: []", 35, 9, "steps.a-while.on", "needs at least one weekday")]
    [InlineData("until: [reply]", "untill: [reply]", 35, 5, "steps.a-while.untill", "did you mean 'until'?")]
    [InlineData("    for: 3 days\n", "    send: again\n", 34, 5, "steps[3].send", "a step does one thing")]
    [InlineData("is: top", "is: tip", 38, 40, "steps.who.cases[1].when.is", "did you mean 'top'?")]
    [InlineData("when: {", "if: {", 38, 9, "steps.who.cases[1].if", "unknown key 'if'; use 'when' or 'steps'")]
    [InlineData("default: []", "default:", 46, 13, "steps.who.default", "write [] for none")]
    [InlineData("sla: 2 days", "sla: { days: 2 }", 42, 18, "steps.call.sla", "expected a duration such as '2 days', found keys with values")]
    [InlineData("      short: { steps: [] }\n", "", 49, 7, "steps.tone.variants", "needs two variants at least")]
    [InlineData("weight: 3", "weight: 0", 49, 23, "steps.tone.variants.warm.weight", "must be from 1 to 1000, found '0'")]
    [InlineData("short: { steps: [] }", "short: { stps: [] }", 50, 16, "steps.tone.variants.short.stps", "did you mean 'steps'?")]
    [InlineData("short: { steps: [] }", "Short: { steps: [] }", 50, 7, "steps.tone.variants.Short", "did you mean 'short'?")]
    [InlineData("variants:", "variant:", 48, 5, "steps.tone.variant", "did you mean 'variants'?")]
    [InlineData("    add: written-to\n", "", 51, 5, "steps.mark.add", "write 'add: won-over' or 'remove: won-over'")]
    [InlineData("add: written-to", "add: written-to\n    remove: x", 51, 5, "steps.mark.add", "make two steps of it")]
    [InlineData("add: written-to", "add: Written To", 52, 10, "steps.mark.add", "did you mean 'written-to'?")]
    [InlineData("add: written-to", "ad: written-to", 52, 5, "steps.mark.ad", "did you mean 'add'?")]
    [InlineData("    to: crm\n", "", 53, 5, "steps.tell.to", "add 'to:' with a name from 'webhooks' in settings.yaml")]
    [InlineData("to: crm", "to: https://crm.example.com", 54, 9, "steps.tell.to", "a name has up to 60 lower-case letters")]
    [InlineData("to: crm", "too: crm", 54, 5, "steps.tell.too", "did you mean 'to'?")]
    [InlineData("outcome: sent", "outcom: sent", 56, 5, "steps.done.outcom", "did you mean 'outcome'?")]
    public void Says_where_and_how_to_mend_it(string good, string bad, int line, int column, string field, string words) =>
        GoodFile.Broken(good, bad, line, column, field, words);

    [Fact]
    public void A_coupon_step_that_could_not_be_read_is_not_missed_by_the_steps_that_use_it()
    {
        var broken = GoodFile.Text.Replace("  - coupon: ten\n", "  - coupon: Ten Off\n", StringComparison.Ordinal);

        SequenceFile.Read("good.yaml", broken).Problems.ShouldHaveSingleItem().Message.ToString().ShouldContain("did you mean 'ten-off'?");
    }

    [Fact]
    public void A_coupon_of_one_branch_is_not_there_after_it()
    {
        var late = GoodFile.Text
            .Replace("    default: []", "    default:\n      - { coupon: extra, percent: 5, valid-for: 9 days }", StringComparison.Ordinal)
            .Replace("  - end: done", "  - send: late\n    channels: [sms]\n    template: offer\n    coupon: extra\n  - end: done", StringComparison.Ordinal);

        SequenceFile.Read("good.yaml", late).Problems.ShouldHaveSingleItem().ToString()
            .ShouldBe("good.yaml:59:13: steps.late.coupon: the coupon 'extra' is not issued on every path to this step; move its step before the branch");
    }
}
