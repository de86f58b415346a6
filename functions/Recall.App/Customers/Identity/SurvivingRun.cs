using Recall.App.Delivery;
using Recall.App.Enrolment;
using Recall.App.Ports;
using Recall.App.Sequences;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;

namespace Recall.App.Customers.Identity;

/// <summary>What becomes of the runs of customers who are merged or split.</summary>
internal sealed class SurvivingRun(ITableStore tables, CustomerStore customers)
{
    private readonly DefinitionStore _definitions = new(tables);

    /// <summary>
    /// Which of two runs has the person from now on: the sequence of the higher priority, as if both had wanted to enter today; of equal ones the
    /// run that began first. Neither the arm nor what the run has done decides, so both arms lose runs alike.
    /// </summary>
    /// <param name="a">A run, or null.</param>
    /// <param name="homeOfA">Whose rows hold it.</param>
    /// <param name="b">Another, or null.</param>
    /// <param name="homeOfB">Whose rows hold that one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<string?> OfAsync(string? a, CustomerKey homeOfA, string? b, CustomerKey homeOfB, CancellationToken cancellationToken)
    {
        if (a is null || b is null)
            return a ?? b;
        var (first, second) = (await RankAsync(a, homeOfA, cancellationToken), await RankAsync(b, homeOfB, cancellationToken));
        return first.CompareTo(second) <= 0 ? a : b;
    }

    /// <summary>What was being done under these keys, from the rows of their runs and messages.</summary>
    /// <param name="home">Whose partition holds the rows.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="active">The run that has had the customer, where it may be one of theirs.</param>
    /// <param name="now">UTC; messages are remembered from some time before.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Engagement> EngagementAsync(
        CustomerKey home, IReadOnlyList<CustomerKey> keys, string? active, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var partition = customers.Partition(home);
        var runs = await RowsAsync('r', partition, keys, cancellationToken)
            .Select(r => EnrolmentRow.TryRead(r, out var run) ? run : null).OfType<EnrolmentRow>().ToListAsync(cancellationToken);
        var touches = await RowsAsync('t', partition, keys, cancellationToken).Select(TouchRow.Read)
            .Where(t => t.MayReach && t.At > now - Engagement.Remembered).ToListAsync(cancellationToken);
        if (runs.Count == 0 && touches.Count == 0)
            return Engagement.None;
        var open = runs.Where(r => r.EndedAt is null).OrderBy(r => r.Id.ToString() != active).ThenBy(r => r.StartedAt);
        return new()
        {
            Active = open.FirstOrDefault()?.Id.ToString(),
            Touches = [.. touches.Select(t => new Touch(t.At, t.Channel, t.Enrolment.EffectKey(t.Step))).OrderBy(t => t.At).ThenBy(t => t.Effect, StringComparer.Ordinal)],

            // The next pass takes the number after: never one that a run of this key has.
            Entries = runs.GroupBy(r => r.Id.Sequence, StringComparer.Ordinal).ToDictionary(
                r => r.Key,
                r => new Entries(Math.Max(r.Count(), r.Where(p => p.Id.Customer == home).Select(p => p.Id.Episode).DefaultIfEmpty().Max()), r.Max(p => p.StartedAt))
                {
                    By = r.MaxBy(p => p.StartedAt)!.By,
                },
                StringComparer.Ordinal),
        };
    }

    private async Task<(int Priority, DateTimeOffset StartedAt, string Id)> RankAsync(string run, CustomerKey home, CancellationToken cancellationToken)
    {
        var id = EnrolmentId.Parse(run);
        var row = await tables.GetAsync(CustomerKeys.Table, customers.Partition(home), CustomerKeys.Enrolment(id), cancellationToken);
        if (row is null || !EnrolmentRow.TryRead(row, out var enrolment))
            return (int.MaxValue, DateTimeOffset.MaxValue, run);
        var tree = await _definitions.GetAsync(id.Sequence, enrolment.Version, cancellationToken);
        return (-tree.Definition.Priority, enrolment.StartedAt, run);
    }

    private async IAsyncEnumerable<TableRow> RowsAsync(
        char kind, string partition, IReadOnlyList<CustomerKey> keys,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var key in keys)
        {
            var (from, to) = CustomerKeys.Of(kind, key);
            await foreach (var row in tables.ReadAsync(CustomerKeys.Table, partition, from, to, cancellationToken))
                yield return row;
        }
    }
}
