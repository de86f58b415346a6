using Azure.Core;
using Azure.Core.Pipeline;

namespace Recall.Azure.Channels;

/// <summary>
/// Sends once. A client that waits out a 429 in the call holds a worker for minutes, and one that repeats a short message after a lost answer may
/// have sent it twice: waiting is the run's, in a durable timer.
/// </summary>
internal static class NoRepeats
{
    /// <summary>For both clients of Communication Services.</summary>
    public static RetryPolicy Policy { get; } = new(maxRetries: 0);

    /// <summary>With it.</summary>
    public static T WithoutRepeats<T>(this T options)
        where T : ClientOptions
    {
        options.RetryPolicy = Policy;
        return options;
    }
}
