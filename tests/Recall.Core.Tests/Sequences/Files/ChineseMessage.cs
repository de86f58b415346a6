using System.Text.RegularExpressions;
using Recall.Core.Sequences.Files;

namespace Recall.Core.Tests.Sequences.Files;

/// <summary>What a reader of Chinese is told about a file: with nothing of the English sentence but what the file itself writes.</summary>
public static partial class ChineseMessage
{
    public static void ShouldBeWhole(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var said = problem.Message.Say("zh-CN");
        said.ShouldMatch(@"\p{IsCJKUnifiedIdeographs}");
        Prose().IsMatch(said).ShouldBeFalse(said);
        problem.InFile.Say("zh-CN").ShouldBe(
            $"{problem.File}:{problem.Line}:{problem.Column}: {(problem.Severity == Severity.Warning ? "警告：" : "")}{(problem.Field.Length == 0 ? "" : problem.Field + ": ")}{said}");
    }

    [GeneratedRegex(@"\b(expected|found|write|delete|unknown|missing|use|did|you|must|the|it|with|here|this)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Prose();
}
