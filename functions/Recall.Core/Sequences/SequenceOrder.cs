namespace Recall.Core.Sequences;

/// <summary>In which order sequences are tried for a customer.</summary>
public static class SequenceOrder
{
    /// <summary>Highest priority first; of equal ones by name.</summary>
    public static IReadOnlyList<T> Of<T>(IEnumerable<T> sequences, Func<T, SequenceDefinition> definition) =>
        [.. sequences.OrderByDescending(s => definition(s).Priority).ThenBy(s => definition(s).Name, StringComparer.Ordinal)];
}
