using System.Globalization;
using Recall.App.Ingestion.Events;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.App.Ingestion.Files;

/// <summary>
/// The CDNOW purchases (Fader and Hardie, brucehardie.com/datasets): customer, date yyyymmdd, CDs, dollars, parted by blanks. The
/// sample has its own numbering as a second column, which is left out: a customer has one key in both files. Rows have no id; a
/// customer's n-th row of a day is the same purchase whenever the file is read, so two equal rows are two purchases.
/// </summary>
internal sealed class CdnowFormat(RowContext context, ShopSettings shop, TimeProvider clock) : RowFormat
{
    private const string Product = "cd";
    private readonly EventDraft _draft = new(shop, clock, context.AcceptFuture) { Zone = shop.Zone, Currency = context.Currency ?? shop.Currency };
    private readonly Dictionary<string, int> _rowsOfDay = new(StringComparer.Ordinal);
    private readonly HashSet<ulong> _earlier = [];
    private string _customer = "";

    public override IEnumerable<ImportedRow> Read(IEnumerable<FileLine> lines)
    {
        foreach (var line in lines)
        {
            var text = LineText.Of(line);
            var columns = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length == 0 || (line.Number == 1 && columns[0].Any(char.IsAsciiLetter)))
                continue;
            yield return Row(line, text, columns);
        }
    }

    private ImportedRow Row(FileLine line, string text, string[] columns)
    {
        _draft.Begin("order");
        var ordinal = 0;
        if (LineText.Problem(line) is { } broken)
            _draft.Fail(broken.Field, broken.Problem);
        else if (columns.Length is 4 or 5)
            ordinal = Fill(columns[0], columns[^3], columns[^2], columns[^1]);
        else
            _draft.Fail("", $"The row has {columns.Length} columns; it needs 4 (customer, date, CDs, dollars) or 5 (with the sample's own number second).");

        var reading = _draft.Build();
        return reading.Event is { } e
            ? new(line.Number, 1, [e], [])
            : new(line.Number, 1, [], reading.Errors) { Raw = text, Context = StoredJson.Text(context with { Ordinal = ordinal }) };
    }

    private int Fill(string customer, string day, string pieces, string paid)
    {
        var ordinal = Ordinal(customer, day);
        _draft.Put(EventField.Id, string.Create(CultureInfo.InvariantCulture, $"{customer}-{day}-{ordinal}"));
        _draft.Put(EventField.Customer, $"{context.CustomerSource}:{customer}");
        _draft.Put(EventField.At, day);
        _draft.Put(EventField.Total, paid);
        if (!int.TryParse(pieces, NumberStyles.None, CultureInfo.InvariantCulture, out var quantity))
            _draft.Fail("CDs", $"'{Shown.Short(pieces)}' is not a whole number");
        else if (quantity > 0 && Money.TryParse(paid, out var total) is null && Money.Problem(total) is null)
            LineChecks.Check(_draft, "CDs ", Product, Product, quantity, decimal.Round(total / quantity, 4), priced: true);
        return ordinal;
    }

    private int Ordinal(string customer, string day)
    {
        if (context.Ordinal > 0)
            return context.Ordinal;
        if (!string.Equals(customer, _customer, StringComparison.Ordinal))
        {
            _rowsOfDay.Clear();
            _customer = customer;
            if (!_earlier.Add(Bucket.Hash(customer)))
                _draft.Fail("customer", $"'{Shown.Short(customer)}' has rows further up, with other customers between; sort the file by customer");
        }

        return _rowsOfDay[day] = _rowsOfDay.GetValueOrDefault(day) + 1;
    }
}
