using Microsoft.Extensions.Diagnostics.HealthChecks;
using Recall.App.Ingestion.Connectors;

namespace Recall.Azure.Hosting;

/// <summary>Whether the sources of shop platforms have their secrets. The app runs without: a platform whose calls are refused sends them again.</summary>
internal sealed class ConnectorSecrets(ConnectorCatalogue catalogue) : IHealthCheck
{
    /// <summary>A line for each that is missing or wrong, with its name and how to mend it; says nothing of a secret.</summary>
    public static IReadOnlyList<string> Problems(ConnectorCatalogue catalogue) =>
    [
        .. catalogue.Missing.Select(name => $"{name}, which 'connectors' in settings.yaml names, is not set, or refers to a secret that Key Vault has not given; calls that are signed with it are refused, "
            + "and orders that are asked for with it do not come. Set it, and restart the app."),
        .. catalogue.Wrong.Select(wrong => $"{wrong.Name}, which the source '{wrong.Source}' in settings.yaml names, is no secret of its platform: {wrong.Expected}. Mend it, and restart the app."),
    ];

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var problems = Problems(catalogue);
        return Task.FromResult(problems.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join(' ', problems)));
    }
}
