using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Recall.App.Http;
using Recall.App.Ports;
using Recall.App.Work;
using Recall.Azure.Orchestration;
using Recall.Azure.Tests.Orchestration;
using Recall.Azure.Triggers;

namespace Recall.Azure.Tests.Triggers;

public class FunctionMetadataTests
{
    /// <summary>Names, routes, authorization levels, schedules and queues: what Azure, callers and the Bicep depend on, so nobody changes one unawares.</summary>
    [Fact]
    public void The_functions_are_these() => string.Join('\n', FunctionList.All.Select(f => FunctionList.Line(f.Name, f.Method, f.Trigger))).ShouldBe(
        """
        AskDelivery http Anonymous options /api/ingest/{connector}/{source}
        Audience timer %AUDIENCE_SCHEDULE%
        ClaimHandoff http Function post /api/handoffs/{id}/claim +client
        ClearFit activity
        CountForFit activity
        DeliverStatus queue deliver-status AzureWebJobsStorage +client
        DeliverStatusPoison queue deliver-status-poison AzureWebJobsStorage
        Deliveries queue deliveries AzureWebJobsStorage +client
        DeliveriesPoison queue deliveries-poison AzureWebJobsStorage
        DeliveryReports events
        EnrolBuckets queue enrol-buckets AzureWebJobsStorage +client
        EnrolBucketsPoison queue enrol-buckets-poison AzureWebJobsStorage
        FinishFit activity
        Fit timer %FIT_SCHEDULE% +client
        FitShop orchestration
        GetCustomer http Function get /api/customers/{key} +client
        GetDeliveries http Function get /api/deliveries +client
        GetDiff http Function get /api/sequences/{name}/diff +client
        GetEnrolment http Function get /api/enrolments/{id} +client
        GetHealth http Anonymous get /healthz
        GetHistory http Function get /api/sequences/{name}/history +client
        GetReport http Function get /api/reports/{month} +client
        GetVersion http Function get /api/sequences/{name}/versions/{number} +client
        InboundSms events
        ListDataRequests http Function get /api/data-requests +client
        ListDeadLetters http Function get /api/dead-letters +client
        ListHandoffs http Function get /api/handoffs +client
        ListReports http Function get /api/reports +client
        ListSequences http Function get /api/sequences +client
        LookBackForFit activity
        MoveRun activity +client
        OpenApi http Anonymous get /openapi/{documentName}.json
        PlanFit activity
        PostAnswered http Function post /api/data-requests/answered +client
        PostDelivery http Anonymous post /api/ingest/{connector}/{source}
        PostDiff http Function post /api/sequences/{name}/diff +client
        PostEnrolment http Function post /api/enrolments +client
        PostEvents http Function post /api/events +client
        PostForget http Function post /api/customers/{key}/forget +client
        PostImport http Function post /api/sequences/import +client
        PostMerge http Function post /api/customers/{key}/merge +client
        PostPreview http Function post /api/sequences/preview +client
        PostPublish http Function post /api/sequences/{name}/publish +client
        PostReplay http Function post /api/sequences/replay +client
        PostRetry http Function post /api/dead-letters/retry +client
        PostRollback http Function post /api/sequences/{name}/rollback +client
        PostSignal http Function post /api/enrolments/{id}/signals +client
        PostSplit http Function post /api/customers/{key}/split +client
        PostWithdraw http Function post /api/sequences/{name}/withdraw +client
        Purge timer %RECONCILE_SCHEDULE% +client
        RecallSequence orchestration
        Reconcile timer %RECONCILE_SCHEDULE% +client
        ReconcileBuckets queue reconcile-buckets AzureWebJobsStorage +client
        ReconcileBucketsPoison queue reconcile-buckets-poison AzureWebJobsStorage
        Report timer %REPORT_SCHEDULE%
        ResolveHandoff http Function post /api/handoffs/{id}/resolve +client
        Score timer %SCORE_SCHEDULE%
        ScoreBuckets queue score-buckets AzureWebJobsStorage +client
        ScoreBucketsPoison queue score-buckets-poison AzureWebJobsStorage
        ShowChinesePage http Anonymous get /docs/zh-CN/{page}
        ShowConnector http Anonymous get /docs/connectors/{page}
        ShowDecision http Anonymous get /docs/decisions/{page}
        ShowDocument http Anonymous get /docs/{page}
        ShowFigures http Anonymous get /figures
        ShowHome http Anonymous get /{root:maxlength(0)?}
        ShowUnsubscribe http Anonymous get /unsubscribe
        Sources timer %RECONCILE_SCHEDULE% +client
        TriggerCustomers queue trigger-customers AzureWebJobsStorage +client
        TriggerCustomersPoison queue trigger-customers-poison AzureWebJobsStorage
        Unsubscribe http Anonymous post /unsubscribe +client
        ValidateSequence http Function post /api/sequences/validate +client
        """);

    [Fact]
    public void Every_endpoint_has_a_function_of_its_name_with_its_route_and_methods_and_no_function_has_none()
    {
        using var shop = new DurableShop();
        var endpoints = shop.Get<RecallFunctions>().Endpoints;

        var functions = FunctionList.Of<HttpTriggerAttribute>()
            .Select(f => Line(f.Name, "/" + f.Trigger.Route, f.Trigger.Methods ?? [], f.Trigger.AuthLevel == AuthorizationLevel.Anonymous));

        functions.ShouldBe(
            endpoints.Select(e => Line(
                e.Key, e.Value.RoutePattern.RawText!, e.Value.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods,
                e.Value.Metadata.GetMetadata<IAllowAnonymous>() is not null)),
            ignoreOrder: true);

        // The root is written in a way that both the host and the worker take for one.
        static string Line(string name, string route, IEnumerable<string> methods, bool open) =>
            $"{name} {route.Replace("{root:maxlength(0)?}", "", StringComparison.Ordinal)} {string.Join(',', methods).ToLowerInvariant()} {(open ? "open" : "with a key")}";
    }

    [Fact]
    public void Every_queue_has_a_function_and_one_for_what_was_given_up() =>
        FunctionList.Of<QueueTriggerAttribute>().Select(f => f.Trigger.QueueName).Where(q => WorkQueues.All.Any(w => q.StartsWith(w, StringComparison.Ordinal)))
            .ShouldBe(WorkQueues.All.SelectMany(q => (string[])[q, QueueRules.PoisonOf(q)]), ignoreOrder: true);

    /// <summary>What has none and comes to a run anyway fails in a process that no other function has run in yet.</summary>
    [Fact]
    public void Every_function_that_takes_a_client_hands_it_in()
    {
        foreach (var (name, method, _) in FunctionList.All)
        {
            var client = method.GetParameters().FirstOrDefault(p => p.GetCustomAttribute<DurableClientAttribute>() is not null);
            if (client is null)
                continue;
            client.ParameterType.ShouldBe(typeof(Microsoft.DurableTask.Client.DurableTaskClient), name);
            method.DeclaringType!.GetConstructors().Single().GetParameters().ShouldContain(p => p.ParameterType == typeof(DurableClients), name);
        }
    }

    [Fact]
    public void Functions_are_public_and_their_names_are_unlike()
    {
        FunctionList.All.ShouldAllBe(f => f.Method.DeclaringType!.IsPublic);
        FunctionList.All.Select(f => f.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count().ShouldBe(FunctionList.All.Count);
        typeof(ApiFunctions).Assembly.GetTypes().Where(t => t.Name.EndsWith("Functions", StringComparison.Ordinal)).ShouldAllBe(t => t.IsSealed);
    }
}
