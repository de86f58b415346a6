using Recall.Core.Sequences.Files;

namespace Recall.Core.Tests.Sequences.Files;

/// <summary>What may not be meant is a warning, and the file can be used.</summary>
public class DoubtfulFilesTests
{
    [Theory]
    [InlineData("  - end: done", "  - end: early\n    outcome: x\n  - end: done", 57, 5, "this step is never reached")]
    [InlineData("    valid-for: 14 days", "    valid-for: 2 days", 31, 13, "shorten 'expires-after' or lengthen 'valid-for'")]
    [InlineData("order-within: 45 days", "order-within: 4 days", 11, 7, "the steps can take 5 days, and an order counts for 4 days only")]
    [InlineData("<p>Hello</p>", "<p>Hello {{customer.name}}</p>", 19, 20, "write {{#if customer.name}} ... {{else}} ... {{/if}} around it")]
    [InlineData("<p>Hello</p>", "<p>Hello {profile.orders}</p>", 19, 18, "'{profile.orders}' is written with single braces, and customers would read it as it stands; write {{profile.orders}}")]
    [InlineData("sms: \"{{shop.name}}:", "sms: \"{ shop.name }:", 23, 13, "write {{shop.name}}")]
    [InlineData("max-entries: 3", "max-entries: 1", 10, 42, "nobody enters again and 'after' has no effect; write 'max-entries: 2' or more, or 'reentry: never'")]
    [InlineData("    valid-for: 14 days\n", "    valid-for: 14 days\n  - { coupon: more, percent: 5, valid-for: 9 days }\n", 28, 15, "no message shows this code, so nobody can use it; add 'coupon: more' to a send")]
    [InlineData("{ en: Good }", "{ en: Good, zh-CN: 好 }", 14, 3, "customers will get 'en'")]
    [InlineData("sms: \"{{shop.name}}:", "sms: \"It’s {{shop.name}}:", 23, 12, "'’' is outside the SMS alphabet")]
    public void Doubts_are_warnings_and_the_file_still_reads(string good, string doubtful, int line, int column, string words) =>
        GoodFile.Doubted(good, doubtful).ShouldSatisfyAllConditions(
            p => (p.Line, p.Column).ShouldBe((line, column), p.ToString()), p => p.Message.ToString().ShouldContain(words));

    [Theory]
    [InlineData("<p>Hello</p>", "<p>{other} { 1 } {}</p>")]
    [InlineData("max-entries: 3", "max-entries: 2")]
    public void What_is_well_meant_is_not_doubted(string good, string other) => SequenceFile.Read("good.yaml", GoodFile.With(good, other)).Problems.ShouldBeEmpty();

    [Theory]
    [InlineData("    coupon: ten\n    expires", "    coupon: tem\n    expires")]
    [InlineData("    template: offer\n    coupon: ten", "    template: ofer\n    coupon: ten")]
    [InlineData("  - send: mail", "  - ship: mail")]
    [InlineData("  - send: mail\n", "  - send: mail\n    end: mail\n")]
    [InlineData("  - send: mail\n    channels: [email]\n    template: offer\n", "  - send: mail\n    channels: [email]\n    template: &x offer\n")]
    [InlineData("\nsteps:\n", "\nstepps:\n")]
    [InlineData("  - end: done", "  - branch: last\n    cases:\n      - when: { field: score.teir, is: top }\n        steps: [ { end: a, outcome: a } ]\n      - while: x\n    default: [ { end: b, outcome: b } ]\n  - end: done")]
    public void A_step_that_could_not_be_read_raises_no_doubt_about_what_it_would_have_done(string good, string bad)
    {
                var result = SequenceFile.Read("good.yaml", GoodFile.Text.Replace(good, bad, StringComparison.Ordinal));

        result.Problems.ShouldContain(p => p.Severity == Severity.Error);
        result.Problems.Where(p => p.Severity == Severity.Warning).ShouldBeEmpty(string.Join('\n', result.Problems));
    }

    [Fact]
    public void A_template_that_no_step_sends_is_doubted_where_every_step_was_read()
    {
        var unsent = GoodFile.Text.Replace("\nsteps:\n", "\n  other:\n    en:\n      sms: \"{{shop.name}} {{unsubscribeUrl}}\"\nsteps:\n", StringComparison.Ordinal);

        SequenceFile.Read("good.yaml", unsent).Problems.ShouldHaveSingleItem().Message.ToString().ShouldContain("no step sends this template");
        SequenceFile.Read("good.yaml", unsent.Replace("{ en: Good }", "Good", StringComparison.Ordinal)).Problems
            .ShouldContain(p => p.Message.ToString().Contains("no step sends this template", StringComparison.Ordinal), "the title is no step");
    }

    [Fact]
    public void A_coupon_too_old_for_a_later_send_is_doubted()
    {
        var late = GoodFile.Text.Replace("  - branch: who", "  - wait: long\n    for: 12 days\n  - send: late\n    channels: [sms]\n    template: offer\n    coupon: ten\n  - branch: who", StringComparison.Ordinal);

        SequenceFile.Read("good.yaml", late).Problems.ShouldHaveSingleItem().ToString()
            .ShouldStartWith("good.yaml:41:13: warning: steps.late.coupon: the coupon 'ten' is valid for 14 days and up to 15 days old here");
    }
}
