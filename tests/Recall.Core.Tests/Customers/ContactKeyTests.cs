using Recall.Core.Customers;

namespace Recall.Core.Tests.Customers;

public class ContactKeyTests
{
    [Theory]
    [InlineData("mei@example.com", "Mei@Example.COM ", true)]
    [InlineData("mei@example.com", "bob@example.com", false)]
    public void An_address_is_the_same_however_it_is_written(string one, string other, bool same) =>
        (ContactKey.OfEmail(one) == ContactKey.OfEmail(other)).ShouldBe(same);

    [Theory]
    [InlineData("13800138000", "+86 138-0013-8000", true)]
    [InlineData("+14155550134", "+1 (415) 555-0134", true)]
    [InlineData("14155550134", "+14155550134", false)] // Of a Chinese and of a Californian.
    public void A_number_is_the_same_with_its_country_code(string one, string other, bool same) =>
        (ContactKey.OfPhone(one) == ContactKey.OfPhone(other)).ShouldBe(same);

    [Fact]
    public void A_key_holds_nothing_of_the_address_and_is_one()
    {
        var key = ContactKey.Resolve("shopify:Mei@example.com");
        key.ShouldBe("shopify:" + ContactKey.OfEmail("mei@example.com"));
        key.ShouldNotContain("mei@");
        CustomerKey.TryParse(key, out _, out _).ShouldBeTrue();
        ContactKey.Resolve("shopify:+8613800138000").ShouldBe("shopify:" + ContactKey.OfPhone("13800138000"));
        foreach (var other in (string[])["shopify:42", "shopify:", "mei", ""])
            ContactKey.Resolve(other).ShouldBe(other);
    }
}
