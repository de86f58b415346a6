using Recall.Core.Sequences;

namespace Recall.Core.Scoring;

/// <summary>The last change of one of a score's words.</summary>
/// <param name="From">What it was before.</param>
/// <param name="On">The shop's day on which it was found changed.</param>
public readonly record struct ScoreChange(string From, DateOnly On);

/// <summary>Compares a score with the one before it.</summary>
public static class ScoreChanges
{
    /// <summary>A change is forgotten after so many days: who waits for it has heard of it by then.</summary>
    public const int RememberedDays = 7;

    private static readonly Dictionary<string, (Func<Score, string?> Word, IReadOnlyList<string> Words)> Read = new(StringComparer.Ordinal)
    {
        ["stage"] = (s => Kebab.Of(s.Stage), Kebab.All<LifecycleStage>()),
        ["tier"] = (s => Kebab.Of(s.Tier), Kebab.All<ValueTier>()),
        ["segment"] = (s => s.Segment is { } segment ? Kebab.Of(segment) : null, Kebab.All<Segments.RfmSegment>()),
        ["loyalty"] = (s => Kebab.Of(s.Loyalty), Kebab.All<Segments.LoyaltyStage>()),
    };

    /// <summary>The words that are watched, as conditions name them without <c>score.</c></summary>
    public static IReadOnlyList<string> Fields { get; } = [.. Read.Keys];

    /// <summary>What a watched word can be.</summary>
    public static IReadOnlyList<string> WordsOf(string field) => Read[field].Words;

    /// <summary>The word of a score; null where it is unknown.</summary>
    public static string? WordOf(Score score, string field) => Read[field].Word(score);

    /// <summary>The score with what has changed since the one before it; where there was none nothing has.</summary>
    public static Score Since(Score? before, Score score, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(score);
        if (before is null)
            return score;
        var changed = new Dictionary<string, ScoreChange>(StringComparer.Ordinal);
        foreach (var field in Fields)
        {
            if (WordOf(before, field) is { } was && WordOf(score, field) is { } word && was != word)
                changed[field] = new(was, today);
            else if (before.Changed.TryGetValue(field, out var earlier) && earlier.On > today.AddDays(-RememberedDays))
                changed[field] = earlier;
        }

        return changed.Count == 0 ? score : score with { Changed = changed };
    }
}
