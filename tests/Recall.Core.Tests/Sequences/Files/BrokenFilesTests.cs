using Recall.Core.Sequences.Files;

namespace Recall.Core.Tests.Sequences.Files;

/// <summary>Each case changes one thing in a good file and names the place and the words an author must see.</summary>
public class BrokenFilesTests
{
    private const string Good = """
        sequence: good
        title: { en: Good }
        audience:
          all:
            - { field: score.stage, in: [dormant] }
            - { field: profile.orders, at-least: 2 }
        holdout: 10%
        priority: 50
        daily-limit: 500
        reentry: { after: 180 days, max-entries: 3 }
        goal: { order-within: 45 days }
        exits: [unsubscribe, complaint]
        templates:
          offer:
            en:
              subject: "{{coupon.percent}}% off"
              preheader: A code of your own
              html: |
                <p>Hello</p>
                <p>Your code is {{coupon.code}}</p>
                <p>{{shop.address}} <a href="{{unsubscribeUrl}}">Stop</a></p>
              text: "{{coupon.code}} {{shop.address}} {{unsubscribeUrl}}"
              sms: "{{shop.name}}: {{coupon.code}} {{unsubscribeUrl}}"
        steps:
          - coupon: ten
            percent: 10
            valid-for: 14 days
          - send: mail
            channels: [email]
            template: offer
            coupon: ten
            expires-after: 3 days
          - wait: a-while
            for: 3 days
            until: [reply]
          - branch: who
            cases:
              - when: { field: score.tier, is: top }
                steps:
                  - handoff: call
                    queue: vip-care
                    sla: 2 days
                    note: { en: Call them }
                    outcomes: { won: [] }
                    overdue: []
            default: []
          - ab: tone
            variants:
              warm: { weight: 3, steps: [] }
              short: { steps: [] }
          - tag: mark
            add: written-to
          - webhook: tell
            to: crm
          - end: done
            outcome: sent

        """;

    [Theory]
    [InlineData("percent: 10", "percent: abc")]
    [InlineData("percent: 10", "percent: 200")]
    public void One_wrong_value_is_one_error(string good, string wrong) =>
        SequenceFile.Read("good.yaml", Good.Replace(good, wrong, StringComparison.Ordinal)).Problems.ShouldHaveSingleItem().Field.ShouldBe("steps.ten.percent");

    [Fact]
    public void The_good_file_is_good() => SequenceFile.Read("good.yaml", Good).Problems.ShouldBeEmpty();

