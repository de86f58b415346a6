using Azure;
using Azure.Communication.Email;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using Recall.App.Ports;
using Recall.Azure.Channels;
using Recall.Azure.Tests.Sdk;
using Recall.Core.Messaging;

namespace Recall.Azure.Tests.Channels;

/// <summary>What the channel hands over, and what it makes of each answer.</summary>
public class AcsEmailTests
{
    private const string Key = "dormant-winback--shop:42--1/first-mail";
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly OutgoingTouch Touch = new(
        "ann@example.com", "en", "Hello", "<p>Hello</p>", "Hello", "https://shop.example.com/unsubscribe?c=1", "DoNotReply@mail.example.com", "Shop");

    private readonly EmailClient _client = Substitute.For<EmailClient>();
    private readonly AcsEmail _channel;

    public AcsEmailTests() => _channel = new(_client, new StandingClock(Now));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_goes_out_whole_under_the_operation_of_its_touch()
    {
        EmailMessage? sent = null;
        var operation = MessageIds.Operation(Key);
        _client.SendAsync(WaitUntil.Started, Arg.Do<EmailMessage>(m => sent = m), operation, Cancel)
            .Returns(_ => new EmailSendOperation(operation.ToString(), _client));

        (await _channel.SendAsync(Touch, Key, Cancel)).ShouldBe(new SendResult.Accepted(operation.ToString()));

        _channel.RepeatableFor.ShouldBe(TimeSpan.FromMinutes(5));
        sent.ShouldNotBeNull().SenderAddress.ShouldBe(Touch.From);
        sent.Recipients.To.ShouldHaveSingleItem().Address.ShouldBe(Touch.To);
        (sent.Content.Subject, sent.Content.Html, sent.Content.PlainText).ShouldBe(("Hello", "<p>Hello</p>", "Hello"));
        sent.Headers["List-Unsubscribe"].ShouldBe("<https://shop.example.com/unsubscribe?c=1>");
        sent.Headers["List-Unsubscribe-Post"].ShouldBe("List-Unsubscribe=One-Click");
        sent.UserEngagementTrackingDisabled.ShouldBe(true);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Mon, 02 Mar 2026 12:05:00 GMT", 300)]
    [InlineData("Mon, 02 Mar 2026 11:00:00 GMT", 0)]
    [InlineData("999999999", 86400)]
    [InlineData("soon", 60)]
    [InlineData(null, 60)]
    public async Task A_limit_is_a_time_to_come_back(string? retryAfter, int seconds)
    {
        Fails(retryAfter is null ? Answer.Error(429) : Answer.Error(429, null, ("Retry-After", retryAfter)));

        (await _channel.SendAsync(Touch, Key, Cancel)).ShouldBe(new SendResult.TryLater(TimeSpan.FromSeconds(seconds)));
    }

    [Theory]
    [InlineData(400, "HTTP 400 InvalidRecipient")]
    [InlineData(413, "HTTP 413 InvalidRecipient")]
    public async Task A_message_that_is_wrong_is_refused_for_good(int status, string reason)
    {
        Fails(Answer.Error(status, "InvalidRecipient"));

        (await _channel.SendAsync(Touch, Key, Cancel)).ShouldBe(new SendResult.Rejected(reason));
    }

    [Theory]
    [InlineData(401)] // The identity has no role yet: a mistake of the deployment costs nobody their message.
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_mistake_of_the_deployment_lets_the_message_wait(int status)
    {
        Fails(Answer.Error(status));

        (await _channel.SendAsync(Touch, Key, Cancel)).ShouldBe(new SendResult.TryLater(TimeSpan.FromMinutes(15)));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task What_says_nothing_of_the_message_is_thrown_on(int status)
    {
        Fails(Answer.Error(status));

        (await Should.ThrowAsync<RequestFailedException>(() => _channel.SendAsync(Touch, Key, Cancel))).Status.ShouldBe(status);
    }

    [Fact]
    public async Task What_is_no_address_is_not_sent()
    {
        (await _channel.SendAsync(Touch with { To = "ann" }, Key, Cancel)).ShouldBe(new SendResult.Rejected("'ann' is not an e-mail address"));

        _client.ReceivedCalls().ShouldBeEmpty();
    }

    private void Fails(RequestFailedException error) =>
        _client.SendAsync(default, default(EmailMessage)!, Guid.Empty, Cancel).ThrowsAsyncForAnyArgs(error);

    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
