using System.Collections.Concurrent;
using System.Text.Json;
using Recall.App.Customers;
using Recall.App.Enrolment;
using Recall.App.Ports;
using Recall.Core.Customers;
using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.App.Sequences.Versions;

/// <summary>A run that stays with its version.</summary>
/// <param name="Enrolment">The run.</param>
/// <param name="Version">The version it stays with.</param>
/// <param name="Why">What keeps it there.</param>
public sealed record StayingRun(EnrolmentId Enrolment, string Version, Why Why);

/// <summary>What became of the runs of a sequence when a version was published.</summary>
/// <param name="Moving">They go on by it from where they wait.</param>
/// <param name="Staying">They have steps ahead and go on by the version they follow, in the order of their ids.</param>
/// <param name="Over">Nothing is ahead of them but the end of their goal window, or they are the control group.</param>
public sealed record MovedRuns(int Moving, IReadOnlyList<StayingRun> Staying, int Over);

/// <summary>
/// Tells the runs of a sequence to go on by the version in force, those that can. They are told by a signal with the version's number and their step in its id, so
/// telling them again after a crash moves nobody twice; where a run has gone on meanwhile it decides again, and its ledger says so.
/// </summary>
public sealed class MoveRuns(CustomerStore customers, DefinitionStore definitions, FollowVersion follow, ISequenceRuntime runtime)
{
    private const int Parallelism = 16;

    /// <summary>Treated runs that are not over and follow another version, by that version.</summary>
    public async Task<IReadOnlyDictionary<string, int>> UnderWayAsync(string sequence, string version, CancellationToken cancellationToken = default)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        await foreach (var run in RunningAsync(sequence, cancellationToken).Where(r => r.Arm == Arm.Treated && r.Follows != version))
            counts[run.Follows] = counts.GetValueOrDefault(run.Follows) + 1;
        return counts;
    }

    /// <summary>The version by which the last of all who ever entered did; null where nobody has.</summary>
    public async Task<string?> LastEnteredByAsync(string sequence, CancellationToken cancellationToken = default)
    {
        EnrolmentRow? last = null;
        await foreach (var run in EnteredAsync(sequence, cancellationToken))
            last = last is null || run.StartedAt > last.StartedAt ? run : last;
        return last?.Version;
    }

    /// <summary>Tells them; repeating it tells those that were not told.</summary>
    public async Task<MovedRuns> HandleAsync(Publication to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(to);
        var tree = await definitions.GetAsync(to.Sequence, to.Version, cancellationToken);
        var (moving, over, staying) = (0, 0, new ConcurrentBag<StayingRun>());
        await Parallel.ForEachAsync(
            RunningAsync(to.Sequence, cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (row, cancel) =>
            {
                EnrolmentState? told;
                try
                {
                    told = await FitAsync(row, cancel);
                }
                catch (Exception e) when (e is InvalidOperationException or JsonException or FormatException or ArgumentException)
                {
                    // Damaged, or of a version whose text is gone: the others are not kept waiting for it.
                    staying.Add(new(row.Id, row.Follows, Whys.StaysDamaged.With(("said", Shown.Cut(e.Message, 200)))));
                    return;
                }

                if (told is not null)
                    await runtime.SignalAsync(row.Id, Signal(to, told), cancel);
            });
        return new(moving, [.. staying.OrderBy(s => s.Enrolment.ToString(), StringComparer.Ordinal)], over);

        // The state of one that is to be told.
        async Task<EnrolmentState?> FitAsync(EnrolmentRow row, CancellationToken cancel)
        {
            var state = await runtime.StatusAsync(row.Id, cancel);
            if (row.Arm == Arm.Holdout || state is { Phase: RunPhase.Observing or RunPhase.Done })
            {
                Interlocked.Increment(ref over);
                return null;
            }

            // Whoever finds it missing starts it by the text it entered by, or where it stood.
            if (state is null)
            {
                staying.Add(new(row.Id, row.Follows, Whys.StaysUnstarted.With()));
                return null;
            }

            var version = state.Version ?? row.Version;
            if (version == to.Version)
                return null;
            var hindrance = await follow.HindranceAsync(row.Id, await definitions.GetAsync(to.Sequence, version, cancel), tree, state, cancel);
            if (hindrance is not null && hindrance.Code != Whys.StaysBusy.Code)
            {
                staying.Add(new(row.Id, version, hindrance));
                return null;
            }

            if (hindrance is null)
                Interlocked.Increment(ref moving);
            else
                staying.Add(new(row.Id, version, hindrance)); // One that is busy decides when it waits again.
            return state;
        }
    }

    /// <summary>One for each step, so that a run which stayed because of its step is told again when it has gone on.</summary>
    private static Signal Signal(Publication to, EnrolmentState state) =>
        new(FormattableString.Invariant($"version-{to.Number}-{state.Step}"), SignalKind.NewVersion, to.At, Detail: to.Version);

    private IAsyncEnumerable<EnrolmentRow> RunningAsync(string sequence, CancellationToken cancellationToken) =>
        EnteredAsync(sequence, cancellationToken).Where(e => e.EndedAt is null);

    private async IAsyncEnumerable<EnrolmentRow> EnteredAsync(
        string sequence, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var bucket = 0; bucket < customers.Buckets; bucket++)
        {
            await foreach (var row in customers.RowsAsync('r', bucket, cancellationToken))
            {
                if (EnrolmentRow.TryRead(row, out var enrolment) && enrolment.Id.Sequence == sequence)
                    yield return enrolment;
            }
        }
    }
}
