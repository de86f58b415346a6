using Recall.App.Enrolment;
using Recall.App.Ports;
using Recall.Core.Sequences;

namespace Recall.Local.Runtime;

/// <summary>A look at a run until it waits or is over; when to look again is stored with where it stands.</summary>
internal sealed class LocalPass(ITableStore tables, TimeProvider clock, RunHost host, EnrolmentId id, IReadOnlyList<string> dueKeys)
    : RunPass(tables, clock, host, id, DueRows.Partition)
{
    private readonly TimeProvider _clock = clock;
    private readonly EnrolmentId _id = id;

    public async Task GoAsync(CancellationToken cancellationToken)
    {
        var next = await BeginAsync(cancellationToken);
        while (next is Next.Perform perform)
            next = await PerformAsync(perform, cancellationToken);
        await RestAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override IEnumerable<TableAction> Marks(EnrolmentState state, bool more, bool rests)
    {
        var again = new List<string>(2);
        if (state.Until is { } until)
            again.Add(DueRows.Key(until, _id));
        if (more && state.Phase != RunPhase.Done)
            again.Add(DueRows.Key(_clock.GetUtcNow(), _id)); // There may be more of them, and after failures no marks of their own.
        var over = rests ? dueKeys.Take(MaxSignals).Except(again, StringComparer.Ordinal) : [];
        return
        [
            .. over.Select(key => new TableAction(TableActionKind.Delete, DueRows.Mark(key))),
            .. again.Distinct(StringComparer.Ordinal).Select(key => new TableAction(TableActionKind.Upsert, DueRows.Mark(key))),
        ];
    }
}
