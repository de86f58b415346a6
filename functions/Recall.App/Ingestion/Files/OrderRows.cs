using Recall.App.Ingestion.Events;
using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.App.Ingestion.Files;

/// <summary>Makes the events of an order's rows.</summary>
internal sealed class OrderRows
{
    private const int MaxRows = 1000;
    private static readonly (EventField Field, string Name)[] Order = OrderColumns.Named(
        EventField.Id, EventField.Customer, EventField.At, EventField.Total, EventField.Currency, EventField.Discount, EventField.Cost,
        EventField.Coupon, EventField.Gift);

    /// <summary>What must be the same in all rows of an order.</summary>
    private static readonly string[] Shared = [.. Order.Select(o => o.Name), .. OrderPeople.Shared];

    private readonly OrderColumns _columns;
    private readonly string _source;
    private readonly string _storedContext;
    private readonly EventDraft _draft;
    private readonly OrderPeople _people;
    private readonly bool _hasLines;

    public OrderRows(OrderColumns columns, RowContext context, ShopSettings shop, TimeProvider clock, string storedContext)
    {
        (_columns, _source, _storedContext) = (columns, context.CustomerSource, storedContext);
        _draft = new(shop, clock, context.AcceptFuture) { Zone = shop.Zone, Currency = context.Currency ?? shop.Currency };
        _people = new(columns, context.CustomerSource, _draft);
        _hasLines = columns.Has("product");
    }

    /// <summary>True where the record is one more line of the order.</summary>
    public bool SameOrder(CsvRecord first, CsvRecord next) =>
        _hasLines && Whole(first) && Whole(next)
        && string.Equals(_columns.Value(first.Fields, "id"), _columns.Value(next.Fields, "id"), StringComparison.Ordinal)
        && (_columns.Value(next.Fields, "customer") is "" || _columns.Value(first.Fields, "customer") == _columns.Value(next.Fields, "customer"));

    public ImportedRow Make(IReadOnlyList<CsvRecord> rows)
    {
        var first = rows[0];
        if (!Whole(first))
        {
            return Bad(rows, [first.Error ?? new(
                "", $"The row has {first.Fields.Length} fields and the header {_columns.Names.Count}; quote fields that hold the delimiter.")]);
        }

        SetAll(first);
        foreach (var row in rows)
            Check(first, row);
        _people.Check(first);
        if (_hasLines)
            AddLines(rows);
        if (_columns.Value(first.Fields, "total").Length == 0 && _hasLines)
            SetTotal(rows);

        var order = _draft.Build();
        if (order.Event is not { } placed)
            return Bad(rows, order.Errors);

        var (about, errors) = _people.Of(first);
        return errors.Count > 0 ? Bad(rows, errors) : new(first.Number, rows.Count, [.. about, placed], []);
    }

    private bool Whole(CsvRecord record) => record.Error is null && record.Fields.Length == _columns.Names.Count;

    private void SetAll(CsvRecord row)
    {
        _draft.Begin();
        _draft.Type = EventType.Find("order");
        _draft.Give(EventField.Type);
        foreach (var (field, name) in Order)
        {
            var text = field == EventField.Customer ? _columns.Customer(row.Fields, _source) : _columns.Value(row.Fields, name);
            if (text.Length == 0)
                continue;
            _draft.Give(field);
            _draft.Set(field, text);
        }
    }

    /// <summary>What holds for the whole order may stand in its first row only, but must not differ.</summary>
    private void Check(CsvRecord first, CsvRecord row)
    {
        if (ReferenceEquals(first, row))
            return;
        foreach (var name in Shared)
        {
            var (one, other) = (_columns.Value(first.Fields, name), _columns.Value(row.Fields, name));
            if (other.Length > 0 && !string.Equals(one, other, StringComparison.Ordinal))
            {
                _draft.Fail(name, $"is '{Shown.Short(other)}' in row {row.Number} and '{Shown.Short(one)}' in row {first.Number} of the same order; "
                    + "it must be the same (an amount per line belongs in a column mapped to 'price')");
            }
        }
    }

    private void AddLines(IReadOnlyList<CsvRecord> rows)
    {
        if (rows.Count > MaxRows)
            _draft.Fail("id", $"stands in {rows.Count} rows; an order has at most {MaxRows} lines");
        foreach (var row in rows.Take(MaxRows))
        {
            var product = _columns.Value(row.Fields, "product");
            if (product.Length == 0)
                continue;
            var quantity = Number(row, "quantity", 1);
            var price = _columns.Has("price") ? Number(row, "price", null)
                : rows.Count == 1 && quantity is > 0 ? decimal.Round(Number(row, "total", 0) / quantity ?? 0, 4) : null;
            if (price is null && !_columns.Has("price"))
                _draft.Fail("price", "is missing; an order with several lines needs a column with the price of one piece, mapped to 'price'");
            else if (quantity is { } pieces && price is { } each)
                LineChecks.Check(_draft, "", product, _columns.Value(row.Fields, "category") is { Length: > 0 } category ? category : null, pieces, each, true);
        }
    }

    private void SetTotal(IReadOnlyList<CsvRecord> rows)
    {
        var total = 0m;
        foreach (var row in rows)
        {
            if (TryNumber(row, "price", out var price) && TryNumber(row, "quantity", out var quantity) && Math.Abs(price * quantity) <= Money.Max)
                total += price * quantity;
            else if (TryNumber(row, "price", out price) && _columns.Value(row.Fields, "quantity").Length == 0)
                total += price;
        }

        if (TryNumber(rows[0], "discount", out var discount))
            total = Math.Max(0, total - discount);
        _draft.Give(EventField.Total);
        _draft.Set(EventField.Total, total);
    }

    private bool TryNumber(CsvRecord row, string field, out decimal number) =>
        Money.TryParse(_columns.Value(row.Fields, field), out number) is null && number is >= -Money.Max and <= Money.Max;

    private decimal? Number(CsvRecord row, string field, decimal? absent)
    {
        var text = _columns.Value(row.Fields, field);
        if (text.Length == 0 && absent is not null)
            return absent;
        if (Money.TryParse(text, out var number) is not { } problem)
            return number;
        _draft.Fail(field, text.Length == 0 ? $"is empty in row {row.Number}" : $"{problem} (row {row.Number})");
        return null;
    }

    private ImportedRow Bad(IReadOnlyList<CsvRecord> rows, IReadOnlyList<EventError> errors) => new(
        rows[0].Number, rows.Count, [], [.. errors.Select(e => e with { Field = _columns.NameOf(e.Field) })])
    {
        Raw = string.Join('\n', rows.Select(r => r.Text)),
        Context = _storedContext,
    };
}
