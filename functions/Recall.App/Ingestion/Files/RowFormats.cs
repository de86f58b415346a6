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
