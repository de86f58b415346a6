using System.Text;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Ingestion.Events;
using Recall.Core;
using Recall.Core.Shop;

namespace Recall.App.Ingestion.Files;

/// <summary>The formats by name.</summary>
internal static class RowFormats
{
    /// <exception cref="ImportException">There is no such format, or one of its settings is wrong.</exception>
    public static RowFormat Of(string format, RowContext context, ShopSettings shop, TimeProvider clock)
    {
        if (!Core.Customers.CustomerKey.TryParse($"{context.CustomerSource}:1", out _, out _))
            throw new ImportException(ImportTexts.Source, context.CustomerSource);
        if (Money.TryRate(context.Currency ?? shop.Currency, shop, out _) is { } problem)
            throw new ImportException(ImportTexts.Currency, problem);
        if (context.Map.Count > 0 && format != ImportRequest.OrdersCsv)
            throw new ImportException(ImportTexts.MapIsFor, ImportRequest.OrdersCsv, format);
        if ((context.Dates ?? context.Decimals) is not null && format != ImportRequest.OrdersCsv)
            throw new ImportException(ImportTexts.FormsAreFor, ImportRequest.OrdersCsv, format);
        return format switch
        {
            ImportRequest.OrdersCsv => new OrdersCsvFormat(context, shop, clock),
            ImportRequest.Cdnow => new CdnowFormat(context, shop, clock),
            ImportRequest.EventLines => new EventLinesFormat(context, shop, clock),
            _ => throw new ImportException(ImportTexts.Format, format, ImportTexts.Hint(format, ImportRequest.Formats)),
        };
    }

    /// <summary>
    /// The customers that the rows of a file's letter name, by their keys, read as far as they can be: of a row that has not as many fields as the header, whatever is
    /// as far from its beginning, or from its end, as a customer's id would be.
    /// </summary>
    public static IEnumerable<string> CustomersIn(DeadLetter letter, ShopSettings shop)
    {
        if (letter.Format is not (ImportRequest.OrdersCsv or ImportRequest.Cdnow) || letter.Context is not { } json)
            return [];
        var context = StoredJson.Read<RowContext>(json);
        if (letter.Format == ImportRequest.Cdnow)
            return [$"{context.CustomerSource}:{letter.Raw.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()}"];
        try
        {
            var columns = OrderColumns.Of(context.Columns, context, shop);
            var lines = LineReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(letter.Raw)), letter.Row ?? 1);
            return [.. new CsvRecords(lines, context.Delimiter).Read().SelectMany(record => columns.Customers(record, context.CustomerSource))];
        }
        catch (ImportException)
        {
            // Another version of Recall knew the columns by other names.
            return [];
        }
    }

    /// <summary>Reads the text of a dead letter again.</summary>
    public static IReadOnlyList<ImportedRow> Again(DeadLetter letter, ShopSettings shop, TimeProvider clock)
    {
        var text = Encoding.UTF8.GetBytes(letter.Raw);
        if (letter.Format is DeadLetter.JsonFormat or DeadLetter.CloudEventFormat)
        {
            var reader = new EventReader(shop, clock);
            var reading = letter.Format == DeadLetter.JsonFormat ? reader.Read(text) : reader.ReadCloudEvent(text);
            return [new(1, 1, reading.Event is { } e ? [e] : [], reading.Errors)];
        }

        var context = letter.Context is { } json ? StoredJson.Read<RowContext>(json) : new RowContext();
        return [.. Of(letter.Format, context, shop, clock).Read(LineReader.Read(new MemoryStream(text), letter.Row ?? 1))];
    }
}
