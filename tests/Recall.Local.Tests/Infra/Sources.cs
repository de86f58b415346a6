using System.Text.RegularExpressions;

namespace Recall.Local.Tests.Infra;

/// <summary>The Bicep files and the code that they are for, as text: no Azure package and no compiler is needed to hold them against each other.</summary>
internal static partial class Sources
{
    /// <summary>Every Bicep file by its path from <c>infra/</c>, without comments.</summary>
    public static IReadOnlyDictionary<string, string> Bicep { get; } = Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "infra"), "*.bicep", SearchOption.AllDirectories)
        .ToDictionary(
            f => Path.GetRelativePath(Path.Combine(Repository.Root, "infra"), f).Replace('\\', '/'), f => Comment().Replace(File.ReadAllText(f), ""),
            StringComparer.Ordinal);

    /// <summary>All of <see cref="Bicep"/>.</summary>
    public static string AllBicep { get; } = string.Join('\n', Bicep.Values);

    /// <summary>The C# files below a folder, together.</summary>
    public static string Code(string folder) => string.Join(
        '\n', Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText));

    /// <summary>What a group of a pattern matched, each once, in order.</summary>
    public static IReadOnlyList<string> All(string text, string pattern) =>
        [.. Regex.Matches(text, pattern, RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10))
            .Select(m => m.Groups["it"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The text of a Bicep list or object that begins so, up to the bracket that closes it.</summary>
    public static string Block(string text, string beginning)
    {
        var start = text.IndexOf(beginning, StringComparison.Ordinal);
        start.ShouldBeGreaterThanOrEqualTo(0, beginning);
        var depth = 0;
        for (var i = start; i < text.Length; i++)
        {
            depth += text[i] switch { '{' or '[' or '(' => 1, '}' or ']' or ')' => -1, _ => 0 };
            if (depth == 0 && text[i] is '}' or ']' or ')')
                return text[start..(i + 1)];
        }

        throw new InvalidOperationException($"'{beginning}' does not end.");
    }

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Comment();
}
