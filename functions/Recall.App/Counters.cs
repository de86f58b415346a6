using Recall.App.Ports;

namespace Recall.App;

/// <summary>
/// Counts that limits are held against: table <c>counters</c>, partition what is counted, row the shop's day. A count is taken before the
/// action and given back where nothing came of it, so a crash in between can make it too high and never too low.
/// </summary>
public sealed class Counters(ITableStore tables)
{
    internal const string Table = "counters";

    /// <summary>Amounts are kept in ten-thousandths, as whole numbers: tables have no decimals.</summary>
    private const decimal Scale = 10_000;

    /// <summary>The count so far.</summary>
    public async Task<int> GetAsync(string what, string day, CancellationToken cancellationToken) =>
        (await tables.GetAsync(Table, what, day, cancellationToken))?.Get<int>("count") ?? 0;

    /// <summary>Adds one, whoever else adds at the same time; false where the count stands at <paramref name="limit"/>.</summary>
    public Task<bool> AddAsync(string what, string day, CancellationToken cancellationToken, int? limit = null) =>
        ChangeAsync(what, day, 1, limit, cancellationToken);

    /// <summary>The sum of amounts so far.</summary>
    public async Task<decimal> GetAmountAsync(string what, string day, CancellationToken cancellationToken) =>
        ((await tables.GetAsync(Table, what, day, cancellationToken))?.Get<long>("amount") ?? 0) / Scale;

    /// <summary>Adds an amount, which may be negative, whoever else adds at the same time; false where the sum would pass <paramref name="limit"/>.</summary>
    public async Task<bool> AddAmountAsync(string what, string day, decimal amount, CancellationToken cancellationToken, decimal? limit = null)
    {
        while (true)
        {
            var row = await tables.GetAsync(Table, what, day, cancellationToken);
            var sum = ((row?.Get<long>("amount") ?? 0) / Scale) + amount;
            if (sum > limit)
                return false;
            if (await WriteAsync(row, what, day, "amount", (long)Math.Round(sum * Scale), cancellationToken))
                return true;
        }
    }

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
            if (await WriteAsync(row, what, day, "count", count + by, cancellationToken))
                return true;
        }
    }

    /// <summary>False where somebody counted in between: count again on top of theirs.</summary>
    private async Task<bool> WriteAsync(TableRow? row, string what, string day, string property, object value, CancellationToken cancellationToken)
    {
        var next = new TableRow(what, day, new Dictionary<string, object>(StringComparer.Ordinal) { [property] = value }, row?.ETag);
        try
        {
            await tables.SubmitAsync(Table, [new(row is null ? TableActionKind.Insert : TableActionKind.Replace, next)], cancellationToken);
            return true;
        }
        catch (TableConflictException)
        {
            return false;
        }
    }
}
