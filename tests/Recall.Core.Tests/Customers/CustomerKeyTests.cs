using Recall.Core.Customers;

namespace Recall.Core.Tests.Customers;

public sealed class CustomerKeyTests
{
    [Theory]
    [InlineData("shop:42")]
    [InlineData("a:1")]
    [InlineData("shopify-eu2:gid:7012345")]
    [InlineData("shop:客户-7")]
    [InlineData("shop:\ud83d\ude00")]
    [InlineData("abcdefghijklmnopqrst:1")]
    [InlineData("shop:a b}~%")]
    public void Keys_of_a_platform_are_taken_as_they_are(string text)
    {
        CustomerKey.TryParse(text, out var key, out var error).ShouldBeTrue($"{error}");
        key.ToString().ShouldBe(text);
        StoredJson.Read<CustomerKey>(StoredJson.Bytes(key)).ShouldBe(key);
    }

    [Theory]
    [InlineData(null, "is missing")]
    [InlineData("", "is missing")]
    [InlineData("42", "has no source")]
    [InlineData(":42", "has no source")]
    [InlineData("Shop:42", "has no source")]
    [InlineData("sho p:42", "has no source")]
    [InlineData("sh\u00f6p:42", "has no source")]
    [InlineData("abcdefghijklmnopqrstu:1", "has no source")]
    [InlineData("shop:", "empty id")]
    [InlineData("shop: \u00a0", "empty id")]
    [InlineData("shop:ann@example.com", "looks like an e-mail address")]
    public void Anything_else_is_refused_with_a_reason(string? text, string reason)
    {
        CustomerKey.TryParse(text, out var key, out var error).ShouldBeFalse();
        key.ShouldBe(default);
        error.ToString().ShouldContain(reason);
        Should.Throw<FormatException>(() => CustomerKey.Parse(text!)).Message.ShouldContain(reason);
    }

    [Theory]
    [InlineData("ann@example.com")]
    [InlineData("shop:ann@example.com")]
    public void An_address_that_is_refused_is_not_repeated_in_the_message(string text)
    {
        CustomerKey.TryParse(text, out _, out var error).ShouldBeFalse();
        error.ToString().ShouldContain("e-mail");
        error.ToString().ShouldNotContain("ann");
    }

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void No_character_that_a_table_key_refuses_gets_into_an_id(int code)
    {
        foreach (var id in new[] { $"{(char)code}ab", $"a{(char)code}b", $"ab{(char)code}" })
        {
            KeyRules.IsValidId(id, out var error).ShouldBeFalse();
            error.ToString().ShouldContain($"position {id.IndexOf((char)code) + 1}");
        }
    }

    [Fact]
    public void Half_a_character_is_refused()
    {
        // Not as inline data: attributes are stored as UTF-8, which cannot hold half a character.
        foreach (var id in new[] { "\ud83d", "\ude00", "a\ud83db", "\ude00\ud83d", "\ud83d\ud83d\ude00", "\ud83d\ude00\ude00" })
        {
            KeyRules.IsValidId(id, out var error).ShouldBeFalse();
            error.ToString().ShouldContain("surrogate");
        }
    }

    [Fact]
    public void The_longest_id_has_120_code_units()
    {
        KeyRules.IsValidId(new string('x', 120), out _).ShouldBeTrue();
        KeyRules.IsValidId(new string('x', 121), out var error).ShouldBeFalse();
        error.ToString().ShouldContain("121");
    }

    public static TheoryData<int> Forbidden() =>
        [.. Enumerable.Range(0, 0x20), .. Enumerable.Range(0x7f, 0x21), '/', '\\', '#', '?', '|'];
}
