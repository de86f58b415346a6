using System.Text.Json;
using System.Text.RegularExpressions;
using Recall.Core.Messaging;
using Recall.Core.Scoring;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;
using Recall.Core.Sequences.Triggers;

namespace Recall.Core.Tests.Sequences.Files;

/// <summary>The reference and the JSON Schema say what the reader does.</summary>
public partial class LanguageDocumentsTests
{
    private static readonly string Reference = Repository.Read("docs/sequences.md");
    private static readonly JsonElement Schema =
        JsonDocument.Parse(Repository.Read("sequences/sequence.schema.json")).RootElement;

    [Fact]
    public void The_whole_file_of_the_reference_reads_without_a_doubt() =>
        SequenceFile.Read("thank-you.yaml", Snippets().Single(s => s.StartsWith("sequence:", StringComparison.Ordinal))).Problems.ShouldBeEmpty();

    /// <summary>The steps are one list in the order of the page; the other snippets replace their keys of the whole file.</summary>
    [Fact]
    public void The_snippets_of_the_reference_together_are_a_file_without_a_doubt_but_of_coupons_that_nobody_is_sent()
    {
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var snippet in Snippets().Where(s => !s.StartsWith("- ", StringComparison.Ordinal)))
        {
            foreach (Match part in TopLevelKey().Matches(snippet))
                keys[part.Groups["key"].Value] = part.Value;
        }

        var steps = Snippets().Where(s => s.StartsWith("- ", StringComparison.Ordinal)).ToList();
        steps.Count.ShouldBe(SequenceWords.Steps.Count);
        keys["steps"] = "steps:\n" + string.Concat(steps);
        keys["title"] = "title: { en: Thanks }\n";

