using Microsoft.Extensions.Logging;
using Recall.App.Customers;
using Recall.App.Customers.Identity;
using Recall.App.Enrolment;
using Recall.App.Ports;
using Recall.App.Scoring;
using Recall.Core;
using Recall.Core.Messaging;
using Recall.Core.Shop;

namespace Recall.App.Work;

/// <summary>
/// What happens once a day at a local time of the shop (<see cref="DailyTimes"/>). The day a task was last done is stored, so a restart neither skips nor repeats a day.
/// </summary>
public sealed partial class DailyWork(
    ITableStore tables, IWorkQueue queue, CustomerStore customers, ReconcileCustomers identities, FitModel fit, DescribeModel describe, ReconcileRuns reconcile, AppServices app,
    ILogger<DailyWork> log)
{
    private const string Table = "schedule";
    private const string Partition = "daily";

    private static readonly (string Task, TimeOnly At)[] Tasks = [("score", DailyTimes.Score), ("enrol", DailyTimes.Enrol)];

    /// <summary>When the next task is due, UTC; a time that has passed means now.</summary>
    public async Task<DateTimeOffset> NextAsync(CancellationToken cancellationToken = default)
    {
        var next = DateTimeOffset.MaxValue;
        foreach (var (task, at) in Tasks)
        {
            var due = await DueAsync(task, at, cancellationToken);
            next = due < next ? due : next;
        }

        return next;
    }

    /// <summary>Starts the tasks that are due; their work is in the queues when this returns.</summary>
    public async Task<bool> RunDueAsync(CancellationToken cancellationToken = default)
    {
        var ran = false;
        foreach (var (task, at) in Tasks)
        {
            if (await DueAsync(task, at, cancellationToken) > app.Clock.GetUtcNow())
                continue;
            var day = app.Today(app.Clock.GetUtcNow()); // The day it began on: a task that lasts past midnight has not done the next one's.
            await (task == "score" ? ScoreAsync(cancellationToken) : EnrolAsync(cancellationToken));
            await DoneAsync(task, day, cancellationToken);
            ran = true;
        }

        return ran;
    }

    private async Task ScoreAsync(CancellationToken cancellationToken)
    {
        // First: nobody is to be fitted or scored as two customers.
        await identities.HandleAsync(cancellationToken);

        // Counted in the shop's days: 168 hours after the last fit's end, tonight's scoring has begun already and would wait for tomorrow.
        if (await describe.HandleAsync(cancellationToken) is not { } model || LocalTime.Day(app.Clock.GetUtcNow(), app.Zone) >= model.NextFit(app.Zone))
            await FitAsync(cancellationToken);
        await ShareOutAsync(WorkQueues.Score, cancellationToken);
    }

    /// <summary>A fit that fails is not tried again until the next is due, and the night's scores are made with the model there is.</summary>
    private async Task FitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await fit.HandleAsync(null, cancellationToken);
        }
#pragma warning disable CA1031 // Whatever is wrong with one customer's rows or with the arithmetic, customers are scored; it is logged and kept.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(e);
            await fit.FailAsync(e.Message, cancellationToken);
        }
    }

    private async Task EnrolAsync(CancellationToken cancellationToken)
    {
        await reconcile.HandleAsync(cancellationToken);
        await ShareOutAsync(WorkQueues.Enrol, cancellationToken);
    }

    private async Task ShareOutAsync(string name, CancellationToken cancellationToken)
    {
        foreach (var range in BucketRange.Of(customers.Buckets))
            await queue.EnqueueAsync(name, StoredJson.Text(range), default, cancellationToken);
    }

    /// <summary>Due at its time on the day after the one it was last done on; on the day itself where it never was.</summary>
    private async Task<DateTimeOffset> DueAsync(string task, TimeOnly at, CancellationToken cancellationToken)
    {
        var last = (await tables.GetAsync(Table, Partition, task, cancellationToken))?.Get<string>("day");
        var today = LocalTime.Day(app.Clock.GetUtcNow(), app.Zone);
        var day = last is null ? today : DateOnly.ParseExact(last, "yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture).AddDays(1);

        // Days that were missed while nothing ran are not made up one by one.
        return LocalTime.First((day < today ? today : day).ToDateTime(at), app.Zone);
    }

    private async Task DoneAsync(string task, string day, CancellationToken cancellationToken) => await tables.SubmitAsync(
        Table,
        [
            new(TableActionKind.Upsert, new(Partition, task, new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["day"] = day,
            })),
        ],
        cancellationToken);

    [LoggerMessage(Level = LogLevel.Error, Message = "The fit failed; scores are made with the model in force")]
    private partial void LogFailed(Exception e);
}
