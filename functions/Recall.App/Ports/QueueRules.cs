using System.Text;

namespace Recall.App.Ports;

/// <summary>
/// What Queue Storage refuses, in one place for every implementation of <see cref="IWorkQueue"/>.
/// Source: learn.microsoft.com/rest/api/storageservices/naming-queues-and-metadata and .../put-message.
/// </summary>
public static class QueueRules
{
    /// <summary>A queue of this name takes the messages that were received too often; it has no such queue itself.</summary>
    public const string PoisonSuffix = "-poison";

    /// <summary>The queue for what was given up from a queue.</summary>
    public static string PoisonOf(string queue) => queue + PoisonSuffix;

    /// <summary>The longest delay and the longest visibility timeout.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromDays(7);

    /// <summary>True for a queue of messages that were given up.</summary>
    public static bool IsPoison(string queue) => queue.EndsWith(PoisonSuffix, StringComparison.Ordinal);

    /// <summary>3 to 63 lower-case letters, digits and single hyphens between them, with room for the poison queue's name.</summary>
    /// <exception cref="ArgumentException">The name is not allowed.</exception>
    public static void CheckQueue(string queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        var longest = IsPoison(queue) ? 63 : 63 - PoisonSuffix.Length;
        if (queue.Length < 3 || queue.Length > longest || queue[0] == '-' || queue[^1] == '-' || queue.Contains("--", StringComparison.Ordinal)
            || !queue.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            throw new ArgumentException($"Queue name '{queue}' must be 3 to {longest} of a-z, 0-9 and single hyphens between them.", nameof(queue));
    }

    /// <summary>A message's body: well-formed and at most <see cref="IWorkQueue.MaxBodyBytes"/>.</summary>
    /// <exception cref="ArgumentException">The body is too long.</exception>
    public static void CheckBody(string queue, string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var bytes = Encoding.UTF8.GetByteCount(body);
        if (bytes > IWorkQueue.MaxBodyBytes)
            throw new ArgumentException(
                $"A message for queue '{queue}' has {bytes} bytes; at most {IWorkQueue.MaxBodyBytes} are allowed. Store it and send its id.", nameof(body));
    }

    /// <summary>A delay before a message is visible: 0 to 7 days.</summary>
    /// <exception cref="ArgumentException">The delay is out of range.</exception>
    public static void CheckDelay(TimeSpan delay)
    {
        if (delay < TimeSpan.Zero || delay > LongestDelay)
            throw new ArgumentException($"The delay {delay} is not between 0 and 7 days.", nameof(delay));
    }

    /// <summary>How many messages one call takes or looks at: 1 to 32.</summary>
    /// <exception cref="ArgumentException">It is out of range.</exception>
    public static void CheckMax(int max)
    {
        if (max is < 1 or > 32)
            throw new ArgumentException($"{max} messages were asked for; 1 to 32 are allowed.", nameof(max));
    }

    /// <summary>A receive: 1 to 32 messages, hidden for 1 second to 7 days.</summary>
    /// <exception cref="ArgumentException">One of them is out of range.</exception>
    public static void CheckReceive(int max, TimeSpan visibility)
    {
        CheckMax(max);
        if (visibility < TimeSpan.FromSeconds(1) || visibility > LongestDelay)
            throw new ArgumentException($"The visibility timeout {visibility} is not between 1 second and 7 days.", nameof(visibility));
    }
}
