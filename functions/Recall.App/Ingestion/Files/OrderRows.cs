using Recall.App.Ingestion.Events;
using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.App.Ingestion.Files;

/// <summary>Makes the events of an order's rows.</summary>
internal sealed class OrderRows
{
    private static readonly (EventField Field, string Name)[] Order = OrderColumns.Named(
        EventField.Id, EventField.Customer, EventField.At, EventField.Total, EventField.Currency, EventField.Discount, EventField.Cost,
        EventField.Coupon, EventField.Gift);

    /// <summary>What must be the same in all rows of an order.</summary>
    private static readonly string[] Shared = [.. Order.Select(o => o.Name), .. OrderPeople.Shared, "status", "cancelledAt", "refunded"];

    private static readonly string[] Amounts = ["total", "discount", "cost", "refunded"];

    private readonly OrderColumns _columns;
    private readonly string _source;
    private readonly string _storedContext;
    private readonly EventDraft _draft;
    private readonly OrderPeople _people;
    private readonly OrderRefunds _refunds;
    private readonly OrderLines _lines;
    private readonly bool _hasLines;
    private readonly SeenOrders _seen = new();

    public OrderRows(OrderColumns columns, RowContext context, ShopSettings shop, TimeProvider clock, string storedContext)
    {
        (_columns, _source, _storedContext) = (columns, context.CustomerSource, storedContext);
        _draft = new(shop, clock, context.AcceptFuture) { Zone = shop.Zone, Currency = context.Currency ?? shop.Currency };
        _people = new(columns, context.CustomerSource, _draft);
        _refunds = new(columns, context.CustomerSource, _draft);
        _lines = new(columns, _draft);
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

        var status = _columns.Value(first.Fields, "status");
        var state = OrderStatuses.Of(status);
        if (rows.Select(NotPaid).All(none => none))
            return new(first.Number, rows.Count, [], []) { NotPaid = state == OrderState.NotPaid ? status : _columns.NameOf("cancelledAt") };

        SetAll(first);
        foreach (var name in rows.Count > 1 ? Shared : [])
            Check(name, rows);
        CheckSigns(rows);
        _people.Check(first);
        if (_hasLines)
            _lines.Add(rows);
        if (_columns.Value(first.Fields, "total").Length == 0 && _hasLines)
            _lines.SetTotal(rows);

        var order = _draft.Build();
        if (order.Event is not { } placed)
            return Bad(rows, order.Errors);

        var refund = _refunds.Of(first, state, _draft.Number(EventField.Total));
        if (refund is { Event: null } bad)
            return Bad(rows, bad.Errors);
        var (about, errors, leftOut) = _people.Of(first);
        if (errors.Count > 0)
            return Bad(rows, errors);
        if (_hasLines && _seen.Apart(placed, first.Number) is { } before)
            return Bad(rows, [new("id", Apart(before, first.Number, placed.Id))]);
        return new(first.Number, rows.Count, [.. about, placed, .. refund is { Event: { } back } ? (CustomerEvent[])[back] : []], [])
        {
            LeftOut = leftOut, UnknownState = state == OrderState.Unknown ? status : null,
        };
    }

    /// <summary>Rows after the first need not say it again; where one says another thing, the order is refused with both.</summary>
    private bool NotPaid(CsvRecord row, int index) => _columns.Value(row.Fields, "cancelledAt").Length > 0
        || (_columns.Value(row.Fields, "status") is { Length: > 0 } status ? OrderStatuses.Of(status) == OrderState.NotPaid : index > 0);

    private bool Whole(CsvRecord record) => record.Error is null && record.Fields.Length == _columns.Names.Count;

