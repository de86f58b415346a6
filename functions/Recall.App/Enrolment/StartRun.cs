using Recall.App.Ports;

namespace Recall.App.Enrolment;

/// <summary>
/// Starts the run of an enrolment that is stored. A fact that comes between the two finds no run to signal, so the run is given what it
/// has missed.
/// </summary>
public sealed class StartRun(ISequenceRuntime runtime, MissedSignals missed)
{
    /// <summary>Repeating it changes nothing.</summary>
    public async Task HandleAsync(EnrolmentRow enrolment, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(enrolment);
        await runtime.StartAsync(enrolment.Id, cancellationToken);
        if (await runtime.StatusAsync(enrolment.Id, cancellationToken) is { } state)
            await missed.GiveAsync(enrolment, state, cancellationToken);
    }
}
