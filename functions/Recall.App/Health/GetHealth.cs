using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Recall.App.Http;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Scoring;
using Recall.App.Work;

namespace Recall.App.Health;

/// <summary>A sign of life.</summary>
/// <param name="Status"><c>ok</c>.</param>
/// <param name="Model">Version of the model that scores are made with; null before the first fit.</param>
/// <param name="GivenUp">Parts of the daily work that failed five times; see <c>recall dead-letters</c>.</param>
/// <param name="DeadLetters">Input that could not be read and waits for somebody; counted to <see cref="GetHealth.MostLetters"/>.</param>
/// <param name="Warnings">What the host cannot do until somebody mends it, while all else goes on; in words, with no secret in it.</param>
public sealed record HealthAnswer(string Status, string? Model, int GivenUp, int DeadLetters, IReadOnlyList<string> Warnings);

/// <summary>
/// <c>GET /healthz</c>: for load balancers and probes. It reads one row, so that "healthy" means "the store answers", and asks the checks
/// that the host has registered.
/// </summary>
public static partial class GetHealth
{
    /// <summary>Letters are counted no further: a probe comes every few seconds.</summary>
    public const int MostLetters = 100;

    /// <summary>200, or 503 with the reason where the store cannot be read or a check of the host fails.</summary>
    public static async Task<IResult> HandleAsync(
        ModelStore models, GivenUpWork work, DeadLetterBox letters, HealthCheckService checks, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(letters);
        ArgumentNullException.ThrowIfNull(checks);
        ArgumentNullException.ThrowIfNull(logs);
        try
        {
            var model = await models.CurrentVersionAsync(cancellationToken);
            var found = (await checks.CheckHealthAsync(cancellationToken)).Entries.Values.Where(e => e.Description is not null).ToList();
            if (found.Where(e => e.Status == HealthStatus.Unhealthy).Select(e => e.Description).FirstOrDefault() is { } reason)
                return Sick("The store cannot be used", reason);
            string[] warnings = [.. found.Where(e => e.Status == HealthStatus.Degraded).Select(e => e.Description!)];
            var (givenUp, dead) = (await work.CountAsync(cancellationToken), await letters.CountAsync(MostLetters, cancellationToken));
            return TypedResults.Json(new HealthAnswer("ok", model, givenUp, dead, warnings), HttpJson.Options);
        }
#pragma warning disable CA1031 // Whatever keeps the store from being read is what this endpoint reports.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogSick(logs.CreateLogger("Recall.Health"), e);
            return Sick("The store cannot be read", "The logs have the cause.");
        }
    }

    private static HttpProblem Sick(string title, string reason) => new(StatusCodes.Status503ServiceUnavailable, "store", title, reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store cannot be read")]
    private static partial void LogSick(ILogger log, Exception e);
}
