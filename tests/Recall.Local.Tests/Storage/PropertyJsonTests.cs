using System.Text;
using Recall.Local.Storage;

namespace Recall.Local.Tests.Storage;

/// <summary>Binary stands as JSON only where it comes back byte for byte.</summary>
public sealed class PropertyJsonTests
{
    [Theory]
    [InlineData("{\"a\":1}", true)]
    [InlineData("{}", true)]
    [InlineData("{ \"a\" :\n[1.0, {\"b\":\"\\u00e9 é 😀\"}], \"a\": null }", true)]
    [InlineData("{\"x@odata.type\":\"Edm.Guid\"}", true)]
    [InlineData(" {}", false)]
    [InlineData("{} ", false)]
    [InlineData("{}{}", false)]
    [InlineData("{\"a\":1", false)]
    [InlineData("{a:1}", false)]
    [InlineData("{\"a\":1,}", false)]
    [InlineData("[1]", false)]
    [InlineData("\"{}\"", false)]
    [InlineData("", false)]
    public void Binary_comes_back_byte_for_byte(string text, bool readable) => Check(Encoding.UTF8.GetBytes(text), readable);

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Binary_of_any_depth_comes_back(int depth, bool readable) =>
        Check(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", depth - 1)) + "{}" + new string('}', depth - 1)), readable);

    [Fact]
    public void Binary_that_is_not_utf8_comes_back() => Check([.. "{\"a\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8], readable: false);

    private static void Check(byte[] binary, bool readable)
    {
        var json = PropertyJson.Encode(new Dictionary<string, object>(StringComparer.Ordinal) { ["x"] = binary, ["y"] = binary, ["after"] = 1 });

        Encoding.UTF8.GetString(json).Contains("Edm.Binary", StringComparison.Ordinal).ShouldBe(!readable);
        var read = PropertyJson.Decode(json);
        read["x"].ShouldBeOfType<byte[]>().ShouldBe(binary);
        read["y"].ShouldBeOfType<byte[]>().ShouldBe(binary);
        read["after"].ShouldBe(1);
        read.Count.ShouldBe(3);
    }
}