    [Theory]
    [InlineData("sequence: good", "sequence: better", 1, 11, "sequence", "write 'sequence: good'")]
    [InlineData("sequence: good", "sequence: Good One", 1, 11, "sequence", "did you mean 'good-one'?")]
    [InlineData("sequence: good\n", "", 1, 1, "sequence", "'sequence' is missing; add 'sequence: '")]
    [InlineData("{ en: Good }", "{ en_US: Good }", 2, 10, "title.en_US", "did you mean 'en-US'?")]
    [InlineData("{ en: Good }", "Good", 2, 8, "title", "expected texts by language, for example { en: Hello, zh-CN: 你好 }, found 'Good'")]
    [InlineData("{ en: Good }", "{ en: }", 2, 14, "title.en", "expected a text, found nothing")]
    [InlineData("field: score.stage", "field: score.stge", 5, 16, "audience.all[1].field", "did you mean 'score.stage'?")]
    [InlineData("in: [dormant]", "in: [dormnat]", 5, 34, "audience.all[1].in", "did you mean 'dormant'?")]
    [InlineData("in: [dormant]", "in: dormant", 5, 33, "audience.all[1].in", "expected a list")]
    [InlineData("in: [dormant]", "contains: dormant", 5, 29, "audience.all[1].contains", "does not fit score.stage, which is one of some words; use 'is'")]
    [InlineData("at-least: 2", "atleast: 2", 6, 32, "audience.all[2].atleast", "did you mean 'at-least'?")]
    [InlineData("at-least: 2", "at-least: two", 6, 42, "audience.all[2].at-least", "expected a number such as '10', found 'two'")]
    [InlineData("at-least: 2", "between: [5, 2]", 6, 41, "audience.all[2].between", "swap them")]
    [InlineData("  all:\n", "  all:\n    - { not: [] }\n", 5, 14, "audience.all[1].not", "write 'all:' before it")]
    [InlineData("holdout: 10%", "holdout: 10", 7, 10, "holdout", "did you mean '10%'?")]
    [InlineData("holdout: 10%", "holdout: 95%", 7, 10, "holdout", "must be from 0% to 90%, found '95%'")]
    [InlineData("holdout: 10%", "hold-out: 10%", 7, 1, "hold-out", "did you mean 'holdout'?")]
    [InlineData("priority: 50", "priority: 5.5", 8, 11, "priority", "expected a whole number, found '5.5'")]
    [InlineData("priority: 50", "holdout: 5%", 8, 1, "holdout", "is here twice, first in line 7; keep one")]
    [InlineData("daily-limit: 500", "daily-limit: 0", 9, 14, "daily-limit", "must be from 1 to 10000000, found '0'")]
    [InlineData("reentry: { after: 180 days, max-entries: 3 }", "reentry: often", 10, 10, "reentry", "expected 'never' or { after: 180 days }, found 'often'")]
    [InlineData("order-within: 45 days", "order-within: 45", 11, 23, "goal.order-within", "did you mean '45 days'?")]
    [InlineData("[unsubscribe, complaint]", "[unsubscribe, complain]", 12, 22, "exits", "did you mean 'complaint'?")]
    [InlineData("order-within: 45 days", "order-within: 45 days, atleast: 5", 11, 32, "goal.atleast", "did you mean 'at-least'?")]
    [InlineData("order-within: 45 days", "order-within: 45 days, with-coupon: yes", 11, 45, "goal.with-coupon", "did you mean 'true'?")]
    [InlineData("order-within: 45 days", "order-within: 45 days, agent-outcome: won", 11, 47, "goal.agent-outcome", "such as [won], found 'won'")]
    [InlineData("until: [reply]", "until: [left-audience]", 35, 13, "steps.a-while.until", "unknown signal 'left-audience'")]
    [InlineData("[unsubscribe, complaint]", "[agent-outcome]", 12, 9, "exits", "unknown signal 'agent-outcome'")]
    [InlineData("[unsubscribe, complaint]", "complaint", 12, 8, "exits", "write [complaint]")]
    [InlineData("code is {{coupon.code}}", "code is {{coupon.cod}}", 20, 27, "templates.offer.en.html", "did you mean 'coupon.code'?")]
    [InlineData("code is {{coupon.code}}", "code is {{{coupon.code}}}", 20, 25, "templates.offer.en.html", "write two")]
    [InlineData("code is {{coupon.code}}", "code is {{> footer}}", 20, 25, "templates.offer.en.html", "partials ('{{>') do not exist here")]
    [InlineData("code is {{coupon.code}}", "code is {{#each coupon}}x{{/each}}", 20, 33, "templates.offer.en.html", "there is no '#each'; use 'if' or 'unless'")]
    [InlineData("code is {{coupon.code}}", "code is {{#if coupon}}x", 20, 31, "templates.offer.en.html", "add '{{/if}}'")]
    [InlineData("<p>Hello</p>", "<p title=\"{{customer.name}}\">Hello</p>", 19, 21, "templates.offer.en.html", "use it between HTML tags")]
    [InlineData(" <a href=\"{{unsubscribeUrl}}\">Stop</a>", "", 18, 13, "templates.offer.en.html", "add <a href=\"{{unsubscribeUrl}}\">Unsubscribe</a>")]
    [InlineData("{{coupon.code}} {{shop.address}} {{unsubscribeUrl}}", "{{coupon.code}} {{unsubscribeUrl}}", 22, 13, "templates.offer.en.text", "add {{shop.address}}")]
    [InlineData("      text: \"{{coupon.code}} {{shop.address}} {{unsubscribeUrl}}\"\n", "", 16, 7, "templates.offer.en.text", "step 'mail' sends this template by email; add 'text:'")]
    [InlineData("      preheader: A code of your own\n", "", 16, 7, "templates.offer.en.preheader", "add 'preheader:' with the line that mail programs show after the subject, or take email out")]
    [InlineData("{{coupon.code}} {{unsubscribeUrl}}\"\nsteps", "{{coupon.code}}. Stop by our shop\"\nsteps", 23, 12, "templates.offer.en.sms", "add 'Stop: {{unsubscribeUrl}}', or 'Reply STOP to opt out' where your number takes answers")]
    [InlineData("{{coupon.code}} {{unsubscribeUrl}}\"\nsteps", "{{coupon.code}}{{#if coupon}} STOP{{/if}}\"\nsteps", 23, 12, "templates.offer.en.sms", "outside of any {{#if}}")]
    [InlineData("      sms: ", "      smss: ", 23, 7, "templates.offer.en.smss", "did you mean 'sms'?")]
    [InlineData("\"{{coupon.percent}}% off\"", "\"{{coupon.amount}} off\"", 30, 15, "steps.mail.template", "empty for coupon 'ten'; use 'coupon.percent'")]
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
    [InlineData("priority: 50", "priority: &p 50", 8, 11, "", "anchors ('&name') are not part of the language")]
    [InlineData("priority: 50", "priority: *p", 8, 11, "", "write the value out here")]
    [InlineData("priority: 50", "priority: !!int 50", 8, 11, "", "tags ('!name') are not part of the language")]
    [InlineData("priority: 50", "---\npriority: 50", 8, 1, "", "a second document starts here")]
    [InlineData("  all:\n", "\tall:\n", 4, 1, "", "replace it with two spaces")]
    [InlineData("{ en: Good }", "{ en: Good", 2, 8, "", "is not closed")]
    [InlineData("{ en: Good }", "{ en: 'Good }", 2, 14, "", "has no closing quote")]
    [InlineData("priority: 50", "priority: a: b", 8, 12, "", "put the value in quotes")]
    [InlineData("priority: 50", "priority: 5\u00010", 8, 12, "", "a control character (U+0001)")]
    [InlineData("priority: 50", "priority: 5\uFFFD", 8, 12, "", "save the file as UTF-8")]
    public void Says_where_and_how_to_mend_it(string good, string bad, int line, int column, string field, string words)
    {
        Good.ShouldContain(good);
        var at = Good.IndexOf(good, StringComparison.Ordinal);
        var broken = Good[..at] + bad + Good[(at + good.Length)..];

        var result = SequenceFile.Read("good.yaml", broken);

        result.Definition.ShouldBeNull();
        var said = string.Join('\n', result.Problems);
        result.Problems.ShouldContain(
            p => p.Line == line && p.Column == column && p.Field == field && p.Severity == Severity.Error && p.Message.ToString().Contains(words, StringComparison.Ordinal), said);
        said.ShouldContain($"good.yaml:{line}:{column}: {(field.Length == 0 ? "" : $"{field}: ")}");
        result.Problems.ToList().ForEach(ChineseMessage.ShouldBeWhole);
    }

