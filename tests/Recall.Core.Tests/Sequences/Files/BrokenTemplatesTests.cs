using Recall.Core.Sequences.Files;

namespace Recall.Core.Tests.Sequences.Files;

/// <summary>Each case changes one thing in a good file and names the place and the words an author must see.</summary>
public class BrokenTemplatesTests
{
    [Theory]
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
    [InlineData("{{coupon.code}} {{unsubscribeUrl}}\"\nsteps", "{{coupon.code}}. Stop by our shop\"\nsteps", 23, 12, "templates.offer.en.sms", "add 'Stop: {{unsubscribeUrl}}', or say what to answer ('Reply STOP to opt out') where your number takes answers")]
    [InlineData("{{coupon.code}} {{unsubscribeUrl}}\"\nsteps", "{{coupon.code}}{{#if coupon}} STOP{{/if}}\"\nsteps", 23, 12, "templates.offer.en.sms", "outside of any {{#if}}")]
    [InlineData("      sms: ", "      smss: ", 23, 7, "templates.offer.en.smss", "did you mean 'sms'?")]
    [InlineData("\"{{coupon.percent}}% off\"", "\"{{coupon.amount}} off\"", 30, 15, "steps.mail.template", "empty for coupon 'ten'; use 'coupon.percent'")]
    public void Says_where_and_how_to_mend_it(string good, string bad, int line, int column, string field, string words) =>
        GoodFile.Broken(good, bad, line, column, field, words);

    [Theory]
    [InlineData("茶", 1334, Severity.Error, "has 4,002 bytes before anything is filled in, and WeCom takes 4,000")]
    [InlineData("茶", 1333, Severity.Warning, "may have 4,099 bytes once it is filled in")]
    [InlineData("茶", 1300, null, "")]
    [InlineData("{{#if coupon}}茶{{/if}}", 1334, Severity.Warning, "may have 4,102 bytes once it is filled in")]
    public void A_text_for_WeCom_is_measured_in_bytes(string text, int times, Severity? severity, string words)
    {
        var wecom = $"\n      wecom: \"{{{{coupon.code}}}}{string.Concat(Enumerable.Repeat(text, times))}\"\nsteps:\n";

        var problem = SequenceFile.Read("good.yaml", GoodFile.Text.Replace("\nsteps:\n", wecom, StringComparison.Ordinal)).Problems.SingleOrDefault();

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

        var problem = SequenceFile.Read("good.yaml", GoodFile.Text.Replace("sms: \"{{shop.name}}: {{coupon.code}} {{unsubscribeUrl}}\"", sms, StringComparison.Ordinal)).Problems.SingleOrDefault();

        (problem?.Severity).ShouldBe(severity);
        (problem?.Message.ToString() ?? "").ShouldContain(words);
    }
}
