using Recall.App.Ingestion.Events;

namespace Recall.App.Ingestion.Files;

/// <summary>Makes the lines of an order from its rows, and its total where no column has it.</summary>
internal sealed class OrderLines(OrderColumns columns, EventDraft draft)
{
    private const int MaxRows = 1000;

    /// <summary>Adds the lines to the draft, or what is wrong with them.</summary>
    public void Add(IReadOnlyList<CsvRecord> rows)
    {
        if (rows.Count > MaxRows)
            draft.Fail("id", $"stands in {rows.Count} rows; an order has at most {MaxRows} lines");
        if (rows.Count > 1 && !columns.Has("price") && rows.Any(row => columns.Value(row.Fields, "product").Length > 0))
        {
            draft.Fail("price", "is missing; an order with several lines needs a column with the price of one piece, mapped to 'price'");
            return;
        }

        foreach (var row in rows.Take(MaxRows))
        {
            var product = columns.Value(row.Fields, "product");
            if (product.Length == 0)
                continue;
            if (Number(row, "quantity", 1) is { } pieces && Price(row, pieces) is { } each)
                LineChecks.Check(draft, "", product, columns.Value(row.Fields, "category") is { Length: > 0 } category ? category : null, pieces, each, true);
        }
    }

    /// <summary>Of one piece. Where only the total tells it and the total is wrong, that is said already.</summary>
    private decimal? Price(CsvRecord row, decimal quantity)
    {
        if (columns.Has("price"))
            return Number(row, "price", null);
        return TryNumber(row, "total", out var total) && Money.Problem(total) is null ? decimal.Round(total / Math.Max(1, quantity), 4) : null;
    }

    /// <summary>The lines together, less the discount.</summary>
    public void SetTotal(IReadOnlyList<CsvRecord> rows)
    {
        var total = 0m;
        foreach (var row in rows)
        {
            if (TryNumber(row, "price", out var price) && TryNumber(row, "quantity", out var quantity) && Math.Abs(price * quantity) <= Money.Max)
                total += price * quantity;
            else if (TryNumber(row, "price", out price) && columns.Value(row.Fields, "quantity").Length == 0)
                total += price;
        }

        if (TryNumber(rows[0], "discount", out var discount))
            total = Math.Max(0, total - discount);
        draft.Give(EventField.Total);
        draft.Set(EventField.Total, total);
    }

    private bool TryNumber(CsvRecord row, string field, out decimal number) =>
        Money.TryParse(columns.Value(row.Fields, field), out number) is null && number is >= -Money.Max and <= Money.Max;

    private decimal? Number(CsvRecord row, string field, decimal? absent)
    {
        var text = columns.Value(row.Fields, field);
        if (text.Length == 0 && absent is not null)
            return absent;
        var number = 0m;
        if ((columns.Problem(row.Fields, field) ?? Money.TryParse(text, out number)) is not { } problem)
            return number;
        draft.Fail(field, text.Length == 0 ? $"is empty in row {row.Number}" : $"{problem} (row {row.Number})");
        return null;
    }
}
