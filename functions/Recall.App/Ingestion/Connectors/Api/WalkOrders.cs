using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.App.Ingestion.Connectors.Orders;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.App.Ingestion.Connectors.Api;

/// <summary>What a walk through a platform's orders did.</summary>
/// <param name="Orders">Orders read.</param>
/// <param name="Accepted">Events stored.</param>
/// <param name="Known">Events known already.</param>
/// <param name="Ignored">Orders that say nothing that is kept.</param>
/// <param name="Refused">Orders that could not be read, and are dead letters.</param>
public sealed record WalkReport(long Orders, long Accepted, long Known, long Ignored, long Refused)
{
    /// <summary>Nothing.</summary>
    public static WalkReport Nothing { get; } = new(0, 0, 0, 0, 0);
}

/// <summary>How far a walk is.</summary>
/// <param name="Report">What it did so far.</param>
/// <param name="At">When the last order it read had changed, UTC.</param>
public sealed record WalkProgress(WalkReport Report, DateTimeOffset At);

/// <summary>
/// Walks through the orders that a platform has changed since a time, as far as it has come stored after every page: a walk that was stopped goes on
/// where it was, and what it had read counts once. Table <see cref="Table"/>: a partition per source.
/// </summary>
public sealed class WalkOrders(
    PlatformHttp http, RecordFacts record, DeadLetterBox letters, ITableStore tables, ShopSettings shop, TimeProvider clock)
{
    /// <summary>The table.</summary>
    public const string Table = "connectors";

    /// <summary>Whether the platform's orders can be walked through.</summary>
    public static bool Can(ConnectorSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Api is not null && source.Platform is "shopify" or "woocommerce" or "bigcommerce";
    }

    /// <summary>Where a walk of that name is, or null where it never began or is done.</summary>
    public async Task<OrderCursor?> PlaceAsync(string source, string walk, CancellationToken cancellationToken) =>
        (await tables.GetAsync(Table, source, walk, cancellationToken))?.Get<string>("cursor") is { } cursor ? StoredJson.Read<OrderCursor>(cursor) : null;

    /// <summary>Walks to the end.</summary>
    /// <param name="source">One that <see cref="Can"/> be.</param>
    /// <param name="walk">Its name, under which its place is kept.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="progress">Told after every page.</param>
    /// <param name="cancellationToken">Stops it; it can go on later.</param>
    /// <returns>What it did, and when the last order it read had changed.</returns>
    /// <exception cref="ApiBusyException">The platform did not answer; the place is kept.</exception>
    /// <exception cref="ApiRefusedException">The platform never will.</exception>
    public async Task<WalkProgress> RunAsync(
        ConnectorSource source, string walk, OrderCursor from, IProgress<WalkProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(from);
        var api = OrderApi.Of(source.Platform, http)!;
        var (done, cursor, newest) = (WalkReport.Nothing, from, from.Since);
        while (true)
        {
            var page = await PageAsync(api, source.Api!, cursor, cancellationToken);
            var next = page.Next is null ? null : page.Next with { Begun = from.Begun ?? from.Since };
            done = await StoreAsync(source, page, done, cancellationToken);
            newest = page.Newest > newest ? page.Newest.Value : newest;
            progress?.Report(new(done, newest));
            await KeepAsync(source.Name, walk, next, cancellationToken);
            if (next is null)
                return new(done, newest);
            cursor = next;
            if (page.Pause > TimeSpan.Zero)
                await Task.Delay(page.Pause, clock, cancellationToken);
        }
    }

    /// <summary>A page's address is good for a while only; where it is not any more, the time is.</summary>
    private static async Task<OrderPage> PageAsync(OrderApi api, ConnectorApi settings, OrderCursor cursor, CancellationToken cancellationToken)
    {
        try
        {
            return await api.PageAsync(settings, cursor, cancellationToken);
        }
        catch (ApiRefusedException e) when (cursor.Address is not null && e.Status is 400 or 404 or 410)
        {
            return await api.PageAsync(settings, new(cursor.Since), cancellationToken);
        }
    }

    private async Task<WalkReport> StoreAsync(ConnectorSource source, OrderPage page, WalkReport done, CancellationToken cancellationToken)
    {
        var (events, orders, bad, ignored, leftOut) = (new List<CustomerEvent>(), new List<Mapping.OrderVersion>(), new List<DeadLetter>(), 0, new List<IReadOnlyList<string>>());
        var connector = ConnectorCatalogue.All[source.Platform];
        foreach (var body in page.Orders)
        {
            var posted = new Posted(source, Signatures.BodyHash.Of(body), page.Topic, new Dictionary<string, string>(StringComparer.Ordinal), body, clock.GetUtcNow());
            switch (connector.Map(posted, shop, clock))
            {
                case Mapped.Facts facts:
                    events.AddRange(facts.Events);
                    orders.AddRange(facts.Orders);
                    break;
                case Mapped.Wrong wrong:
                    bad.Add(DeliveryLetter.Of(posted, null, wrong.Field, wrong.Why));
                    break;
                case Mapped.Ignored none:
                    ignored++;
                    leftOut.Add(none.Order);
                    break;
                default:
                    ignored++;
                    break;
            }
        }

        var outcome = await record.HandleAsync(source.Customers, new(events, orders), cancellationToken);
        foreach (var order in leftOut)
            await record.LeaveOutAsync(source.Customers, order, cancellationToken);
        bad.AddRange(outcome.Rejected.Select(r => r.Letter(source.ToString(), null)));
        await letters.AddAsync(bad, cancellationToken);
        return new(
            done.Orders + page.Orders.Count, done.Accepted + outcome.Accepted, done.Known + outcome.Duplicates, done.Ignored + ignored, done.Refused + bad.Count);
    }

    private async Task KeepAsync(string source, string walk, OrderCursor? cursor, CancellationToken cancellationToken)
    {
        var properties = new Dictionary<string, object>(StringComparer.Ordinal);
        if (cursor is not null)
            properties["cursor"] = StoredJson.Text(cursor);
        await tables.SubmitAsync(Table, [new(TableActionKind.Upsert, new(source, walk, properties))], cancellationToken);
    }
}
