using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using Recall.App.Http;

namespace Recall.Azure.Hosting;

/// <summary>
/// Around every function: what it logs carries the id of the request, or of the trace it is part of. An HTTP function that fails before its endpoint is run
/// (a binding, a client that cannot be made) answers with the same Problem Details as one that fails in it.
/// </summary>
internal sealed partial class CorrelationMiddleware(ILogger<CorrelationMiddleware> log) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var http = context.GetHttpContext();
        var id = http is not null ? CorrelationId.Begin(http) : Activity.Current?.TraceId.ToHexString() ?? context.InvocationId;
        using var scope = log.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal) { ["CorrelationId"] = id });
        try
        {
            await next(context);
        }
#pragma warning disable CA1031 // The last resort of a request; everything else that fails is the host's to try again.
        catch (Exception e) when (http is { Response.HasStarted: false })
#pragma warning restore CA1031
        {
            LogFailed(e, context.FunctionDefinition.Name);
            await HttpProblem.Unexpected(id).ExecuteAsync(http);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Function} failed before its endpoint was run")]
    private partial void LogFailed(Exception e, string function);
}
