using Recall.Core.Messaging;
using Recall.Core.Offers;

namespace Recall.Core.Sequences.Previewing;

/// <summary>A place on a way through a sequence, from which the sequence machine goes on.</summary>
/// <param name="Tree">The sequence.</param>
/// <param name="State">Of the run that goes this way.</param>
/// <param name="Now">The preview's clock there, UTC.</param>
/// <param name="Touches">Messages to the customer by then.</param>
/// <param name="Coupons">Example codes by the ids of their steps.</param>
/// <param name="Taken">False on a way that today's facts do not take.</param>
internal sealed record PreviewPlace(
    StepTree Tree, EnrolmentState State, DateTimeOffset Now, IReadOnlyList<Touch> Touches, IReadOnlyDictionary<string, Coupon> Coupons, bool Taken)
{
    public bool IsOver => State.Phase is RunPhase.Observing or RunPhase.Done;

    /// <summary>The step gave this.</summary>
    public PreviewPlace Perform(StepResult result) => Advance(new MachineInput.StepPerformed(State.Step!, result));

    /// <summary>The time that is waited for comes.</summary>
    public PreviewPlace TimePasses() => (this with { Now = State.Until!.Value }).Advance(new MachineInput.TimerFired());

    public PreviewPlace Advance(MachineInput input) => this with { State = SequenceMachine.Advance(Tree, State, input, Now).State };
}
