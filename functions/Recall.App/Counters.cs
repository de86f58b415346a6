using Recall.App.Ports;
using Recall.Core.Messaging;

namespace Recall.App;

/// <summary>
/// Counts that limits are held against: table <c>counters</c>, partition what is counted, row the shop's day. A count is taken before the
/// action and given back where nothing came of it, so a crash in between can make it too high and never too low.
/// </summary>
public sealed class Counters(ITableStore tables)
{
    internal const string Table = "counters";

    /// <summary>Amounts, as whole numbers (<see cref="Money"/>): tables have no decimals.</summary>
    private const string Millionths = "millionths";

    /// <summary>The count so far.</summary>
    public async Task<int> GetAsync(string what, string period, CancellationToken cancellationToken) =>
        (await tables.GetAsync(Table, what, period, cancellationToken))?.Get<int>("count") ?? 0;

    /// <summary>The sum of amounts so far.</summary>
    public async Task<decimal> GetAmountAsync(string what, string period, CancellationToken cancellationToken) =>
        Money.OfMillionths((await tables.GetAsync(Table, what, period, cancellationToken))?.Get<long>(Millionths) ?? 0);

    /// <summary>Takes what a quota says, whoever else takes something at the same time; false where the count would pass its limit.</summary>
    public Task<bool> TakeAsync(Quota quota, CancellationToken cancellationToken) => ChangeAsync(quota, 1, cancellationToken);

    /// <summary>Takes back what was taken and came to nothing.</summary>
    public Task GiveBackAsync(Quota quota, CancellationToken cancellationToken) => ChangeAsync(quota with { Most = null }, -1, cancellationToken);

    private async Task<bool> ChangeAsync(Quota quota, int sign, CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = await tables.GetAsync(Table, quota.What, quota.Period, cancellationToken);
            if (quota.Amount is { } amount)
            {
                var sum = (row?.Get<long>(Millionths) ?? 0) + (sign * Money.ToMillionths(amount));
                if (Money.OfMillionths(sum) > quota.Most)
                    return false;
                if (await WriteAsync(row, quota, Millionths, sum, cancellationToken))
                    return true;
                continue;
            }

            var count = row?.Get<int>("count") ?? 0;
            if (count >= quota.Most)
                return false;
            if (await WriteAsync(row, quota, "count", count + sign, cancellationToken))
                return true;
        }
    }

    /// <summary>False where somebody counted in between: count again on top of theirs.</summary>
    private async Task<bool> WriteAsync(TableRow? row, Quota quota, string property, object value, CancellationToken cancellationToken)
    {
        var next = new TableRow(quota.What, quota.Period, new Dictionary<string, object>(StringComparer.Ordinal) { [property] = value }, row?.ETag);
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
