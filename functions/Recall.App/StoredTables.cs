using Recall.App.Customers;
using Recall.App.Customers.Identity;
using Recall.App.Delivery;
using Recall.App.Enrolment;
using Recall.App.Handoffs;
using Recall.App.Ingestion;
using Recall.App.Ingestion.Arrivals;
using Recall.App.Ingestion.Connectors.Api;
using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.App.Ingestion.Connectors.Orders;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Privacy;
using Recall.App.Reports;
using Recall.App.Scoring;
using Recall.App.Sequences;
using Recall.App.Work;

namespace Recall.App;

/// <summary>The tables there are. A deployment makes them; no store makes its own, for a name that is wrong should fail and not hide.</summary>
public static class StoredTables
{
    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        AddressStore.Table, ScheduledArrivals.Table, WalkOrders.Table, Counters.Table, CustomerKeys.Table, DeadLetterBox.Table, DefinitionStore.Table,
        DeliveryStore.Table, FitParts.Table, HandoffStore.Table, IdentityStore.Table, ModelStore.Table, OrderBook.Table, DataRequests.Table,
        MonthlyReport.Table, RunRows.Table, DailyWork.Table, ShopCurrency.Table,
    ];
}
