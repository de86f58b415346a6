using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Recall.App.Http;
using Recall.App.Scoring;

namespace Recall.App.Health;

/// <summary>A sign of life.</summary>
/// <param name="Status"><c>ok</c>.</param>
/// <param name="Model">Version of the model that scores are made with; null before the first fit.</param>
public sealed record HealthAnswer(string Status, string? Model);

/// <summary><c>GET /healthz</c>: for load balancers and probes. It reads one row, so that "healthy" means "the store answers".</summary>
public static partial class GetHealth
{
    /// <summary>200, or 503 where the store cannot be read.</summary>
    public static async Task<IResult> HandleAsync(ModelStore models, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(logs);
        try
        {
            return TypedResults.Json(new HealthAnswer("ok", await models.CurrentVersionAsync(cancellationToken)), HttpJson.Options);
        }
#pragma warning disable CA1031 // Whatever keeps the store from being read is what this endpoint reports.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogSick(logs.CreateLogger("Recall.Health"), e);
            return new HttpProblem(StatusCodes.Status503ServiceUnavailable, "store", "The store cannot be read", "The logs have the cause.");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The store cannot be read")]
    private static partial void LogSick(ILogger log, Exception e);
}
