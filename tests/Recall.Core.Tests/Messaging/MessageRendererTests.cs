using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;
using Recall.Core.Tests.Sequences.Files;

namespace Recall.Core.Tests.Messaging;

public class MessageRendererTests
{
    private static readonly CustomerKey Ann = CustomerKey.Parse("shop:1");
    private static readonly SequenceDefinition Winback = SequenceFile.Read("dormant-winback.yaml", Shipped.Sequence("dormant-winback.yaml")).Definition!;

    private static readonly MessageValues Values = new()
    {
        Profile = new Profile { Customer = Ann, Person = Person.Unknown with { Name = "Ann <b>&", TimeZone = "Asia/Shanghai" } },
        Shop = new("Tea & Co", "1 Main St, Springfield", "https://tea.example/", "EUR", TimeZoneInfo.Utc),
        Coupon = new("TEA-1234", 10, null, null, new(2026, 3, 31, 16, 0, 0, TimeSpan.Zero)),
        UnsubscribeUrl = "https://tea.example/u?c=1&t=x",
    };

    [Fact]
    public void Html_is_escaped_and_the_rest_is_not()
    {
        var message = MessageRenderer.Render(Winback, "first-offer", "en-GB", Values);

        message.Locale.ShouldBe("en");
        message.Subject.ShouldBe("Ann <b>&, 10% off your next order");
        message.Text.ShouldNotBeNull().ShouldContain("Hi Ann <b>&,");
        message.Text.ShouldContain("Stop these e-mails: https://tea.example/u?c=1&t=x");
        message.Html.ShouldNotBeNull().ShouldContain("<p>Hi Ann &lt;b&gt;&amp;,</p>");
        message.Html.ShouldContain("Tea &amp; Co, 1 Main St, Springfield");
        message.Html.ShouldStartWith("<!doctype html>\n<html lang=\"en\">");
        message.Html.ShouldContain("overflow:hidden\">Your own code, good until 31 March 2026.</div>");
        message.Html.ShouldNotContain("Ann <b>");
        message.Sms.ShouldBeNull();
        System.Net.WebUtility.HtmlDecode(message.Html).ShouldContain("href=\"https://tea.example/u?c=1&t=x\"");
    }

    [Theory]
    [InlineData("zh-CN", "zh-CN", "2026年3月31日")]
    [InlineData("zh-TW", "zh-CN", "2026年3月31日")]
    [InlineData("zh", "zh-CN", "2026年3月31日")]
    [InlineData("fr-FR", "en", "31 March 2026")]
    [InlineData(null, "en", "31 March 2026")]
    public void Falls_back_to_the_nearest_language_and_writes_its_dates(string? wanted, string given, string expires)
    {
        var message = MessageRenderer.Render(Winback, "reminder", wanted, Values);

        message.Locale.ShouldBe(given);
        message.Sms.ShouldNotBeNull().ShouldContain(expires);
        message.Html.ShouldBeNull();
    }

    [Fact]
    public void The_last_day_of_a_coupon_is_the_customers_own_day_and_a_whole_one()
    {
        Named(new(2026, 3, 31, 15, 59, 59, TimeSpan.Zero)).ShouldContain("30 March 2026");
        Named(new(2026, 3, 31, 16, 0, 1, TimeSpan.Zero)).ShouldContain("31 March 2026");

        static string Named(DateTimeOffset expires) =>
            MessageRenderer.Render(Winback, "reminder", "en", Values with { Coupon = Values.Coupon! with { Expires = expires } }).Sms.ShouldNotBeNull();
    }

    [Fact]
    public void An_unknown_name_leaves_no_gap()
    {
        var nameless = Values with { Profile = Values.Profile with { Person = Person.Unknown } };

        var message = MessageRenderer.Render(Winback, "first-offer", "en", nameless);

        message.Subject.ShouldBe("10% off your next order");
        message.Text.ShouldNotBeNull().ShouldStartWith("Hi,\n");
    }

    [Fact]
    public void A_name_with_line_breaks_cannot_add_a_header()
    {
        var evil = Values with { Profile = Values.Profile with { Person = Person.Unknown with { Name = "Ann\r\nBcc: all@example.com\u2028x\u0000" } } };

        MessageRenderer.Render(Winback, "first-offer", "en", evil).Subject.ShouldBe("Ann Bcc: all@example.com x , 10% off your next order");
    }

    [Fact]
    public void A_name_is_text_and_never_a_template()
    {
        var evil = Values with { Profile = Values.Profile with { Person = Person.Unknown with { Name = "{{shop.address}}" } } };

        MessageRenderer.Render(Winback, "first-offer", "en", evil).Subject.ShouldBe("{{shop.address}}, 10% off your next order");
    }

    [Fact]
    public void Amounts_are_written_with_their_currency_and_a_missing_minimum_is_left_out()
    {
        var nudge = SequenceFile.Read("second-order-nudge.yaml", Shipped.Sequence("second-order-nudge.yaml")).Definition!;
        var amount = Values with { Coupon = new("TEA-5", null, 5, 30.5m, new(2026, 3, 31, 16, 0, 0, TimeSpan.Zero)) };
        var chinese = amount with { Shop = amount.Shop with { Currency = "CNY" } };

        MessageRenderer.Render(nudge, "welcome-back", "en", amount).ShouldSatisfyAllConditions(
            m => m.Subject.ShouldBe("€5 towards your second order"), m => m.Text.ShouldNotBeNull().ShouldContain("on orders from €30.50."));
        MessageRenderer.Render(nudge, "welcome-back", "zh-CN", chinese).Subject.ShouldBe("第二单，立减5元");
        MessageRenderer.Render(nudge, "welcome-back", "en", amount with { Coupon = amount.Coupon! with { Minimum = null } })
            .Text.ShouldNotBeNull().ShouldContain("until 31 March 2026.");
    }

    [Fact]
    public void Threads_may_compile_and_render_at_once()
    {
        var fresh = Enumerable.Range(0, 32).Select(_ => SequenceFile.Read("dormant-winback.yaml", Shipped.Sequence("dormant-winback.yaml")).Definition!).ToList();
        var once = MessageRenderer.Render(Winback, "first-offer", "en", Values);

        var all = fresh.AsParallel().WithDegreeOfParallelism(8).SelectMany(d => new[] { d, Winback }).Select(d => MessageRenderer.Render(d, "first-offer", "en", Values));

        all.ShouldAllBe(m => m == once);
    }

    [Fact]
    public void Every_shipped_template_renders_in_every_language_without_a_brace_left()
    {
        foreach (var name in Shipped.SequenceNames.Select(n => n.Data))
        {
            var definition = SequenceFile.Read(name, Shipped.Sequence(name)).Definition!;
            foreach (var (template, locales) in definition.Templates)
            {
                foreach (var locale in locales.ByLocale.Keys)
                {
                    var message = MessageRenderer.Render(definition, template, locale, Values);
                    message.Locale.ShouldBe(locale);
                    string.Concat(message.Subject, message.Html, message.Text, message.Sms).ShouldNotContain("{{");
                    if (message.Sms is not null)
                        SmsText.Measure(message.Sms).Segments.ShouldBeLessThanOrEqualTo(2);
                }
            }
        }
    }
}
