using Recall.Core.Sequences.Files.Texts;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files;

/// <summary>The word that was probably meant.</summary>
public static class NearestWord
{
    /// <summary><c>; did you mean 'send'?</c>, or the words there are where none is near.</summary>
    public static Sentence Hint(string word, IReadOnlyCollection<string> words) =>
        Of(word, words) is { } near ? DidYouMean(near) : new(ValueTexts.Use, words);

    /// <summary><c>; did you mean 'send'?</c></summary>
    public static Sentence DidYouMean(string near) => new(ValueTexts.DidYouMean, near);

    /// <summary>At most a third of the letters apart, or half of them behind a common start, as in <c>replied</c>; or null.</summary>
    public static string? Of(string word, IEnumerable<string> words)
    {
        if (word.Length > 60)
            return null;
        if (word.Any(c => c > '\u2E80'))
            return words.FirstOrDefault(w => Words.All.TryGetValue(w, out var said) && said.Say("zh-CN").StartsWith(word, StringComparison.Ordinal));
        var tidy = word.Trim().ToLowerInvariant().Replace('_', '-').Replace(' ', '-');
        var best = words.Select(w => (Word: w, Distance: Distance(tidy, w.ToLowerInvariant())))
            .DefaultIfEmpty((Word: "", Distance: int.MaxValue)).MinBy(w => w.Distance);
        var letters = Math.Max(tidy.Length, best.Word.Length);
        var part = tidy.AsSpan().CommonPrefixLength(best.Word.AsSpan()) >= 3 ? 2 : 3;
        return best.Distance <= Math.Max(1, letters / part) ? best.Word : null;
    }

    /// <summary>Words to choose from: <c>a, b or c</c>.</summary>
    public static string List(IReadOnlyCollection<string> words) => Join(words, "or");

    /// <summary>Words that are all meant: <c>a, b and c</c>.</summary>
    public static string All(IReadOnlyCollection<string> words) => Join(words, "and");

    private static string Join(IReadOnlyCollection<string> words, string last) => words.Count switch
    {
        0 => "nothing",
        1 => $"'{words.First()}'",
        _ => $"{string.Join(", ", words.SkipLast(1).Select(w => $"'{w}'"))} {last} '{words.Last()}'",
    };

    /// <summary>Insertions, deletions, substitutions and swaps of neighbours (Damerau 1964, optimal string alignment).</summary>
    internal static int Distance(string a, string b)
    {
        var (before, last, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, last, row) = (last, row, before);
        }

        return last[b.Length];
    }
}
