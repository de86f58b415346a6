using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Recall.App.Enrolment;
using Recall.App.Ports;
using Recall.App.Work;
using Recall.Core.Sequences;

namespace Recall.Azure.Orchestration;

/// <summary>
/// Holds the task hub against the ledger: an instance whose enrolment is over or gone is ended, and one that has been over for
/// <see cref="Kept"/> is purged. The other direction, an enrolment without an instance, is <see cref="ReconcileRuns"/>. A look lasts <see cref="Longest"/> and
/// the next goes on where it stopped, in table <see cref="DailyWork.Table"/>, partition <c>tidy</c>: a hub of millions is walked in as many looks as it takes.
/// </summary>
public sealed partial class TidyInstances(ITableStore tables, EnrolmentStore enrolments, DurableClients clients, TimeProvider clock, ILogger<TidyInstances> log)
{
    /// <summary>After so long a look ends behind its page: a third of the time that host.json gives a function.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>How long an instance that is over can still be looked at, after its last change.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>A run records its end in the ledger a moment before its instance completes.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private const int Page = 500;
    private const string Partition = "tidy";
    private const string Place = "place";
    private const string Refused = "refused";

    private static readonly OrchestrationRuntimeStatus[] Going =
        [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended];

    private static readonly OrchestrationRuntimeStatus[] Over =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    /// <summary>Ends instances of runs that are over or gone; returns how many.</summary>
    public Task<int> EndOrphansAsync(CancellationToken cancellationToken = default) => EachAsync(
        "orphans", new OrchestrationQuery(Statuses: Going, PageSize: Page, FetchInputsAndOutputs: true),
        async instance =>
        {
            if (instance.Name != nameof(RecallSequence) || !await IsOrphanAsync(instance, cancellationToken))
                return false;
            await clients.Client.TerminateInstanceAsync(instance.InstanceId, "Its enrolment is over or gone.", cancellationToken);
            LogEnded(instance.InstanceId);
            return true;
        },
        cancellationToken);

    /// <summary>
    /// Purges what has been over for long; returns how many. One by one: the filter of a purge knows when an instance was created, not when it
    /// ended, and a run may last longer than it is to be kept.
    /// </summary>
    public Task<int> PurgeAsync(CancellationToken cancellationToken = default)
    {
        var before = clock.GetUtcNow() - Kept;
        return EachAsync(
            "purge", new OrchestrationQuery(CreatedTo: before, Statuses: Over, PageSize: Page),
            async instance =>
            {
                if (instance.LastUpdatedAt > before)
                    return false;
                await clients.Client.PurgeInstanceAsync(instance.InstanceId, cancellationToken);
                return true;
            },
            cancellationToken);
    }

    /// <summary>Hands over the instances from where the last look stopped, a page at a time; returns how many something was done about.</summary>
    private async Task<int> EachAsync(string look, OrchestrationQuery query, Func<OrchestrationMetadata, Task<bool>> act, CancellationToken cancellationToken)
    {
        var (began, done, pages) = (clock.GetUtcNow(), 0, 0);
        var last = await tables.GetAsync(DailyWork.Table, Partition, look, cancellationToken);
        var stopped = last?.Get<string>(Place);
        try
        {
            await foreach (var page in clients.Client.GetAllInstancesAsync(query).AsPages(stopped, Page).WithCancellation(cancellationToken))
            {
                pages++;
                foreach (var instance in page.Values)
                    done += await TriedAsync(instance, act) ? 1 : 0;
                await StopAtAsync(look, page.ContinuationToken, cancellationToken);
                if (clock.GetUtcNow() - began >= Longest)
                    break;
            }
        }
        catch (Exception e) when (pages == 0 && stopped is not null && e is not OperationCanceledException)
        {
            // The hub may not know the place any more, after a change of the backend for one: then the next look begins anew. A hub that only cannot be reached knows
            // it an hour later. What it answers to a place of somebody else's differs by backend, so a second refusal in a row counts as that.
            var unknown = e is FormatException or ArgumentException || last?.Get<bool>(Refused) == true;
            await StopAtAsync(look, unknown ? null : stopped, cancellationToken, refused: !unknown);
            throw;
        }

        return done;
    }

    /// <summary>An instance that cannot be looked at, for a row that cannot be read say, does not stand in the way of those behind it.</summary>
    private async Task<bool> TriedAsync(OrchestrationMetadata instance, Func<OrchestrationMetadata, Task<bool>> act)
    {
        try
        {
            return await act(instance);
        }
#pragma warning disable CA1031 // Whatever it is, it is one instance's, is logged, and is met again in the next round.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogFailed(e, instance.InstanceId);
            return false;
        }
    }

    private async Task StopAtAsync(string look, string? place, CancellationToken cancellationToken, bool refused = false)
    {
        var properties = new Dictionary<string, object>(StringComparer.Ordinal) { [Refused] = refused };
        if (place is not null)
            properties[Place] = place;
        await tables.SubmitAsync(DailyWork.Table, [new(TableActionKind.Upsert, new(Partition, look, properties))], cancellationToken);
    }

    private async Task<bool> IsOrphanAsync(OrchestrationMetadata instance, CancellationToken cancellationToken)
    {
        if (!EnrolmentId.TryParse(instance.ReadInputAs<string>(), out var id))
            return false;
        var enrolment = await enrolments.FindAsync(id, cancellationToken);
        return clock.GetUtcNow() - instance.LastUpdatedAt > Grace
            && (enrolment is null || clock.GetUtcNow() - enrolment.EndedAt > Grace);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Instance {Instance} could not be held against the ledger")]
    private partial void LogFailed(Exception e, string instance);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Instance {Instance} was ended: its enrolment is over or gone")]
    private partial void LogEnded(string instance);
}
