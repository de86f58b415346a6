using Recall.Core.Customers;

namespace Recall.App.Ingestion.Files;

/// <summary>Rows that are stored together.</summary>
internal sealed class ImportBatch
{
    private readonly Dictionary<CustomerEvent, long> _rows = new(ReferenceEqualityComparer.Instance);

    public List<CustomerEvent> Events { get; } = [];

    public List<ImportedRow> Bad { get; } = [];

    /// <summary>Rows of which the report has something to say, though nothing is wrong with them.</summary>
    public List<ImportedRow> Told { get; } = [];

    public long Rows { get; private set; }

    public long BytesRead { get; set; }

    /// <summary>The file breaks off behind these rows.</summary>
    public bool CutOff { get; set; }

    public void Add(ImportedRow row, ExampleContacts? contacts)
    {
        Rows += row.Rows;
        if (row.Errors.Count > 0)
            Bad.Add(row);
        if (row.NotPaid is not null || row.UnknownState is not null || row.LeftOut.Count > 0)
            Told.Add(row);
        foreach (var e in contacts is null ? row.Events : contacts.Before(row.Events))
        {
            Events.Add(e);
            _rows.Add(e, row.Number);
        }
    }

    /// <summary>The row that an event of this batch came from: two rows may name one id, so the event itself is asked.</summary>
    public long? RowOf(CustomerEvent e) => _rows.TryGetValue(e, out var row) ? row : null;
}
