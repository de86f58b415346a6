using System.Globalization;
using Recall.App;
using Recall.App.Customers;
using Recall.App.Work;
using Recall.Core.Messaging;

namespace Recall.Azure.Orchestration;

/// <summary>Starts <see cref="FitShop"/> where a fit is due, one a day.</summary>
public sealed class StartFit(DailyWork daily, CustomerStore customers, AppServices app, DurableClients clients)
{
    /// <summary>True where it started one.</summary>
    public async Task<bool> IfDueAsync(CancellationToken cancellationToken = default)
    {
        if (!await daily.IsFitDueAsync(cancellationToken))
            return false;
        var day = LocalTime.Day(app.Clock.GetUtcNow(), app.Zone);
        var id = "fit--" + day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        return await clients.ScheduleOnceAsync(nameof(FitShop), id, new FitRun(day, customers.Buckets), cancellationToken);
    }
}
