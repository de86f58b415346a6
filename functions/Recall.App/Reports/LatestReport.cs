namespace Recall.App.Reports;

/// <summary>
/// The report for whoever looks in passing: built once for all who ask at the same time, and shown again for a minute. On a clock that stands
/// still nothing tells how old it is, so it is built whenever somebody asks.
/// </summary>
public sealed class LatestReport(BuildReport build, AppServices app)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private Task<Report>? _latest;

    /// <summary>The report; cancelling stops the waiting, not the building that others wait for.</summary>
    public Task<Report> GetAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_latest is null or { IsFaulted: true } || (_latest.IsCompletedSuccessfully && IsOld(_latest.Result)))
                _latest = Task.Run(() => build.HandleAsync(CancellationToken.None), CancellationToken.None);
            return _latest.WaitAsync(cancellationToken);
        }
    }

    private bool IsOld(Report report)
    {
        var now = app.Clock.GetUtcNow();
        return report.At == now || now - report.At >= Fresh;
    }
}
