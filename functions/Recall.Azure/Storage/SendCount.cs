using Azure.Core;
using Azure.Core.Pipeline;

namespace Recall.Azure.Storage;

/// <summary>
/// Counts how often a call is sent. The client repeats what has had no answer, and its caller cannot see that it has: which it must, because
/// the first may have been carried out. Added to the pipeline per retry.
/// </summary>
internal sealed class SendCount : HttpPipelineSynchronousPolicy
{
    private static readonly AsyncLocal<Sends?> Call = new();

    /// <summary>Counts from now on, in this call and what it calls.</summary>
    public static Sends Begin() => Call.Value = new();

    /// <summary>One more.</summary>
    public static void Add()
    {
        if (Call.Value is { } sends)
            sends.Times++;
    }

    /// <inheritdoc/>
    public override void OnSendingRequest(HttpMessage message) => Add();

    /// <summary>Of one call.</summary>
    internal sealed class Sends
    {
        /// <summary>How often.</summary>
        public int Times { get; set; }
    }
}
