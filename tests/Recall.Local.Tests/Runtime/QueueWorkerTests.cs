using Microsoft.Extensions.DependencyInjection;
using Recall.App.Ports;
using Recall.App.Scoring;
using Recall.App.Work;
using Recall.Local.Hosting;
using Recall.Local.Runtime;
using Recall.Local.Storage;
using Recall.Local.Tests.Storage;

namespace Recall.Local.Tests.Runtime;

/// <summary>A process that is stopped in the middle of a day's work, and work that fails.</summary>
public sealed class QueueWorkerTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder folder = new();
    private readonly VirtualClock clock = new(Noon);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Work_that_is_in_hand_whenever_the_process_is_stopped_is_done_in_the_end_and_is_never_poison()
    {
        await using (var shop = Open())
        {
            await shop.GetRequiredService<DailyWork>().RunDueAsync(Cancel);
            await shop.GetRequiredService<IWorkQueue>().EnqueueAsync(WorkQueues.Score, """{"from":0,"to":4}""", cancellationToken: Cancel);
        }

        for (var stop = 0; stop < 2 * IWorkQueue.MaxDequeueCount; stop++)
        {
            using var stopping = new CancellationTokenSource();
            await using var shop = Open(stopping);
            await Should.ThrowAsync<OperationCanceledException>(() => shop.GetRequiredService<QueueWorker>().DrainAsync(stopping.Token));
        }

        await using var last = Open();
        (await last.GetRequiredService<QueueWorker>().DrainAsync(Cancel)).ShouldBe(33);
        (await last.GetRequiredService<GivenUpWork>().CountAsync(Cancel)).ShouldBe(0);
    }

    [Fact]
    public async Task Work_that_fails_five_times_is_given_up_shown_and_done_when_it_is_put_back()
    {
        await using var shop = Open();
        var (queue, worker, givenUp) = (shop.GetRequiredService<IWorkQueue>(), shop.GetRequiredService<QueueWorker>(), shop.GetRequiredService<GivenUpWork>());
        await queue.EnqueueAsync(WorkQueues.Score, """{"from":0,"to":4}""", cancellationToken: Cancel); // There is no model to score with.
        for (var attempt = 1; attempt <= IWorkQueue.MaxDequeueCount; attempt++)
        {
            (await worker.DrainAsync(Cancel)).ShouldBe(1);
            (await givenUp.CountAsync(Cancel)).ShouldBe(0);
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        (await worker.DrainAsync(Cancel)).ShouldBe(0);
        (await givenUp.ListAsync(Cancel)).ShouldBe([new(WorkQueues.Score, "0-4")]);

        await shop.GetRequiredService<FitModel>().HandleAsync(cancellationToken: Cancel);
        (await givenUp.RetryAsync(Cancel)).ShouldBe(1);
        (await givenUp.CountAsync(Cancel)).ShouldBe(0);
        (await worker.DrainAsync(Cancel)).ShouldBe(1);
        (await queue.CountAsync(WorkQueues.Score, Cancel)).ShouldBe(0);
    }

    public void Dispose() => folder.Dispose();

    /// <summary>A process; one with a source is stopped as soon as it reads customers.</summary>
    private ServiceProvider Open(CancellationTokenSource? stopping = null)
    {
        var services = new ServiceCollection().AddLogging().AddRecallLocal(new(folder.Path), clock, durable: false);
        if (stopping is not null)
            services.AddSingleton<ITableStore>(s => new StoppingStore(new SqliteTableStore(s.GetRequiredService<RecallDatabase>()), stopping));
        return services.BuildServiceProvider();
    }

    /// <summary>Somebody presses Ctrl-C while customers are being read.</summary>
    private sealed class StoppingStore(ITableStore inner, CancellationTokenSource stopping) : ITableStore
    {
        public Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken = default) =>
            inner.GetAsync(table, partitionKey, rowKey, cancellationToken);

        public async Task<TablePage> QueryAsync(
            string table, string partitionKey, string? from, string? to, int take = TableLimits.PageRows, string? continuation = null,
            CancellationToken cancellationToken = default)
        {
            if (table == "customers")
            {
                await stopping.CancelAsync();
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken); // Until the worker's own token, which hangs on that one, has heard of it.
            }

            return await inner.QueryAsync(table, partitionKey, from, to, take, continuation, cancellationToken);
        }

        public Task<IReadOnlyList<string?>> SubmitAsync(string table, IReadOnlyList<TableAction> actions, CancellationToken cancellationToken = default) =>
            inner.SubmitAsync(table, actions, cancellationToken);
    }
}
