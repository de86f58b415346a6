using System.Text;
using System.Text.Unicode;
using Recall.App.Ingestion.Events;

namespace Recall.App.Ingestion.Files;

/// <summary>The text of a line, and whether it can be trusted.</summary>
internal static class LineText
{
    /// <summary>What the bytes of the line tell already, or null.</summary>
    public static EventError? Problem(FileLine line)
    {
        if (line.TooLong)
            return new("", $"The line is longer than {LineReader.MaxLine} bytes; is the file one with lines, and a quote closed?");
        if (!Utf8.IsValid(line.Utf8.Span))
            return new("", "The row has bytes that are not UTF-8; save the file as UTF-8, or name its encoding with --encoding (for example gb18030).");
        return line.Utf8.Span.IndexOf("\uFFFD"u8) < 0
            ? null
            : new("", "The row has characters that an earlier conversion could not read (U+FFFD); save the file again from its source, as UTF-8, or name its encoding with --encoding where another was found.");
    }

    /// <summary>The text; what is broken in it stands as U+FFFD.</summary>
    public static string Of(FileLine line) => Encoding.UTF8.GetString(line.Utf8.Span);
}
