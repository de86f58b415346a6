using System.Text;

namespace Recall.Core.Sequences.Importing;

/// <summary>An action of a flow.</summary>
/// <param name="Id">Klaviyo's.</param>
/// <param name="Path">Where it stands.</param>
/// <param name="Step">What it becomes; null where it is refused.</param>
/// <param name="Next">The action after it; of a split the one where the condition holds.</param>
/// <param name="Otherwise">Of a split the action where it does not.</param>
internal sealed record KlaviyoAction(string Id, string Path, KlaviyoStep? Step, string? Next, string? Otherwise)
{
    /// <summary>A name of a sequence that begins with a word: lower-case letters, digits and single hyphens.</summary>
    public static string Named(string word, string id) => Slug($"{word}-{id}") is { Length: > 0 } name ? name : word;

    /// <summary>Of a text what may stand in a name; empty where nothing may.</summary>
    public static string Slug(string text)
    {
        var name = new StringBuilder();
        foreach (var c in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
                name.Append(c);
            else if (name is [.., not '-'])
                name.Append('-');
        }

        return name.ToString(0, Math.Min(name.Length, 50)).Trim('-');
    }
}

/// <summary>What an action becomes.</summary>
internal abstract record KlaviyoStep
{
    /// <summary>A message.</summary>
    /// <param name="Channel">Its channel.</param>
    /// <param name="Template">Its template, and what its step is called.</param>
    public sealed record Send(string Channel, string Template) : KlaviyoStep;

    /// <summary>A delay.</summary>
    /// <param name="Waits">One behind the other.</param>
    public sealed record Delay(IReadOnlyList<KlaviyoWait> Waits) : KlaviyoStep;

    /// <summary>A split by a condition.</summary>
    /// <param name="When">The condition.</param>
    public sealed record Split(string When) : KlaviyoStep;

    /// <summary>A split at random.</summary>
    /// <param name="Percent">Who goes the first way.</param>
    public sealed record Sample(int Percent) : KlaviyoStep;
}
