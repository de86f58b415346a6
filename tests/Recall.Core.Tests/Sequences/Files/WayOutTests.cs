using Recall.Core.Sequences.Files;

namespace Recall.Core.Tests.Sequences.Files;

/// <summary>The law wants a way out of every message, and a reader must see it.</summary>
public class WayOutTests
{
    /// <summary>Of what a reader does not see there is no way out.</summary>
    [Theory]
    [InlineData("<!-- <a href=\"{{unsubscribeUrl}}\">Stop</a> -->")]
    [InlineData("<a style=\"display:none\" href=\"{{unsubscribeUrl}}\">Stop</a>")]
    [InlineData("<div style=\"color:red; visibility: hidden\"><p><a href=\"{{unsubscribeUrl}}\">Stop</a></p></div>")]
    [InlineData("<span style=\"font-size:0px\">{{unsubscribeUrl}}</span>")]
    [InlineData("<span style=\"FONT-SIZE: 0 !important\">{{unsubscribeUrl}}</span>")]
    [InlineData("<p hidden><a href=\"{{unsubscribeUrl}}\">Stop</a></p>")]
    [InlineData("<a href=\"{{unsubscribeUrl}}\"></a>")]
    [InlineData("<a href=\"{{unsubscribeUrl}}\"><b style=\"opacity:0\">Stop</b></a>")]
    [InlineData("<a href=\"https://x.example/?to={{unsubscribeUrl}}\">Stop</a>")]
    [InlineData("<img src=\"{{unsubscribeUrl}}\">")]
    [InlineData("<style>{{unsubscribeUrl}}</style>")]
    [InlineData("<template>{{unsubscribeUrl}}</template>")]
    [InlineData("<a href=\"{{unsubscribeUrl}}\">{{#if customer.name}}Stop{{/if}}</a>")]
    [InlineData("<a href=\"{{unsubscribeUrl}}\">{{#unless customer.name}}Stop{{/unless}}</a>")]
    [InlineData("<a href=\"{{unsubscribeUrl}}\">{{#if customer.name}}{{customer.name}}{{else}} {{/if}}</a>")]
    [InlineData("{{#if customer.name}}<div hidden>{{/if}}<a href=\"{{unsubscribeUrl}}\">Stop</a>{{#if customer.name}}</div>{{/if}}")]
    [InlineData("<a href=\"{{unsubscribeUrl}}\">&#8203;&shy;&nbsp;\u3164</a>")]
    [InlineData("<div style=\"height:0;overflow:hidden\"><a href=\"{{unsubscribeUrl}}\">Stop</a></div>")]
    [InlineData("<div style=\"overflow: hidden; max-width: 0px\"><a href=\"{{unsubscribeUrl}}\">Stop</a></div>")]
    [InlineData("<p style=\"display:/* not shown */none\"><a href=\"{{unsubscribeUrl}}\">Stop</a></p>")]
    [InlineData("<p style=\"/* a */ font-size: 0\"><a href=\"{{unsubscribeUrl}}\">Stop</a></p>")]
    [InlineData("<select><option>{{unsubscribeUrl}}</option></select>")]
    public void A_link_that_nobody_sees_is_no_way_out(string way) => GoodFile.Broken(
        "<a href=\"{{unsubscribeUrl}}\">Stop</a>", way, 18, 13, "templates.offer.en.html", "nobody sees this way out: {{unsubscribeUrl}} stands in a comment")
        .Problems.ShouldHaveSingleItem();

    /// <summary>A variable that may be empty is nothing to click on, whatever else is said of it.</summary>
    [Fact]
    public void A_link_on_a_name_that_may_be_unknown_is_no_way_out() => GoodFile.Broken(
        "<a href=\"{{unsubscribeUrl}}\">Stop</a>", "<a href=\"{{unsubscribeUrl}}\">{{customer.name}}</a>", 18, 13, "templates.offer.en.html", "nobody sees this way out");

    [Theory]
    [InlineData("Stop: {{unsubscribeUrl}}")]
    [InlineData("<a href=\"{{unsubscribeUrl}}\">{{#if customer.name}}{{customer.name}}{{else}}Stop{{/if}}</a>")]
    [InlineData("<a href=\"{{unsubscribeUrl}}\">{{#if customer.name}}Stop, {{customer.name}}{{/if}}{{#unless customer.name}}Stop{{/unless}}</a>")]
    [InlineData("<a href=\"{{unsubscribeUrl}}\">{{shop.name}}</a>")]
    [InlineData("<div style=\"height:20px;overflow:hidden;line-height:1 /* display:none */\"><a href=\"{{unsubscribeUrl}}\">&#8203;Stop</a></div>")]
    [InlineData("<a href={{unsubscribeUrl}}>Stop</a>")]
    [InlineData("<p style=\"font-size:10px;opacity:0.5\"><A HREF='{{unsubscribeUrl}}'><b>Stop</b></A></p>")]
    [InlineData("<a href=\"{{unsubscribeUrl}}\"><img src=\"stop.png\" alt=\"Stop\"></a>")]
    [InlineData("<p style=\"display:none\">preview</p><!-- {{unsubscribeUrl}} --><a href=\"{{unsubscribeUrl}}\">Stop</a>")]
    [InlineData("<table><tr><td><a href=\"{{unsubscribeUrl}}\">Stop</a></table>")]
    public void A_link_or_an_address_that_can_be_read_is_a_way_out(string way) =>
        SequenceFile.Read("good.yaml", GoodFile.With("<a href=\"{{unsubscribeUrl}}\">Stop</a>", way)).Problems.ShouldBeEmpty();

