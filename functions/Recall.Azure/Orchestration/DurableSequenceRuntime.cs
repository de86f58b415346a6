using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Recall.App.Customers;
using Recall.App.Enrolment;
using Recall.App.Ports;
using Recall.App.Telemetry;
using Recall.Core.Sequences;

namespace Recall.Azure.Orchestration;

/// <summary>
/// Runs on Durable Functions: rows say where a run stands (<see cref="RunRows"/>, in the customer's partition), an orchestration
/// <see cref="RecallSequence"/> moves it. An instance is driven or lost, and one that is lost is started again from the rows.
/// </summary>
public sealed partial class DurableSequenceRuntime(
    ITableStore tables, CustomerStore customers, EnrolmentStore enrolments, DurableClients clients, TimeProvider clock, RecallMetrics metrics,
    ILogger<DurableSequenceRuntime> log)
    : ISequenceRuntime
{
    /// <summary>
    /// An instance that has not begun for so long never will: its first message was lost
    /// (github.com/Azure/azure-functions-durable-extension/issues/2060).
    /// </summary>
    private static readonly TimeSpan LongestPending = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public async Task StartAsync(EnrolmentId id, CancellationToken cancellationToken = default)
    {
        // The permanent guard is the enrolment's own row: an instance is purged some time after its end, and its id is free then.
        var enrolment = await enrolments.FindAsync(id, cancellationToken) ?? throw new InvalidOperationException($"There is no enrolment {id}.");
        if (enrolment.EndedAt is not null)
            return;
        var run = await enrolments.LoadAsync(id, null, cancellationToken);
        var (state, _) = SequenceMachine.Start(run.Tree, id, run.Arm, run.StartedAt, run.Known);
        var begins = true;
        try
        {
            await tables.SubmitAsync(
                RunRows.Table, [new(TableActionKind.Insert, RunRows.StateRow(Partition(id), id, state, null))], cancellationToken);
        }
        catch (TableConflictException)
        {
            begins = false; // Started before. Whether anything drives it is seen below.
        }

        await DriveAsync(id, begins, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task SignalAsync(EnrolmentId id, Signal signal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signal);
        if (await StateAsync(id, cancellationToken) is not { } state)
            return;
        var run = await enrolments.LoadAsync(id, state.Version, cancellationToken);
        if (!SequenceMachine.Heeds(run.Tree, state, signal))
            return; // A view or a login that the sequence does not ask about: nine of ten signals, and each would wake the run.

        // Stored before it is raised: an event is a nudge, and whatever wakes the run it reads what is stored.
        var stored = RunRows.SignalRow(Partition(id), id, signal);
        await tables.SubmitAsync(RunRows.Table, [new(TableActionKind.Upsert, stored)], cancellationToken);
        if (await StateAsync(id, cancellationToken) is null)
        {
            // The customer was forgotten meanwhile, and nothing of theirs stays.
            await tables.RemoveAsync(RunRows.Table, stored.PartitionKey, [stored.RowKey], cancellationToken);
            return;
        }

        var instance = InstanceIds.Of(id);
        try
        {
            await clients.Client.RaiseEventAsync(instance, RecallSequence.Signalled, Kebab.Of(signal.Kind), cancellationToken);
        }
#pragma warning disable CA1031 // The host refuses an instance that is gone or over with an error that differs by version; what it is like is asked.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            if (IsDriven(await clients.Client.GetInstanceAsync(instance, cancellationToken)))
                throw;
            LogNotDriven(e, instance);
        }
    }

    /// <inheritdoc/>
    public async Task<EnrolmentState?> StatusAsync(EnrolmentId id, CancellationToken cancellationToken = default)
    {
        var state = await StateAsync(id, cancellationToken);
        return state is null or { Phase: RunPhase.Done } || IsDriven(await clients.Client.GetInstanceAsync(InstanceIds.Of(id), cancellationToken))
            ? state : null;
    }

    /// <inheritdoc/>
    public async Task ForgetAsync(IReadOnlyCollection<EnrolmentId> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        foreach (var id in ids)
        {
            // What is ended, and not over yet when it is to be purged, is purged by whoever starts a run of that id, or in time.
            var instance = await clients.Client.GetInstanceAsync(InstanceIds.Of(id), cancellationToken);
            if (instance is { IsCompleted: false })
                await clients.Client.TerminateInstanceAsync(instance.InstanceId, "Its customer was forgotten.", cancellationToken);
            else if (instance is not null)
                await clients.Client.PurgeInstanceAsync(instance.InstanceId, cancellationToken);
            await tables.RemoveAsync(RunRows.Table, Partition(id), await RunRows.OfAsync(tables, Partition(id), id, cancellationToken), cancellationToken);
        }
    }

    private string Partition(EnrolmentId id) => customers.Partition(id.Customer);

    private async Task<EnrolmentState?> StateAsync(EnrolmentId id, CancellationToken cancellationToken)
    {
        var row = await tables.GetAsync(RunRows.Table, Partition(id), RunRows.State(id), cancellationToken);
        return row is null ? null : RunRows.ReadState(row);
    }

    /// <param name="id">The run.</param>
    /// <param name="begins">It has no past: an instance of its id is of one that was forgotten.</param>
    /// <param name="cancellationToken">Stops it.</param>
    private async Task DriveAsync(EnrolmentId id, bool begins, CancellationToken cancellationToken)
    {
        if (await ScheduleAsync(id, cancellationToken))
            return;
        var instance = await clients.Client.GetInstanceAsync(InstanceIds.Of(id), cancellationToken);
        if (instance is null || IsDriven(instance))
            return;
        if (!begins)
        {
            LogTakenUp(instance.InstanceId, instance.RuntimeStatus);
            metrics.TookUp(Kebab.Of(instance.RuntimeStatus));
        }

        if (instance.IsCompleted)
        {
            await clients.Client.PurgeInstanceAsync(instance.InstanceId, cancellationToken);
            await ScheduleAsync(id, cancellationToken);
        }
        else
        {
            // Stuck before its beginning: it is ended now and taken up when the end is recorded.
            await clients.Client.TerminateInstanceAsync(instance.InstanceId, "It never began.", cancellationToken);
        }
    }

    private Task<bool> ScheduleAsync(EnrolmentId id, CancellationToken cancellationToken) =>
        clients.ScheduleOnceAsync(nameof(RecallSequence), InstanceIds.Of(id), id.ToString(), cancellationToken);

    private bool IsDriven(OrchestrationMetadata? instance) => instance is { IsCompleted: false }
        && (instance.RuntimeStatus != OrchestrationRuntimeStatus.Pending || clock.GetUtcNow() - instance.CreatedAt < LongestPending);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {Instance} is not driven; its signal is stored, and the reconciling takes it up")]
    private partial void LogNotDriven(Exception e, string instance);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {Instance} was {Status} before its end and is taken up where it stood")]
    private partial void LogTakenUp(string instance, OrchestrationRuntimeStatus status);
}
