using System.Collections.Concurrent;
using Azure.Storage.Queues;
using Recall.App.Ports;
using Recall.App.Tests.Ports;
using Recall.Azure.Storage;

namespace Recall.Azure.Integration.Tests;

/// <summary>The adapter is held to the contract of every queue, against the service's emulator.</summary>
public class AzureWorkQueueTests : WorkQueueContract
{
    public AzureWorkQueueTests()
    {
        Emulator.Needed();
        Queue = new Making(Emulator.Queues());
    }

    protected override IWorkQueue Queue { get; }

    protected override TimeSpan Minute => TimeSpan.FromSeconds(4);

    /// <summary>The service's clock is the machine's, so time passes by waiting; a little more, for it counts in whole seconds.</summary>
    protected override Task Pass(TimeSpan time)
    {
#pragma warning disable RS0030 // There is no other clock.
        return Task.Delay(time + TimeSpan.FromSeconds(1), TimeProvider.System, Cancel);
#pragma warning restore RS0030
    }

    /// <summary>Makes a test's queues when it first names them, as a deployment has made the app's.</summary>
    private sealed class Making(QueueServiceClient service) : IWorkQueue
    {
        private readonly AzureWorkQueue _queue = new(service);
        private readonly ConcurrentDictionary<string, Lazy<Task>> _made = new(StringComparer.Ordinal);

        public async Task EnqueueAsync(string queue, string body, TimeSpan delay = default, CancellationToken cancellationToken = default)
        {
            await MakeAsync(queue);
            await _queue.EnqueueAsync(queue, body, delay, cancellationToken);
        }

        public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int max, TimeSpan visibility, CancellationToken cancellationToken = default)
        {
            await MakeAsync(queue);
            return await _queue.ReceiveAsync(queue, max, visibility, cancellationToken);
        }

        public Task<bool> DeleteAsync(QueueMessage message, CancellationToken cancellationToken = default) => _queue.DeleteAsync(message, cancellationToken);

        public Task<bool> ReleaseAsync(QueueMessage message, TimeSpan delay, CancellationToken cancellationToken = default) =>
            _queue.ReleaseAsync(message, delay, cancellationToken);

        public async Task<IReadOnlyList<string>> PeekAsync(string queue, int max, CancellationToken cancellationToken = default)
        {
            await MakeAsync(queue);
            return await _queue.PeekAsync(queue, max, cancellationToken);
        }

        public async Task<int> CountAsync(string queue, CancellationToken cancellationToken = default)
        {
            await MakeAsync(queue);
            return await _queue.CountAsync(queue, cancellationToken);
        }

        private async Task MakeAsync(string queue)
        {
            QueueRules.CheckQueue(queue);
            foreach (var name in QueueRules.IsPoison(queue) ? [queue] : new[] { queue, QueueRules.PoisonOf(queue) })
                await _made.GetOrAdd(name, q => new(() => service.GetQueueClient(q).CreateIfNotExistsAsync())).Value;
        }
    }
}
