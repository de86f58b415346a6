using Recall.Core.Messaging;

namespace Recall.Core.Tests.Messaging;

/// <summary>Figures from 3GPP TS 23.038 and TS 23.040: 160 septets alone and 153 in a part, 70 code units alone and 67 in a part.</summary>
public class SmsTextTests
{
    [Theory]
    [InlineData("", 0, false, 0, 0)]
    [InlineData("a", 160, false, 160, 1)]
    [InlineData("a", 161, false, 161, 2)]
    [InlineData("a", 306, false, 306, 2)]
    [InlineData("a", 307, false, 307, 3)]
    [InlineData("€", 80, false, 160, 1)]
    [InlineData("€", 81, false, 162, 2)]
    [InlineData("€", 152, false, 304, 2)]
    [InlineData("€", 153, false, 306, 3)]
    [InlineData("好", 70, true, 70, 1)]
    [InlineData("好", 71, true, 71, 2)]
    [InlineData("好", 134, true, 134, 2)]
    [InlineData("好", 135, true, 135, 3)]
    [InlineData("💥", 35, true, 70, 1)]
    [InlineData("💥", 66, true, 132, 2)]
    [InlineData("💥", 67, true, 134, 3)]
    public void Counts_units_and_segments(string character, int times, bool unicode, int units, int segments)
    {
        var size = SmsText.Measure(string.Concat(Enumerable.Repeat(character, times)));

        (size.IsUnicode, size.Units, size.Segments).ShouldBe((unicode, units, segments));
    }

    [Fact]
    public void Knows_the_whole_gsm_alphabet_and_its_extension()
    {
        SmsText.Measure("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡AZÄÖÑÜ§¿azäöñüà").IsUnicode.ShouldBeFalse();
        SmsText.Measure("^{}\\[~]|€\f").ShouldSatisfyAllConditions(s => s.IsUnicode.ShouldBeFalse(), s => s.Units.ShouldBe(20));
        SmsText.Measure("Ça va ’ç’ ê").Culprits.ShouldBe(["’", "ç", "ê"]);
    }
}
