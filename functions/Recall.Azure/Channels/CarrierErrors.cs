using System.Globalization;
using Azure;
using Recall.App.Ports;

namespace Recall.Azure.Channels;

/// <summary>
/// What an error of Communication Services means for a message. Null is no answer about the message: a lost line, a server's error. Those are thrown
/// on. A mistake of the deployment (no role yet, another resource) is an answer: nothing was taken, so the message waits, on whatever channel.
/// </summary>
internal static class CarrierErrors
{
    /// <summary>Where a service that is busy does not say for how long.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>Until somebody may have mended the deployment.</summary>
    public static readonly TimeSpan Mistake = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    /// <summary>The answer, or null where there is none.</summary>
    /// <remarks>
    /// 429 by learn.microsoft.com/azure/communication-services/concepts/service-limits: nothing was taken, and <c>Retry-After</c> says for how long.
    /// The client does not repeat it itself (<see cref="NoRepeats"/>): a limit per hour would look like a call that hangs.
    /// </remarks>
    public static SendResult? ResultOf(RequestFailedException e, DateTimeOffset now) => e.Status switch
    {
        429 => new SendResult.TryLater(PauseOf(e, now)),
        401 or 403 or 404 => new SendResult.TryLater(Mistake),
        400 or 413 or 422 => new SendResult.Rejected($"HTTP {e.Status}{(e.ErrorCode is null ? "" : $" {e.ErrorCode}")}"),
        _ => null,
    };

    private static TimeSpan PauseOf(RequestFailedException e, DateTimeOffset now)
    {
        if (e.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var text) is not true)
            return Pause;
        var pause = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds)
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at - now
            : Pause;
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause > LongestPause ? LongestPause : pause;
    }
}
