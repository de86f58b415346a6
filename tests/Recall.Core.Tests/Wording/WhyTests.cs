using FsCheck;
using FsCheck.Fluent;
using Recall.Core.Wording;

namespace Recall.Core.Tests.Wording;

public class WhyTests
{
    public static TheoryData<string> Codes => [.. Whys.All.Select(k => k.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_reason_is_kept_whole_and_said_in_both_languages(string code)
    {
        var kind = Whys.All.Single(k => k.Code == code);
        var names = kind.Phrase.Texts[0].Placeholders;
        Prop.ForAll(Inputs().ListOf(names.Count).ToArbitrary(), inputs =>
        {
            var why = kind.With([.. names.Select((n, i) => (n, inputs[i]))]);
            var kept = Why.Parse(why.ToString());
            kept.ShouldBe(why);
            kept.GetHashCode().ShouldBe(why.GetHashCode());
            foreach (var locale in (string[])["en", "zh-CN"])
            {
                kept.Say(locale).ShouldBe(why.Say(locale));
                kept.Say(locale).ShouldNotBeEmpty();
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));
    }

    [Fact]
    public void Codes_are_of_one_reason_each() => Whys.All.DistinctBy(k => k.Code, StringComparer.Ordinal).Count().ShouldBe(Whys.All.Count);

    [Fact]
    public void A_code_that_a_newer_program_wrote_is_said_as_it_is() =>
        Why.Parse("""{"code":"moon-phase","phase":3}""").Say("zh-CN").ShouldBe("moon-phase");

    [Fact]
    public void A_reason_without_what_it_says_is_refused() =>
        Should.Throw<ArgumentException>(() => Whys.QuietHours.With(("from", "21:00"))).Message.ShouldContain("'to'");

    [Fact]
    public void Reasons_hold_reasons()
    {
        var why = Whys.NotReachable.With(("channels", new List<Why>
        {
            Whys.ChannelClosed.With(("channel", "email"), ("obstacle", Whys.Bounced.With())),
            Whys.ChannelClosed.With(("channel", "sms"), ("obstacle", Whys.NoConsent.With())),
        }));
        Why.Parse(why.ToString()).Say("en").ShouldBe("not reachable: email: the address bounced; sms: no consent");
        Why.Parse(why.ToString()).Say("zh-CN").ShouldBe("无法触达：邮件：地址被退回；短信：未授权");
    }

    [Theory]
    [InlineData("score.stage", "mature", "score.stage is 'mature', not in [dormant, lost]", "生命周期阶段为“成熟 mature”，不属于 [沉睡 dormant, 流失 lost]")]
    [InlineData("profile.locale", "en", "profile.locale is 'en', not in [dormant, lost]", "语言地区（如 zh-CN）为“en”，不属于 [dormant, lost]")]
    public void A_comparison_names_the_field_in_english_and_says_what_it_is_in_chinese(string field, string value, string english, string chinese)
    {
        var why = Why.Parse(Whys.NotIn.With(("field", field), ("value", value), ("list", new List<object> { "dormant", "lost" })).ToString());
        why.Say("en").ShouldBe(english);
        why.Say("zh-CN").ShouldBe(chinese);
    }

    private static Gen<object?> Inputs() => Gen.OneOf(
        Gen.Constant<object?>(null), Gen.Elements<object?>("email", "a \"quoted\" \\ text", "张"), Gen.Choose(-9, 99999).Select(i => (object?)i),
        Gen.Elements<object?>(true, false, 0.25, 1.5m), Gen.Constant<object?>(TimeSpan.FromDays(3)),
        Gen.Constant<object?>(new DateTimeOffset(2026, 3, 2, 20, 0, 0, TimeSpan.FromHours(8))), Gen.Constant<object?>(new List<string> { "a", "b" }),
        Gen.Constant<object?>(Whys.Allowed.With()), Gen.Constant<object?>(new List<Why> { Whys.Allowed.With(), Whys.Twice.With() }));
}
