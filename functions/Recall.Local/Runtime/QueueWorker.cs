using Microsoft.Extensions.Logging;
using Recall.App.Ports;
using Recall.App.Work;
using Recall.Local.Storage;

namespace Recall.Local.Runtime;

/// <summary>Drains the work queues: each message is deleted when its work is done, and given back when it failed.</summary>
public sealed partial class QueueWorker(SqliteWorkQueue queue, HandleWork work, TimeProvider clock, ILogger<QueueWorker> log)
{
    /// <summary>One batch is drained at a time, so there is nobody to hide messages from; they come back when the process ends.</summary>
    private static readonly TimeSpan Visibility = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    /// <summary>Does all work that is visible now; returns how many messages were handled.</summary>
    public async Task<int> DrainAsync(CancellationToken cancellationToken = default)
    {
        var handled = 0;
        foreach (var name in WorkQueues.All)
        {
            // Receiving writes; looking does not, and most looks find nothing.
            while (queue.NextVisible(name) <= clock.GetUtcNow()
                && await queue.ReceiveAsync(name, 16, Visibility, cancellationToken) is { Count: > 0 } messages)
            {
                await Parallel.ForEachAsync(
                    messages,
                    new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
                    async (message, cancel) => await HandleAsync(message, cancel));
                handled += messages.Count;
            }
        }

        return handled;
    }

    private async Task HandleAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await work.HandleAsync(message.Queue, message.Body, cancellationToken);
            await queue.DeleteAsync(message, cancellationToken);
        }
#pragma warning disable CA1031 // Whatever one message throws, the others go on; it is logged and comes back, in the end as poison.
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(e, message.Queue, message.Body, message.DequeueCount);
            await queue.ReleaseAsync(message, RetryAfter, cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Work {Body} of queue {Queue} failed, attempt {Attempt}")]
    private partial void LogFailed(Exception e, string queue, string body, int attempt);
}
