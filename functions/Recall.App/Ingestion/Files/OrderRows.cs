using Recall.App.Ingestion.Events;
using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.App.Ingestion.Files;

/// <summary>Makes the events of an order's rows.</summary>
internal sealed class OrderRows(OrderColumns columns, RowContext context, ShopSettings shop, TimeProvider clock, string storedContext)
{
    private const int MaxRows = 1000;
    private static readonly (EventField Field, string Name)[] Order = Named(
        EventField.Id, EventField.Customer, EventField.At, EventField.Total, EventField.Currency, EventField.Discount, EventField.Cost,
        EventField.Coupon, EventField.Gift);

    private static readonly (EventField Field, string Name)[] Person = Named(
        EventField.Email, EventField.Phone, EventField.Name, EventField.Locale, EventField.TimeZone, EventField.Birthday);

    private readonly EventDraft _draft = new(shop, clock, context.AcceptFuture) { Zone = shop.Zone, Currency = context.Currency ?? shop.Currency };
    private readonly RecentContacts _contacts = new();
    private readonly bool _hasLines = columns.Has("product");
    private readonly bool _hasPeople = Person.Any(p => columns.Has(p.Name));

    /// <summary>True where the record is one more line of the order.</summary>
    public bool SameOrder(CsvRecord first, CsvRecord next) =>
        _hasLines && Whole(first) && Whole(next)
        && string.Equals(columns.Value(first.Fields, "id"), columns.Value(next.Fields, "id"), StringComparison.Ordinal)
        && (columns.Value(next.Fields, "customer") is "" || columns.Value(first.Fields, "customer") == columns.Value(next.Fields, "customer"));

    public ImportedRow Make(IReadOnlyList<CsvRecord> rows)
    {
        var first = rows[0];
        if (!Whole(first))
        {
            return Bad(rows, [first.Error ?? new(
                "", $"The row has {first.Fields.Length} fields and the header {columns.Names.Count}; quote fields that hold the delimiter.")]);
        }

        _draft.Begin();
        Begin("order");
        SetAll(Order, first);
        foreach (var row in rows)
            Check(first, row);
        if (_hasLines)
            AddLines(rows);
        if (columns.Value(first.Fields, "total").Length == 0 && _hasLines)
            SetTotal(rows);

        var order = _draft.Build();
        if (order.Event is not { } placed)
            return Bad(rows, order.Errors);
        if (!_hasPeople || !Person.Any(p => columns.Value(first.Fields, p.Name).Length > 0))
            return new(first.Number, rows.Count, [placed], []);

        _draft.Begin();
        Begin("customer");
        Set(EventField.Id, columns.Value(first.Fields, "id") + ".customer");
        Set(EventField.Customer, Customer(first));
        Set(EventField.At, columns.Value(first.Fields, "at"));
        SetAll(Person, first);
        var person = _draft.Build();
        if (person.Event is not CustomerChanged changed)
            return Bad(rows, person.Errors);
        return new(first.Number, rows.Count, _contacts.IsNew(changed) ? [changed, placed] : [placed], []);
    }

    private bool Whole(CsvRecord record) => record.Error is null && record.Fields.Length == columns.Names.Count;

    private void Begin(string type)
    {
        _draft.Type = EventType.Find(type);
        _draft.Give(EventField.Type);
    }

    private void SetAll((EventField Field, string Name)[] fields, CsvRecord row)
    {
        foreach (var (field, name) in fields)
        {
            var text = field == EventField.Customer ? Customer(row) : columns.Value(row.Fields, name);
            if (text.Length > 0)
                Set(field, text);
        }
    }

    private void Set(EventField field, string text)
    {
        _draft.Give(field);
        _draft.Set(field, text);
    }

    /// <summary>A bare id gets the file's source before it.</summary>
    private string Customer(CsvRecord row)
    {
        var id = columns.Value(row.Fields, "customer");
        return id.Length == 0 || id.Contains(':', StringComparison.Ordinal) ? id : $"{context.CustomerSource}:{id}";
    }

    /// <summary>What holds for the whole order may stand in its first row only, but must not differ.</summary>
    private void Check(CsvRecord first, CsvRecord row)
    {
        if (ReferenceEquals(first, row))
            return;
        foreach (var (_, name) in Order)
        {
            var (one, other) = (columns.Value(first.Fields, name), columns.Value(row.Fields, name));
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
            var product = columns.Value(row.Fields, "product");
            if (product.Length == 0)
                continue;
            var quantity = Number(row, "quantity", 1);
            var price = columns.Has("price") ? Number(row, "price", null)
                : rows.Count == 1 && quantity is > 0 ? decimal.Round(Number(row, "total", 0) / quantity ?? 0, 4) : null;
            if (price is null && !columns.Has("price"))
                _draft.Fail("price", "is missing; an order with several lines needs a column with the price of one piece, mapped to 'price'");
            else if (quantity is { } pieces && price is { } each)
                LineChecks.Check(_draft, "", product, columns.Value(row.Fields, "category") is { Length: > 0 } category ? category : null, pieces, each, true);
        }
    }

    private void SetTotal(IReadOnlyList<CsvRecord> rows)
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
        _draft.Give(EventField.Total);
        _draft.Set(EventField.Total, total);
    }

    private bool TryNumber(CsvRecord row, string field, out decimal number) =>
        Money.TryParse(columns.Value(row.Fields, field), out number) is null && number is >= -Money.Max and <= Money.Max;

    private decimal? Number(CsvRecord row, string field, decimal? absent)
    {
        var text = columns.Value(row.Fields, field);
        if (text.Length == 0 && absent is not null)
            return absent;
        if (Money.TryParse(text, out var number) is not { } problem)
            return number;
        _draft.Fail(field, text.Length == 0 ? $"is empty in row {row.Number}" : $"{problem} (row {row.Number})");
        return null;
    }

    private ImportedRow Bad(IReadOnlyList<CsvRecord> rows, IReadOnlyList<EventError> errors) => new(
        rows[0].Number, rows.Count, [], [.. errors.Select(e => e with { Field = columns.NameOf(e.Field) })])
    {
        Raw = string.Join('\n', rows.Select(r => r.Text)),
        Context = storedContext,
    };

    private static (EventField Field, string Name)[] Named(params EventField[] fields) => [.. fields.Select(f => (f, FieldRule.All[(int)f].Name))];
}
