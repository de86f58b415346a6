using System.Text;
using System.Text.Unicode;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Files;

/// <summary>What a file is read in.</summary>
/// <param name="Name">One of <see cref="FileEncoding.Names"/>.</param>
/// <param name="Guessed">Where it was guessed a word of the file in it; null where it is sure.</param>
internal sealed record FoundEncoding(string Name, string? Guessed);

/// <summary>
/// How the text of a file is encoded. A byte order mark says it; otherwise it is UTF-8, unless the file as UTF-8 has more broken lines than
/// good ones beyond ASCII: then it is what Excel writes in China or in the West, and <see cref="HanOrLatin"/> guesses which.
/// </summary>
internal static class FileEncoding
{
    public const string Utf8Name = "utf-8";
    private const string Gb18030Name = "gb18030";
    private const string Windows1252 = "windows-1252";
    private const string Big5 = "big5";
    private const string Utf16Le = "utf-16le";
    private const string Utf16Be = "utf-16be";

    private const int Peeked = 4096;

    /// <summary>Names a person may choose.</summary>
    public static IReadOnlyList<string> Names { get; } = [Utf8Name, Gb18030Name, Big5, Utf16Le, Utf16Be, Windows1252];

    /// <summary>The encoding: as chosen, else found out by reading the file once.</summary>
    /// <exception cref="ImportException">The chosen name is not known.</exception>
    /// <exception cref="InvalidDataException">The compressed file breaks off before anything can be read of it.</exception>
    public static FoundEncoding Find(ImportSource source, string? chosen)
    {
        if (chosen is not null)
        {
            return Names.FirstOrDefault(n => string.Equals(n, chosen, StringComparison.OrdinalIgnoreCase)) is { } name
                ? new(name, null)
                : throw new ImportException(ImportTexts.Encoding, chosen, ImportTexts.OneOf(Names));
        }

        using var content = new PeekedStream(source.OpenContent(_ => { }), Peeked);
        return content.Head switch
        {
            [0xEF, 0xBB, 0xBF, ..] => new(Utf8Name, null),
            [0xFF, 0xFE, ..] => new(Utf16Le, null),
            [0xFE, 0xFF, ..] => new(Utf16Be, null),
            var head => Utf16(head) ?? Guess(content),
        };
    }

    /// <summary>
    /// UTF-16 without a byte order mark: digits, commas and line ends have a zero byte as the high one of their two, and text in no other encoding
    /// has zeros.
    /// </summary>
    private static FoundEncoding? Utf16(ReadOnlySpan<byte> head)
    {
        var zeros = (Even: 0, Odd: 0);
        for (var at = 0; at < head.Length; at++)
        {
            if (head[at] != 0)
                continue;
            if (at % 2 == 0)
                zeros.Even++;
            else
                zeros.Odd++;
        }

        var (most, least) = (Math.Max(zeros.Even, zeros.Odd), Math.Min(zeros.Even, zeros.Odd));
        return most * 20 < head.Length || least * 10 > most || most == 0 ? null : new(zeros.Odd > zeros.Even ? Utf16Le : Utf16Be, null);
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

    private static FoundEncoding Guess(Stream content)
    {
        var (broken, good, evidence, first) = (0L, 0L, new HanOrLatin(), Array.Empty<byte>());
        try
        {
            foreach (var line in LineReader.Read(content))
            {
                if (Ascii.IsValid(line.Utf8.Span) || line.TooLong)
                    continue;
                if (Utf8.IsValid(line.Utf8.Span))
                {
                    good++;
                    continue;
                }

                evidence.Add(line.Utf8.Span);
                if (broken++ == 0)
                    first = line.Utf8.ToArray();
            }
        }
        catch (InvalidDataException)
        {
            // The rows before the place where the file breaks off have an encoding too.
        }

        if (broken <= good)
            return new(Utf8Name, null);
        var name = evidence.IsHan ? Gb18030Name : Windows1252;
        return new(name, Example(Of(name, new DecoderReplacementFallback("\uFFFD")).GetString(first)));
    }

    /// <summary>The first word that tells whether the guess was right.</summary>
    private static string Example(string line)
    {
        var odd = line.AsSpan().IndexOfAnyExceptInRange('\0', '\u007F');
        var (from, to) = (odd, odd + (char.IsSurrogatePair(line, odd) ? 2 : 1));
        while (from > 0 && char.IsLetter(line[from - 1]))
            from--;
        while (to < line.Length && char.IsLetter(line[to]))
            to++;
        return Shown.Short(line[from..to]);
    }

    private static Encoding Of(string name, DecoderFallback fallback) => name switch
    {
        Utf16Le => Encoding.GetEncoding("utf-16", EncoderFallback.ReplacementFallback, fallback),
        Utf16Be => Encoding.GetEncoding("utf-16BE", EncoderFallback.ReplacementFallback, fallback),
        _ => CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ReplacementFallback, fallback)!,
    };
}
