using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Recall.Core.Customers;

namespace Recall.Core.Tests.Customers;

public sealed class ShownTests
{
    private static readonly Gen<string> Texts = Gen.Elements("a", "张", "😀", "\u0007", " ").ListOf().Select(parts => string.Concat(parts));

    [Fact]
    public void A_cut_text_is_whole_unicode_a_prefix_and_as_long_as_it_may_be() => Properties.ForAll(
        Texts.Zip(Gen.Choose(1, 40)),
        given =>
        {
            var (text, max) = given;
            var cut = Shown.Cut(text, max);
            text.ShouldStartWith(cut, Case.Sensitive);
            cut.Length.ShouldBeInRange(Math.Min(text.Length, max - 1), max);
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(cut).ShouldBeGreaterThanOrEqualTo(0);
        });

    [Fact]
    public void Text_of_others_is_short_whole_and_on_one_line() => Properties.ForAll(
        Gen.Choose(0, 40).SelectMany(n => Texts.Select(t => string.Concat(Enumerable.Repeat(t, n)))),
        text =>
        {
            var shown = Shown.Short(text);
            shown.Length.ShouldBeLessThanOrEqualTo(60);
            shown.ShouldAllBe(c => !char.IsControl(c));
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(shown).ShouldBeGreaterThanOrEqualTo(0);
            if (text.Length > 60)
                shown.ShouldEndWith("...");
        });

    [Theory]
    [InlineData("ab😀", 3, "ab")]
    [InlineData("ab😀", 4, "ab😀")]
    [InlineData("abc", 2, "ab")]
    public void A_character_of_two_halves_is_kept_whole_or_left_out(string text, int max, string cut) => Shown.Cut(text, max).ShouldBe(cut);
}