        // The page shows a coupon of each kind, and one message.
        var problems = SequenceFile.Read("thank-you.yaml", string.Concat(keys.Values)).Problems;
        problems.ShouldAllBe(p => p.Severity == Severity.Warning && p.Message.ToString().StartsWith("no message shows this code", StringComparison.Ordinal), string.Join('\n', problems));
        problems.Select(p => p.Field).ShouldBe(["steps.five-off", "steps.rising", "steps.mug"]);
    }

    /// <summary>Rows of what somebody writes in the place of what, and what Recall says to it.</summary>
    [Fact]
    public void Whoever_breaks_the_file_of_the_reference_is_told_what_the_reference_says()
    {
        var whole = Snippets().Single(s => s.StartsWith("sequence:", StringComparison.Ordinal));
        var breaks = Break().Matches(Reference);
        breaks.Count.ShouldBeGreaterThanOrEqualTo(10);
        foreach (Match row in breaks)
        {
            var (good, bad) = (row.Groups["good"].Value, row.Groups["bad"].Value);
            whole.Split(good).Length.ShouldBe(2, good);
            var broken = bad.Length > 0 ? whole.Replace(good, bad, StringComparison.Ordinal)
                : string.Concat(whole.Split('\n').Where(l => !l.Contains(good, StringComparison.Ordinal)).Select(l => l + "\n"));
            SequenceFile.Read("thank-you.yaml", broken.TrimEnd('\n') + "\n").Problems.Select(p => p.ToString()).ShouldBe([row.Groups["said"].Value]);
        }
    }

    [Fact]
    public void The_reference_has_every_word_of_the_language()
    {
        var words = SequenceWords.Steps.Values.SelectMany(k => k.All).Concat(SequenceWords.File.All).Concat(SequenceWords.Reentry.All).Concat(SequenceWords.Goal.All)
            .Concat(SequenceWords.Case.All).Concat(SequenceWords.Template.All).Concat(SequenceWords.Groups).Concat(SequenceWords.Operators.Keys)
            .Concat(SequenceWords.Exits).Concat(SequenceWords.Weekdays.Keys).Concat(SequenceWords.Variant.All).Concat(SequenceWords.Policy.All).Concat(SequenceWords.CouponBudget.All).Concat(SequenceWords.Channels.Keys)
            .Concat(SequenceWords.Triggers.Values.SelectMany(t => t.All)).Concat(SequenceWords.Dates.Keys).Concat(SequenceWords.Same).Concat(EventFields.Types).Concat(ScoreChanges.Fields);
        foreach (var word in words)
            Regex.IsMatch(Reference, $@"(`|### )[^`\n]*\b{word}\b", RegexOptions.None, TimeSpan.FromSeconds(5)).ShouldBeTrue(word);
        foreach (var field in FieldCatalogue.All.Concat(RunFields.All))
            Reference.ShouldContain(Row(field));
        foreach (var (field, type) in EventFields.All)
            Reference.ShouldContain($"| `{field.Name}` | `{type}` | {field.Type.ToString().ToLowerInvariant()} | {field.Description.For("en")} |\n");
        foreach (var variable in TemplateVariables.All)
            Reference.ShouldContain($"| `{variable.Name}` | {variable.Description} |\n");
    }

    [Fact]
    public void The_schema_has_the_readers_keys()
    {
        Keys(Schema, SequenceWords.File);
        foreach (var (kind, keys) in SequenceWords.Steps)
            Keys(Definition(kind), keys);
        Definition("step").GetProperty("oneOf").EnumerateArray().Select(r => r.GetProperty("$ref").GetString()!["#/$defs/".Length..])
            .ShouldBe(SequenceWords.Steps.Keys);
        SequenceWords.Channels.Keys.ShouldBe(Channels.Names, ignoreOrder: true);
        foreach (var (kind, keys) in SequenceWords.Triggers)
            Keys(Definition(kind + "Trigger"), keys);
        Keys(Definition("eventCompare"), new(["field"], [.. SequenceWords.Operators.Keys]));
        Keys(Property(Definition("coupon"), "budget"), SequenceWords.CouponBudget);
        Keys(Definition("case"), SequenceWords.Case);
        Keys(Definition("variant"), SequenceWords.Variant);
        Keys(Definition("templateText"), SequenceWords.Template);
        Keys(Property(Schema, "goal"), SequenceWords.Goal);
        Keys(Property(Schema, "policy"), SequenceWords.Policy);
        Keys(Property(Property(Schema, "policy"), "budget"), SequenceWords.Budget);
        Keys(Property(Schema, "reentry").GetProperty("oneOf")[1], SequenceWords.Reentry);
        Keys(Definition("compare"), new(["field"], [.. SequenceWords.Operators.Keys]));
        foreach (var group in SequenceWords.Groups)
            Keys(Definition(group), new([group], []));
    }

    [Fact]
    public void The_schema_has_the_readers_words()
    {
        Words("field", FieldCatalogue.All.Concat(RunFields.All).Select(f => f.Name));
        Words("signal", SequenceWords.Heard);
        Words("weekday", SequenceWords.Weekdays.Keys);
        Words("channel", SequenceWords.Channels.Keys);
        Enum(Property(Schema, "exits").GetProperty("items"), SequenceWords.Exits);
        Enum(Property(Definition("eventCompare"), "field"), EventFields.All.Select(f => f.Field.Name));
        Enum(Property(Definition("eventTrigger"), "event"), EventFields.Types);
        Enum(Property(Definition("eventTrigger"), "same"), SequenceWords.Same);
        Enum(Property(Definition("dateTrigger"), "date"), SequenceWords.Dates.Keys);
        Enum(Property(Definition("scoreTrigger"), "score"), ScoreChanges.Fields);
        Definition("steps").GetProperty("maxItems").GetInt32().ShouldBe(SequenceFile.MaxSteps);
        Schema.GetProperty("$schema").GetString().ShouldBe("https://json-schema.org/draft/2020-12/schema");

        static void Words(string definition, IEnumerable<string> words) => Enum(Definition(definition), words);

        static void Enum(JsonElement definition, IEnumerable<string> words) =>
            definition.GetProperty("enum").EnumerateArray().Select(w => w.GetString()!).ShouldBe(words, ignoreOrder: true);
    }

    private static void Keys(JsonElement mapping, KeyList keys)
    {
        mapping.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse();
        mapping.GetProperty("properties").EnumerateObject().Select(p => p.Name).ShouldBe(keys.All, ignoreOrder: true);
        mapping.GetProperty("required").EnumerateArray().Select(r => r.GetString()!).ShouldBe(keys.Required, ignoreOrder: true);
    }

    private static JsonElement Definition(string name) => Schema.GetProperty("$defs").GetProperty(name);

    private static JsonElement Property(JsonElement mapping, string name) => mapping.GetProperty("properties").GetProperty(name);

    private static string Row(CustomerField field)
    {
        var words = field.Words.Count == 0 ? "" : $": {string.Join(", ", field.Words.Select(w => $"`{w}`"))}";
        return $"| `{field.Name}` | {field.Type.ToString().ToLowerInvariant()}{words} | {field.Description.For("en")} |\n";
    }

    private static List<string> Snippets() => [.. Snippet().Matches(Reference).Select(m => m.Groups["yaml"].Value)];

    [GeneratedRegex(@"```yaml\n(?<yaml>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Snippet();

    [GeneratedRegex(@"^\| `(?<good>[^`]+)` \| (`(?<bad>[^`]+)`|nothing) \| `(?<said>[^`]+)` \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Break();

    [GeneratedRegex(@"^(?<key>[a-z-]+):.*\n([ ].*\n)*", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex TopLevelKey();
}
