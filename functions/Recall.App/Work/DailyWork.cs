using Microsoft.Extensions.Logging;
using Recall.App.Enrolment;
using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.App.Ports;
using Recall.App.Scoring;
using Recall.Core.Messaging;
using Recall.Core.Shop;

namespace Recall.App.Work;

/// <summary>
/// What happens once a day at a local time of the shop (<see cref="DailyTimes"/>). The day a task was last done is stored, so a restart neither skips nor repeats a day.
/// </summary>
public sealed partial class DailyWork(
    ITableStore tables, ShareOut share, FitModel fit, DescribeModel describe, ReconcileRuns reconcile, TendDeliveries deliveries, AppServices app,
    ILogger<DailyWork> log)
{
    /// <summary>What is done by the clock keeps here how far it is.</summary>
    public const string Table = "schedule";

    private const string Partition = "daily";

    private const string Score = "score";
    private const string Deliveries = "deliveries";
    private const string Enrol = "enrol";

    private static readonly (string Task, TimeOnly At)[] Tasks =
        [(Score, DailyTimes.Score), (Deliveries, DailyTimes.Deliveries), (Enrol, DailyTimes.Enrol)];

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

    /// <summary>
    /// Starts the tasks that are due, a fit before the scores that it is for; their work is in the queues when this returns. For a host that is one
    /// process.
    /// </summary>
    public async Task<bool> RunDueAsync(CancellationToken cancellationToken = default)
    {
        var scored = await IfDueAsync(Score, () => ScoreAsync(cancellationToken), cancellationToken);
        var tended = await TendDeliveriesAsync(cancellationToken);
        return await IfDueAsync(Enrol, () => EnrolAsync(cancellationToken), cancellationToken) || scored || tended;
    }

    /// <summary>Cleans up what platforms have posted, where that is due.</summary>
    public Task<bool> TendDeliveriesAsync(CancellationToken cancellationToken = default) =>
        IfDueAsync(Deliveries, () => deliveries.HandleAsync(cancellationToken), cancellationToken);

    /// <summary>
    /// Shares out the scores where they are due and there is a model to make them with. For a host that fits beside
    /// (<see cref="IsFitDueAsync"/>).
    /// </summary>
    public async Task<bool> ShareScoresAsync(CancellationToken cancellationToken = default) =>
        await describe.HandleAsync(cancellationToken) is not null
        && await IfDueAsync(Score, () => share.OutAsync(WorkQueues.Score, cancellationToken), cancellationToken);

    /// <summary>Shares out the look at the audiences where it is due. For a host that reconciles runs beside.</summary>
    public Task<bool> ShareAudiencesAsync(CancellationToken cancellationToken = default) =>
        IfDueAsync(Enrol, () => share.OutAsync(WorkQueues.Enrol, cancellationToken), cancellationToken);

    /// <summary>
    /// Whether the model is to be fitted. Counted in the shop's days: 168 hours after the last fit's end, tonight's scoring has begun already and
    /// would wait for tomorrow.
    /// </summary>
    public async Task<bool> IsFitDueAsync(CancellationToken cancellationToken = default) =>
        await describe.HandleAsync(cancellationToken) is not { } model || LocalTime.Day(app.Clock.GetUtcNow(), app.Zone) >= model.NextFit(app.Zone);

    private async Task<bool> IfDueAsync(string task, Func<Task> start, CancellationToken cancellationToken)
    {
        if (await DueAsync(task, Tasks.First(t => t.Task == task).At, cancellationToken) > app.Clock.GetUtcNow())
            return false;
        var day = app.Today(app.Clock.GetUtcNow()); // The day it began on: a task that lasts past midnight has not done the next one's.
        await start();
        await DoneAsync(task, day, cancellationToken);
        return true;
    }

    private async Task ScoreAsync(CancellationToken cancellationToken)
    {
        if (await IsFitDueAsync(cancellationToken))
            await FitAsync(cancellationToken);
        await share.OutAsync(WorkQueues.Score, cancellationToken);
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
        await share.OutAsync(WorkQueues.Enrol, cancellationToken);
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
