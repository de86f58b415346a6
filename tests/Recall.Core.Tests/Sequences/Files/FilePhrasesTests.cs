using System.Reflection;
using System.Text.RegularExpressions;
using Recall.Core.Sequences.Checks;
using Recall.Core.Sequences.Files;
using Recall.Core.Sequences.Versions;
using Recall.Core.Wording;

namespace Recall.Core.Tests.Sequences.Files;

/// <summary>Every phrase that is said about the files of a shop, wherever it stands; that both languages have the same placeholders is tested with all phrases.</summary>
public partial class FilePhrasesTests
{
    /// <summary>Names that Chinese writes in Latin letters too.</summary>
    private static readonly string[] Names = ["YAML", "UTF", "KiB", "HTML", "Base", "ISO", "yaml", "true", "false", "https", "http", "adobe-commerce", "settings", "Unicode", "RSA", "JSON", "Recall", "Klaviyo"];

    private static readonly List<Phrase> All =
    [
        .. typeof(Phrase).Assembly.GetTypes().Where(t => (t.Name.EndsWith("Texts", StringComparison.Ordinal) && t.Namespace != typeof(SequenceDiff).Namespace) || t.Namespace == typeof(Doubt).Namespace)
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)).SelectMany(Phrases),
    ];

    [Fact]
    public void Chinese_has_no_english_word_left_outside_of_what_the_file_writes()
    {
        All.Count.ShouldBeGreaterThan(200);
        foreach (var phrase in All.Select(p => p.Texts[1].Text))
            Latin().Matches(Written().Replace(phrase, "")).Select(m => m.Value).Except(Names, StringComparer.Ordinal).ShouldBeEmpty(phrase);
    }

    [Fact]
    public void Chinese_is_punctuated_in_chinese()
    {
        foreach (var phrase in All.Select(p => p.Texts[1].Text))
            HalfWidth().IsMatch(Written().Replace(phrase, "")).ShouldBeFalse(phrase);
    }

    [Theory]
    [InlineData("docs/sequences.md")]
    [InlineData("docs/zh-CN/sequences.md")]
    public void The_page_about_sequences_shows_what_is_said_in_both_languages(string name)
    {
        var page = Repository.Read(name);
        var yaml = Shipped.Sequence("dormant-winback.yaml");
        var send = yaml.IndexOf("    coupon: offer", StringComparison.Ordinal);

        var problem = SequenceFile.Read("dormant-winback.yaml", yaml.Remove(send + "    coupon: o".Length, 1)).Problems.ShouldHaveSingleItem();

        foreach (var locale in new[] { "en", "zh-CN" })
            page.ShouldContain($"{problem.Field}: {problem.Message.Say(locale)}");
    }

    private static IEnumerable<Phrase> Phrases(FieldInfo field) => field.FieldType switch
    {
        var type when type == typeof(Phrase) => [(Phrase)field.GetValue(null)!],
        var type when typeof(IEnumerable<KeyValuePair<string, Phrase>>).IsAssignableFrom(type) =>
            ((IEnumerable<KeyValuePair<string, Phrase>>)field.GetValue(null)!).Select(p => p.Value),
        _ => [],
    };

    /// <summary>Keywords and examples: in quotes, brackets or tags, behind 例如, units; and the placeholders.</summary>
    [GeneratedRegex(@"\{\{.*?\}\}|\{[^}]*\}|“[^”]*”|""[^""]*""|\[[^\]]*\]|<[^>]*>|例如[^）；]*|单位可用.*|openssl.*", RegexOptions.NonBacktracking)]
    private static partial Regex Written();

    [GeneratedRegex("[A-Za-z][A-Za-z-]*[A-Za-z]", RegexOptions.NonBacktracking)]
    private static partial Regex Latin();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}[,;:?!.()']|[,;?!()']\p{IsCJKUnifiedIdeographs}", RegexOptions.NonBacktracking)]
    private static partial Regex HalfWidth();
}
