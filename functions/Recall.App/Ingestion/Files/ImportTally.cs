namespace Recall.App.Ingestion.Files;

/// <summary>Adds up an import.</summary>
internal sealed class ImportTally
{
    private readonly Dictionary<string, long> _reasons = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _notPaid = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _unknown = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LeftOut> _leftOut = new(StringComparer.Ordinal);
    private long _rows;
    private long _events;
    private long _accepted;
    private long _duplicates;
    private long _scheduled;
    private long _rejected;
    private long _contradictions;
    private long _letters;
    private bool _cutOff;

    public long Rows => _rows;

    public void Add(ImportBatch batch, IngestOutcome outcome, int scheduled)
    {
        _rows += batch.Rows;
        _cutOff |= batch.CutOff;
        _events += batch.Events.Count;
        _accepted += outcome.Accepted;
        _duplicates += outcome.Duplicates;
        _scheduled += scheduled;
        _rejected += batch.Bad.Sum(r => r.Rows) + outcome.Rejected.Count;
        _contradictions += outcome.Rejected.Count;
        _letters += batch.Bad.Count + outcome.Rejected.Count;
        foreach (var bad in batch.Bad)
            Count(_reasons, bad.Field, bad.Rows);
        foreach (var rejected in outcome.Rejected)
            Count(_reasons, rejected.Field);
        foreach (var row in batch.Told)
            Add(row);
    }

    public ImportReport Report(TimeSpan elapsed, ImportPlan plan, RowFormat format) => new(
        _rows, _events, _accepted, _duplicates, _scheduled, _rejected, _cutOff, elapsed.TotalSeconds, _reasons, plan.Encoding.Name, format.Unused)
    {
        Guessed = plan.Encoding.Guessed,
        Delimiter = format.Delimiter,
        Forms = plan.Forms,
        KnownBy = format.KnownBy,
        IsChinese = format.IsChinese,
        Contradictions = _contradictions,
        Letters = _letters,
        NotPaid = _notPaid,
        UnknownStates = _unknown,
        LeftOut = [.. _leftOut.Values],
    };

    private void Add(ImportedRow row)
    {
        if (row.NotPaid is { } state)
            Count(_notPaid, state);
        if (row.UnknownState is { } unknown)
            Count(_unknown, unknown);
        foreach (var error in row.LeftOut)
        {
            var known = _leftOut.GetValueOrDefault(error.Field) ?? new(error.Field, 0, row.Number, error.Problem);
            _leftOut[error.Field] = known with { Rows = known.Rows + 1 };
        }
    }

    private static void Count(Dictionary<string, long> counts, string what, long times = 1) => counts[what] = counts.GetValueOrDefault(what) + times;
}
