using Recall.Local.Wording;

namespace Recall.Local.Tests.Wording;

public class ReaderLocaleTests
{
    [Theory]
    [InlineData("zh_CN.UTF-8", null, null, "en-US", "zh_CN.UTF-8")]
    [InlineData("C", "zh_CN.UTF-8", "zh_CN.UTF-8", "zh-CN", "C")]
    [InlineData(null, "zh_TW", "en_US.UTF-8", "en-US", "zh_TW")]
    [InlineData("", "", "zh_CN", "en-US", "zh_CN")]
    [InlineData(null, null, null, "zh-CN", "zh-CN")]
    public void The_environment_speaks_before_the_system(string? all, string? messages, string? lang, string system, string locale) =>
        ReaderLocale.Of(v => v switch { "LC_ALL" => all, "LC_MESSAGES" => messages, "LANG" => lang, _ => null }, system).ShouldBe(locale);
}
