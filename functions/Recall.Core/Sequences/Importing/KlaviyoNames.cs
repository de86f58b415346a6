using Recall.Core.Wording;

namespace Recall.Core.Sequences.Importing;

/// <summary>What names of a flow mean here, as the user said; a word that nothing asked for is refused at the end.</summary>
/// <param name="given">By the flow's names.</param>
/// <param name="option">What the words are given as.</param>
/// <param name="refusals">Get what is not known.</param>
internal sealed class KlaviyoNames(IReadOnlyDictionary<string, string> given, string option, ImportRefusals refusals)
{
    private readonly HashSet<string> used = new(StringComparer.Ordinal);

    /// <summary>The word; null with a refusal where there is none, or not one of those that there are.</summary>
    public string? Of(string name, string path, Phrase missing, IReadOnlyCollection<string> words)
    {
        used.Add(name);
        if (!given.TryGetValue(name, out var word))
            refusals.Add(path, missing, Customers.Shown.Short(name), words);
        else if (!words.Contains(word, StringComparer.Ordinal))
            refusals.Add($"{option} {name}", KlaviyoAdvice.NoEvent, Customers.Shown.Short(word), words);
        else
            return word;
        return null;
    }

    /// <summary>Refuses what was given for nothing.</summary>
    public void Done()
    {
        foreach (var name in given.Keys.Where(n => !used.Contains(n)).Order(StringComparer.Ordinal))
            refusals.Add($"{option} {name}", ImportTexts.NotInFlow);
    }
}
