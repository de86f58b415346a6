using Microsoft.Extensions.Logging;
using Recall.App.Ingestion.Connectors;
using Recall.Azure.Settings;

namespace Recall.Azure.Hosting;

/// <summary>What an operator is told when the app has started.</summary>
internal static partial class StartUp
{
    /// <summary>Says what waits for a secret.</summary>
    public static void Say(ILogger log, AppSettings settings, ConnectorCatalogue catalogue)
    {
        foreach (var line in settings.Waiting.Concat(ConnectorSecrets.Problems(catalogue)))
            LogWaiting(log, line);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{What}")]
    private static partial void LogWaiting(ILogger log, string what);
}
