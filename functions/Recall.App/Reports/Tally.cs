namespace Recall.App.Reports;

/// <summary>Counts by word.</summary>
internal sealed class Tally
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public void Add(string word, int count = 1) => _counts[word] = _counts.GetValueOrDefault(word) + count;

    /// <summary>Of all words together.</summary>
    public int Total => _counts.Values.Sum();

    /// <summary>Most frequent first, then by word.</summary>
    public IReadOnlyDictionary<string, int> Sorted => _counts
        .OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal)
        .ToDictionary(StringComparer.Ordinal);
}
