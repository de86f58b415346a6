namespace Recall.App.Ingestion.Files;

/// <summary>A line of a file.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Utf8">Without its end; only until the next line is read.</param>
/// <param name="TooLong">It is longer than <see cref="LineReader.MaxLine"/> and this is only its beginning.</param>
internal readonly record struct FileLine(long Number, ReadOnlyMemory<byte> Utf8, bool TooLong);

/// <summary>Cuts a stream into lines with one buffer, whatever the length of the file.</summary>
internal static class LineReader
{
    /// <summary>No row of any format is longer; what is, is broken.</summary>
    public const int MaxLine = 256 * 1024;

    /// <param name="stream">The text.</param>
    /// <param name="first">Number of its first line: a text may be a piece of a file.</param>
    public static IEnumerable<FileLine> Read(Stream stream, long first = 1)
    {
        var buffer = new byte[MaxLine * 2];
        var (start, end, number, skipping) = (0, 0, first, false);
        byte? newline = null;
        while (true)
        {
            newline ??= NewlineOf(buffer.AsSpan(start, end - start));
            var length = newline is { } ends ? buffer.AsSpan(start, end - start).IndexOf(ends) : -1;
            if (length >= 0)
            {
                if (!skipping)
                    yield return Line(length);
                (start, skipping) = (start + length + 1, false);
                number++;
                continue;
            }

            if (end - start > MaxLine)
            {
                if (!skipping)
                    yield return new(number, buffer.AsMemory(start, DeadLetters.DeadLetter.MaxRawChars), TooLong: true);
                (start, end, skipping) = (0, 0, true);
            }

            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            var read = stream.Read(buffer, end, buffer.Length - end);
            if (read == 0)
                break;
            end += read;
        }

        if (end > start && !skipping)
            yield return Line(end - start);

        FileLine Line(int length)
        {
            var tooLong = length > MaxLine;
            if (!tooLong && length > 0 && buffer[start + length - 1] == (byte)'\r')
                length--;
            return new(number, buffer.AsMemory(start, tooLong ? DeadLetters.DeadLetter.MaxRawChars : length), tooLong);
        }
    }

    /// <summary>What ends the lines: where the first end is a carriage return alone, as old spreadsheets on Macs write it, that ends all. Null where it is not seen yet.</summary>
    private static byte? NewlineOf(ReadOnlySpan<byte> text)
    {
        var at = text.IndexOfAny((byte)'\r', (byte)'\n');
        if (at < 0 || (text[at] == '\r' && at + 1 == text.Length))
            return null;
        return text[at] == '\r' && text[at + 1] != '\n' ? (byte)'\r' : (byte)'\n';
    }
}
