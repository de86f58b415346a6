using Microsoft.Extensions.Logging;
using Recall.App.Ports;
using Recall.App.Work;
using Recall.Local.Storage;

namespace Recall.Local.Runtime;

/// <summary>Drains the work queues: each message is deleted when its work is done, and given back when it failed.</summary>
public sealed partial class QueueWorker(SqliteWorkQueue queue, HandleWork work, ILogger<QueueWorker> log)
{
    /// <summary>
    /// Longer than any work takes: only this process receives, so there is nobody to hide messages from but the loop beside, and those of a
    /// process that ended come back when the next one opens the folder.
    /// </summary>
    private static readonly TimeSpan Visibility = TimeSpan.FromDays(1);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    /// <summary>Deliveries wait for the disk and for platforms, not for processors; writers that wait together are one transaction.</summary>
    private const int DeliveriesAtOnce = 32;

    /// <summary>Does all work that is visible now; returns how many messages were handled.</summary>
    public async Task<int> DrainAsync(CancellationToken cancellationToken = default)
    {
        // Beside the others: what the shop's platforms tell must not wait for a night's scoring.
        var deliveries = DrainAsync(WorkQueues.Deliveries, DeliveriesAtOnce, cancellationToken);
        var handled = 0;
        foreach (var name in WorkQueues.All.Where(n => n != WorkQueues.Deliveries))
            handled += await DrainAsync(name, Environment.ProcessorCount, cancellationToken);
        return handled + await deliveries;
    }

    private async Task<int> DrainAsync(string name, int atOnce, CancellationToken cancellationToken)
    {
        var handled = 0;
        if (!queue.HasVisible(name))
            return handled; // One look, not one for each receiver.
        await Parallel.ForEachAsync(
            Enumerable.Range(0, atOnce),
            new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken },
            async (_, cancel) =>
            {
                // One at a time: a receive counts, and what waits in hand for its turn would count as tried when the process ends.
                while (await queue.ReceiveAsync(name, 1, Visibility, cancel) is [var message])
                {
                    await HandleAsync(message, cancel);
                    Interlocked.Increment(ref handled);
                }
            });
        return handled;
    }

    private async Task HandleAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await work.HandleAsync(message.Queue, message.Body, cancellationToken);
            await queue.DeleteAsync(message, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await GiveBackAsync(message);
            throw;
        }
#pragma warning disable CA1031 // Whatever one message throws, the others go on; it is logged and comes back, in the end as poison.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogFailed(e, message.Queue, message.Body, message.DequeueCount);
            await queue.ReleaseAsync(message, RetryAfter, CancellationToken.None);
        }
    }

    /// <summary>
    /// To be stopped is no failure, and five stops must not make poison. No queue takes a count back, so a new message takes the place of
    /// this one, in this order: a crash between the two leaves the work twice, which does no harm, and never not at all.
    /// </summary>
    private async Task GiveBackAsync(QueueMessage message)
    {
        await queue.EnqueueAsync(message.Queue, message.Body, cancellationToken: CancellationToken.None);
        await queue.DeleteAsync(message, CancellationToken.None);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Work {Body} of queue {Queue} failed, attempt {Attempt}")]
    private partial void LogFailed(Exception e, string queue, string body, int attempt);
}
