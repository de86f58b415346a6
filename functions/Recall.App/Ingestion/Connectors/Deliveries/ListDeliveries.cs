using Recall.App.Ports;

namespace Recall.App.Ingestion.Connectors.Deliveries;

/// <summary>A call of a platform as it lies in the store, without its body: that is about a person.</summary>
/// <param name="At">When it came first, UTC.</param>
/// <param name="Source">The source's name.</param>
/// <param name="Id">The id it counts once under.</param>
/// <param name="Topic">What it is about, in the platform's words.</param>
/// <param name="State">What has become of it.</param>
/// <param name="Why">Why nothing was kept of it, what it waits for, or what is wrong; null where there is nothing to say.</param>
/// <param name="Note">What is worth knowing of how it came: signed in which way, long after it was triggered; null where nothing is.</param>
/// <param name="Bytes">Length of its body; 0 where that is gone.</param>
public sealed record DeliveryLine(DateTimeOffset At, string Source, string Id, string Topic, DeliveryState State, string? Why, string? Note, int Bytes);

/// <summary>What platforms posted in the last days, so that it can be seen what one really sent.</summary>
public sealed class ListDeliveries(ConnectorCatalogue catalogue, ITableStore tables)
{
    /// <summary>The newest of them, newest first.</summary>
    /// <param name="source">Of one source; null is all that the settings name.</param>
    /// <param name="state">In one state; null is any.</param>
    /// <param name="take">How many.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<DeliveryLine>> HandleAsync(string? source, DeliveryState? state, int take, CancellationToken cancellationToken = default)
    {
        var newest = new PriorityQueue<DeliveryLine, DateTimeOffset>();
        foreach (var name in source is null ? catalogue.Sources.Select(s => s.Name) : [source])
        {
            foreach (var partition in DeliveryRef.PartitionsOf(name))
            {
                await foreach (var row in tables.ReadAsync(DeliveryStore.Table, partition, "d|", "d}", cancellationToken))
                {
                    // A long body goes on in rows behind the first, which alone has the state.
                    if (row.Get<string>("state") is null || (state is { } only && DeliveryRow.StateOf(row) != only))
                        continue;
                    var line = Line(row);
                    newest.Enqueue(line, line.At);
                    if (newest.Count > take)
                        newest.Dequeue();
                }
            }
        }

        return [.. newest.UnorderedItems.Select(i => i.Element).OrderByDescending(l => l.At).ThenBy(l => l.Id, StringComparer.Ordinal)];
    }

    private static DeliveryLine Line(TableRow row) => new(
        row.Get<DateTimeOffset>("at"), row.Get<string>("source")!, row.Get<string>("id")!, row.Get<string>("topic")!, DeliveryRow.StateOf(row),
        row.Get<string>("why") is { Length: > 0 } why ? why : null, row.Get<string>("note"), row.Get<int>("bytes"));
}
