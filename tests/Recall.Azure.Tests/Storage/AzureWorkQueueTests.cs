using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using Recall.Azure.Storage;
using Recall.Azure.Tests.Sdk;
using QueueMessage = Recall.App.Ports.QueueMessage;

namespace Recall.Azure.Tests.Storage;

/// <summary>What the queue asks of the service and makes of its answers.</summary>
public class AzureWorkQueueTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly QueueMessage Held = new("score-buckets", "m1", "body", 1, "receipt");

    private readonly QueueServiceClient _service = Substitute.For<QueueServiceClient>();
    private readonly QueueClient _queue = Substitute.For<QueueClient>();
    private readonly QueueClient _poison = Substitute.For<QueueClient>();
    private readonly AzureWorkQueue _work;

    public AzureWorkQueueTests()
    {
        _service.GetQueueClient("score-buckets").Returns(_queue);
        _service.GetQueueClient("score-buckets-poison").Returns(_poison);
        _work = new(_service);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_lives_for_good_and_is_never_visible_too_soon()
    {
        await _work.EnqueueAsync("score-buckets", "body", TimeSpan.FromSeconds(1.2), Cancel);

        await _queue.Received(1).SendMessageAsync("body", TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(-1), Cancel);
    }

    [Fact]
    public async Task What_was_received_too_often_goes_to_the_poison_queue_before_it_is_deleted()
    {
        Receives(_queue, ("good", 5), ("bad", 6));

        var received = await _work.ReceiveAsync("score-buckets", 32, Minute, Cancel);

        received.ShouldHaveSingleItem().ShouldBe(new QueueMessage("score-buckets", "good", "good body", 5, "good receipt"));
        Received.InOrder(() =>
        {
            _ = _poison.SendMessageAsync("bad body", TimeSpan.Zero, TimeSpan.FromSeconds(-1), Cancel);
            _ = _queue.DeleteMessageAsync("bad", "bad receipt", Cancel);
        });
        await _queue.DidNotReceive().DeleteMessageAsync("good", Arg.Any<string>(), Cancel);
    }

    [Fact]
    public async Task A_poison_queue_has_none_itself()
    {
        Receives(_poison, ("bad", 9));

        (await _work.ReceiveAsync("score-buckets-poison", 1, Minute, Cancel)).ShouldHaveSingleItem().DequeueCount.ShouldBe(9);
    }

    [Theory]
    [InlineData(404, "MessageNotFound")]
    [InlineData(400, "PopReceiptMismatch")]
    public async Task A_stale_receipt_is_an_answer(int status, string code)
    {
        _queue.DeleteMessageAsync(default, default, Cancel).ThrowsAsyncForAnyArgs(Answer.Error(status, code));
        _queue.UpdateMessageAsync(default, default, default(string), default, Cancel).ThrowsAsyncForAnyArgs(Answer.Error(status, code));

        (await _work.DeleteAsync(Held, Cancel), await _work.ReleaseAsync(Held, Minute, Cancel)).ShouldBe((false, false));
    }

    [Theory]
    [InlineData(404, "QueueNotFound")]
    [InlineData(503, "ServerBusy")]
    public async Task Any_other_error_is_thrown_on(int status, string code)
    {
        _queue.DeleteMessageAsync(default, default, Cancel).ThrowsAsyncForAnyArgs(Answer.Error(status, code));

        (await Should.ThrowAsync<RequestFailedException>(() => _work.DeleteAsync(Held, Cancel))).ErrorCode.ShouldBe(code);
    }

    [Fact]
    public async Task A_message_that_is_given_back_keeps_its_body()
    {
        (await _work.ReleaseAsync(Held, Minute, Cancel)).ShouldBeTrue();

        await _queue.Received(1).UpdateMessageAsync("m1", "receipt", "body", Minute, Cancel);
    }

    private static void Receives(QueueClient queue, params (string Id, int Count)[] messages) =>
        queue.ReceiveMessagesAsync(Arg.Any<int?>(), Arg.Any<TimeSpan?>(), Arg.Any<CancellationToken>()).Returns(Response.FromValue(
            messages.Select(m => QueuesModelFactory.QueueMessage(m.Id, m.Id + " receipt", m.Id + " body", m.Count)).ToArray(), new Answer(200)));
}
