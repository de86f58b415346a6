namespace Recall.App;

/// <summary>A limit, and what one thing takes of it.</summary>
/// <param name="What">What is counted, a partition of <see cref="Counters"/>.</param>
/// <param name="Period">The shop's day (<c>20260131</c>) or month (<c>202601</c>), or <c>total</c>.</param>
/// <param name="Most">The limit.</param>
/// <param name="Amount">Of money, how much; null where things are counted.</param>
public readonly record struct Quota(string What, string Period, decimal? Most, decimal? Amount = null);

/// <summary>One thing's place in limits: taken once in each, in all or in none, and given back where nothing came of it.</summary>
public sealed class Place(Counters counters)
{
    private readonly HashSet<(string What, string Period)> _counted = [];
    private readonly List<Quota> _taken = [];

    /// <summary>An earlier attempt has taken these.</summary>
    public void Counted(IEnumerable<Quota> quotas) => _counted.UnionWith(quotas.Select(q => (q.What, q.Period)));

    /// <summary>True where it has its place in a limit already.</summary>
    public bool Has(string what, string period) => _counted.Contains((what, period));

    /// <summary>
    /// Takes a place in every limit, whoever else takes one at the same time. False where one is used up: then everything that was taken is given
    /// back. The days first, then the months: who meets a place that is taken and given back at once then waits for tomorrow, not for the next month.
    /// </summary>
    public async Task<bool> TakeAsync(IEnumerable<Quota> quotas, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(quotas);
        foreach (var quota in quotas.Where(q => !Has(q.What, q.Period)).OrderByDescending(q => q.Period.Length))
        {
            if (!await counters.TakeAsync(quota, cancellationToken))
            {
                await GiveBackAsync(cancellationToken);
                return false;
            }

            _counted.Add((quota.What, quota.Period));
            _taken.Add(quota);
        }

        return true;
    }

    /// <summary>Nothing came of it: what it took is another's.</summary>
    public async Task GiveBackAsync(CancellationToken cancellationToken)
    {
        while (_taken is [.., var quota])
        {
            await counters.GiveBackAsync(quota, cancellationToken);
            _counted.Remove((quota.What, quota.Period));
            _taken.RemoveAt(_taken.Count - 1);
        }
    }
}
