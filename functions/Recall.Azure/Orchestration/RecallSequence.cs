using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Recall.Azure.Orchestration;

/// <summary>
/// The one orchestrator, for every sequence: it calls <see cref="MoveRun"/>, which asks the pure machine and performs one step, and waits where
/// the machine waits. What a run remembers is a stored row, not this history, so the history holds an id and what is waited for, never a
/// customer; and a change of the machine changes no replay of a run that began half a year ago (docs/decisions/0008-a-run-is-a-row.md).
/// </summary>
/// <remarks>
/// An orchestrator is replayed from its history: everything here depends on its input, on results of activities, on timers and on events
/// alone (learn.microsoft.com/azure/azure-functions/durable/durable-functions-code-constraints). A change of what it calls or waits for
/// needs a new <c>defaultVersion</c> in host.json and the old way kept for <c>context.Version</c> of runs that began before; the recorded histories of the
/// tests tell when. There is no <c>ContinueAsNew</c>: a sequence is finite, and events that come meanwhile could be lost
/// (github.com/microsoft/durabletask-dotnet/issues/387).
/// </remarks>
public static class RecallSequence
{
    /// <summary>The event that says: a signal has been stored. Its payload is the kind of the signal, for people who read a history.</summary>
    public const string Signalled = "signal";

    /// <summary>
    /// After 10 s, 20 s, 40 s, ... an hour at most, nine hours in all. Then the instance fails, and the hourly reconciling
    /// takes the run up again where it stood: a run is tried for as long as it takes, and no history grows with it.
    /// </summary>
    internal static RetryPolicy Retries { get; } = new(
        maxNumberOfAttempts: 18, firstRetryInterval: TimeSpan.FromSeconds(10), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromHours(1))
    {
        HandleFailure = MayPass,
    };

    private static readonly TaskOptions Moving = TaskOptions.FromRetryPolicy(Retries);

    /// <summary>Drives a run to its end; the outcome.</summary>
    /// <param name="context">Of the instance.</param>
    /// <param name="enrolment">The run, by its enrolment's id.</param>
    [Function(nameof(RecallSequence))]
    public static async Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, string enrolment)
    {
        ArgumentNullException.ThrowIfNull(context);
        Task<string>? signalled = null;
        var place = await MoveAsync();
        while (place.Outcome is null)
        {
            if (place.Until is { } until)
                signalled = await WakeAsync(context, until, signalled);
            place = await MoveAsync();
        }

        return place.Outcome;

        async Task<RunPlace> MoveAsync()
        {
            var moved = await context.CallActivityAsync<RunPlace>(nameof(MoveRun), enrolment, Moving);
            context.SetCustomStatus(moved);
            return moved;
        }
    }

    /// <summary>
    /// Until the time has come or a signal has. The timer is cancelled where the signal was first, else the run could not end before it fires
    /// (github.com/microsoft/durabletask-dotnet/issues/713). The waiting for the event is not: it goes on beside the next step and serves the
    /// next wait, because a cancelled one would still be given the next event and drop it (durabletask-dotnet,
    /// TaskOrchestrationContextWrapper.CompleteExternalEvent). Whatever woke it, the run reads its stored signals.
    /// </summary>
    private static async Task<Task<string>> WakeAsync(TaskOrchestrationContext context, DateTimeOffset until, Task<string>? signalled)
    {
        signalled ??= context.WaitForExternalEvent<string>(Signalled);
        if (!signalled.IsCompleted)
        {
            using var stop = new CancellationTokenSource();
            var due = context.CreateTimer(until.UtcDateTime, stop.Token);
            if (await Task.WhenAny(due, signalled) == signalled)
#pragma warning disable CA1849, MA0042 // CancelAsync goes on in the thread pool, where a replay may not.
                stop.Cancel();
#pragma warning restore CA1849, MA0042
        }

        // One look takes all signals that are stored, so it answers all events that have come.
        while (signalled.IsCompleted)
            signalled = context.WaitForExternalEvent<string>(Signalled);
        return signalled;
    }

    /// <summary>
    /// A damaged row or a definition that is gone is the same a minute later; everything else may pass. So may what was disposed, which is an
    /// <see cref="InvalidOperationException"/> too: a worker that is stopped takes its clients from under those who use them.
    /// </summary>
    private static bool MayPass(TaskFailureDetails failure) => failure.IsCausedBy<ObjectDisposedException>()
        || (!failure.IsCausedBy<InvalidOperationException>() && !failure.IsCausedBy<ArgumentException>() && !failure.IsCausedBy<FormatException>()
        && !failure.IsCausedBy<InvalidCastException>() && !failure.IsCausedBy<JsonException>());
}
