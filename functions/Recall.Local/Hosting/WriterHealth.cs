using Microsoft.Extensions.Diagnostics.HealthChecks;
using Recall.Local.Storage;

namespace Recall.Local.Hosting;

/// <summary>Whether the data folder takes writes: a full disk and a read-only database are read as well as ever.</summary>
internal sealed class WriterHealth(RecallDatabase database) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await database.WriteFaultAsync(cancellationToken) is { } fault
            ? HealthCheckResult.Unhealthy($"Nothing can be written: {fault}") : HealthCheckResult.Healthy();
}
