using System.Text;
using System.Text.Unicode;

namespace Recall.App.Ingestion.Files;

/// <summary>
/// How the text of a file is encoded. A byte order mark says it; otherwise it is UTF-8, or GB18030 where the file as UTF-8 has more
/// broken lines than good ones beyond ASCII, and all the broken ones are whole in GB18030 (what Excel writes in China).
/// </summary>
internal static class FileEncoding
{
    public const string Utf8Name = "utf-8";
    private const string Gb18030Name = "gb18030";
    private const string Utf16Le = "utf-16le";
    private const string Utf16Be = "utf-16be";

    /// <summary>Names a person may choose.</summary>
    public static IReadOnlyList<string> Names { get; } = [Utf8Name, Gb18030Name, Utf16Le, Utf16Be, "windows-1252"];

    /// <summary>The encoding's name: as chosen, else found out by reading the file once.</summary>
    /// <exception cref="ImportException">The chosen name is not known.</exception>
    /// <exception cref="InvalidDataException">The compressed file breaks off before anything can be read of it.</exception>
    public static string Find(ImportSource source, string? chosen)
    {
        if (chosen is not null)
        {
            return Names.FirstOrDefault(n => string.Equals(n, chosen, StringComparison.OrdinalIgnoreCase))
                ?? throw new ImportException(ImportTexts.Encoding, chosen, ImportTexts.OneOf(Names));
        }

        using var content = new PeekedStream(source.OpenContent(_ => { }), 3);
        return content.Head switch
        {
            [0xEF, 0xBB, 0xBF] => Utf8Name,
            [0xFF, 0xFE, ..] => Utf16Le,
            [0xFE, 0xFF, ..] => Utf16Be,
            _ => IsGb18030(content) ? Gb18030Name : Utf8Name,
        };
    }

    /// <summary>The content as UTF-8 without a byte order mark. Bytes that are broken in the encoding become U+FFFD, except in UTF-8.</summary>
    public static Stream Open(ImportSource source, string name, Action<long> read)
    {
        var content = new PeekedStream(source.OpenContent(read), 3);
        content.Skip(content.Head switch { [0xEF, 0xBB, 0xBF] => 3, [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => 2, _ => 0 });
        return name == Utf8Name
            ? content
            : Encoding.CreateTranscodingStream(content, Of(name, new DecoderReplacementFallback("\uFFFD")), new UTF8Encoding(false));
    }

    private static bool IsGb18030(Stream content)
    {
        var strict = Of(Gb18030Name, DecoderFallback.ExceptionFallback);
        var (broken, good) = (0L, 0L);
        try
        {
            foreach (var line in LineReader.Read(content))
            {
                if (Ascii.IsValid(line.Utf8.Span) || line.TooLong)
                    continue;
                if (Utf8.IsValid(line.Utf8.Span))
                    good++;
                else if (IsWhole(strict, line.Utf8.Span))
                    broken++;
                else
                    return false;
            }
        }
        catch (InvalidDataException)
        {
            // The rows before the place where the file breaks off have an encoding too.
        }

        return broken > good;
    }

    private static bool IsWhole(Encoding strict, ReadOnlySpan<byte> bytes)
    {
        try
        {
            strict.GetCharCount(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static Encoding Of(string name, DecoderFallback fallback) => name switch
    {
        Utf16Le => Encoding.GetEncoding("utf-16", EncoderFallback.ReplacementFallback, fallback),
        Utf16Be => Encoding.GetEncoding("utf-16BE", EncoderFallback.ReplacementFallback, fallback),
        _ => CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ReplacementFallback, fallback)!,
    };
}
