using System.Reflection;
using System.Text.RegularExpressions;
using Recall.App.Reports;
using Recall.Core.Wording;
using Recall.Local.Commands;

namespace Recall.Local.Tests.Wording;

/// <summary>Every phrase of Core, App and Local, wherever it stands.</summary>
public partial class PhrasesTests
{
    private static readonly Assembly[] Assemblies = [typeof(Phrase).Assembly, typeof(Report).Assembly, typeof(Cli).Assembly];

    private static readonly List<(string Where, Phrase Phrase)> All = [.. Assemblies.SelectMany(a => a.GetTypes()).SelectMany(Phrases)];

    [Fact]
    public void Every_phrase_has_the_same_placeholders_in_both_languages()
    {
        All.Count.ShouldBeGreaterThan(250);
        foreach (var (where, phrase) in All)
            phrase.Texts[1].Placeholders.ShouldBe(phrase.Texts[0].Placeholders, $"{where}: {phrase.Texts[0].Text}");
    }

    [Fact]
    public void Every_phrase_says_something_and_chinese_is_chinese()
    {
        foreach (var (where, phrase) in All)
        {
            var (english, chinese) = (phrase.Texts[0].Text, phrase.Texts[1].Text);
            english.ShouldNotBeNullOrWhiteSpace(where);
            Chinese().IsMatch(english).ShouldBeFalse($"{where}: {english}");
            (Chinese().IsMatch(chinese) || IsTheSameEverywhere(chinese)).ShouldBeTrue($"{where}: {chinese}");
        }
    }

    /// <summary>Nothing but placeholders and signs.</summary>
    private static bool IsTheSameEverywhere(string text) => !Holes().Replace(text, "").Any(char.IsLetter);

    private static IEnumerable<(string Where, Phrase Phrase)> Phrases(Type type)
    {
        if (type.ContainsGenericParameters)
            yield break;
        foreach (var field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        {
            if (field.FieldType == typeof(Phrase))
                yield return (type.Name, (Phrase)field.GetValue(null)!);
            else if (field.FieldType == typeof(WhyKind))
                yield return (type.Name, ((WhyKind)field.GetValue(null)!).Phrase);
            else if (typeof(IEnumerable<KeyValuePair<string, Phrase>>).IsAssignableFrom(field.FieldType))
            {
                foreach (var (key, phrase) in (IEnumerable<KeyValuePair<string, Phrase>>)field.GetValue(null)!)
                    yield return ($"{type.Name}[{key}]", phrase);
            }
        }
    }

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}", RegexOptions.NonBacktracking)]
    private static partial Regex Chinese();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Holes();
}
