using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Recall.App.Enrolment;
using Recall.Core.Sequences;

namespace Recall.Azure.Orchestration;

/// <summary>
/// Holds the task hub against the ledger: an instance whose enrolment is over or gone is ended, and one that has been over for
/// <see cref="Kept"/> is purged. The other direction, an enrolment without an instance, is <see cref="ReconcileRuns"/>.
/// </summary>
public sealed partial class TidyInstances(EnrolmentStore enrolments, DurableClients clients, TimeProvider clock, ILogger<TidyInstances> log)
{
    /// <summary>How long an instance that is over can still be looked at, after its last change.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>A run records its end in the ledger a moment before its instance completes.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private const int Page = 500;

    private static readonly OrchestrationRuntimeStatus[] Going =
        [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended];

    private static readonly OrchestrationRuntimeStatus[] Over =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    /// <summary>Ends instances of runs that are over or gone; returns how many.</summary>
    public async Task<int> EndOrphansAsync(CancellationToken cancellationToken = default)
    {
        var ended = 0;
        var going = clients.Client.GetAllInstancesAsync(new OrchestrationQuery(Statuses: Going, PageSize: Page, FetchInputsAndOutputs: true));
        await foreach (var instance in going.WithCancellation(cancellationToken))
        {
            if (instance.Name != nameof(RecallSequence) || !await IsOrphanAsync(instance, cancellationToken))
                continue;
            await clients.Client.TerminateInstanceAsync(instance.InstanceId, "Its enrolment is over or gone.", cancellationToken);
            LogEnded(instance.InstanceId);
            ended++;
        }

        return ended;
    }

    /// <summary>
    /// Purges what has been over for long; returns how many. One by one: the filter of a purge knows when an instance was created, not when it
    /// ended, and a run may last longer than it is to be kept.
    /// </summary>
    public async Task<int> PurgeAsync(CancellationToken cancellationToken = default)
    {
        var (purged, before) = (0, clock.GetUtcNow() - Kept);
        var over = clients.Client.GetAllInstancesAsync(new OrchestrationQuery(CreatedTo: before, Statuses: Over, PageSize: Page));
        await foreach (var instance in over.WithCancellation(cancellationToken))
        {
            if (instance.LastUpdatedAt > before)
                continue;
            await clients.Client.PurgeInstanceAsync(instance.InstanceId, cancellationToken);
            purged++;
        }

        return purged;
    }

    private async Task<bool> IsOrphanAsync(OrchestrationMetadata instance, CancellationToken cancellationToken)
    {
        if (!EnrolmentId.TryParse(instance.ReadInputAs<string>(), out var id))
            return false;
        var enrolment = await enrolments.FindAsync(id, cancellationToken);
        return clock.GetUtcNow() - instance.LastUpdatedAt > Grace
            && (enrolment is null || clock.GetUtcNow() - enrolment.EndedAt > Grace);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Instance {Instance} was ended: its enrolment is over or gone")]
    private partial void LogEnded(string instance);
}
