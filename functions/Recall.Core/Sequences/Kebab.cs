using System.Text;

namespace Recall.Core.Sequences;

/// <summary>Enum values as the words of sequence files: <c>LossMaking</c> is <c>loss-making</c>.</summary>
public static class Kebab
{
    /// <summary>The word of a value.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Words<T>.ByValue.TryGetValue(value, out var word) ? word : Word(value.ToString());

    /// <summary>The words of all values, in their order.</summary>
    public static string[] All<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(Word)];

    private static class Words<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue = Enum.GetValues<T>().Distinct().ToDictionary(v => v, v => Word(v.ToString()));
    }

    /// <summary>The word of a name in code.</summary>
    public static string Word(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var word = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && word.Length > 0)
                word.Append('-');
            word.Append(char.ToLowerInvariant(c));
        }

        return word.ToString();
    }
}
