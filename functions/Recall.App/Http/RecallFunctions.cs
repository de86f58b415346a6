using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Recall.App.Http;

/// <summary>
/// The endpoints for a host that routes and checks keys by itself: a function returns <c>functions.Run(nameof(GetCustomer))</c> as its result, and
/// with it come the binding and the errors of the same endpoint elsewhere. Route values must be on the request. Who calls sends one
/// key, the host's: a function whose endpoint wants one has the authorization level <c>function</c>.
/// </summary>
public sealed class RecallFunctions
{
    private readonly Dictionary<string, RouteEndpoint> _endpoints;

    /// <summary>Builds the endpoints once.</summary>
    public RecallFunctions(IServiceProvider services)
    {
        var routes = new Routes(services);
        routes.MapRecall(hostChecksKeys: true);
        Source = new CompositeEndpointDataSource(routes.DataSources);
        _endpoints = routes.DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>()
            .ToDictionary(e => e.Metadata.GetRequiredMetadata<EndpointNameMetadata>().EndpointName, StringComparer.Ordinal);
    }

    /// <summary>The endpoints by name, with route and methods, so that a test can hold functions against them.</summary>
    public IReadOnlyDictionary<string, RouteEndpoint> Endpoints => _endpoints;

    /// <summary>The same as a source: of the OpenAPI document, which describes what the container's <see cref="EndpointDataSource"/> has.</summary>
    public EndpointDataSource Source { get; }

    /// <summary>A result that runs the endpoint on the request it is executed for.</summary>
    /// <exception cref="KeyNotFoundException">There is no endpoint of that name.</exception>
    public IResult Run(string name) => new Running(_endpoints[name].RequestDelegate!);

    private sealed class Running(RequestDelegate endpoint) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => endpoint(httpContext);
    }

    private sealed class Routes(IServiceProvider services) : IEndpointRouteBuilder
    {
        public IServiceProvider ServiceProvider { get; } = services;

        public ICollection<EndpointDataSource> DataSources { get; } = [];

        public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(ServiceProvider);
    }
}
