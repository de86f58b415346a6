using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Recall.App.Http;
using Recall.Azure.Orchestration;

#pragma warning disable CS1591 // Each method is the endpoint of its name.
namespace Recall.Azure.Triggers;

/// <summary>
/// The endpoints of Recall.App that want a key, one function each under the same name: the host checks a function key, and the endpoint does
/// the rest. The route is on the attribute because the host reads it there; a test holds it against the endpoint's.
/// </summary>
public sealed class ApiFunctions(RecallFunctions endpoints, DurableClients clients)
{
    private const AuthorizationLevel Key = AuthorizationLevel.Function;

    [Function(nameof(PostEvents))]
    public IResult PostEvents([HttpTrigger(Key, "post", Route = "api/events")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(PostEvents));

    [Function(nameof(GetCustomer))]
    public IResult GetCustomer([HttpTrigger(Key, "get", Route = "api/customers/{key}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(GetCustomer));

    [Function(nameof(PostMerge))]
    public IResult PostMerge([HttpTrigger(Key, "post", Route = "api/customers/{key}/merge")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(PostMerge));

    [Function(nameof(PostSplit))]
    public IResult PostSplit([HttpTrigger(Key, "post", Route = "api/customers/{key}/split")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(PostSplit));

    [Function(nameof(PostForget))]
    public IResult PostForget([HttpTrigger(Key, "post", Route = "api/customers/{key}/forget")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(PostForget));

    [Function(nameof(ListDataRequests))]
    public IResult ListDataRequests([HttpTrigger(Key, "get", Route = "api/data-requests")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(ListDataRequests));

    [Function(nameof(PostAnswered))]
    public IResult PostAnswered([HttpTrigger(Key, "post", Route = "api/data-requests/answered")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(PostAnswered));

    [Function(nameof(ListSequences))]
    public IResult ListSequences([HttpTrigger(Key, "get", Route = "api/sequences")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(ListSequences));

    [Function(nameof(ValidateSequence))]
    public IResult ValidateSequence([HttpTrigger(Key, "post", Route = "api/sequences/validate")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(ValidateSequence));

    [Function(nameof(PostPreview))]
    public IResult PostPreview([HttpTrigger(Key, "post", Route = "api/sequences/preview")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(PostPreview));

    [Function(nameof(PostReplay))]
    public IResult PostReplay([HttpTrigger(Key, "post", Route = "api/sequences/replay")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(PostReplay));

    [Function(nameof(PostImport))]
    public IResult PostImport([HttpTrigger(Key, "post", Route = "api/sequences/import")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(PostImport));

    [Function(nameof(GetHistory))]
    public IResult GetHistory([HttpTrigger(Key, "get", Route = "api/sequences/{name}/history")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(GetHistory));

    [Function(nameof(GetVersion))]
    public IResult GetVersion([HttpTrigger(Key, "get", Route = "api/sequences/{name}/versions/{number}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(GetVersion));

    [Function(nameof(GetDiff))]
    public IResult GetDiff([HttpTrigger(Key, "get", Route = "api/sequences/{name}/diff")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(GetDiff));

    [Function(nameof(PostDiff))]
    public IResult PostDiff([HttpTrigger(Key, "post", Route = "api/sequences/{name}/diff")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(PostDiff));

    [Function(nameof(PostPublish))]
    public IResult PostPublish([HttpTrigger(Key, "post", Route = "api/sequences/{name}/publish")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(PostPublish));

    [Function(nameof(PostRollback))]
    public IResult PostRollback([HttpTrigger(Key, "post", Route = "api/sequences/{name}/rollback")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(PostRollback));

    [Function(nameof(PostWithdraw))]
    public IResult PostWithdraw([HttpTrigger(Key, "post", Route = "api/sequences/{name}/withdraw")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(PostWithdraw));

    [Function(nameof(PostEnrolment))]
    public IResult PostEnrolment([HttpTrigger(Key, "post", Route = "api/enrolments")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(PostEnrolment));

    [Function(nameof(GetEnrolment))]
    public IResult GetEnrolment([HttpTrigger(Key, "get", Route = "api/enrolments/{id}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(GetEnrolment));

    [Function(nameof(PostSignal))]
    public IResult PostSignal([HttpTrigger(Key, "post", Route = "api/enrolments/{id}/signals")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(PostSignal));

    [Function(nameof(ListHandoffs))]
    public IResult ListHandoffs([HttpTrigger(Key, "get", Route = "api/handoffs")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(ListHandoffs));

    [Function(nameof(ClaimHandoff))]
    public IResult ClaimHandoff([HttpTrigger(Key, "post", Route = "api/handoffs/{id}/claim")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(ClaimHandoff));

    [Function(nameof(ResolveHandoff))]
    public IResult ResolveHandoff([HttpTrigger(Key, "post", Route = "api/handoffs/{id}/resolve")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(ResolveHandoff));

    [Function(nameof(ListReports))]
    public IResult ListReports([HttpTrigger(Key, "get", Route = "api/reports")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(ListReports));

    [Function(nameof(GetReport))]
    public IResult GetReport([HttpTrigger(Key, "get", Route = "api/reports/{month}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(GetReport));

    [Function(nameof(GetDeliveries))]
    public IResult GetDeliveries([HttpTrigger(Key, "get", Route = "api/deliveries")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(GetDeliveries));

    [Function(nameof(ListDeadLetters))]
    public IResult ListDeadLetters([HttpTrigger(Key, "get", Route = "api/dead-letters")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(ListDeadLetters));

    [Function(nameof(PostRetry))]
    public IResult PostRetry([HttpTrigger(Key, "post", Route = "api/dead-letters/retry")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Run(request, client, nameof(PostRetry));

    /// <summary>The worker runs the result on the request's own context, where the route's values are (azure-functions-dotnet-worker, FunctionsHttpProxyingMiddleware).</summary>
    private IResult Run(HttpRequest request, DurableTaskClient client, string endpoint)
    {
        ArgumentNullException.ThrowIfNull(request);
        clients.Use(client);
        return endpoints.Run(endpoint);
    }
}
