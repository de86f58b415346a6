namespace Recall.App.Ports;

/// <summary>
/// Work to be done at least once, with the semantics of Azure Queue Storage: a received message is invisible for a while and
/// comes back unless it is deleted, so handlers are idempotent; order is not promised.
/// </summary>
public interface IWorkQueue
{
    /// <summary>A message received more often than this goes to the queue named <c>{queue}-poison</c>.</summary>
    public const int MaxDequeueCount = 5;

    /// <summary>The longest body, in UTF-8 bytes: 48 KiB (Queue Storage takes 64 KiB after base64). Longer: store it and send its id.</summary>
    public const int MaxBodyBytes = 48 * 1024;

    /// <summary>Adds a message that becomes visible after <paramref name="delay"/> (at most 7 days). Durable when this returns.</summary>
    /// <exception cref="ArgumentException">The body is longer than <see cref="MaxBodyBytes"/>, or the delay is out of range.</exception>
    Task EnqueueAsync(string queue, string body, TimeSpan delay = default, CancellationToken cancellationToken = default);

    /// <summary>Takes up to <paramref name="max"/> (1..32) visible messages and hides them for <paramref name="visibility"/>.</summary>
    Task<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int max, TimeSpan visibility, CancellationToken cancellationToken = default);

    /// <summary>Removes a message that was dealt with; false if its receipt is stale because it was received again since.</summary>
    Task<bool> DeleteAsync(QueueMessage message, CancellationToken cancellationToken = default);

    /// <summary>Gives a message back, visible after <paramref name="delay"/>; false if its receipt is stale.</summary>
    Task<bool> ReleaseAsync(QueueMessage message, TimeSpan delay, CancellationToken cancellationToken = default);

    /// <summary>Bodies of up to <paramref name="max"/> (1..32) visible messages, the first first, which stay where they are and count as received no more often.</summary>
    Task<IReadOnlyList<string>> PeekAsync(string queue, int max, CancellationToken cancellationToken = default);

    /// <summary>How many messages the queue has, visible or not; on a service a good guess.</summary>
    Task<int> CountAsync(string queue, CancellationToken cancellationToken = default);
}

/// <summary>A received message.</summary>
/// <param name="Queue">The queue it came from.</param>
/// <param name="Id">Unique in the queue.</param>
/// <param name="Body">As it was sent.</param>
/// <param name="DequeueCount">How often it has been received, this time included.</param>
/// <param name="Receipt">Proof of this receipt; stale once the message is received again.</param>
public sealed record QueueMessage(string Queue, string Id, string Body, int DequeueCount, string Receipt);
