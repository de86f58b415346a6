using Recall.Core;
using Recall.Core.Shop;

namespace Recall.App.Ingestion.Files;

/// <summary>
/// Orders, one per row or one line per row: rows of one order stand together. Where one of its rows is bad the whole order is, since
/// its total and lines would be wrong without it.
/// </summary>
internal sealed class OrdersCsvFormat(RowContext context, ShopSettings shop, TimeProvider clock) : RowFormat
{
    private OrderColumns? _columns;
    private CsvRecords? _records;

    public override IReadOnlyList<string> Unused => _columns?.Unused ?? [];

    public override string? KnownBy => _columns?.KnownBy;

    public override bool IsChinese => _columns is { HasChineseNames: true };

    public override string? Delimiter => _records?.Delimiter;

    /// <summary>Looks through a file, whose header is understood, for how its columns write dates and amounts.</summary>
    /// <exception cref="ImportException">One of them can be read in two ways.</exception>
    public static (IReadOnlyList<(string Field, ColumnForm Form)> Forms, bool HalfDays) Forms(IEnumerable<FileLine> lines, RowContext context, ShopSettings shop, TimeProvider clock)
    {
        DateOnly? today = context.AcceptFuture ? null : DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), shop.Zone).DateTime);
        ColumnForms? forms = null;
        try
        {
            foreach (var record in new CsvRecords(lines, null).Read())
            {
                forms?.Look(record);
                forms ??= new(OrderColumns.Of(record.Fields, context, shop), context, today);
            }
        }
        catch (InvalidDataException)
        {
            // What is before the place where the file breaks off is all that will be imported.
        }

        return (forms?.Decide() ?? [], forms?.HalfDays ?? false);
    }

    public override IEnumerable<ImportedRow> Read(IEnumerable<FileLine> lines)
    {
        var again = context.Columns.Count > 0;
        var records = _records = new CsvRecords(lines, again ? context.Delimiter : null);
        if (again)
            _columns = OrderColumns.Of(context.Columns, context, shop);
        OrderRows? rows = null;
        var order = new List<CsvRecord>();
        foreach (var record in records.Read())
        {
            if (_columns is null)
            {
                if (record.Error is { } error)
                    throw new ImportException(ImportTexts.Header, record.Number, error);
                _columns = OrderColumns.Of(record.Fields, context, shop);
                continue;
            }

            rows ??= new(_columns, context, shop, clock, StoredJson.Text(context with { Columns = _columns.Names, Delimiter = records.Delimiter }));
            if (order.Count > 0 && !rows.SameOrder(order[0], record))
            {
                yield return rows.Make(order);
                order.Clear();
            }

            order.Add(record);
        }

        if (_columns is null)
            throw new ImportException(ImportTexts.Empty);
        if (order.Count > 0)
            yield return rows!.Make(order);
    }
}
