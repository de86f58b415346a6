using Recall.Core.Customers;

namespace Recall.App.Ingestion.Files;

/// <content>Values of a record, as its columns write them.</content>
internal sealed partial class OrderColumns
{
    private static readonly string[] Amounts = ["total", "discount", "cost", "price", "refunded"];

    /// <summary>The value as it stands in a record, empty where there is no such column.</summary>
    public string Raw(string[] record, string field) => _indexes.TryGetValue(field, out var index) ? record[index] : "";

    /// <summary>
    /// The value, as events write it where it can be read so: amounts with a decimal point and no sign, dates with the year first. Shopify's order
    /// names begin with <c>#</c>, which no id may hold.
    /// </summary>
    public string Value(string[] record, string field)
    {
        var text = Raw(record, field);
        return text.Length == 0 ? text : field switch
        {
            "id" => text.TrimStart('#'),
            "total" or "discount" or "cost" or "price" or "refunded" or "quantity" => AmountText.Read(text)?.Pointed(Mark(field)) ?? text,
            "birthday" when DateText.Read(text) is { HasShortYear: true } => text,
            "at" or "birthday" => DateText.Read(text)?.Iso(_forms.GetValueOrDefault(field)) ?? ClockText.Whole(text) ?? text,
            _ => text,
        };
    }

    /// <summary>What is wrong with how a value is written, whatever it says; null where nothing is.</summary>
    public string? Problem(string[] record, string field)
    {
        var text = Raw(record, field);
        if (text.Length == 0)
            return null;
        if (field != "at")
        {
            return AmountText.Read(text) is not { } amount ? $"'{Shown.Short(text)}' is not a number; write it like 59.90"
                : amount.Pointed(Mark(field)) is null ? $"'{Shown.Short(text)}' can be read in two ways; write it with two decimals or without a mark" : null;
        }

        if (_halfDays && text.Contains(':', StringComparison.Ordinal) && !ClockText.HasHalf(text))
            return $"'{Shown.Short(text)}' does not say AM or PM, as other times of the column do; write it like 2026-01-31 21:05:00";
        if (ClockText.HasHalf(text) && ClockText.Whole(text) is null)
            return $"'{Shown.Short(text)}' has no hour from 1 to 12 before its AM or PM; write it like 2026-01-31 21:05:00";
        return DateText.Read(text) is { } date && date.Iso(_forms.GetValueOrDefault(field)) is null
            ? $"'{Shown.Short(text)}' does not fit: the dates are read as {(_forms.GetValueOrDefault(field) == ColumnForm.MonthFirst ? "month, day, year" : "day, month, year")}; write it like 2026-01-31"
            : null;
    }

    private char Mark(string field) => _forms.GetValueOrDefault(field) switch { ColumnForm.Comma => ',', ColumnForm.Point => '.', _ => '\0' };

    /// <summary>The currency of a row's amounts: its own, else what the signs beside them say; null is that of the file.</summary>
    public string? Currency(string[] record, string files) => Value(record, "currency") is { Length: > 0 } own ? own : Signed(record, files).Currency;

    /// <summary>What the signs beside the amounts of a row say: another currency than the file's, or what is wrong with them.</summary>
    public (string? Currency, string Field, string? Problem) Signed(string[] record, string files)
    {
        var own = Raw(record, "currency");
        var (said, by) = (own.Length > 0 ? own : null, own.Length > 0 ? NameOf("currency") : "");
        foreach (var field in Amounts)
        {
            var text = Raw(record, field);
            if (text.Length == 0 || AmountText.Read(text) is not { Sign.Length: > 0 } amount)
                continue;
            var may = CurrencySigns.Of(amount.Sign);
            if ((said ?? files) is { } expected && may.Contains(expected, StringComparer.Ordinal))
                (said, by) = (expected, by.Length > 0 ? by : NameOf(field));
            else if (said is not null)
                return (null, field, $"'{Shown.Short(text)}' is in {string.Join(" or ", may)}, and '{by}' says {Shown.Short(said)}; the amounts of an order are in one currency");
            else if (CurrencySigns.Alone(may) is { } alone)
                (said, by) = (alone, NameOf(field));
            else
                return (null, field, $"'{Shown.Short(text)}' may be in {string.Join(" or ", may)}, and the shop's currency is {files}; name the currency in a column 'currency'");
        }

        return (said == files ? null : said, "", null);
    }
}
