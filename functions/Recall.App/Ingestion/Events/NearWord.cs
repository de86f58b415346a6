namespace Recall.App.Ingestion.Events;

/// <summary>The word that was probably meant.</summary>
internal static class NearWord
{
    /// <summary><c>; did you mean 'order'?</c>, or the words there are where none is near.</summary>
    public static string Hint(string word, IEnumerable<string> words)
    {
        var known = words.ToList();
        var near = word.Length > 40 ? null : known.Select(w => (Word: w, Distance: Distance(Tidy(word), Tidy(w))))
            .Where(w => w.Distance <= Math.Max(1, w.Word.Length / 3)).OrderBy(w => w.Distance).Select(w => w.Word).FirstOrDefault();
        return near is null ? $"; use {List(known)}" : $"; did you mean '{near}'?";
    }

    /// <summary>Words for a sentence.</summary>
    public static string List(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}";

    private static string Tidy(string word) =>
        word.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Insertions, deletions, substitutions and swaps of neighbours (Damerau 1964, optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        var (before, last, row) = (new int[b.Length + 1], Enumerable.Range(0, b.Length + 1).ToArray(), new int[b.Length + 1]);
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), replaced);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, last, row) = (last, row, before);
        }

        return last[b.Length];
    }
}
