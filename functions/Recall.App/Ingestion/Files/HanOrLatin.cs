namespace Recall.App.Ingestion.Files;

/// <summary>
/// Tells GB18030 from Windows-1252 by the bytes beyond ASCII. The two bytes of a common Chinese character or sign (GB 2312: rows 01 to 09
/// and 16 to 87) are both high and stand in rows of other such; an accented letter is one high byte between ASCII letters, or two in the middle of a word
/// (<c>Conceição</c>). UTF.Unknown 2.8, which guesses among all encodings by the frequency of letters, called four of six order files
/// with a few Chinese names Thai, Russian or Western: rows of orders have too few letters for that.
/// </summary>
internal sealed class HanOrLatin
{
    private long _han;
    private long _latin;

    /// <summary>More speaks for Chinese.</summary>
    public bool IsHan => _han > _latin;

    /// <summary>Takes in a line.</summary>
    public void Add(ReadOnlySpan<byte> line)
    {
        for (var at = 0; at < line.Length;)
        {
            var length = line[at..].IndexOfAnyInRange((byte)0, (byte)0x7F);
            length = length < 0 ? line.Length - at : length;
            if (length > 0)
                Run(line.Slice(at, length), IsInWord(line[..at], line[(at + length)..]));
            at += length + 1;
        }
    }

    /// <summary>Letters on both sides; capitals alone would also be sizes, as in <c>T恤L码</c>, so of those two stand before.</summary>
    private static bool IsInWord(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after) =>
        before is [.., var left] && after is [var right, ..] && char.IsAsciiLetter((char)left)
        && (char.IsAsciiLetterLower((char)right) || (char.IsAsciiLetter((char)right) && before is [.., var second, _] && char.IsAsciiLetter((char)second)));

    /// <summary>Bytes beyond ASCII, with ASCII or nothing on both sides.</summary>
    private void Run(ReadOnlySpan<byte> run, bool inWord)
    {
        if (run.Length % 2 == 1 || (run.Length == 2 && inWord))
            _latin++;
        if (run.Length == 2 && inWord)
            return;
        for (var at = 0; at + 1 < run.Length; at += 2)
        {
            if (run[at] is (>= 0xA1 and <= 0xA9) or (>= 0xB0 and <= 0xF7) && run[at + 1] is >= 0xA1 and <= 0xFE)
                _han++;
        }
    }
}
