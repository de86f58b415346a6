using CsvHelper;
using Recall.App.Ingestion.Events;

namespace Recall.App.Ingestion.Files;

/// <summary>
/// Cuts lines into records. A quote that is never closed would swallow the rest of the file; so lines are joined only until the
/// quotes are even, not beyond <see cref="MaxLines"/>, and where that gives no record the first line alone is bad and the next one
/// is a new beginning.
/// </summary>
internal sealed class CsvRecords(IEnumerable<FileLine> lines, string? delimiter)
{
    private const int MaxLines = 100;
    private const int MaxChars = 64 * 1024;
    private static readonly string[] Delimiters = [",", ";", "\t", "|"];
    private readonly Queue<(long Number, string Text, EventError? Problem)> _pending = new();

    /// <summary>Between fields: as given, else the one that stands most often in the first record.</summary>
    public string Delimiter { get; private set; } = delimiter ?? "";

    public IEnumerable<CsvRecord> Read()
    {
        using var source = lines.GetEnumerator();
        while (Next(source) is { } line)
        {
            if (Delimiter.Length == 0)
                Delimiter = Delimiters.MaxBy(d => line.Text.AsSpan().Count(d))!;
            if (line.Problem is not null)
                yield return new(line.Number, line.Text, [], line.Problem);
            else if (!string.IsNullOrWhiteSpace(line.Text))
                yield return line.Text.Contains('"', StringComparison.Ordinal) ? Quoted(line.Number, line.Text, source) : Plain(line.Number, line.Text);
        }
    }

    /// <summary>Without a quote, a record is a line and its fields are what stands between the delimiters.</summary>
    private CsvRecord Plain(long number, string text) => new(number, text, text.Split(Delimiter, StringSplitOptions.TrimEntries), null);

    private CsvRecord Quoted(long number, string first, IEnumerator<FileLine> source)
    {
        var joined = new List<(long Number, string Text, EventError? Problem)>();
        var text = first;
        while (text.AsSpan().Count('"') % 2 == 1 && joined.Count < MaxLines && text.Length < MaxChars && Next(source) is { } line)
        {
            joined.Add(line);
            text = $"{text}\n{line.Text}";
            if (line.Problem is not null)
                break;
        }

        if (joined.TrueForAll(l => l.Problem is null) && Parse(text) is { } fields)
            return new(number, text, fields, null);
        var later = _pending.ToList();
        _pending.Clear();
        foreach (var line in joined.Concat(later))
            _pending.Enqueue(line);
        return new(number, first, [], new("", "The row has a quote that is not closed, or text next to one; write quotes inside a field twice (\"\")."));
    }

    /// <summary>Null where the text is not exactly one record.</summary>
    private string[]? Parse(string text)
    {
        var options = new CsvReaderOptions
        {
            Separator = Delimiter[0],
            HasHeader = false,
            TrimWhitespace = true,
            MalformedData = CsvMalformedDataHandling.Throw,
            MaxRecordSize = MaxChars * 8,
            BufferSize = 4096,
        };
        try
        {
            using var reader = CsvReader.FromText(text, options);
            if (!reader.Read())
                return null;
            var fields = new string[reader.FieldCount];
            for (var i = 0; i < fields.Length; i++)
                fields[i] = reader.GetString(i);
            return reader.Read() ? null : fields;
        }
        catch (CsvFormatException)
        {
            return null;
        }
    }

    private (long Number, string Text, EventError? Problem)? Next(IEnumerator<FileLine> source)
    {
        if (_pending.TryDequeue(out var pending))
            return pending;
        return source.MoveNext() ? (source.Current.Number, LineText.Of(source.Current), LineText.Problem(source.Current)) : null;
    }
}
