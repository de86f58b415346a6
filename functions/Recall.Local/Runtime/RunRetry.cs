using Recall.App.Enrolment;
using Recall.App.Ports;
using Recall.Core.Customers;
using Recall.Core.Sequences;

namespace Recall.Local.Runtime;

/// <summary>A run whose effect failed is looked at again after 10 s, 20 s, 40 s, ... at most an hour, for as long as it takes.</summary>
internal static class RunRetry
{
    public static async Task LaterAsync(
        ITableStore tables, EnrolmentId id, IReadOnlyList<string> dueKeys, DateTimeOffset now, Exception e, CancellationToken cancellationToken)
    {
        if (await tables.GetAsync(RunRows.Table, DueRows.Partition, RunRows.State(id), cancellationToken) is not { } row)
            throw new InvalidOperationException($"Run {id} is due and has no state.", e);
        var failures = row.Get<int>(RunRows.Failures);
        var wait = TimeSpan.FromSeconds(Math.Min(3600, 10 * Math.Pow(2, Math.Min(failures, 10))));
        var noted = new TableRow(
            DueRows.Partition, RunRows.State(id),
            new Dictionary<string, object>(StringComparer.Ordinal) { [RunRows.Failures] = failures + 1, ["error"] = Shown.Cut(e.Message, 500) });
        var actions = new List<TableAction>
        {
            new(TableActionKind.Merge, noted),
            new(TableActionKind.Upsert, DueRows.Mark(DueRows.Key(now + wait, id))),
        };
        actions.AddRange(dueKeys.Take(RunPass.MaxSignals).Select(key => new TableAction(TableActionKind.Delete, DueRows.Mark(key))));
        await tables.SubmitAsync(RunRows.Table, actions, cancellationToken);
    }
}
