using System.Text;
using Recall.Core.Offers;

namespace Recall.Core.Tests.Offers;

public sealed class CouponCodeTests
{
    private static readonly byte[] Secret = Encoding.UTF8.GetBytes("0123456789abcdef");

    /// <summary>Codes that customers hold must stay theirs: values from another implementation.</summary>
    [Theory]
    [InlineData("winback--shop:42--1/coupon", "K94CP7Z87H")]
    [InlineData("winback--shop:客户--1/coupon", "SSD36JVSYN")]
    public void A_code_is_the_same_for_ever(string effect, string code) => CouponCode.For(Secret, effect).ShouldBe(code);

    [Fact]
    public void Codes_differ_and_have_no_letters_that_look_alike()
    {
        var codes = Enumerable.Range(0, 100_000).Select(i => CouponCode.For(Secret, $"winback--shop:{i}--1/c")).ToList();
        codes.Distinct(StringComparer.Ordinal).Count().ShouldBe(codes.Count);
        codes.ShouldAllBe(c => c.Length == 10);

        var letters = codes.SelectMany(c => c).CountBy(c => c).ToDictionary();
        new string([.. letters.Keys.Order()]).ShouldBe("23456789ABCDEFGHJKMNPQRSTVWXYZ");

        // Each of the 30 is expected 33 333 times with a deviation of 180.
        letters.Values.ShouldAllBe(n => n > 33_333 - (5 * 180) && n < 33_333 + (5 * 180));
    }

    [Fact]
    public void Another_secret_gives_another_code() =>
        CouponCode.For(Encoding.UTF8.GetBytes("0123456789abcdeg"), "e").ShouldNotBe(CouponCode.For(Secret, "e"), StringComparer.Ordinal);

    [Fact]
    public void A_short_secret_is_refused() =>
        Should.Throw<ArgumentException>(() => CouponCode.For(Secret.AsSpan(0, 15), "e")).Message.ShouldContain("16 bytes");
}
