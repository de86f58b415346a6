using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Recall.App.Customers;
using Recall.App.Enrolment;
using Recall.App.Ports;
using Recall.Core.Sequences;

namespace Recall.Azure.Orchestration;

/// <summary>
/// One look at a run (<see cref="RunPass"/>): takes its stored signals and the time, performs one step if the machine wants one, and stores where
/// the run stands. Activities may run twice: effects are idempotent by their keys, and of two looks at once one fails on the row's ETag.
/// </summary>
public sealed class MoveRun(ITableStore tables, CustomerStore customers, RunHost host, DurableClients clients, TimeProvider clock)
{
    /// <summary>One step a call, so that each has its own attempts and its own line in the history.</summary>
    [Function(nameof(MoveRun))]
    public async Task<RunPlace> RunAsync(
        [ActivityTrigger] string enrolment, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        clients.Use(client);
        var id = EnrolmentId.Parse(enrolment);
        var pass = new RunPass(tables, clock, host, id, customers.Partition(id.Customer));
        try
        {
            if (await pass.BeginAsync(cancellationToken) is Next.Perform perform)
                await pass.PerformAsync(perform, cancellationToken);
            await pass.RestAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (!await pass.IsForgottenAsync(cancellationToken))
                throw;
            return RunPlace.Forgotten;
        }

        return RunPlace.Of(pass.State, pass.More);
    }
}
