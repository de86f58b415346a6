using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Recall.App.Customers;
using Recall.App.Customers.Identity;
using Recall.App.Delivery;
using Recall.App.Enrolment;
using Recall.App.Handoffs;
using Recall.App.Health;
using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Ingestion.Http;
using Recall.App.Pages;
using Recall.App.Privacy;
using Recall.App.Reports;
using Recall.App.Sequences;
using Recall.App.Sequences.Importing;
using Recall.App.Sequences.Previewing;
using Recall.App.Sequences.Replaying;
using Recall.App.Sequences.Versions;

namespace Recall.App.Http;

/// <summary>Every endpoint, one line each: its name is the function's name on Azure.</summary>
public static class RecallEndpoints
{
    /// <summary>Maps them. The host has called <see cref="RecallHttp.AddRecallHttp"/>.</summary>
    /// <param name="routes">Of the host.</param>
    /// <param name="hostChecksKeys">The host lets nobody through to an endpoint that wants a key who has none.</param>
    public static IEndpointRouteBuilder MapRecall(this IEndpointRouteBuilder routes, bool hostChecksKeys = false)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var all = routes.MapGroup("");
        ((IEndpointConventionBuilder)all).Finally(endpoint => RecallRequest.Wrap(endpoint, hostChecksKeys));
        MapApi(all.MapGroup("/api").WithTags("With a key").ProducesProblem(StatusCodes.Status401Unauthorized));
        MapOpen(all.MapGroup("").WithTags("For everybody").AllowAnonymous());
        return routes;
    }

    private static void MapApi(RouteGroupBuilder api)
    {
        api.MapPost("/events", PostEvents.HandleAsync)
            .Named(nameof(PostEvents), "Takes facts about customers: one, many, NDJSON or CloudEvents")
            .AddOpenApiOperationTransformer(ApiDocument.TakeEvents)
            .Produces<PostEventsReply>(202).Problems(400, 413, 415, 422);
        api.MapGet("/customers/{key}", GetCustomer.HandleAsync)
            .Named(nameof(GetCustomer), "A customer: facts, score with reasons, sequences, timeline")
            .Produces<CustomerView>().Problems(400, 404).AddOpenApiOperationTransformer(ApiDocument.TakeIsANumber);
        api.MapPost("/customers/{key}/merge", PostMerge.HandleAsync)
            .Named(nameof(PostMerge), "Says that two customer keys are one person")
            .Body<MergeRequest>().Produces<MergeAnswer>().Problems(400, 404, 413, 415);
        api.MapPost("/customers/{key}/split", PostSplit.HandleAsync)
            .Named(nameof(PostSplit), "Takes a merged customer key apart again")
            .Body<SplitRequest>().Produces<SplitAnswer>().Problems(400, 404, 409, 413, 415);
        api.MapPost("/customers/{key}/forget", PostForget.HandleAsync)
            .Named(nameof(PostForget), "Removes everything that is known about a customer; cannot be undone")
            .Produces<ForgetAnswer>().Problems(400, 404);
        api.MapGet("/data-requests", ListDataRequests.HandleAsync)
            .Named(nameof(ListDataRequests), "Customers who asked through a platform for what is known about them, the most urgent first")
            .Produces<DataRequestListAnswer>();
        api.MapPost("/data-requests/answered", PostAnswered.HandleAsync)
            .Named(nameof(PostAnswered), "Says that a customer has been sent what is known about them")
            .Body<AnsweredRequest>().Produces<AnsweredAnswer>().Problems(400, 413, 415);
        api.MapGet("/sequences", ListSequences.HandleAsync)
            .Named(nameof(ListSequences), "The sequences in force, and the problems of their files")
            .Produces<SequenceListAnswer>().Problems(400);
        api.MapPost("/sequences/validate", ValidateSequence.HandleAsync)
            .Named(nameof(ValidateSequence), "Checks a sequence file without using it")
            .Body<string>("text/yaml", "application/yaml", "text/plain").Produces<ValidateSequenceAnswer>().Problems(400, 413, 415);
        api.MapPost("/sequences/preview", PostPreview.HandleAsync)
            .Named(nameof(PostPreview), "What a sequence file would do with one customer; nothing is sent")
            .Body<string>("text/yaml", "application/yaml", "text/plain").Produces<PreviewAnswer>().Problems(400, 404, 413, 415);
        api.MapPost("/sequences/replay", PostReplay.HandleAsync)
            .Named(nameof(PostReplay), "What a sequence file would have done in the past; nothing is sent")
            .Body<string>("text/yaml", "application/yaml", "text/plain").Produces<ReplayAnswer>().Problems(400, 413, 415, 422);
        api.MapPost("/sequences/import", PostImport.HandleAsync)
            .Named(nameof(PostImport), "Turns a flow of Klaviyo into a sequence file, or says all that it refuses; nothing is stored")
            .Body<ImportFlowRequest>().Produces<ImportFlowAnswer>().Problems(400, 413, 415);
        MapVersions(api.MapGroup("/sequences/{name}"));
        api.MapPost("/enrolments", PostEnrolment.HandleAsync)
            .Named(nameof(PostEnrolment), "Enrols a customer in a sequence")
            .Body<EnrolRequest>().Produces<EnrolAnswer>(201).Produces<EnrolAnswer>().Problems(400, 404, 409, 413, 415);
        api.MapGet("/enrolments/{id}", GetEnrolment.HandleAsync)
            .Named(nameof(GetEnrolment), "An enrolment: where it stands, its messages, its ledger")
            .Produces<EnrolmentAnswer>().Problems(400, 404);
        api.MapPost("/enrolments/{id}/signals", PostSignal.HandleAsync)
            .Named(nameof(PostSignal), "Tells a running enrolment what happened")
            .Body<SignalRequest>().Produces<SignalAnswer>(202).Problems(400, 404, 409, 413, 415);
        api.MapGet("/handoffs", ListHandoffs.HandleAsync)
            .Named(nameof(ListHandoffs), "Tasks for people, the most urgent first")
            .Produces<HandoffListAnswer>().Problems(400);
        api.MapPost("/handoffs/{id}/claim", ClaimHandoff.HandleAsync)
            .Named(nameof(ClaimHandoff), "Takes a task")
            .Body<ClaimRequest>().Produces<HandoffAnswer>().Problems(400, 404, 409, 413, 415);
        api.MapPost("/handoffs/{id}/resolve", ResolveHandoff.HandleAsync)
            .Named(nameof(ResolveHandoff), "Finishes a task; its outcome goes back into the sequence")
            .Body<ResolveRequest>().Produces<HandoffAnswer>().Problems(400, 404, 409, 413, 415);
        api.MapGet("/reports", ListReports.HandleAsync)
            .Named(nameof(ListReports), "Months whose report was kept")
            .Produces<ReportListAnswer>();
        api.MapGet("/reports/{month}", GetReport.HandleAsync)
            .Named(nameof(GetReport), "The report of a month; of the month that still runs, as it stands now")
            .Produces<Report>().Problems(400, 404);
        api.MapGet("/deliveries", GetDeliveries.HandleAsync)
            .Named(nameof(GetDeliveries), "Calls of shop platforms and what became of each, without their bodies")
            .Produces<DeliveryListAnswer>().Problems(400, 404);
        api.MapGet("/dead-letters", ListDeadLetters.HandleAsync)
            .Named(nameof(ListDeadLetters), "Input that was refused and why, and work that was given up")
            .Produces<DeadLetterListAnswer>().Problems(400);
        api.MapPost("/dead-letters/retry", PostRetry.HandleAsync)
            .Named(nameof(PostRetry), "Tries again what was refused or given up")
            .Body<RetryRequest>().Produces<RetryAnswer>().Problems(400, 404, 413, 415);
    }

    private static void MapVersions(RouteGroupBuilder sequence)
    {
        sequence.MapGet("/history", GetHistory.HandleAsync)
            .Named(nameof(GetHistory), "Every version of a sequence: who published it when, and what it changed")
            .Produces<HistoryAnswer>().Problems(400, 404);
        sequence.MapGet("/versions/{number}", GetVersion.HandleAsync)
            .Named(nameof(GetVersion), "A version's file as it was published")
            .Produces<string>(200, "text/yaml").Problems(400, 404);
        sequence.MapGet("/diff", GetDiff.HandleAsync)
            .Named(nameof(GetDiff), "What a version says otherwise than an older one")
            .Produces<DiffAnswer>().Problems(400, 404, 422);
        sequence.MapPost("/diff", PostDiff.HandleAsync)
            .Named(nameof(PostDiff), "What a file says otherwise than what is in force, and what publishing it would mean")
            .Body<string>("text/yaml", "application/yaml", "text/plain").Produces<DiffAnswer>().Problems(400, 404, 413, 415, 422);
        sequence.MapPost("/publish", PostPublish.HandleAsync)
            .Named(nameof(PostPublish), "Puts a sequence file in force as the next version")
            .Body<string>("text/yaml", "application/yaml", "text/plain").Produces<PublishAnswer>(201).Produces<PublishAnswer>()
            .Problems(400, 409, 412, 413, 415);
        sequence.MapPost("/rollback", PostRollback.HandleAsync)
            .Named(nameof(PostRollback), "Puts an older version's text in force as a new version")
            .Produces<PublishAnswer>(201).Produces<PublishAnswer>().Problems(400, 404, 409, 412, 422);
        sequence.MapPost("/withdraw", PostWithdraw.HandleAsync)
            .Named(nameof(PostWithdraw), "Takes a sequence out of force: nobody enters any more")
            .Produces<PublishAnswer>(201).Produces<PublishAnswer>().Problems(400, 404, 409, 412);
    }

    private static void MapOpen(RouteGroupBuilder open)
    {
        open.MapGet("/", ShowHome.Handle)
            .Named(nameof(ShowHome), "What this is and where to read on, for people")
            .Produces<string>(200, "text/html");
        open.MapGet(ShowFigures.Path, ShowFigures.HandleAsync)
            .Named(nameof(ShowFigures), "The shop's figures, for people: the key is the password of Basic authentication")
            .Produces<string>(200, "text/html").Produces<string>(401, "text/html");
        open.MapGet(Documents.Path + "/{page}", Documents.Show)
            .Named("ShowDocument", "A page of the documentation")
            .Produces<string>(200, "text/html").Produces<string>(404, "text/html");
        open.MapGet(Documents.Path + "/decisions/{page}", Documents.ShowDecision)
            .Named(nameof(Documents.ShowDecision), "Why something is as it is")
            .Produces<string>(200, "text/html").Produces<string>(404, "text/html");
        open.MapGet(Documents.Path + "/connectors/{page}", Documents.ShowConnector)
            .Named(nameof(Documents.ShowConnector), "How a shop platform is set up")
            .Produces<string>(200, "text/html").Produces<string>(404, "text/html");
        open.MapGet(Documents.Path + "/zh-CN/{page}", Documents.ShowChinesePage)
            .Named(nameof(Documents.ShowChinesePage), "A page of the documentation in Chinese")
            .Produces<string>(200, "text/html").Produces<string>(404, "text/html");
        open.MapGet("/healthz", GetHealth.HandleAsync)
            .Named(nameof(GetHealth), "Whether the store can be read and written")
            .Produces<HealthAnswer>().Problems(503);
        open.MapGet(UnsubscribeLinks.Path, ShowUnsubscribe.HandleAsync)
            .Named(nameof(ShowUnsubscribe), "The page behind an unsubscribe link; changes nothing")
            .Produces<string>(200, "text/html").Produces<string>(404, "text/html");
        open.MapPost(UnsubscribeLinks.Path, Unsubscribe.HandleAsync)
            .Named(nameof(Unsubscribe), "Unsubscribes from everything; also the one-click of RFC 8058")
            .Produces<string>(200, "text/html").Produces<string>(404, "text/html");
        open.MapPost("/api/ingest/{connector}/{source}", PostDelivery.HandleAsync)
            .Named(nameof(PostDelivery), "What a shop platform posts; signed by the platform")
            .Body<object>("application/json").Produces(200).Problems(400, 401, 404, 413, 415, 503);
        open.MapMethods("/api/ingest/{connector}/{source}", ["OPTIONS"], PostDelivery.Ask)
            .Named("AskDelivery", "Whether a sender of CloudEvents may deliver here")
            .Produces(200).Problems(404);
        open.MapOpenApi("/openapi/{documentName}.json").WithName("OpenApi");
    }

    private static RouteHandlerBuilder Named(this RouteHandlerBuilder endpoint, string name, string summary) =>
        endpoint.WithName(name).WithSummary(summary);

    /// <summary>
    /// For the document alone: the framework's <c>Accepts</c> would have the router refuse other media types, before the key is checked
    /// and without saying which types there are.
    /// </summary>
    private static RouteHandlerBuilder Body<T>(this RouteHandlerBuilder endpoint, params string[] types) =>
        endpoint.AddOpenApiOperationTransformer((operation, context, cancel) =>
            ApiDocument.DescribeBodyAsync(operation, context, typeof(T), types is [] ? ["application/json"] : types, cancel));

    private static RouteHandlerBuilder Problems(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses)
            endpoint.ProducesProblem(status);
        return endpoint;
    }
}
