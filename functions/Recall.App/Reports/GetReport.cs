using System.Globalization;
using Microsoft.AspNetCore.Http;
using Recall.App.Http;
using Recall.Core.Customers;

namespace Recall.App.Reports;

/// <summary>Months whose report was kept, the newest first, as <c>yyyy-MM</c>.</summary>
public sealed record ReportListAnswer(IReadOnlyList<string> Months);

/// <summary><c>GET /api/reports</c>.</summary>
public static class ListReports
{
    /// <summary>200.</summary>
    public static async Task<IResult> HandleAsync(MonthlyReport reports, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reports);
        return TypedResults.Json(new ReportListAnswer(await reports.MonthsAsync(cancellationToken)), HttpJson.Options);
    }
}

/// <summary><c>GET /api/reports/{month}</c>: as it stood when the month was over; of the month that still runs, as it stands now.</summary>
public static class GetReport
{
    /// <summary>200, 400 or 404 (nothing was kept of that month).</summary>
    public static async Task<IResult> HandleAsync(
        string month, MonthlyReport reports, LatestReport latest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reports);
        ArgumentNullException.ThrowIfNull(latest);
        if (!DateOnly.TryParseExact(month, MonthlyReport.MonthForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return HttpProblem.Invalid("month", $"'{Shown.Short(month)}' is no month; they look like '2026-02'");
        var report = await reports.FindAsync(day, cancellationToken)
            ?? (reports.IsRunning(day) ? await latest.GetAsync(cancellationToken) : null);
        return report is null
            ? HttpProblem.NotFound($"No report of {month} was kept; GET /api/reports lists those that were.") : TypedResults.Json(report, HttpJson.Options);
    }
}
