using Recall.App.Customers;
using Recall.App.Ledger;
using Recall.App.Ports;
using Recall.App.Sequences;
using Recall.App.Sequences.Versions;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Versions;
using Recall.Core.Wording;

namespace Recall.App.Enrolment;

/// <summary>
/// Takes a run over to the version that a signal of <see cref="SignalKind.NewVersion"/> names, if its steps allow it where it stands then: a
/// runtime calls this for such a signal while the run waits, and keeps the signal while a step is performed. The ledger has what was decided.
/// Repeating it changes nothing.
/// </summary>
public sealed class FollowVersion(DefinitionStore definitions, PublicationStore publications, EnrolmentStore enrolments, CustomerStore customers)
{
    /// <summary>The run and its state from now on; the same where it stays.</summary>
    public async Task<(Run Run, EnrolmentState State)> HandleAsync(
        Run run, EnrolmentState state, Signal signal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(signal);
        state = SignalMemory.Take(state, signal);
        var version = signal.Detail!;
        if (version == run.Tree.Definition.Version)
            return (run, state);
        var to = await definitions.GetAsync(run.Id.Sequence, version, cancellationToken);
        var hindrance = await publications.CurrentAsync(run.Id.Sequence, cancellationToken) is { } current && current.Version != version
            ? Whys.StaysOvertaken.With() // The signal is late: it must not take the run back from the version that came after.
            : await HindranceAsync(run.Id, run.Tree, to, state, cancellationToken);
        await NoteAsync(run.Id, state, signal, hindrance, cancellationToken);
        return hindrance is null ? (run with { Tree = to }, RunMove.Moved(state, to)) : (run, state);
    }

    /// <summary>Why the run would stay with its version; null where it would go on by the other.</summary>
    public async Task<Why?> HindranceAsync(EnrolmentId id, StepTree from, StepTree to, EnrolmentState state, CancellationToken cancellationToken = default) =>
        RunMove.Hindrance(from, to, state, await DoneAsync(id, cancellationToken));

    /// <summary>Steps that have left a message, a code or a call behind.</summary>
    private async Task<HashSet<string>> DoneAsync(EnrolmentId id, CancellationToken cancellationToken)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var prefix in (string[])[CustomerKeys.Touch(id, ""), CustomerKeys.Coupon(id, ""), CustomerKeys.Webhook(id, "")])
        {
            await foreach (var row in customers.RowsAsync(id.Customer, prefix, cancellationToken))
                done.Add(row.RowKey[prefix.Length..]);
        }

        return done;
    }

    /// <summary>The ledger entry, and on the enrolment's row which version it follows; one batch.</summary>
    private async Task NoteAsync(EnrolmentId id, EnrolmentState state, Signal signal, Why? hindrance, CancellationToken cancellationToken)
    {
        var version = signal.Detail!;
        var entry = hindrance is null
            ? LedgerEntry.Of(id, signal.At, LedgerKind.Moved, state.Step, Whys.GoesOnBy.With(("step", state.Step), ("version", version)), version)
            : LedgerEntry.Of(id, signal.At, LedgerKind.NotMoved, state.Step, hindrance, version);
        while (true)
        {
            var partition = await customers.HomeAsync(id.Customer, cancellationToken);
            var row = hindrance is null ? await enrolments.FindAsync(id, cancellationToken) : null;
            try
            {
                await customers.SubmitAsync(row is null ? [entry.Write(partition)] : [row.Follow(partition, version), entry.Write(partition)], cancellationToken);
                return;
            }
            catch (TableConflictException)
            {
                // Something else was noted about the enrolment in this moment: read it again.
            }
        }
    }
}
