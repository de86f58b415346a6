using System.Runtime.CompilerServices;
using Recall.App.Customers;
using Recall.App.Handoffs;
using Recall.App.Ports;
using Recall.App.Sequences;
using Recall.Core.Sequences;

namespace Recall.App.Enrolment;

/// <summary>
/// Gives a run what it should have been told and was not: a process may end between the commit of a fact and the signal of it. Facts
/// are the truth, and signals follow them. What is still on its way is given again and taken once; where nothing was lost nothing is
/// written.
/// </summary>
public sealed class MissedSignals(CustomerStore customers, DefinitionStore definitions, HandoffStore handoffs, ISequenceRuntime runtime)
{
    /// <summary>Returns how many signals were given; <paramref name="state"/> is where the run stands.</summary>
    public async Task<int> GiveAsync(EnrolmentRow enrolment, EnrolmentState state, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(enrolment);
        ArgumentNullException.ThrowIfNull(state);
        var given = 0;
        var tree = await definitions.GetAsync(enrolment.Id.Sequence, state.Version ?? enrolment.Version, cancellationToken);
        await foreach (var signal in FactsAsync(enrolment, tree, state, cancellationToken))
        {
            if (!SequenceMachine.HasMissed(tree, state, signal))
                continue;
            await runtime.SignalAsync(enrolment.Id, signal, cancellationToken);
            given++;
        }

        return given;
    }

    private async IAsyncEnumerable<Signal> FactsAsync(
        EnrolmentRow enrolment, StepTree tree, EnrolmentState state, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // One read says where the events lie, who has the customer, and what a signal must know of them.
        var row = await customers.FindAsync(enrolment.Id.Customer, cancellationToken)
            ?? throw new InvalidOperationException($"Customer {enrolment.Id.Customer} has an enrolment and no profile.");
        if (row.Engagement.Active is { } other && other != enrolment.Id.ToString())
            yield return Signal.Merged(other, state.EnteredAt);
        await foreach (var e in customers.EventsAsync(row.Profile.Customer, [.. row.Profile.Keys], enrolment.ConcernedSince, cancellationToken))
        {
            if (EventSignals.Of(e, row.Profile) is { } signal)
                yield return signal;
        }

        if (state.Phase == RunPhase.Waiting && tree.Find(state.Step) is HandoffStep step
            && await handoffs.FindAsync(Handoff.IdOf(enrolment.Id, step.Id), cancellationToken) is { Signal: { } outcome })
            yield return outcome;
    }
}
