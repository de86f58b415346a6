using System.Security.Cryptography;
using System.Text;
using Recall.Core.Messaging;
using Recall.Core.Sequences.Checks;
using Recall.Core.Sequences.Files.Texts;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files;

/// <summary>What reading a file gave.</summary>
/// <param name="Definition">Null where there is an error.</param>
/// <param name="Problems">Errors and warnings, in the order of the file.</param>
public sealed record SequenceFileResult(SequenceDefinition? Definition, IReadOnlyList<Problem> Problems)
{
    /// <summary>Where the audience, steps and cases of branches stand, by the ways to them: <c>steps.by-tier.cases[1].when</c>.</summary>
    public IReadOnlyDictionary<string, Place> Places { get; init; } = new Dictionary<string, Place>(StringComparer.Ordinal);

    /// <summary>The same with doubts as warnings, each where it stands in the file.</summary>
    /// <param name="doubts">About <see cref="Definition"/>, which is not null.</param>
    public SequenceFileResult With(IReadOnlyCollection<Doubt> doubts)
    {
        ArgumentNullException.ThrowIfNull(doubts);
        return this with { Problems = [.. Problems.Concat(doubts.Select(Said)).OrderBy(p => p.Line).ThenBy(p => p.Column).ThenBy(p => p.Severity)] };

        Problem Said(Doubt doubt)
        {
            var at = Places.GetValueOrDefault(doubt.Field, Place.Start);
            return new(Definition!.Name + ".yaml", at.Line, at.Column, doubt.Field, doubt.Text, Severity.Warning);
        }
    }
}

/// <summary>Reads sequence files. The language is described in <c>docs/sequences.md</c>.</summary>
public static class SequenceFile
{
    /// <summary>Largest file, in bytes of UTF-8.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Most steps in a file, branches included.</summary>
    public const int MaxSteps = 200;

    /// <summary>Deepest nesting of steps, and of conditions.</summary>
    public const int MaxNesting = 16;

    /// <summary>Reads a file and reports every problem in it, not the first only; never throws for what the text holds.</summary>
    /// <param name="fileName">With its ending and without its folder: <c>dormant-winback.yaml</c>.</param>
    /// <param name="yaml">The file's text.</param>
    /// <param name="shop">
    /// The shop's rules for messages, than which a sequence must not be looser; null where the text was in force before, whatever the rules were then.
    /// </param>
    public static SequenceFileResult Read(string fileName, string yaml, Policy? shop = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        ArgumentNullException.ThrowIfNull(yaml);
        var problems = new ProblemList(fileName);
        var places = new Dictionary<string, Place>(StringComparer.Ordinal);
        var text = Normal(yaml);
        var definition = Fits(text, problems) && YamlTree.Read(text, problems) is { } root
            ? SequenceReader.Read(root, fileName, text, VersionOf(text), shop, problems, places) : null;
        var lines = text.Split('\n');
        return new(problems.HasErrors ? null : definition, [.. problems.Sorted.Select(p => Within(p, lines))]) { Places = places };
    }

    /// <summary>The parser places what is missing at the end behind the last line; an editor needs a place that is there.</summary>
    private static Problem Within(Problem problem, string[] lines) => problem.Line <= lines.Length
        ? problem
        : problem with { Line = lines.Length, Column = lines[^1].Length + 1 };

    /// <summary>16 hex digits that name a text; line endings and a byte order mark do not count, because editors change them.</summary>
    public static string VersionOf(string yaml) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Normal(yaml))))[..16];

    private static string Normal(string yaml) =>
        yaml.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private static bool Fits(string text, ProblemList problems)
    {
        if (Encoding.UTF8.GetByteCount(text) is > MaxBytes and var bytes)
        {
            problems.Error(Place.Start, "", FileTexts.TooLarge, bytes / 1024, MaxBytes / 1024);
            return false;
        }

        var (line, start) = (1, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
                (line, start) = (line + 1, i + 1);
            else if (Foreign(text[i]) is { } what)
            {
                problems.Error(new Place(line, i - start + 1), "", what);
                return false;
            }
        }

        return true;
    }

    /// <summary>YAML 1.1 counts U+0085, U+2028 and U+2029 as line ends, editors do not; lines would be counted apart.</summary>
    private static Sentence? Foreign(char c) => c switch
    {
        '\t' => null,
        '\uFFFD' => new(FileTexts.NotUtf8),
        '\u0085' or '\u2028' or '\u2029' or '\uFEFF' => new(FileTexts.Invisible, Code(c)),
        _ when char.IsControl(c) => new(FileTexts.Control, Code(c)),
        _ => null,
    };

    private static string Code(char c) => $"{(int)c:X4}";
}
