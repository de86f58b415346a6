using System.Globalization;
using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Messaging;

namespace Recall.App.Reports;

/// <summary>
/// Keeps the report as it stands when a month is over: table <c>reports</c>, partition <c>month</c>, row <c>yyyy-MM</c>. The figures of a shop are of all
/// its time, so what a month brought is told by two of them.
/// </summary>
public sealed class MonthlyReport(ITableStore tables, BuildReport build, AppServices app)
{
    internal const string Table = "reports";
    private const string Partition = "month";
    private const string Body = "report";

    /// <summary>How a month is written.</summary>
    public const string MonthForm = "yyyy-MM";

    /// <summary>How late it may be kept, in days: later it would hold the figures of the month that runs under the name of the one before.</summary>
    private const int DaysOfGrace = 3;

    /// <summary>Builds and keeps the report of the shop's last month, once and in the first days of the next; true where it did.</summary>
    public async Task<bool> KeepAsync(CancellationToken cancellationToken = default)
    {
        var today = LocalTime.Day(app.Clock.GetUtcNow(), app.Zone);
        var month = today.AddMonths(-1);
        if (today.Day > DaysOfGrace || await FindAsync(month, cancellationToken) is not null)
            return false;
        var properties = new Dictionary<string, object>(StringComparer.Ordinal) { [Body] = StoredJson.Bytes(await build.HandleAsync(cancellationToken)) };
        await tables.SubmitAsync(Table, [new(TableActionKind.Upsert, new(Partition, Key(month), properties))], cancellationToken);
        return true;
    }

    /// <summary>The report of the month that a day is in, or null.</summary>
    public async Task<Report?> FindAsync(DateOnly month, CancellationToken cancellationToken = default) =>
        await tables.GetAsync(Table, Partition, Key(month), cancellationToken) is { } row ? StoredJson.Read<Report>(row.Get<byte[]>(Body)) : null;

    /// <summary>Months whose report was kept, the newest first, as <see cref="MonthForm"/>.</summary>
    public async Task<IReadOnlyList<string>> MonthsAsync(CancellationToken cancellationToken = default) =>
        await tables.ReadAsync(Table, Partition, null, null, cancellationToken).Select(r => r.RowKey).Reverse().ToListAsync(cancellationToken);

    /// <summary>Whether it is the shop's month that is not over yet.</summary>
    public bool IsRunning(DateOnly month) => Key(month) == Key(LocalTime.Day(app.Clock.GetUtcNow(), app.Zone));

    private static string Key(DateOnly month) => month.ToString(MonthForm, CultureInfo.InvariantCulture);
}
