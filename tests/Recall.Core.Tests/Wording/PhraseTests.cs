using Recall.Core.Wording;

namespace Recall.Core.Tests.Wording;

public class PhraseTests
{
    [Theory]
    [InlineData("en", false)]
    [InlineData("zh", true)]
    [InlineData("zh-CN", true)]
    [InlineData("zh_CN.UTF-8", true)]
    [InlineData("ZH-Hant-TW", true)]
    [InlineData("zha", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Chinese_is_for_readers_of_any_chinese(string? locale, bool chinese) =>
        new Phrase("Hello", "你好").Say(locale).ShouldBe(chinese ? "你好" : "Hello");

    [Theory]
    [InlineData("{0:#day|days}", 1, "1 day")]
    [InlineData("{0:#day|days}", 1.0, "1 day")]
    [InlineData("{0:#day|days}", 0, "0 days")]
    [InlineData("{0:#event|events}", 157633, "157,633 events")]
    [InlineData("{0:#day|days}", 12.7, "13 days")]
    [InlineData("{0:is|are}", 1.2, "is")]
    [InlineData("{0:is|are}", 0, "are")]
    [InlineData("{0:0.00} {0}", 2.5, "2.50 2.5")]
    [InlineData("{0:+0.0;-0.0}", -3.14, "-3.1")]
    [InlineData("in {0:span}", 36.0, "in 36 h")]
    [InlineData("in {0:span}", 72.0, "in 3 days")]
    [InlineData("{0:word}", "sms", "SMS")]
    [InlineData("{0:word}", "my-own-word", "my-own-word")]
    [InlineData("{0:time}", "2026-03-02T20:00:00Z", "2026-03-02 20:00 UTC")]
    [InlineData("'{0}'", null, "'-'")]
    [InlineData("no holes", 1, "no holes")]
    [InlineData("write {{ is: {0} }}", "top", "write { is: top }")]
    [InlineData("'{{{{#{0}}}}}'", "if", "'{{#if}}'")]
    [InlineData("a lone }", 1, "a lone }")]
    public void Values_are_written_alike_on_every_machine(string text, object? value, string said) =>
        new Phrase(text, text).Say("en", value).ShouldBe(said);

    [Fact]
    public void Sentences_and_lists_inside_are_said_in_the_same_language()
    {
        var inner = new Sentence(new Phrase("{0} left", "剩 {0}"), 3);
        var outer = new Phrase("{0} of {1}", "{1}：{0}");
        outer.Say("en", inner, new List<string> { "a", "b", "c" }).ShouldBe("3 left of 'a', 'b' or 'c'");
        new Phrase("has {0:and}", "有{0:and}").Say("en", new List<string> { "a", "b", "c" }).ShouldBe("has 'a', 'b' and 'c'");
        outer.Say("zh-CN", inner, new List<string> { "a", "b" }).ShouldBe("“a”、“b”：剩 3");
    }

    [Fact]
    public void A_brace_without_a_partner_is_an_error() => Should.Throw<FormatException>(() => new Phrase("{0", "{0}"));
}
