using Recall.App.Customers;
using Recall.App.Ingestion;
using Recall.App.Ports;
using Recall.Core.Sequences;

namespace Recall.App.Enrolment;

/// <summary>
/// Starts the run of an enrolment that is stored. A fact that comes between the two finds no run to signal, so the run is given
/// what has happened since; the machine takes each signal once.
/// </summary>
public sealed class StartRun(CustomerStore customers, ISequenceRuntime runtime)
{
    /// <summary>Repeating it changes nothing; <paramref name="enrolledAt"/> is when the enrolment was decided, UTC.</summary>
    public async Task HandleAsync(EnrolmentId id, DateTimeOffset enrolledAt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        await runtime.StartAsync(id, cancellationToken);
        await foreach (var e in customers.EventsAsync(id.Customer, enrolledAt, cancellationToken))
        {
            // What lies at that very time was known to the decision.
            if (e.At > enrolledAt && EventSignals.Of(e) is { } signal)
                await runtime.SignalAsync(id, signal, cancellationToken);
        }
    }
}
