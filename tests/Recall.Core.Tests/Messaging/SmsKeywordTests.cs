using Recall.Core.Messaging;

namespace Recall.Core.Tests.Messaging;

public class SmsKeywordTests
{
    [Theory]
    [InlineData("STOP", SmsRequest.Stop)]
    [InlineData(" stop. ", SmsRequest.Stop)]
    [InlineData("\"Stop\"", SmsRequest.Stop)]
    [InlineData("stop  all", SmsRequest.Stop)]
    [InlineData("Stop sending me this", SmsRequest.Stop)]
    [InlineData("UNSUBSCRIBE me!", SmsRequest.Stop)]
    [InlineData("cancel", SmsRequest.Stop)]
    [InlineData("End", SmsRequest.Stop)]
    [InlineData("quit", SmsRequest.Stop)]
    [InlineData("TD", SmsRequest.Stop)]
    [InlineData("t", SmsRequest.Stop)]
    [InlineData("R", SmsRequest.Stop)]
    [InlineData("退订", SmsRequest.Stop)]
    [InlineData("退订。", SmsRequest.Stop)]
    [InlineData("退订，谢谢", SmsRequest.Stop)]
    [InlineData("拒收", SmsRequest.Stop)]
    [InlineData("START", SmsRequest.Start)]
    [InlineData("unstop", SmsRequest.Start)]
    [InlineData("取消退订", SmsRequest.Start)]
    [InlineData("恢复", SmsRequest.Start)]
    [InlineData("HELP", SmsRequest.Help)]
    [InlineData("帮助", SmsRequest.Help)]
    [InlineData("", null)]
    [InlineData("Endless thanks", null)]
    [InlineData("When does it end?", null)]
    [InlineData("退订单怎么办理", null)]
    [InlineData("nonstop", null)]
    public void A_keyword_asks_for_what_it_says_and_other_text_is_for_people(string text, SmsRequest? request) =>
        SmsKeyword.Of(text).ShouldBe(request);
}
