using Recall.App.Ingestion.Events;

namespace Recall.App.Ingestion.Files;

/// <summary>
/// What the rows of an order say was given back: a refund beside the order, at the order's time, since files name no other. Its id comes from the
/// order's, so that a file may be imported again.
/// </summary>
internal sealed class OrderRefunds(OrderColumns columns, string customerSource, EventDraft draft)
{
    /// <summary>The refund, or all that is wrong with it; null where nothing was given back, or in part and it does not stand there how much.</summary>
    /// <param name="row">The first of the order.</param>
    /// <param name="state">The order's.</param>
    /// <param name="total">Of the order, in the currency of the row.</param>
    public EventReading? Of(CsvRecord row, OrderState state, decimal total)
    {
        var text = columns.Value(row.Fields, "refunded");
        var amount = 0m;
        var problem = columns.Problem(row.Fields, "refunded") ?? Money.TryParse(text, out amount);
        var readable = problem is null;
        if (text.Length == 0 || (readable && amount == 0))
            (readable, amount) = (true, state == OrderState.Refunded ? total : 0);
        if (readable && amount == 0)
            return null;

        var id = columns.Value(row.Fields, "id");
        draft.Begin("refund");
        draft.Put(EventField.Id, id + ".refund");
        draft.Put(EventField.Customer, columns.Customer(row.Fields, customerSource));
        draft.Put(EventField.At, columns.Value(row.Fields, "at"));
        draft.Put(EventField.Order, id);
        if (columns.Currency(row.Fields, draft.Currency) is { } currency)
            draft.Put(EventField.Currency, currency);
        if (readable)
        {
            draft.Put(EventField.Amount, amount);
        }
        else
        {
            draft.Give(EventField.Amount);
            draft.Fail("amount", problem!);
        }

        var reading = draft.Build();
        return reading with { Errors = [.. reading.Errors.Select(e => e.Field == "amount" ? e with { Field = "refunded" } : e)] };
    }
}