    [Theory]
    [InlineData("  - end: done", "  - end: early\n    outcome: x\n  - end: done", 57, 5, "this step is never reached")]
    [InlineData("    valid-for: 14 days", "    valid-for: 2 days", 31, 13, "shorten 'expires-after' or lengthen 'valid-for'")]
    [InlineData("order-within: 45 days", "order-within: 4 days", 11, 7, "the steps can take 5 days, and an order counts for 4 days only")]
    [InlineData("<p>Hello</p>", "<p>Hello {{customer.name}}</p>", 19, 20, "write {{#if customer.name}} ... {{else}} ... {{/if}} around it")]
    [InlineData("{ en: Good }", "{ en: Good, zh-CN: 好 }", 14, 3, "customers will get 'en'")]
    [InlineData("sms: \"{{shop.name}}:", "sms: \"It’s {{shop.name}}:", 23, 12, "'’' is outside the SMS alphabet")]
    public void Doubts_are_warnings_and_the_file_still_reads(string good, string doubtful, int line, int column, string words)
    {
        var at = Good.IndexOf(good, StringComparison.Ordinal);

        var result = SequenceFile.Read("good.yaml", Good[..at] + doubtful + Good[(at + good.Length)..]);

        var said = string.Join('\n', result.Problems);
        result.Definition.ShouldNotBeNull(said);
        result.Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            p => p.Severity.ShouldBe(Severity.Warning), p => (p.Line, p.Column).ShouldBe((line, column), said), p => p.Message.ToString().ShouldContain(words),
            ChineseMessage.ShouldBeWhole);
    }

    [Theory]
    [InlineData("茶", 1334, Severity.Error, "has 4,002 bytes before anything is filled in, and WeCom takes 4,000")]
    [InlineData("茶", 1333, Severity.Warning, "may have 4,099 bytes once it is filled in")]
    [InlineData("茶", 1300, null, "")]
    [InlineData("{{#if coupon}}茶{{/if}}", 1334, Severity.Warning, "may have 4,102 bytes once it is filled in")]
    public void A_text_for_WeCom_is_measured_in_bytes(string text, int times, Severity? severity, string words)
    {
        var wecom = $"\n      wecom: \"{{{{coupon.code}}}}{string.Concat(Enumerable.Repeat(text, times))}\"\nsteps:\n";

        var problem = SequenceFile.Read("good.yaml", Good.Replace("\nsteps:\n", wecom, StringComparison.Ordinal)).Problems.SingleOrDefault();

        (problem?.Severity).ShouldBe(severity);
        (problem?.Message.ToString() ?? "").ShouldContain(words);
        (problem?.ToString() ?? "good.yaml:24:14").ShouldStartWith("good.yaml:24:14");
    }

    [Theory]
    [InlineData("a", 459, null, "")] // 3 of 153.
    [InlineData("a", 460, Severity.Warning, "is billed as 4 messages before anything is filled in (153 characters fit into each)")]
    [InlineData("a", 1531, Severity.Error, "takes 11 SMS segments before anything is filled in, and carriers take 10")]
    [InlineData("茶", 201, null, "")] // 3 of 67.
    [InlineData("茶", 202, Severity.Warning, "is billed as 4 messages before anything is filled in (67 characters fit into each)")]
    [InlineData("茶", 671, Severity.Error, "takes 11 SMS segments before anything is filled in, and carriers take 10")]
    [InlineData("{{#if coupon}}{{else}}a{{/if}}", 1531, null, "")]
    public void A_long_text_message_is_counted_in_segments(string text, int times, Severity? severity, string words)
    {
        var sms = $"sms: \"{string.Concat(Enumerable.Repeat(text, times))}{{{{coupon.code}}}}{{{{unsubscribeUrl}}}}\"";

        var problem = SequenceFile.Read("good.yaml", Good.Replace("sms: \"{{shop.name}}: {{coupon.code}} {{unsubscribeUrl}}\"", sms, StringComparison.Ordinal)).Problems.SingleOrDefault();

        (problem?.Severity).ShouldBe(severity);
        (problem?.Message.ToString() ?? "").ShouldContain(words);
    }

    [Theory]
    [InlineData("Reply STOP to opt out")]
    [InlineData("拒收请回复R")]
    [InlineData("{{#if coupon}}TD退订{{else}}退订回T{{/if}}")]
    public void A_text_message_may_say_which_word_to_answer_with_instead_of_the_link(string way) =>
        SequenceFile.Read("good.yaml", Good.Replace("{{coupon.code}} {{unsubscribeUrl}}\"\nsteps", $"{{{{coupon.code}}}} {way}\"\nsteps", StringComparison.Ordinal))
            .Problems.ShouldBeEmpty();

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
        Good.ShouldContain(good);

        var result = SequenceFile.Read("good.yaml", Good.Replace(good, bad, StringComparison.Ordinal));

        result.Problems.ShouldContain(p => p.Severity == Severity.Error);
        result.Problems.Where(p => p.Severity == Severity.Warning).ShouldBeEmpty(string.Join('\n', result.Problems));
    }

    [Fact]
    public void A_template_that_no_step_sends_is_doubted_where_every_step_was_read()
    {
        var unsent = Good.Replace("\nsteps:\n", "\n  other:\n    en:\n      sms: \"{{shop.name}} {{unsubscribeUrl}}\"\nsteps:\n", StringComparison.Ordinal);

        SequenceFile.Read("good.yaml", unsent).Problems.ShouldHaveSingleItem().Message.ToString().ShouldContain("no step sends this template");
        SequenceFile.Read("good.yaml", unsent.Replace("{ en: Good }", "Good", StringComparison.Ordinal)).Problems
            .ShouldContain(p => p.Message.ToString().Contains("no step sends this template", StringComparison.Ordinal), "the title is no step");
    }

    [Fact]
    public void A_coupon_step_that_could_not_be_read_is_not_missed_by_the_steps_that_use_it()
    {
        var broken = Good.Replace("  - coupon: ten\n", "  - coupon: Ten Off\n", StringComparison.Ordinal);

        SequenceFile.Read("good.yaml", broken).Problems.ShouldHaveSingleItem().Message.ToString().ShouldContain("did you mean 'ten-off'?");
    }

    [Fact]
    public void A_coupon_too_old_for_a_later_send_is_doubted()
    {
        var late = Good.Replace("  - branch: who", "  - wait: long\n    for: 12 days\n  - send: late\n    channels: [sms]\n    template: offer\n    coupon: ten\n  - branch: who", StringComparison.Ordinal);

        SequenceFile.Read("good.yaml", late).Problems.ShouldHaveSingleItem().ToString()
            .ShouldStartWith("good.yaml:41:13: warning: steps.late.coupon: the coupon 'ten' is valid for 14 days and up to 15 days old here");
    }

    [Fact]
    public void A_coupon_of_one_branch_is_not_there_after_it()
    {
        var late = Good
            .Replace("    default: []", "    default:\n      - { coupon: extra, percent: 5, valid-for: 9 days }", StringComparison.Ordinal)
            .Replace("  - end: done", "  - send: late\n    channels: [sms]\n    template: offer\n    coupon: extra\n  - end: done", StringComparison.Ordinal);

        SequenceFile.Read("good.yaml", late).Problems.ShouldHaveSingleItem().ToString()
            .ShouldBe("good.yaml:59:13: steps.late.coupon: the coupon 'extra' is not issued on every path to this step; move its step before the branch");
    }

    [Fact]
    public void All_problems_come_at_once_in_the_order_of_the_file()
    {
        var broken = Good.Replace("10%", "ten", StringComparison.Ordinal).Replace("[email]", "[mail]", StringComparison.Ordinal)
            .Replace("score.tier", "score.teir", StringComparison.Ordinal).Replace("priority", "prio", StringComparison.Ordinal);

        SequenceFile.Read("good.yaml", broken).Problems.Select(p => (p.Line, p.Field)).ShouldBe(
            [(7, "holdout"), (8, "prio"), (29, "steps.mail.channels"), (38, "steps.who.cases[1].when.field")]);
    }

    [Theory]
    [InlineData("", 1, 1, "the file is empty")]
    [InlineData("# nothing\n", 1, 1, "the file is empty")]
    [InlineData("- a\n", 1, 1, "expected keys such as 'sequence:'")]
    [InlineData("hello", 1, 1, "expected keys such as 'sequence:'")]
    [InlineData("? [a]\n: b\n", 1, 3, "a key must be a single word")]
    [InlineData("a: {{shop.name}}\n", 1, 5, "a text that begins with '{{' needs quotes around all of it")]
    [InlineData("a: {{shop.name}} last thing\n", 1, 5, "a text that begins with '{{' needs quotes around all of it")]
    [InlineData("a: \"\\Uffffffff\"\n", 1, 1, "is wrong")]
    [InlineData("a: 1\n: 2\n", 1, 5, "unknown key ''")]
    [InlineData("a:\n  - b\n:\n", 4, 1, "check that a key stands before the ':'")]
    [InlineData("a: [1, 2\nb: 3\n", 1, 4, "is not closed")]
    public void Files_of_another_kind_are_refused(string yaml, int line, int column, string words) =>
        SequenceFile.Read("x.yaml", yaml).Problems.ShouldContain(
            p => p.Line == line && p.Column == column && p.Message.ToString().Contains(words, StringComparison.Ordinal));

    [Fact]
    public void Sizes_are_limited_so_that_no_file_can_exhaust_the_reader()
    {
        First(new string(' ', SequenceFile.MaxBytes + 1)).ShouldContain("at most 256 are read");
        First(new string('[', 200_000)).ShouldContain("nested more than 100 levels deep");
        First(string.Concat(Enumerable.Repeat("{a: ", 50_000))).ShouldContain("nested more than 100 levels deep");

        var tags = string.Concat(Enumerable.Repeat("{{zz}}<", 36_000));
        SequenceFile.Read("good.yaml", Good.Replace("<p>Hello</p>", tags, StringComparison.Ordinal)).Problems.Count.ShouldBe(100);

        var doubts = string.Concat(Enumerable.Repeat("{{customer.name}}", 12_000));
        SequenceFile.Read("good.yaml", Good.Replace("<p>Hello</p>", doubts, StringComparison.Ordinal).Replace("[email]", "[mail]", StringComparison.Ordinal))
            .Problems.ShouldContain(p => p.Severity == Severity.Error);

        var steps = string.Concat(Enumerable.Range(1, SequenceFile.MaxSteps + 5).Select(i => $"  - {{ wait: w{i}, for: 1 minute }}\n"));
        SequenceFile.Read("good.yaml", Good.Replace("  - coupon: ten", steps + "  - coupon: ten", StringComparison.Ordinal)).Problems
            .Count(p => p.Message.ToString().Contains("at most 200 steps", StringComparison.Ordinal)).ShouldBe(1);

        var deep = "[]";
        for (var i = 0; i < SequenceFile.MaxNesting + 1; i++)
            deep = $"[{{ branch: b{i}, cases: [{{ when: {{ field: score.tier, is: top }}, steps: {deep} }}] }}]";
        First(Good[..Good.IndexOf("steps:", StringComparison.Ordinal)] + $"steps: {deep}\n").ShouldContain("steps may nest 16 deep");

        var not = "{ field: score.tier, is: top }";
        for (var i = 0; i < SequenceFile.MaxNesting + 1; i++)
            not = $"{{ not: {not} }}";
        First(Good.Replace("{ field: score.tier, is: top }", not, StringComparison.Ordinal)).ShouldContain("conditions may nest 16 deep");
    }

    private static string First(string yaml) => SequenceFile.Read("good.yaml", yaml).Problems.First(p => p.Severity == Severity.Error).Message.ToString();
}