    [Theory]
    [InlineData("<!-- {{shop.address}} -->")]
    [InlineData("<p style=\"display: none\">{{shop.address}}</p>")]
    [InlineData("<select><option>{{shop.address}}</option></select>")]
    [InlineData("<p style=\"height:0;overflow:hidden\">{{shop.address}}</p>")]
    public void An_address_that_nobody_sees_is_none(string address) =>
        GoodFile.Broken("<p>{{shop.address}} <a", $"{address}<p><a", 18, 13, "templates.offer.en.html", "nobody sees the sender's postal address");

    /// <summary>A page may nest as deep as the file is long.</summary>
    [Fact]
    public void A_link_at_the_bottom_of_very_many_elements_is_found() => SequenceFile.Read(
        "good.yaml", GoodFile.With("<p>Hello</p>", string.Concat(Enumerable.Repeat("<div>", 5_000)))).Problems.ShouldBeEmpty();

    [Theory]
    [InlineData("Reply STOP to opt out")]
    [InlineData("Text STOP to 12345")]
    [InlineData("reply with the word UNSUBSCRIBE.")]
    [InlineData("STOP to end")]
    [InlineData("STOP to cancel messages.")]
    [InlineData("Msg rates may apply. Reply STOP at any time")]
    [InlineData("Want out? Reply 'STOP'.")]
    [InlineData("END to unsubscribe")]
    [InlineData("回复TD退订")]
    [InlineData("拒收请发R")]
    [InlineData("退订请回复 T。")]
    [InlineData("回复TD即可退订")]
    [InlineData("编辑TD发送到10690")]
    [InlineData("STOP=opt out")]
    [InlineData("拒收请回复R")]
    [InlineData("回T退订")]
    [InlineData("回复“退订”即可")]
    [InlineData("退订回TD")]
    [InlineData("退订TD")]
    [InlineData("满100减20！T 退订")]
    [InlineData("{{#if coupon}}TD退订{{else}}退订回T{{/if}}")]
    public void A_text_message_may_say_which_word_to_answer_with_instead_of_the_link(string way) =>
        SequenceFile.Read("good.yaml", GoodFile.Text.Replace("{{coupon.code}} {{unsubscribeUrl}}\"\nsteps", $"{{{{coupon.code}}}} {way}\"\nsteps", StringComparison.Ordinal))
            .Problems.ShouldBeEmpty();

    [Theory]
    [InlineData("NON-STOP SALE")]
    [InlineData("STOP")]
    [InlineData("STOP and look")]
    [InlineData("Send T shirts")]
    [InlineData("Reply HELP")]
    [InlineData("reply stop")] // As everywhere, a word to send is written in capitals.
    [InlineData("Stop by our shop")]
    [InlineData("拒收假货！")]
    [InlineData("退订")]
    [InlineData("下单发T恤")]
    [InlineData("新品首发T台秀")]
    [InlineData("新品首发T")]
    [InlineData("新品首发T 退订")]
    [InlineData("出发R级越野")]
    [InlineData("回复T台秀")]
    [InlineData("返回R")]
    [InlineData("请勿回复T")]
    [InlineData("拒收R级")]
    [InlineData("T退订单")]
    [InlineData("don't text STOP signs")]
    [InlineData("Don't text STOP")]
    [InlineData("Please do not reply STOP")]
    [InlineData("We send END of season news")]
    [InlineData("THE WEEK'S END to quit work!")]
    [InlineData("The END to quit")]
    [InlineData("STOP to quit work")]
    [InlineData("DON'T STOP to end")]
    [InlineData("回复N退订")] // Not a word that is understood.
    public void A_word_alone_is_no_way_out_of_text_messages(string way) => GoodFile.Broken(
        "{{coupon.code}} {{unsubscribeUrl}}\"\nsteps", $"{{{{coupon.code}}}} {way}\"\nsteps", 23, 12, "templates.offer.en.sms", "or say what to answer ('Reply STOP to opt out')")
        .Problems.ShouldHaveSingleItem();

    public static TheoryData<string> Shipped => Files.Shipped.SequenceNames;

    /// <summary>What comes with Recall has its ways out where readers see them: hidden, each of them is missed.</summary>
    [Theory]
    [MemberData(nameof(Shipped))]
    public void Every_way_out_of_what_comes_with_Recall_is_seen(string name)
    {
        var text = Files.Shipped.Sequence(name);
        const string Link = "<a href=\"{{unsubscribeUrl}}\">";
        var links = text.Split(Link).Length - 1;
        links.ShouldBeGreaterThan(0);

        var hidden = text.Replace(Link, "<a hidden href=\"{{unsubscribeUrl}}\">", StringComparison.Ordinal)
            .Replace("Stop: {{unsubscribeUrl}}\"", "STOP\"", StringComparison.Ordinal).Replace("退订 {{unsubscribeUrl}}\"", "退订\"", StringComparison.Ordinal);

        var problems = SequenceFile.Read(name, hidden).Problems.Where(p => p.Severity == Severity.Error).ToList();
        problems.Count(p => p.Field.EndsWith(".html", StringComparison.Ordinal) && p.Message.ToString().StartsWith("nobody sees this way out", StringComparison.Ordinal)).ShouldBe(links);
        problems.Count(p => p.Field.EndsWith(".sms", StringComparison.Ordinal)).ShouldBe(text.Split("      sms: ").Length - 1);
    }
}
