using Recall.App.Ports;

namespace Recall.App.Tests.Ports;

/// <summary>What every <see cref="IWorkQueue"/> does: a test class per implementation derives from it.</summary>
public abstract class WorkQueueContract
{
    protected abstract IWorkQueue Queue { get; }

    /// <summary>How long messages are hidden here; shorter where time passes by waiting.</summary>
    protected virtual TimeSpan Minute => TimeSpan.FromMinutes(1);

    protected string Name { get; } = "q" + Guid.NewGuid().ToString("N");

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Lets time pass; on a service, by waiting.</summary>
    protected abstract Task Pass(TimeSpan time);

    [Fact]
    public async Task A_message_is_received_once_while_it_is_hidden_and_gone_once_deleted()
    {
        await Queue.EnqueueAsync(Name, "hello 中文 😀", cancellationToken: Cancel);

        var message = (await Receive()).ShouldHaveSingleItem();
        (message.Queue, message.Body, message.DequeueCount).ShouldBe((Name, "hello 中文 😀", 1));
        (await Receive()).ShouldBeEmpty();
        (await Queue.DeleteAsync(message, Cancel)).ShouldBeTrue();
        await Pass(Minute);
        (await Receive()).ShouldBeEmpty();
        (await Queue.DeleteAsync(message, Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_message_that_is_not_deleted_comes_back_and_the_old_receipt_is_stale()
    {
        await Queue.EnqueueAsync(Name, "again", cancellationToken: Cancel);
        var first = (await Receive()).Single();

        await Pass(Minute);
        var second = (await Receive()).ShouldHaveSingleItem();

        (second.Id, second.DequeueCount).ShouldBe((first.Id, 2));
        Assert.NotEqual(first.Receipt, second.Receipt, StringComparer.Ordinal);
        (await Queue.DeleteAsync(first, Cancel)).ShouldBeFalse();
        (await Queue.ReleaseAsync(first, TimeSpan.Zero, Cancel)).ShouldBeFalse();
        (await Queue.DeleteAsync(second, Cancel)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_delayed_message_is_not_visible_before_its_time()
    {
        await Queue.EnqueueAsync(Name, "later", 2 * Minute, Cancel);

        (await Receive()).ShouldBeEmpty();
        await Pass(Minute);
        (await Receive()).ShouldBeEmpty();
        await Pass(Minute);
        (await Receive()).ShouldHaveSingleItem().Body.ShouldBe("later");
    }

    [Fact]
    public async Task A_released_message_comes_back_after_the_delay_it_was_given()
    {
        await Queue.EnqueueAsync(Name, "back", cancellationToken: Cancel);

        (await Queue.ReleaseAsync((await Receive()).Single(), TimeSpan.Zero, Cancel)).ShouldBeTrue();
        (await Queue.ReleaseAsync((await Receive()).ShouldHaveSingleItem(), Minute, Cancel)).ShouldBeTrue();
        (await Receive()).ShouldBeEmpty();
        await Pass(Minute);

        (await Receive()).ShouldHaveSingleItem().DequeueCount.ShouldBe(3);
    }

    [Fact]
    public async Task A_message_received_more_than_five_times_goes_to_the_poison_queue_and_stays_there()
    {
        await Queue.EnqueueAsync(Name, "bad", cancellationToken: Cancel);
        for (var i = 1; i <= IWorkQueue.MaxDequeueCount; i++)
        {
            (await Receive()).ShouldHaveSingleItem().DequeueCount.ShouldBe(i);
            await Pass(Minute);
        }
        await Queue.EnqueueAsync(Name, "good", cancellationToken: Cancel);

        (await Receive()).ShouldHaveSingleItem().Body.ShouldBe("good");

        for (var i = 1; i <= IWorkQueue.MaxDequeueCount + 2; i++)
        {
            var poison = (await Queue.ReceiveAsync(Name + "-poison", 32, Minute, Cancel)).ShouldHaveSingleItem();
            (poison.Queue, poison.Body, poison.DequeueCount).ShouldBe((Name + "-poison", "bad", i));
            await Pass(Minute);
        }
    }

    [Fact]
    public async Task Receive_takes_at_most_what_was_asked_for_and_each_message_once()
    {
        for (var i = 0; i < 40; i++)
            await Queue.EnqueueAsync(Name, $"{i}", cancellationToken: Cancel);

        var first = await Queue.ReceiveAsync(Name, 32, Minute, Cancel);
        var second = await Queue.ReceiveAsync(Name, 5, Minute, Cancel);
        var third = await Queue.ReceiveAsync(Name, 32, Minute, Cancel);

        (first.Count, second.Count, third.Count).ShouldBe((32, 5, 3));
        first.Concat(second).Concat(third).Select(m => m.Body).ShouldBe(Enumerable.Range(0, 40).Select(i => $"{i}"), ignoreOrder: true);
    }

    [Fact]
    public async Task A_look_takes_nothing_and_counts_for_nothing()
    {
        await Queue.EnqueueAsync(Name, "a", cancellationToken: Cancel);
        await Queue.EnqueueAsync(Name, "b", cancellationToken: Cancel);
        await Queue.EnqueueAsync(Name, "later", Minute, Cancel);

        (await Queue.PeekAsync(Name, 32, Cancel)).ShouldBe(["a", "b"], ignoreOrder: true);
        (await Queue.PeekAsync(Name, 1, Cancel)).Count.ShouldBe(1);
        (await Queue.PeekAsync(Name + "x", 1, Cancel)).ShouldBeEmpty();
        (await Queue.CountAsync(Name, Cancel), await Queue.CountAsync(Name + "x", Cancel)).ShouldBe((3, 0));

        var received = await Receive();
        received.Select(m => m.DequeueCount).ShouldBe([1, 1]);
        (await Queue.PeekAsync(Name, 32, Cancel)).ShouldBeEmpty("what is in hand is hidden");
        (await Queue.CountAsync(Name, Cancel)).ShouldBe(3);
        await Queue.DeleteAsync(received[0], Cancel);
        (await Queue.CountAsync(Name, Cancel)).ShouldBe(2);
    }

    [Fact]
    public async Task Racing_receivers_never_get_the_same_message()
    {
        for (var i = 0; i < 40; i++)
            await Queue.EnqueueAsync(Name, $"{i}", cancellationToken: Cancel);

        var received = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Queue.ReceiveAsync(Name, 3, Minute, Cancel), Cancel)));

        received.SelectMany(r => r).Select(m => m.Body).ShouldBe(Enumerable.Range(0, 40).Select(i => $"{i}"), ignoreOrder: true);
    }

    [Fact]
    public async Task Queues_are_apart()
    {
        await Queue.EnqueueAsync(Name, "here", cancellationToken: Cancel);

        (await Queue.ReceiveAsync(Name + "x", 32, Minute, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_has_at_most_48_KiB_in_utf8()
    {
        var longest = new string('中', IWorkQueue.MaxBodyBytes / 3);
        await Queue.EnqueueAsync(Name, longest, cancellationToken: Cancel);
        await Queue.EnqueueAsync(Name, "", cancellationToken: Cancel);

        (await Receive()).Select(m => m.Body).ShouldBe([longest, ""], ignoreOrder: true);
        (await Should.ThrowAsync<ArgumentException>(() => Queue.EnqueueAsync(Name, longest + "x", cancellationToken: Cancel)))
            .Message.ShouldContain("49153");
    }

    [Fact]
    public async Task What_is_out_of_range_is_refused()
    {
        await Should.ThrowAsync<ArgumentException>(() => Queue.EnqueueAsync(Name, "x", TimeSpan.FromDays(7) + TimeSpan.FromTicks(1), Cancel));
        await Should.ThrowAsync<ArgumentException>(() => Queue.EnqueueAsync(Name, "x", TimeSpan.FromTicks(-1), Cancel));
        await Should.ThrowAsync<ArgumentException>(() => Queue.ReceiveAsync(Name, 0, Minute, Cancel));
        await Should.ThrowAsync<ArgumentException>(() => Queue.ReceiveAsync(Name, 33, Minute, Cancel));
        await Should.ThrowAsync<ArgumentException>(() => Queue.PeekAsync(Name, 0, Cancel));
        await Should.ThrowAsync<ArgumentException>(() => Queue.PeekAsync(Name, 33, Cancel));
        await Should.ThrowAsync<ArgumentException>(() => Queue.ReceiveAsync(Name, 1, TimeSpan.Zero, Cancel));
        await Should.ThrowAsync<ArgumentException>(() => Queue.ReceiveAsync(Name, 1, TimeSpan.FromDays(8), Cancel));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("Upper")]
    [InlineData("a--b")]
    [InlineData("-ab")]
    [InlineData("ab-")]
    [InlineData("a_b")]
    [InlineData("a23456789012345678901234567890123456789012345678901234567")]
    public async Task A_queue_name_that_is_not_allowed_is_refused(string name)
    {
        await Should.ThrowAsync<ArgumentException>(() => Queue.EnqueueAsync(name, "x", cancellationToken: Cancel));
        await Should.ThrowAsync<ArgumentException>(() => Queue.ReceiveAsync(name, 1, Minute, Cancel));
    }

    private Task<IReadOnlyList<QueueMessage>> Receive() => Queue.ReceiveAsync(Name, 32, Minute, Cancel);
}
