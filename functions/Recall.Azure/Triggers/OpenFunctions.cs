using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Recall.App.Http;
using Recall.Azure.Orchestration;

#pragma warning disable CS1591 // Each method is the endpoint of its name.
namespace Recall.Azure.Triggers;

/// <summary>
/// The endpoints that want no function key: pages, health, and those that check what they are given themselves (a signed link, the
/// password of <c>/figures</c>).
/// </summary>
public sealed class OpenFunctions(RecallFunctions endpoints, DurableClients clients)
{
    private const AuthorizationLevel Open = AuthorizationLevel.Anonymous;

    /// <summary>
    /// The root of the site. An empty route is taken for the function's name by the host, and a slash is none to the worker; a parameter that may only be
    /// empty is one to both. The host's own page gives way by <c>AzureWebJobsDisableHomepage</c>.
    /// </summary>
    [Function(nameof(ShowHome))]
    public IResult ShowHome([HttpTrigger(Open, "get", Route = "{root:maxlength(0)?}")] HttpRequest request) => Run(request, nameof(ShowHome));

    [Function(nameof(ShowFigures))]
    public IResult ShowFigures([HttpTrigger(Open, "get", Route = "figures")] HttpRequest request) => Run(request, nameof(ShowFigures));

    [Function(nameof(ShowDocument))]
    public IResult ShowDocument([HttpTrigger(Open, "get", Route = "docs/{page}")] HttpRequest request) => Run(request, nameof(ShowDocument));

    [Function(nameof(ShowDecision))]
    public IResult ShowDecision([HttpTrigger(Open, "get", Route = "docs/decisions/{page}")] HttpRequest request) => Run(request, nameof(ShowDecision));

    [Function(nameof(ShowChinesePage))]
    public IResult ShowChinesePage([HttpTrigger(Open, "get", Route = "docs/zh-CN/{page}")] HttpRequest request) => Run(request, nameof(ShowChinesePage));

    [Function(nameof(ShowConnector))]
    public IResult ShowConnector([HttpTrigger(Open, "get", Route = "docs/connectors/{page}")] HttpRequest request) => Run(request, nameof(ShowConnector));

    /// <summary>Signed by the platform; the delivery is stored here and read from the queue.</summary>
    [Function(nameof(PostDelivery))]
    public IResult PostDelivery([HttpTrigger(Open, "post", Route = "api/ingest/{connector}/{source}")] HttpRequest request) => Run(request, nameof(PostDelivery));

    [Function(nameof(AskDelivery))]
    public IResult AskDelivery([HttpTrigger(Open, "options", Route = "api/ingest/{connector}/{source}")] HttpRequest request) => Run(request, nameof(AskDelivery));

    [Function(nameof(GetHealth))]
    public IResult GetHealth([HttpTrigger(Open, "get", Route = "healthz")] HttpRequest request) => Run(request, nameof(GetHealth));

    [Function(nameof(ShowUnsubscribe))]
    public IResult ShowUnsubscribe([HttpTrigger(Open, "get", Route = "unsubscribe")] HttpRequest request) => Run(request, nameof(ShowUnsubscribe));

    /// <summary>Ends runs, so it brings the client.</summary>
    [Function(nameof(Unsubscribe))]
    public IResult Unsubscribe([HttpTrigger(Open, "post", Route = "unsubscribe")] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        clients.Use(client);
        return Run(request, nameof(Unsubscribe));
    }

    [Function(nameof(OpenApi))]
    public IResult OpenApi([HttpTrigger(Open, "get", Route = "openapi/{documentName}.json")] HttpRequest request) => Run(request, nameof(OpenApi));

    private IResult Run(HttpRequest request, string endpoint)
    {
        ArgumentNullException.ThrowIfNull(request);
        return endpoints.Run(endpoint);
    }
}
