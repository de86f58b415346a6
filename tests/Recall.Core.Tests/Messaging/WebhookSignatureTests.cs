using Recall.Core.Messaging;

namespace Recall.Core.Tests.Messaging;

public class WebhookSignatureTests
{
    /// <summary>The example of the specification's libraries.</summary>
    [Fact]
    public void It_is_the_signature_that_libraries_check() =>
        WebhookSignature.Of(
                Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330),
                "{\"test\": 2432232314}"u8)
            .ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

    [Fact]
    public void An_effect_has_one_id_without_a_full_stop()
    {
        WebhookSignature.IdOf("a--shop:4.2--1/tell").ShouldBe(WebhookSignature.IdOf("a--shop:4.2--1/tell"));
        (WebhookSignature.IdOf("a--shop:4.2--1/tell") == WebhookSignature.IdOf("a--shop:4.2--2/tell")).ShouldBeFalse();
        WebhookSignature.IdOf("a--shop:4.2--1/tell").ShouldNotContain('.');
    }
}
