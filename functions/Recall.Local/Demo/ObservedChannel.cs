using System.Collections.Concurrent;
using Recall.App.Ports;
using Recall.Core.Sequences;

namespace Recall.Local.Demo;

/// <summary>A message that went out.</summary>
/// <param name="Enrolment">The run that sent it.</param>
/// <param name="Step">The step.</param>
/// <param name="Channel">On which channel.</param>
/// <param name="At">UTC.</param>
internal sealed record ObservedTouch(EnrolmentId Enrolment, string Step, string Channel, DateTimeOffset At);

/// <summary>Sends as the channel behind it does, and keeps what went out until somebody reacts to it.</summary>
internal sealed class ObservedChannel(IChannel inner, ConcurrentQueue<ObservedTouch> observed, TimeProvider clock) : IChannel
{
    public string Name => inner.Name;

    public TimeSpan RepeatableFor => inner.RepeatableFor;

    public async Task<SendResult> SendAsync(OutgoingTouch touch, string idempotencyKey, CancellationToken cancellationToken = default)
    {
        var result = await inner.SendAsync(touch, idempotencyKey, cancellationToken);
        var slash = idempotencyKey.LastIndexOf('/');
        if (result is SendResult.Accepted)
            observed.Enqueue(new(EnrolmentId.Parse(idempotencyKey[..slash]), idempotencyKey[(slash + 1)..], Name, clock.GetUtcNow()));
        return result;
    }
}
