using Recall.App.Ingestion.DeadLetters;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Files;

/// <summary>Rows that are stored together.</summary>
internal sealed class ImportBatch
{
    private readonly Dictionary<CustomerEvent, long> _rows = new(ReferenceEqualityComparer.Instance);

    public List<CustomerEvent> Events { get; } = [];

    public List<ImportedRow> Bad { get; } = [];

    public long Rows { get; private set; }

    public long BytesRead { get; set; }

    /// <summary>The file breaks off behind these rows.</summary>
    public bool CutOff { get; set; }

    public void Add(ImportedRow row, ExampleContacts? contacts)
    {
        Rows += row.Rows;
        if (row.Errors.Count > 0)
            Bad.Add(row);
        foreach (var e in contacts is null ? row.Events : contacts.Before(row.Events))
        {
            Events.Add(e);
            _rows.Add(e, row.Number);
        }
    }

    /// <summary>The row that an event of this batch came from: two rows may name one id, so the event itself is asked.</summary>
    public long? RowOf(CustomerEvent e) => _rows.TryGetValue(e, out var row) ? row : null;
}

/// <summary>Adds up an import.</summary>
internal sealed class ImportTally
{
    private readonly Dictionary<string, long> _reasons = new(StringComparer.Ordinal);
    private long _events;
    private long _accepted;
    private long _duplicates;
    private long _scheduled;
    private long _rejected;

    public long Rows { get; private set; }

    public bool CutOff { get; private set; }

    public void Add(ImportBatch batch, IngestOutcome outcome, int scheduled, IReadOnlyList<DeadLetter> letters)
    {
        Rows += batch.Rows;
        CutOff |= batch.CutOff;
        _events += batch.Events.Count;
        _accepted += outcome.Accepted;
        _duplicates += outcome.Duplicates;
        _scheduled += scheduled;
        _rejected += batch.Bad.Sum(r => r.Rows) + outcome.Rejected.Count;
        foreach (var letter in letters)
        {
            var reason = letter.Field.Length == 0 ? "row" : letter.Field;
            _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
        }
    }

    public ImportReport Report(TimeSpan elapsed, FoundEncoding encoding, RowFormat format) => new(
        Rows, _events, _accepted, _duplicates, _scheduled, _rejected, CutOff, elapsed.TotalSeconds, _reasons, encoding.Name, format.Unused)
    {
        Guessed = encoding.Guessed, KnownBy = format.KnownBy,
    };
}
