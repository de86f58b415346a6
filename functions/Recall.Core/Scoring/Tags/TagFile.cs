using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;

namespace Recall.Core.Scoring.Tags;

/// <summary>What reading a tag file gave.</summary>
/// <param name="Rules">Null where there is an error.</param>
/// <param name="Problems">Errors, in the order of the file.</param>
public sealed record TagFileResult(TagRules? Rules, IReadOnlyList<Problem> Problems);

/// <summary>Reads <c>tags.yaml</c>, which marketers write; <c>docs/scoring.md</c> describes it.</summary>
public static class TagFile
{
    /// <summary>Most rules in a file.</summary>
    public const int MaxRules = 200;

    private static readonly KeyList Keys = new(["tags"], []);
    private static readonly KeyList RuleKeys = new(["tag", "title", "when"], []);

    /// <summary>Reads a file and reports every problem in it.</summary>
    /// <param name="fileName">For problems.</param>
    /// <param name="yaml">The file's text.</param>
    public static TagFileResult Read(string fileName, string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var problems = new ProblemList(fileName);
        var rules = new List<TagRule>();
        if (YamlTree.Read(yaml.TrimStart('\uFEFF').ReplaceLineEndings("\n"), problems) is { } root)
            MapReader.Of(problems, root, "", Keys, TagTexts.Keys)?.Read("tags", (p, n, f) => List(p, n, f, rules));
        return new(problems.HasErrors ? null : new(rules), problems.Sorted);
    }

    private static object? List(ProblemList problems, Node node, string field, List<TagRule> rules)
    {
        if (node is not ListNode list)
        {
            problems.Expected(node, field, TagTexts.Tags);
            return null;
        }

        if (list.Items.Count > MaxRules)
            problems.Error(list.Items[MaxRules], field, TagTexts.TooMany, list.Items.Count, MaxRules);
        for (var i = 0; i < Math.Min(list.Items.Count, MaxRules); i++)
        {
            if (Rule(problems, list.Items[i], $"{field}[{i + 1}]", rules) is { } rule)
                rules.Add(rule);
        }

        return null;
    }

    private static TagRule? Rule(ProblemList problems, Node node, string field, List<TagRule> before)
    {
        if (MapReader.Of(problems, node, field, RuleKeys, TagTexts.RuleKeys) is not { } keys)
            return null;
        var name = keys.Read("tag", (p, n, f) => Values.Name(p, n, f, "night-owl"));
        var title = keys.Read("title", LocalTextReader.Read);
        var when = keys.Read("when", ConditionReader.Read);
        if (before.Exists(r => string.Equals(r.Tag, name, StringComparison.Ordinal)))
            problems.Error(keys.Get("tag")!, keys.Field("tag"), TagTexts.Twice, name);
        if (when is not null && Fields(when).Contains("score.tags", StringComparer.Ordinal))
        {
            problems.Error(keys.Get("when")!, keys.Field("when"), TagTexts.OnTags);
        }

        return name is null || title is null || when is null ? null : new(name, title, when);
    }

    private static IEnumerable<string> Fields(Condition condition) => condition switch
    {
        Condition.All all => all.Of.SelectMany(Fields),
        Condition.Any any => any.Of.SelectMany(Fields),
        Condition.Not not => Fields(not.Of),
        Condition.Compare compare => [compare.Field],
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "No such condition."),
    };
}
