namespace Recall.Core.Sequences.Files;

/// <summary>Says in a marketer's words what the YAML parser means, at a place inside the file.</summary>
internal static class SyntaxError
{
    public static void Report(string text, ProblemList problems, Place at, string message)
    {
        var lines = text.Split('\n');
        var tab = Array.FindIndex(lines, l => l.AsSpan().TrimStart(' ').StartsWith("\t"));
        if (message.Contains("tab", StringComparison.Ordinal) && tab >= 0)
            at = new(tab + 1, lines[tab].IndexOf('\t', StringComparison.Ordinal) + 1);
        problems.Error(Inside(lines, at), "", Friendly(message, lines, at));
    }

    private static Place Inside(string[] lines, Place at)
    {
        var line = Math.Clamp(at.Line, 1, lines.Length);
        return new(line, Math.Clamp(at.Column, 1, lines[line - 1].Length + 1));
    }

    private static string Friendly(string message, string[] lines, Place at)
    {
        if (message.Contains("tab", StringComparison.Ordinal) || IsTab(lines, at))
            return "YAML is indented with spaces, and here is a tab; replace it with two spaces";
        if (message.Contains("quoted scalar", StringComparison.Ordinal))
        {
            return message.Contains("escape", StringComparison.Ordinal) || message.Contains("Unicode", StringComparison.Ordinal)
                ? "this text in double quotes has a '\\' that YAML does not know; double it ('\\\\') or use single quotes"
                : "this quoted text has no closing quote; close it, and double a quote inside it";
        }

        if (message.Contains("invalid mapping", StringComparison.Ordinal))
            return "there is a ': ' inside this value, or the line is indented too far; put the value in quotes or mend the indentation";
        if (message.Contains("cannot start any token", StringComparison.Ordinal))
            return "a value cannot start with this character; put it in quotes";
        if (message.Contains("did not find expected '-'", StringComparison.Ordinal))
            return "a list item must start with '- ' in the same column as the items before it";
        if (message.Contains("flow", StringComparison.Ordinal) || message.Length == 0)
            return "this '[' or '{' is not closed, or a ',' is missing, or a '\\' code inside it is wrong";
        if (message.Contains("block mapping", StringComparison.Ordinal) || message.Contains("simple key", StringComparison.Ordinal))
            return "here a 'key: value' was expected; check that the ':' is there with a space behind it, and the indentation";
        return $"is not valid YAML ({message.TrimEnd('.')}); check the indentation, the ':' and the quotes here";
    }

    private static bool IsTab(string[] lines, Place at) =>
        at.Line >= 1 && at.Line <= lines.Length && at.Column >= 1 && at.Column <= lines[at.Line - 1].Length
        && lines[at.Line - 1][at.Column - 1] == '\t';
}
