using System.Text.Encodings.Web;
using System.Text.Json;

namespace Recall.Core.Sequences.Importing;

/// <summary>Texts in YAML.</summary>
internal static class YamlText
{
    // Escapes of JSON are escapes of YAML (YAML 1.2, 5.7), and what people read stays readable.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>On one line, in double quotes.</summary>
    public static string Quoted(string text) => JsonSerializer.Serialize(text, Readable);

    /// <summary>A literal block and its lines, without blanks around it.</summary>
    public static IEnumerable<string> Block(string key, string text)
    {
        yield return $"{key}: |";
        foreach (var line in text.ReplaceLineEndings("\n").Trim().Split('\n'))
            yield return line.Length == 0 ? "" : "  " + line;
    }

    /// <summary>Lines further in; empty ones stay empty.</summary>
    public static IEnumerable<string> Indented(this IEnumerable<string> lines, int by) =>
        lines.Select(l => l.Length == 0 ? l : new string(' ', by) + l);
}
