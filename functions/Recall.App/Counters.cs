using Recall.App.Ports;

namespace Recall.App;

/// <summary>
/// Counts that limits are held against: table <c>counters</c>, partition what is counted, row the shop's day. A count is taken before the
/// action and given back where nothing came of it, so a crash in between can make it too high and never too low.
/// </summary>
public sealed class Counters(ITableStore tables)
{
    internal const string Table = "counters";

    /// <summary>The count so far.</summary>
    public async Task<int> GetAsync(string what, string day, CancellationToken cancellationToken) =>
        (await tables.GetAsync(Table, what, day, cancellationToken))?.Get<int>("count") ?? 0;

    /// <summary>Adds one, whoever else adds at the same time; false where the count stands at <paramref name="limit"/>.</summary>
    public Task<bool> AddAsync(string what, string day, CancellationToken cancellationToken, int? limit = null) =>
        ChangeAsync(what, day, 1, limit, cancellationToken);

    /// <summary>Takes back one that was added and came to nothing.</summary>
    public Task GiveBackAsync(string what, string day, CancellationToken cancellationToken) => ChangeAsync(what, day, -1, null, cancellationToken);

    private async Task<bool> ChangeAsync(string what, string day, int by, int? limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = await tables.GetAsync(Table, what, day, cancellationToken);
            var count = row?.Get<int>("count") ?? 0;
            if (count >= limit)
                return false;
            var next = new TableRow(
                what, day, new Dictionary<string, object>(StringComparer.Ordinal) { ["count"] = count + by }, row?.ETag);
            try
            {
                await tables.SubmitAsync(Table, [new(row is null ? TableActionKind.Insert : TableActionKind.Replace, next)], cancellationToken);
                return true;
            }
            catch (TableConflictException)
            {
                // Somebody counted in between: count again on top of theirs.
            }
        }
    }
}
