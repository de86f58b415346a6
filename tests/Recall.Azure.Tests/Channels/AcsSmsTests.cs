using Azure;
using Azure.Communication.Sms;
using Azure.Communication.Sms.Models;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using Recall.App.Ports;
using Recall.Azure.Channels;
using Recall.Azure.Tests.Sdk;

namespace Recall.Azure.Tests.Channels;

/// <summary>What the channel hands over, and what it makes of each answer, of the call's or of the recipient's.</summary>
public class AcsSmsTests
{
    private const string Key = "dormant-winback--shop:42--1/reminder";
    private static readonly OutgoingTouch Touch = new("+12025550101", "en", null, null, "Hello", null, "+12025550100", "Shop");

    private readonly SmsClient _client = Substitute.For<SmsClient>();
    private readonly AcsSms _channel;

#pragma warning disable RS0030 // Nothing here asks what time it is.
    public AcsSmsTests() => _channel = new(_client, TimeProvider.System);
#pragma warning restore RS0030

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_tagged_with_its_touch_and_is_not_one_to_repeat()
    {
        SmsSendOptions? options = null;
        _client.SendAsync("+12025550100", "+12025550101", "Hello", Arg.Do<SmsSendOptions>(o => options = o), Cancel).Returns(Says(202, successful: true));

        (await _channel.SendAsync(Touch, Key, Cancel)).ShouldBe(new SendResult.Accepted("m1"));

        _channel.RepeatableFor.ShouldBe(TimeSpan.Zero);
        (options!.Tag, options.EnableDeliveryReport).ShouldBe((Key, true));
    }

    [Theory]
    [InlineData(400, "rejected HTTP 400 no such number")]
    [InlineData(404, "rejected HTTP 404 no such number")]
    [InlineData(429, "later 60")]
    public async Task The_recipients_own_answer_counts(int status, string result)
    {
        _client.SendAsync(default, default(string)!, default, default, Cancel).ReturnsForAnyArgs(Says(status, successful: false));

        (await _channel.SendAsync(Touch, Key, Cancel) switch
        {
            SendResult.Rejected rejected => $"rejected {rejected.Reason}",
            SendResult.TryLater later => $"later {later.After.TotalSeconds}",
            _ => "accepted",
        }).ShouldBe(result);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task An_outcome_that_nobody_knows_is_thrown_and_the_call_is_made_once(int status)
    {
        _client.SendAsync(default, default(string)!, default, default, Cancel).ReturnsForAnyArgs(Says(status, successful: false));
        await Should.ThrowAsync<RequestFailedException>(() => _channel.SendAsync(Touch, Key, Cancel));

        _client.SendAsync(default, default(string)!, default, default, Cancel).ThrowsAsyncForAnyArgs(Answer.Error(status));
        await Should.ThrowAsync<RequestFailedException>(() => _channel.SendAsync(Touch, Key, Cancel));

        _client.ReceivedCalls().Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_limit_of_the_call_is_a_time_to_come_back()
    {
        _client.SendAsync(default, default(string)!, default, default, Cancel).ThrowsAsyncForAnyArgs(Answer.Error(429, null, ("Retry-After", "30")));

        (await _channel.SendAsync(Touch, Key, Cancel)).ShouldBe(new SendResult.TryLater(TimeSpan.FromSeconds(30)));
    }

    private static Response<SmsSendResult> Says(int status, bool successful) => Response.FromValue(
        SmsModelFactory.SmsSendResult("+12025550101", "m1", status, successful, successful ? null : "no such number"), new Answer(202));
}
