using System.Text.Json;
using Microsoft.Extensions.Logging;
using Recall.App.Customers;
using Recall.App.Ports;
using Recall.App.Work;
using Recall.Core.Sequences;

namespace Recall.App.Enrolment;

/// <summary>
/// Sets right what a crash between two stores left: an enrolment whose run was never started is started, one whose run is over and
/// was not recorded is recorded, one whose run was not told of a fact is told. The customer's rows are the truth; runs follow them.
/// Where nothing is wrong nothing is written, but that an enrolment which has ended is read once and never again (<see cref="CustomerKeys.Going"/>).
/// </summary>
public sealed partial class ReconcileRuns(
    ITableStore tables, CustomerStore customers, ISequenceRuntime runtime, StartRun start, MissedSignals missed, EndRun end, ILogger<ReconcileRuns> log)
{
    /// <summary>Buckets looked at side by side; a look is a few reads of one customer's rows, one after the other.</summary>
    public const int Parallelism = 8;

    /// <summary>Looks at all enrolments that may be under way; returns how many were set right or given what is on its way.</summary>
    public Task<int> HandleAsync(CancellationToken cancellationToken = default) => RangeAsync(new(0, customers.Buckets), cancellationToken);

    /// <summary>The same in a range of buckets; on Azure one of many workers' share.</summary>
    public async Task<int> RangeAsync(BucketRange range, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(range);
        var mended = 0;
        await Parallel.ForEachAsync(
            Enumerable.Range(range.From, range.To - range.From),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (bucket, cancel) =>
            {
                await foreach (var row in customers.RowsAsync('a', bucket, cancel))
                {
                    if (await MendAsync(row, cancel))
                        Interlocked.Increment(ref mended);
                }
            });
        return mended;
    }

    private async Task<bool> MendAsync(TableRow row, CancellationToken cancellationToken)
    {
        if (!EnrolmentRow.TryRead(row, out var enrolment))
        {
            LogUnreadable(row.RowKey);
            return false;
        }

        try
        {
            return await LookAsync(enrolment, row.PartitionKey, cancellationToken);
        }
        catch (Exception e) when (e is InvalidOperationException or JsonException or FormatException or ArgumentException or InvalidCastException)
        {
            // The state of its run is damaged, or the text that it is pinned to is gone: the others are set right all the same.
            LogDamaged(e, row.RowKey);
            return false;
        }
    }

    private async Task<bool> LookAsync(EnrolmentRow begun, string partition, CancellationToken cancellationToken)
    {
        var state = await runtime.StatusAsync(begun.Id, cancellationToken);
        if (state is { Phase: not RunPhase.Done })
            return await missed.GiveAsync(begun, state, cancellationToken) > 0;

        // What is in hand is how it began. One that is not there is on its way to another partition, where it is met.
        if (await tables.GetAsync(CustomerKeys.Table, partition, CustomerKeys.Enrolment(begun.Id), cancellationToken) is not { } row)
            return false;
        var enrolment = EnrolmentRow.Read(row);
        if (enrolment.EndedAt is not null)
        {
            await OverAsync(begun, partition, cancellationToken);
            return false;
        }

        if (state is null)
            await start.HandleAsync(enrolment, cancellationToken);
        else
            await end.HandleAsync(enrolment.Id, state, cancellationToken);
        return true;
    }

    private async Task OverAsync(EnrolmentRow enrolment, string partition, CancellationToken cancellationToken)
    {
        try
        {
            await customers.SubmitAsync([new(TableActionKind.Delete, new(partition, CustomerKeys.Going(enrolment.Id), Nothing))], cancellationToken);
        }
        catch (TableConflictException)
        {
            // Another look was first, or it has moved with its customer.
        }
    }

    private static Dictionary<string, object> Nothing { get; } = new(StringComparer.Ordinal);

    [LoggerMessage(Level = LogLevel.Error, Message = "Enrolment {RowKey} cannot be read: its run is not set right, and it counts in no report")]
    private partial void LogUnreadable(string rowKey);

    [LoggerMessage(Level = LogLevel.Error, Message = "Enrolment {RowKey} cannot be set right")]
    private partial void LogDamaged(Exception e, string rowKey);
}
