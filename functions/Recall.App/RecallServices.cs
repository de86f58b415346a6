using Microsoft.Extensions.DependencyInjection;
using Recall.App.Customers;
using Recall.App.Customers.Identity;
using Recall.App.Delivery;
using Recall.App.Enrolment;
using Recall.App.Handoffs;
using Recall.App.Ingestion;
using Recall.App.Ingestion.Arrivals;
using Recall.App.Ingestion.Connectors;
using Recall.App.Ingestion.Connectors.Api;
using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.App.Ingestion.Connectors.Orders;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Ingestion.Files;
using Recall.App.Offers;
using Recall.App.Ports;
using Recall.App.Privacy;
using Recall.App.Reports;
using Recall.App.Scoring;
using Recall.App.Sequences;
using Recall.App.Sequences.Previewing;
using Recall.App.Sequences.Replaying;
using Recall.App.Sequences.Versions;
using Recall.App.Telemetry;
using Recall.App.Webhooks;
using Recall.App.Work;
using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.App;

/// <summary>Registers the use cases. A host brings the ports, a <see cref="TimeProvider"/>, the shop's settings and its secret.</summary>
public static class RecallServices
{
    /// <summary>Adds every use case as a singleton.</summary>
    /// <param name="services">The host's.</param>
    /// <param name="buckets">Partitions of this deployment, never changed once customers are stored.</param>
    public static IServiceCollection AddRecall(this IServiceCollection services, int buckets = Bucket.DefaultCount)
    {
        services.AddMetrics();
        services.AddSingleton(s => new CustomerStore(s.GetRequiredService<ITableStore>(), s.GetRequiredService<ShopSettings>().Zone, buckets));
        services.AddSingleton(s => new PlatformHttp(PlatformHttp.Client(), s.GetRequiredService<TimeProvider>()));
        foreach (var useCase in UseCases)
            services.AddSingleton(useCase);
        return services;
    }

    private static readonly Type[] UseCases =
    [
        typeof(AppServices), typeof(RecallMetrics), typeof(Counters), typeof(DefinitionStore), typeof(EnrolmentStore), typeof(TouchStore), typeof(AddressStore), typeof(HandoffStore),
        typeof(ModelStore), typeof(PopulationStore), typeof(DescribeModel), typeof(ShopCurrency), typeof(IdentityStore), typeof(LinkCustomers), typeof(MergeCustomers), typeof(SplitCustomer), typeof(ReconcileCustomers), typeof(IngestEvents), typeof(GatherPast), typeof(GatherUplift), typeof(FitModel), typeof(FitParts), typeof(ShareFit), typeof(ScoreCustomers), typeof(InviteCustomer), typeof(EnrolCustomer), typeof(EnrolTriggered), typeof(EnrolAudience),
        typeof(PerformStep), typeof(MissedSignals), typeof(StartRun), typeof(EndRun), typeof(RunHost), typeof(ReconcileRuns), typeof(GoalFacts), typeof(SendTouch), typeof(MessageBudgets), typeof(MoneyBudgets), typeof(Carrier), typeof(DeliverStatus), typeof(MessageComposer),
        typeof(UnsubscribeLinks), typeof(CouponCounts), typeof(IssueCoupon), typeof(OpenHandoff), typeof(TagCustomer), typeof(SendWebhook), typeof(TakeBackHandoff), typeof(HandoffWork),
        typeof(ScheduledArrivals), typeof(DeliverArrivals), typeof(DeadLetterBox), typeof(RetryDeadLetters), typeof(ImportFile), typeof(ImportMappings), typeof(ConnectorCatalogue), typeof(DeliveryStore), typeof(RefusedCalls), typeof(BodyBudget), typeof(ListDeliveries), typeof(MapDelivery), typeof(TendDeliveries), typeof(OrderBook), typeof(RecordFacts), typeof(WalkOrders), typeof(ReconcileSources), typeof(ForgetCalls), typeof(ForgetCustomer), typeof(ExportCustomer), typeof(DataRequests),
        typeof(HandleWork), typeof(GivenUpWork), typeof(ShareOut), typeof(DailyWork), typeof(MeasureEnrolment), typeof(BuildReport), typeof(LatestReport), typeof(MonthlyReport),
        typeof(CustomerTimeline), typeof(ViewCustomer), typeof(ListLapsed), typeof(WhySequences),
        typeof(CheckSequences), typeof(PreviewSequence), typeof(GatherHistories), typeof(RunReplay),
        typeof(PublicationStore), typeof(SequencesInForce), typeof(PublishSequence), typeof(ReadVersion), typeof(FollowVersion), typeof(MoveRuns),
    ];
}
