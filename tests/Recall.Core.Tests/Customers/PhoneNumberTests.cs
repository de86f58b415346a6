using Recall.Core.Customers;

namespace Recall.Core.Tests.Customers;

/// <summary>One number in all the ways that people write it.</summary>
public class PhoneNumberTests
{
    [Theory]
    [InlineData("+44 20 7946 0958", null, "+442079460958")]
    [InlineData("+44 (0)20 7946 0958", null, "+442079460958")]
    [InlineData("020 7946 0958", "GB", "+442079460958")]
    [InlineData("0044 20 7946 0958", "GB", "+442079460958")]
    [InlineData("138 0013 8000", "CN", "+8613800138000")]
    [InlineData("010-8888 8888", "CN", "+861088888888")]
    [InlineData("+86 138-0013-8000", "DE", "+8613800138000")]
    [InlineData("0170 1234567", "DE", "+491701234567")]
    [InlineData("+49 (0)170/1234567", null, "+491701234567")]
    [InlineData("(201) 555-0123", "US", "+12015550123")]
    [InlineData("1-201-555-0123", "US", "+12015550123")]
    [InlineData("06 12345678", "IT", "+390612345678")] // A zero in Italy is part of the number.
    [InlineData("8 916 123-45-67", "RU", "+79161234567")]
    [InlineData("06 1 234 5678", "HU", "+3612345678")]
    [InlineData("09012345678", "JP", "+819012345678")]
    [InlineData("+354 581 2345", null, "+3545812345")] // A country whose rules are not known here.
    public void It_is_read_in_one_form(string text, string? country, string number)
    {
        PhoneNumber.TryRead(text, country, out var read).ShouldBeTrue();
        read.ShouldBe(number);
        PhoneNumber.TryRead(read!, country, out var again).ShouldBeTrue();
        again.ShouldBe(number, "reading what was read changes nothing");
    }

    [Theory]
    [InlineData("020 7946 0958", null)] // Of which country?
    [InlineData("12345", "GB")]
    [InlineData("01234567890123456789", "DE")]
    [InlineData("+0123456789", null)]
    [InlineData("+12", null)]
    [InlineData("+1234567890123456", null)]
    [InlineData("+86 138 0013 800O", null)]
    [InlineData("138****8000", "CN")]
    [InlineData("", "CN")]
    [InlineData("+", null)]
    public void What_is_no_number_is_refused(string text, string? country) => PhoneNumber.TryRead(text, country, out _).ShouldBeFalse();
}
