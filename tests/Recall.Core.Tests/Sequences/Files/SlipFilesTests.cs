using Recall.Core.Sequences.Files;

namespace Recall.Core.Tests.Sequences.Files;

/// <summary>Slips of English and Chinese keyboards that YAML reads as text.</summary>
public class SlipFilesTests
{
    [Theory]
    [InlineData("sequence: good", "sequence good", 1, 9, "", "a ':' is missing behind 'sequence'; write 'sequence: ...'")]
    [InlineData("sequence: good", "sequence： good", 1, 9, "", "'：' is a full-width character, as Chinese keyboards type it; write 'sequence: ...'")]
    [InlineData("sequence: good", "sequence：good", 1, 9, "", "'：' is a full-width character")]
    [InlineData("sequence: good", "sequence:good", 1, 9, "", "a space is missing behind 'sequence:'")]
    [InlineData("sequence: good", "sequence:　good", 1, 10, "", "here is a full-width space")]
    [InlineData("title: {", "title {", 2, 6, "", "a ':' is missing behind 'title'")]
    [InlineData("title: {", "title：{", 2, 6, "", "'：' is a full-width character")]
    [InlineData("title: { en: Good }", "title: ｛ en: Good ｝", 2, 8, "", "'｛' is a full-width character, as Chinese keyboards type it; write '{'")]
    [InlineData("title: { en: Good }", "title: { en: Good ｝", 2, 19, "", "'｝' is a full-width character")]
    [InlineData("title: { en: Good }", "title: { en： Good }", 2, 12, "title", "'：' is a full-width character, as Chinese keyboards type it; write 'en: Good'")]
    [InlineData("title: { en: Good }", "title: { en: Good， zh-CN: 好 }", 2, 18, "", "'，' is a full-width character")]
    [InlineData("audience:\n", "audience\n", 3, 9, "", "a ':' is missing behind 'audience'")]
    [InlineData("audience:\n", "audience：\n", 3, 9, "", "'：' is a full-width character")]
    [InlineData("  all:\n", "  all\n", 4, 6, "", "a ':' is missing behind 'all'")]
    [InlineData("  all:\n", "　　all:\n", 4, 1, "", "here is a full-width space")]
    [InlineData("    - { field: score", "    -　{ field: score", 5, 6, "", "here is a full-width space")]
    [InlineData("    - { field: score", "    － { field: score", 5, 5, "", "'－' is a full-width character, as Chinese keyboards type it; write '- '")]
    [InlineData("{ field: score.stage, in", "{ field：score.stage，in", 5, 14, "audience.all[1]", "write 'field: score.stage, in'")]
    [InlineData("in: [dormant]", "in: 【dormant】", 5, 33, "audience.all[1].in", "'【' is a full-width character, as Chinese keyboards type it; write '[dormant]'")]
    [InlineData("at-least: 2", "at-least: ２", 6, 42, "audience.all[2].at-least", "'２' is a full-width character, as Chinese keyboards type it; write '2'")]
    [InlineData("holdout: 10%", "holdout: 10％", 7, 12, "holdout", "write '10%'")]
    [InlineData("holdout: 10%", "holdout 10%", 7, 8, "", "a ':' is missing behind 'holdout'")]
    [InlineData("180 days, max", "180 days，max", 10, 27, "", "'，' is a full-width character")]
    [InlineData("goal: {", "goal：{", 11, 5, "", "'：' is a full-width character")]
    [InlineData("goal: { order-within: 45 days }", "goal：\n  order-within: 45 days", 11, 5, "", "'：' is a full-width character")]
    [InlineData("[unsubscribe, complaint]", "[unsubscribe，complaint]", 12, 20, "exits", "write 'unsubscribe, complaint'")]
    [InlineData("[unsubscribe, complaint]", "【unsubscribe, complaint】", 12, 8, "exits", "write '[unsubscribe, complaint]'")]
    [InlineData("[unsubscribe, complaint]", "[unsubscribe, complaint】", 12, 31, "", "'】' is a full-width character")]
    [InlineData("  offer:\n", "  offer\n", 14, 8, "", "a ':' is missing behind 'offer'")]
    [InlineData("    en:\n", "    en：\n", 15, 7, "", "'：' is a full-width character")]
    [InlineData("      html: |", "      html： |", 18, 11, "", "'：' is a full-width character")]
    [InlineData("- coupon: ten", "- coupon： ten", 25, 11, "", "'：' is a full-width character, as Chinese keyboards type it; write 'coupon: ...'")]
    [InlineData("- send: mail", "- send mail", 28, 9, "", "a ':' is missing behind 'send'")]
    [InlineData("channels: [email]", "channels: 【email】", 29, 15, "steps.mail.channels", "write '[email]'")]
    [InlineData("channels: [email]", "channels: [email，sms]", 29, 21, "steps.mail.channels", "write 'email, sms'")]
    [InlineData("for: 3 days", "for: ３ days", 34, 10, "steps.a-while.for", "write '3 days'")]
    [InlineData("until: [reply]", "until-time: “10:00”", 35, 17, "steps.a-while.until-time", "'“' is a full-width character")]
    [InlineData("    to: crm", "    to：crm", 54, 7, "", "'：' is a full-width character")]
    [InlineData("    outcome: sent", "    outcome： sent", 56, 12, "", "'：' is a full-width character")]
    [InlineData("    outcome: sent", "    outcome sent", 56, 12, "", "a ':' is missing behind 'outcome'")]
    [InlineData("channels: [email]", "channels: [email; sms]", 29, 21, "steps.mail.channels", "items are parted by ',' and not by ';'; write 'email, sms'")]
    [InlineData("channels: [email]", "channels: [email；sms]", 29, 21, "steps.mail.channels", "items are parted by ',' and not by '；'; write 'email, sms'")]
    [InlineData("180 days, max", "180 days；max", 10, 27, "", "items are parted by ',' and not by '；'")]
    [InlineData("  - wait: a-while", "  ＃ a note\n  - wait: a-while", 33, 3, "", "'＃' is a full-width character, as Chinese keyboards type it; write '#'")]
    [InlineData("valid-for: 14 days", "valid-for: 14天", 27, 16, "steps.ten.valid-for", "did you mean '14 days'?")]
    [InlineData("in: [dormant]", "in: [沉睡]", 5, 34, "audience.all[1].in", "did you mean 'dormant'?")]
    [InlineData("code is {{coupon.code}}", "code is ｛｛coupon.code｝｝", 18, 13, "templates.offer.en.html", "'｛｛coupon.code｝｝' is written with full-width braces")]
    [InlineData("at-least: 2 }", "at-least: 2", 6, 7, "", "this '[' or '{' is not closed")]
    [InlineData("    template: offer", "     template: offer", 30, 6, "", "this line is indented by 5 spaces, and stands in no column of the lines above; indent it by 4 like line 29")]
    [InlineData("    channels: [email]", "   channels: [email]", 29, 4, "", "this line is indented by 3 spaces, and stands in no column of the lines above; indent it by 4 like line 28")]
    public void Is_told_where_it_is_and_not_where_the_parser_stumbles(string good, string bad, int line, int column, string field, string words) =>
        GoodFile.Broken(good, bad, line, column, field, words).Problems.Count(p => p.Severity == Severity.Error).ShouldBe(1);

    /// <summary>What Chinese texts are full of is none.</summary>
    [Theory]
    [InlineData("{ en: Good }", "{ en: Good, zh-CN: 您好，世界：【好】 }")]
    [InlineData("{ en: Good }", "\n  en: Good\n  zh-CN: 【好】您好：VIP：“好”，100％")]
    [InlineData("note: { en: Call them }", "note: { en: VIP：call them }")]
    public void Text_may_hold_them(string good, string text) =>
        SequenceFile.Read("good.yaml", GoodFile.With(good, text)).Problems.Where(p => p.Severity == Severity.Error).ShouldBeEmpty();

    [Fact]
    public void A_text_with_them_that_is_wrong_otherwise_is_told_what_is_wrong()
    {
        GoodFile.Broken("{ en: Good }", "您好：世界", 2, 8, "title", "expected texts by language");
        GoodFile.Broken("subject: \"{{coupon.percent}}% off\"", "subject: 【店】您好: a: b", 16, 21, "", "put the value in quotes");
    }
}
