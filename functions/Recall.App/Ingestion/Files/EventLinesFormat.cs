using Recall.App.Ingestion.Events;
using Recall.Core;
using Recall.Core.Shop;

namespace Recall.App.Ingestion.Files;

/// <summary>A JSON event per line.</summary>
internal sealed class EventLinesFormat(RowContext context, ShopSettings shop, TimeProvider clock) : RowFormat
{
    private readonly EventReader _reader = new(shop, clock, context.AcceptFuture);
    private readonly string _context = StoredJson.Text(context);

    public override IEnumerable<ImportedRow> Read(IEnumerable<FileLine> lines)
    {
        foreach (var line in lines)
        {
            if (!line.Utf8.Span.ContainsAnyExcept(" \t"u8))
                continue;
            var reading = LineText.Problem(line) is { } problem ? new(null, [problem], null) : _reader.Read(line.Utf8.Span);
            yield return reading.Event is { } e
                ? new(line.Number, 1, [e], [])
                : new(line.Number, 1, [], reading.Errors) { Raw = LineText.Of(line), Context = _context };
        }
    }
}
