using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Recall.App.Customers;
using Recall.App.Ingestion.Http;

namespace Recall.App.Http;

/// <summary>What the OpenAPI document says beyond what the endpoints themselves do.</summary>
internal static class ApiDocument
{
    private const string Scheme = "ApiKey";

    public static void Describe(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new()
            {
                Title = "Recall",
                Version = "v1",
                Description = "Wins back a shop's lapsing customers. Times are UTC (RFC 3339); errors are Problem Details (RFC 9457) "
                    + $"with a 'code'; every response has the header {CorrelationId.Header}.",
            };
            document.Components ??= new();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = ApiKeys.Header,
                Description = "One of the keys that the shop has set up.",
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            // The document's reader of XML comments takes a handler's comment for its summary; that says which statuses there are.
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            if (metadata.OfType<IEndpointSummaryMetadata>().LastOrDefault() is { } summary)
                (operation.Description, operation.Summary) = (operation.Summary, summary.Summary);
            if (metadata.OfType<IAllowAnonymous>().Any())
                return Task.CompletedTask;
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
            return Task.CompletedTask;
        });
    }

    /// <summary>A body that the handler reads by itself.</summary>
    public static async Task DescribeBodyAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, Type body, IEnumerable<string> types,
        CancellationToken cancellationToken)
    {
        var schema = await context.GetOrCreateSchemaAsync(body, null, cancellationToken);
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = types.ToDictionary(t => t, _ => new OpenApiMediaType { Schema = schema }, StringComparer.Ordinal),
        };
    }

    /// <summary>Events, in every form they may be posted in.</summary>
    public static Task TakeEvents(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var schema = EventSchema.Make();
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = PostEvents.MediaTypes.ToDictionary(t => t, _ => new OpenApiMediaType { Schema = schema }, StringComparer.Ordinal),
        };
        return Task.CompletedTask;
    }

    /// <summary>It is bound as text, so that what is wrong with it can be said.</summary>
    public static Task TakeIsANumber(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var take in operation.Parameters?.OfType<OpenApiParameter>().Where(p => p.Name == "take") ?? [])
            take.Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = $"{CustomerTimeline.MaxTake}" };
        return Task.CompletedTask;
    }
}
