using Recall.Core.Shop;

namespace Recall.App.Ingestion.Files;

/// <summary>
/// A file that was opened, and whose encoding and columns are understood: what is wrong with it as a whole is known before anything is stored,
/// or a folder made to store it in.
/// </summary>
public sealed class ImportPlan
{
    private ImportPlan(ImportRequest request, FoundEncoding encoding, RowContext context, IReadOnlyList<ColumnForm> forms) =>
        (Request, Encoding, Context, Forms) = (request, encoding, context, forms);

    /// <summary>What to import and how.</summary>
    public ImportRequest Request { get; }

    internal FoundEncoding Encoding { get; }

    internal RowContext Context { get; }

    internal IReadOnlyList<ColumnForm> Forms { get; }

    /// <summary>Reads the file as far as it takes.</summary>
    /// <exception cref="ImportException">The file or the request as a whole is wrong.</exception>
    public static ImportPlan Of(ImportRequest request, ShopSettings shop, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(shop);
        var context = RowContext.Of(request);
        var format = RowFormats.Of(request.Format, context, shop, clock);
        try
        {
            var encoding = FileEncoding.Find(request.Source, request.Encoding);
            using (var content = FileEncoding.Open(request.Source, encoding.Name, _ => { }))
                _ = format.Read(LineReader.Read(content)).Any();
            if (request.Format != ImportRequest.OrdersCsv)
                return new(request, encoding, context, []);
            using var whole = FileEncoding.Open(request.Source, encoding.Name, _ => { });
            var (forms, halfDays) = OrdersCsvFormat.Forms(LineReader.Read(whole), context, shop, clock);
            return new(
                request, encoding, context with { Forms = forms.ToDictionary(f => f.Field, f => f.Form.Form, StringComparer.Ordinal), HalfDays = halfDays },
                [.. forms.Select(f => f.Form)]);
        }
        catch (InvalidDataException)
        {
            throw new ImportException(ImportTexts.NotWhole, request.Source.Name);
        }
    }
}
