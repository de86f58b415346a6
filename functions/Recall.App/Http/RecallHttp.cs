using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Recall.App.Http;

/// <summary>What a host sets up for the HTTP face.</summary>
public static class RecallHttp
{
    /// <summary>Adds what the endpoints need besides the use cases: the keys, and the OpenAPI document <c>v1</c>.</summary>
    /// <param name="services">The host's.</param>
    /// <param name="keys">Of callers.</param>
    public static IServiceCollection AddRecallHttp(this IServiceCollection services, ApiKeys keys)
    {
        services.AddSingleton(keys);
        services.AddSingleton<RecallFunctions>();
        services.AddHealthChecks();
        services.AddOpenApi("v1", ApiDocument.Describe);
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.NumberHandling = HttpJson.Options.NumberHandling);
        services.AddProblemDetails(o => o.CustomizeProblemDetails = Complete);
        return services;
    }

    /// <summary>
    /// For a host that routes by itself (<see cref="RecallFunctions"/>): what it routes are functions, which say nothing of what they take and give, so
    /// the OpenAPI document describes the endpoints behind them.
    /// </summary>
    public static IServiceCollection AddRecallFunctions(this IServiceCollection services) =>
        services.AddSingleton<EndpointDataSource>(s => s.GetRequiredService<RecallFunctions>().Source);

    /// <summary>
    /// Answers what no endpoint took (404, 405, ...) with Problem Details. Before the endpoints in the pipeline; a
    /// function app has no use for it, its host answers such requests itself.
    /// </summary>
    public static IApplicationBuilder UseRecallProblems(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        await next(http);
        var response = http.Response;
        var answered = response.HasStarted || response.StatusCode < 400 || response.ContentType is not null;
        if (answered)
            return;
        CorrelationId.Begin(http);
        var (title, detail) = response.StatusCode switch
        {
            StatusCodes.Status404NotFound => ("There is no such thing", "No endpoint has this path. /openapi/v1.json lists them all."),
            StatusCodes.Status405MethodNotAllowed =>
                ("The method is not allowed", $"{http.Request.Method} is not known here; use {response.Headers.Allow}."),
            _ => ("The request is not valid", "The server refused the request before any endpoint saw it."),
        };
        await new HttpProblem(response.StatusCode, "no-endpoint", title, detail).ExecuteAsync(http);
    });

    /// <summary>Problems of the framework, and of endpoints that make theirs with it, have what <see cref="HttpProblem"/> has.</summary>
    private static void Complete(ProblemDetailsContext context)
    {
        var extensions = context.ProblemDetails.Extensions;
        extensions["correlationId"] = CorrelationId.Of(context.HttpContext);
        extensions.TryAdd("code", context.ProblemDetails.Status switch
        {
            StatusCodes.Status413PayloadTooLarge => "too-large",
            StatusCodes.Status415UnsupportedMediaType => "media-type",
            StatusCodes.Status422UnprocessableEntity => "rejected",
            >= 500 => "unexpected",
            _ => "invalid",
        });
    }
}
