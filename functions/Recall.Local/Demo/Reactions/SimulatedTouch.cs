using Recall.Core.Messaging;
using Recall.Core.Offers;
using Recall.Core.Sequences;

namespace Recall.Local.Demo.Reactions;

/// <summary>A message that a carrier took, as the one who gets it sees it.</summary>
/// <param name="Enrolment">The run it belongs to; says who gets it.</param>
/// <param name="Step">The send step.</param>
/// <param name="Channel">One of <see cref="Core.Messaging.Channels.Names"/>.</param>
/// <param name="At">When it was handed over, UTC.</param>
/// <param name="Coupon">The coupon in it, or null.</param>
public sealed record SimulatedTouch(EnrolmentId Enrolment, string Step, string Channel, DateTimeOffset At, Coupon? Coupon = null)
{
    /// <summary>The message's name in events.</summary>
    public string Message => MessageIds.Of(Enrolment, Step);

    /// <summary>The touch's key, <c>{enrolment}/{step}</c>.</summary>
    public string Key => Enrolment.EffectKey(Step);
}
