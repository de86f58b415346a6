using System.Text.RegularExpressions;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Triggers;
using Recall.Local.Tests.Commands;

namespace Recall.Local.Tests.Docs;

/// <summary>The Chinese pages have all that the English ones have, and show what Recall says in Chinese.</summary>
public sealed partial class ChinesePagesTests : IDisposable
{
    private readonly Shell shell = new() { Locale = "zh-CN" };

    [Theory]
    [InlineData("sequences.md")]
    [InlineData("library.md")]
    public void Both_languages_have_the_same_headings_blocks_tables_and_words_of_files_and_name_each_other(string page)
    {
        var (english, chinese) = Both(page);
        Levels(chinese).ShouldBe(Levels(english));
        Blocks(chinese).ShouldBe(Blocks(english));
        TableRow().Matches(chinese).Select(Shape).ShouldBe(TableRow().Matches(english).Select(Shape));
        Words(english).Except(Words(chinese), StringComparer.Ordinal).ShouldBeEmpty();
        english.ShouldContain($"\nEnglish | [简体中文](zh-CN/{page})\n");
        chinese.ShouldContain($"\n[English](../{page}) | 简体中文\n");
    }

    /// <summary>The names of headings as sites that show Markdown make them: lower case, hyphens for spaces, without other punctuation.</summary>
    [Theory]
    [InlineData("README.zh-CN.md")]
    [InlineData("docs/sequences.md")]
    [InlineData("docs/library.md")]
    [InlineData("docs/zh-CN/sequences.md")]
    [InlineData("docs/zh-CN/library.md")]
    public void Links_lead_to_files_and_to_headings_in_them(string page)
    {
        var links = Link().Matches(Fence().Replace(Repository.Read(page), ""));
        links.ShouldNotBeEmpty();
        foreach (var link in links.Select(m => (To: m.Groups["to"].Value, At: m.Groups["at"].Value)))
        {
            var file = link.To.Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, link.To);
            Path.Exists(Path.Combine(Repository.Root, file)).ShouldBeTrue($"{page} links to {link.To}");
            if (link.At.Length > 0)
                Headings(Repository.Read(file)).Contains(link.At, StringComparer.Ordinal).ShouldBeTrue($"{page} links to {link}");
        }
    }

    [Fact]
    public async Task Whoever_breaks_the_file_of_the_page_is_told_in_chinese_what_the_page_says()
    {
        var (english, chinese) = Both("sequences.md");
        var whole = WholeFile(chinese);
        var (breaks, originals) = (Break().Matches(chinese), Break().Matches(english));
        breaks.Select(b => b.Groups["good"].Value + b.Groups["bad"].Value).ShouldBe(originals.Select(b => b.Groups["good"].Value + b.Groups["bad"].Value));
        breaks.Count.ShouldBeGreaterThanOrEqualTo(10);
        foreach (Match row in breaks)
        {
            var (good, bad) = (row.Groups["good"].Value, row.Groups["bad"].Value);
            var broken = whole.Replace(bad.Length > 0 ? good : good + "\n", bad, StringComparison.Ordinal);
            (await shell.RunAsync("sequences", "validate", shell.Write("thank-you.yaml", broken))).Text.ShouldBe(row.Groups["said"].Value + "\n");
        }
    }

    [Theory]
    [InlineData("docs/sequences.md", "en")]
    [InlineData("docs/zh-CN/sequences.md", "zh-CN")]
    public async Task What_publishing_a_change_prints_is_what_the_page_shows(string name, string language)
    {
        var page = Repository.Read(name);
        var whole = WholeFile(page).Replace("\n      text: |", "\n      sms: \"{{unsubscribeUrl}}\"\n      text: |", StringComparison.Ordinal);
        await shell.DoneAsync("import", shell.Write("orders.csv", "order_id,customer_id,order_date,total\n1,42,2026-01-03 10:00,59.90\n"), "--format", "orders-csv", "--source", "shopify");
        await shell.DoneAsync("sequences", "publish", shell.Write("thank-you.yaml", whole), "--author", "mei");
        var changed = whole.Replace("holdout: 10%", "holdout: 20%", StringComparison.Ordinal).Replace("channels: [email]", "channels: [email, sms]", StringComparison.Ordinal)
            + "  - wait: a-week\n    for: 7 days\n";

        var said = (await shell.DoneAsync("sequences", "publish", shell.Write("thank-you.yaml", changed), "--author", "mei", "--lang", language)).Text;

        page.ShouldContain("\n\n" + string.Join('\n', said.TrimEnd('\n').Split('\n').Select(l => l.Length > 0 ? "    " + l : l)) + "\n\n");
    }

    /// <summary>What a field is called in the reasons that Recall gives.</summary>
    [Fact]
    public void Fields_are_called_what_recall_calls_them()
    {
        var page = Repository.Read("docs/zh-CN/sequences.md");
        foreach (var field in FieldCatalogue.All.Concat(RunFields.All).Concat(EventFields.All.Select(f => f.Field)))
            Regex.IsMatch(page, $@"(?m)^\| `{Regex.Escape(field.Name)}` \| .* \| {Regex.Escape(field.Description.For("zh-CN"))} \|$", RegexOptions.None, TimeSpan.FromSeconds(5)).ShouldBeTrue(field.Name);
    }

    public void Dispose() => shell.Dispose();

    private static (string English, string Chinese) Both(string page) => (Repository.Read("docs/" + page), Repository.Read("docs/zh-CN/" + page));

    private static List<string> Blocks(string page) => [.. Fence().Matches(page).Select(m => m.Value)];

    private static string WholeFile(string page) => Blocks(page).Single(b => b.Contains("\nsequence:", StringComparison.Ordinal)).Split('\n', 2)[1].TrimEnd('`');

    private static List<int> Levels(string page) => [.. Heading().Matches(Fence().Replace(page, "")).Select(m => m.Groups["level"].Length)];

    private static List<string> Headings(string page) =>
        [.. Heading().Matches(Fence().Replace(page, "")).Select(m => Punctuation().Replace(m.Groups["text"].Value.ToLowerInvariant(), "").Replace(' ', '-'))];

    /// <summary>A row by its cells, and the first where it is a word of files.</summary>
    private static string Shape(Match row)
    {
        var cells = row.Value.Split(" | ");
        return $"{cells.Length} {(cells[0].StartsWith("| `", StringComparison.Ordinal) ? cells[0].Replace("、", ", ", StringComparison.Ordinal) : "")}";
    }

    /// <summary>What stands in backticks outside of blocks, but for what Recall says.</summary>
    private static List<string> Words(string page) =>
        [.. Word().Matches(Fence().Replace(page, "")).Select(m => m.Groups["word"].Value).Where(w => !w.StartsWith("thank-you.yaml:", StringComparison.Ordinal) && w != "warning:").Distinct(StringComparer.Ordinal)];

    [GeneratedRegex(@"^```\w+\n.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Fence();

    [GeneratedRegex("^(?<level>#+) (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]", RegexOptions.NonBacktracking)]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"^\|.*\|$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex TableRow();

    [GeneratedRegex("`(?<word>[^`\n]+)`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@"^\| `(?<good>[^`]+)` \| (`(?<bad>[^`]+)`|nothing|（删去此行）) \| `(?<said>[^`]+)` \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Break();

    [GeneratedRegex(@"\]\((?!https?:)(?<to>[^)#]*)(#(?<at>[^)]+))?\)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Link();
}