    private void SetAll(CsvRecord row)
    {
        _draft.Begin("order");
        foreach (var (field, name) in Order)
        {
            var text = field switch
            {
                EventField.Customer => _columns.Customer(row.Fields, _source),
                EventField.Currency => _columns.Currency(row.Fields, _draft.Currency) ?? "",
                _ => _columns.Value(row.Fields, name),
            };
            if (field is EventField.At or EventField.Total or EventField.Discount or EventField.Cost && _columns.Problem(row.Fields, name) is { } problem)
            {
                _draft.Give(field);
                _draft.Fail(name, problem);
            }
            else if (text.Length > 0)
                _draft.Put(field, text);
            else if (field == EventField.Customer && _columns.Contact(row.Fields) is { } contact)
                NoCustomer(row, contact);
        }
    }

    /// <summary>An address that cannot be read, or that anybody may give, tells nobody's orders apart.</summary>
    private void NoCustomer(CsvRecord row, string contact)
    {
        _draft.Give(EventField.Customer);
        var problem = _columns.IsReadable(row.Fields, contact) ? "stands for no one customer" : "cannot be read";
        _draft.Fail(contact, $"'{Shown.Short(_columns.Known(row.Fields, contact))}' {problem}, and nothing else in the row tells who the customer is; "
            + (contact == "phone" ? "write the number with its country code like '+8613800138000'" : "write one address like 'mei@example.com'"));
    }

    /// <summary>Signs beside amounts that say another currency than the order's.</summary>
    private void CheckSigns(IReadOnlyList<CsvRecord> rows)
    {
        var (_, field, problem) = _columns.Signed(rows[0].Fields, _draft.Currency);
        if (problem is not null)
            _draft.Fail(field, problem);
        var currency = _columns.Currency(rows[0].Fields, _draft.Currency) ?? _draft.Currency;
        foreach (var row in rows.Skip(1))
        {
            (var said, field, problem) = _columns.Signed(row.Fields, currency);
            if (problem is not null)
                _draft.Fail(field, problem);
            else if (said is not null && _columns.Value(row.Fields, "currency").Length == 0)
                _draft.Fail("price", $"is in {said} in row {row.Number} and in {currency} in row {rows[0].Number} of the same order; the amounts of an order are in one currency");
        }
    }

    /// <summary>What holds for the whole order may stand in its first row only, but must not differ. Of many rows that do the first is named: one is like the other.</summary>
    private void Check(string name, IReadOnlyList<CsvRecord> rows)
    {
        var one = _columns.Value(rows[0].Fields, name);
        var (differs, more) = ((CsvRecord?)null, 0);
        foreach (var row in rows.Skip(1))
        {
            if (_columns.Value(row.Fields, name) is not { Length: > 0 } other || string.Equals(one, other, StringComparison.Ordinal))
                continue;
            (differs, more) = differs is null ? (row, 0) : (differs, more + 1);
        }

        if (differs is null)
            return;
        _draft.Fail(name, $"is '{Shown.Short(_columns.Value(differs.Fields, name))}' in row {differs.Number} and '{Shown.Short(one)}' in row {rows[0].Number} of the same order"
            + (more > 0 ? $" (and not that in {more} more)" : "") + "; it must be the same"
            + (Amounts.Contains(name, StringComparer.Ordinal) ? " (an amount per line belongs in a column mapped to 'price')" : ""));
    }

    private static string Apart(long before, long row, string id) =>
        $"'{Shown.Short(id)}' stands in row {before} too, with rows of other orders in between: the rows of an order must stand together, and those from row {before} on were read as the whole order. "
        + $"Sort the file by order before it is imported (what is stored of '{Shown.Short(id)}' lacks row {row})";

    /// <summary>By the file's own heading. A currency that no column holds was said by the sign of an amount.</summary>
    private EventError Named(EventError error) => error.Field == "currency" && !_columns.Has("currency")
        ? new(_columns.NameOf(_columns.Has("total") ? "total" : "price"), $"is in another currency: {error.Problem}")
        : error with { Field = _columns.NameOf(error.Field) };

    private ImportedRow Bad(IReadOnlyList<CsvRecord> rows, IReadOnlyList<EventError> errors) => new(
        rows[0].Number, rows.Count, [], [.. errors.Select(Named)])
    {
        Raw = string.Join('\n', rows.Select(r => r.Text)),
        Context = _storedContext,
    };
}
