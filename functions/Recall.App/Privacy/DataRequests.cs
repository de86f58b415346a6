using Recall.App.Customers;
using Recall.App.Ingestion.Connectors;
using Recall.App.Ports;
using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.App.Privacy;

/// <summary>A customer asked the shop, through its platform, for what is known about them.</summary>
/// <param name="Id">The platform's id of the request.</param>
/// <param name="Source">The source it came from.</param>
/// <param name="Customers">Under which keys they may be known.</param>
/// <param name="At">When it came in, UTC.</param>
/// <param name="Due">When it must be answered, UTC.</param>
public sealed record DataRequest(string Id, string Source, IReadOnlyList<string> Customers, DateTimeOffset At, DateTimeOffset Due);

/// <summary>
/// Requests for data that wait for an answer. The answer is the shop's: <c>recall customers export</c> writes what it may send. Table <c>privacy</c>.
/// </summary>
public sealed class DataRequests(ITableStore tables, CustomerStore customers)
{
    internal const string Table = "privacy";
    private const string Partition = "requests";

    /// <summary>GDPR art. 12(3): within one month; Shopify asks for 30 days.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromDays(30);

    /// <summary>Notes a request; one that is noted stays as it is.</summary>
    public async Task AddAsync(ConnectorSource source, Mapped.DataRequest request, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(request);
        var row = new TableRow(Partition, $"{source.Name}|{Ingestion.Connectors.Deliveries.DeliveryRef.Of(source.Name, request.Request).Key}", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["id"] = Shown.Cut(request.Request, 400), ["source"] = source.Name, ["customers"] = string.Join(' ', request.Who), ["at"] = at,
        });
        try
        {
            await tables.SubmitAsync(Table, [new(TableActionKind.Insert, row)], cancellationToken);
        }
        catch (TableConflictException)
        {
            // It is noted.
        }
    }

    /// <summary>All that wait, the most urgent first.</summary>
    public async Task<IReadOnlyList<DataRequest>> OpenAsync(CancellationToken cancellationToken) =>
        [.. (await tables.ReadAsync(Table, Partition, null, null, cancellationToken).Select(Read).ToListAsync(cancellationToken)).OrderBy(r => r.At)];

    /// <summary>Takes the requests about a person, under any of their keys, off the list; returns how many there were.</summary>
    public async Task<int> AnswerAsync(CustomerKey customer, CancellationToken cancellationToken)
    {
        var keys = ((await customers.FindAsync(customer, cancellationToken))?.Profile.Keys ?? [customer]).Select(k => k.Value).ToHashSet(StringComparer.Ordinal);
        var count = 0;
        await foreach (var row in tables.ReadAsync(Table, Partition, null, null, cancellationToken))
        {
            if (!Read(row).Customers.Any(keys.Contains))
                continue;
            await tables.SubmitAsync(Table, [new(TableActionKind.Delete, row with { ETag = null })], cancellationToken);
            count++;
        }

        return count;
    }

    private static DataRequest Read(TableRow row) => new(
        row.Get<string>("id")!, row.Get<string>("source")!, row.Get<string>("customers")!.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        row.Get<DateTimeOffset>("at"), row.Get<DateTimeOffset>("at") + Within);
}
