namespace Recall.App.Ingestion.DeadLetters;

/// <summary>The first letters of all.</summary>
/// <param name="Letters">By source and row.</param>
/// <param name="Total">How many there are.</param>
/// <param name="IdChars">How many characters of an id tell all of them apart.</param>
public sealed record DeadLetterList(IReadOnlyList<DeadLetter> Letters, int Total, int IdChars)
{
    /// <summary>Fewer characters name nothing.</summary>
    public const int LeastIdChars = 6;

    /// <summary>As people meet them: file by file, row by row.</summary>
    public static IOrderedEnumerable<DeadLetter> InOrder(IEnumerable<DeadLetter> letters) =>
        letters.OrderBy(l => l.Source, StringComparer.Ordinal).ThenBy(l => l.Row ?? long.MaxValue).ThenBy(l => l.Key, StringComparer.Ordinal);

    /// <summary>As much of the letter's id as it takes.</summary>
    public string IdOf(DeadLetter letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        return letter.Key[..IdChars];
    }

    internal static int CharsOf(List<string> keys)
    {
        keys.Sort(StringComparer.Ordinal);
        return keys.Zip(keys.Skip(1)).Where(two => two.First != two.Second)
            .Select(two => two.First.AsSpan().CommonPrefixLength(two.Second) + 1).Append(LeastIdChars).Max();
    }
}
