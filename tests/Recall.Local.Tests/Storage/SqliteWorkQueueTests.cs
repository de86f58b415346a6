using Recall.App.Ports;
using Recall.App.Tests.Ports;
using Recall.Local.Runtime;
using Recall.Local.Storage;

namespace Recall.Local.Tests.Storage;

public sealed class SqliteWorkQueueTests : WorkQueueContract, IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly TemporaryFolder folder = new();
    private readonly VirtualClock clock = new(Start);
    private RecallDatabase database;
    private SqliteWorkQueue queue;

    public SqliteWorkQueueTests()
    {
        database = RecallDatabase.Open(folder.Path, clock);
        queue = new SqliteWorkQueue(database, clock);
    }

    protected override IWorkQueue Queue => queue;

    [Fact]
    public async Task Next_visible_is_the_earliest_time_at_which_there_is_work()
    {
        queue.NextVisible().ShouldBeNull();
        queue.NextVisible("mail").ShouldBeNull();

        await queue.EnqueueAsync("mail", "b", 2 * Hour, Cancel);
        await queue.EnqueueAsync("mail", "a", Hour, Cancel);
        await queue.EnqueueAsync("score", "c", 3 * Hour, Cancel);

        (queue.NextVisible("mail"), queue.NextVisible("score"), queue.NextVisible("other"), queue.NextVisible())
            .ShouldBe((Start + Hour, Start + 3 * Hour, null, Start + Hour));
        clock.Advance(Hour);
        await queue.DeleteAsync((await queue.ReceiveAsync("mail", 1, 5 * Hour, Cancel)).Single(), Cancel);
        (queue.NextVisible("mail"), queue.NextVisible()).ShouldBe((Start + 2 * Hour, Start + 2 * Hour));
    }

    [Fact]
    public async Task What_a_process_that_ended_had_in_hand_is_there_at_once_for_the_next_one_and_what_was_put_off_is_not()
    {
        await queue.EnqueueAsync("mail", "in hand", cancellationToken: Cancel);
        await queue.EnqueueAsync("mail", "given back", cancellationToken: Cancel);
        await queue.EnqueueAsync("mail", "for later", 2 * Hour, Cancel);
        var received = await queue.ReceiveAsync("mail", 2, 5 * Hour, Cancel);
        await queue.ReleaseAsync(received.Single(m => m.Body == "given back"), Hour, Cancel);

        await database.DisposeAsync();
        database = RecallDatabase.Open(folder.Path, clock);
        queue = new SqliteWorkQueue(database, clock);

        var again = (await queue.ReceiveAsync("mail", 10, Hour, Cancel)).Single();
        (again.Body, again.DequeueCount).ShouldBe(("in hand", 2));
        (await queue.DeleteAsync(received.Single(m => m.Body == "in hand"), Cancel)).ShouldBeFalse("the receipt of a process that ended is stale");
    }

    [Fact]
    public async Task A_poison_queue_is_no_work()
    {
        await queue.EnqueueAsync("mail-poison", "bad", cancellationToken: Cancel);

        queue.NextVisible().ShouldBeNull();
        queue.NextVisible("mail-poison").ShouldBe(Start);
    }

    [Fact]
    public async Task Who_waits_is_told_of_a_new_and_of_a_released_message()
    {
        var told = new System.Collections.Concurrent.BlockingCollection<string>();
        var subscription = queue.OnMessage(told.Add);

        await queue.EnqueueAsync("mail", "a", cancellationToken: Cancel);
        told.Take(Cancel).ShouldBe("mail");
        var message = (await queue.ReceiveAsync("mail", 1, Hour, Cancel)).Single();
        await queue.ReleaseAsync(message, TimeSpan.Zero, Cancel);
        told.Take(Cancel).ShouldBe("mail");

        subscription.Dispose();
        await queue.EnqueueAsync("mail", "b", cancellationToken: Cancel);
        await database.WriteAsync(_ => true, Cancel);
        told.Count.ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }

    protected override Task Pass(TimeSpan time)
    {
        clock.Advance(time);
        return Task.CompletedTask;
    }
}
