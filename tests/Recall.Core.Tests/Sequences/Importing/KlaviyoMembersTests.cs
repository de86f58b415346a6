using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FsCheck.Fluent;
using Recall.Core.Sequences.Importing;

namespace Recall.Core.Tests.Sequences.Importing;

/// <summary>Nothing of a flow is ignored: whatever is done to one member shows.</summary>
public partial class KlaviyoMembersTests
{
    private static readonly string Unchanged = KlaviyoFlow.Import(SampleFlow.Import()).Yaml!;

    private static readonly List<string> Members = [.. Walk(JsonNode.Parse(SampleFlow.Json)!)];

    /// <summary>Every member, one after the other.</summary>
    [Fact]
    public void A_member_that_is_removed_renamed_or_changed_changes_the_file_or_is_refused_or_has_no_effect_by_name()
    {
        Members.Count.ShouldBeGreaterThan(150);
        foreach (var path in Members)
        {
            foreach (var kind in Enum.GetValues<Kind>())
                Shows(path, kind, JsonValue.Create("something else"));
            foreach (var value in (JsonNode?[])[JsonValue.Create(7), JsonValue.Create(true), JsonValue.Create(false), new JsonObject(), new JsonArray(1), JsonValue.Create("2")])
                Shows(path, Kind.Changed, value);
        }
    }

    [Fact]
    public void What_has_no_effect_is_there_and_is_what_the_list_says()
    {
        var known = Members.Select(m => Place().Replace(m, "[]")).ToHashSet(StringComparer.Ordinal);
        KlaviyoMembers.WithoutEffect.ShouldAllBe(m => known.Contains(m));
    }

    /// <summary>Several places at once, and texts that are no JSON any more: an answer, and a file only where nothing is refused.</summary>
    [Fact]
    public void Whatever_comes_in_is_answered()
    {
        var edit = from path in Gen.Elements(Members.ToArray()) from kind in Gen.Elements(Enum.GetValues<Kind>()) from value in Gen.Elements("", "{{", "{%", "\u2028", "-1", "on", "\"", "101") select (path, kind, value);
        Properties.ForAll(
            from edits in Gen.ListOf(edit, 4) from cut in Gen.Choose(0, 40_000) select (edits, cut),
            c =>
            {
                var root = JsonNode.Parse(SampleFlow.Json)!;
                foreach (var (path, kind, value) in c.edits)
                    Change(root, path, kind, JsonValue.Create(value));
                var json = root.ToJsonString();
                foreach (var text in (string[])[json, json[..Math.Min(c.cut, json.Length)]])
                {
                    var result = KlaviyoFlow.Import(SampleFlow.Import(text));
                    (result.Yaml is null).ShouldBe(result.Refusals.Count > 0);
                }
            });
        foreach (var text in (string[])["", "[]", "null", "{\"a\":\"\\ud800\"}", "{\"\\ud800\":1}", new string('[', 5000), "{\"data\":{},\"data\":{}}"])
            KlaviyoFlow.Import(SampleFlow.Import(text)).Refusals.ShouldNotBeEmpty(text);
    }

    private static void Shows(string path, Kind kind, JsonNode? value)
    {
        var root = JsonNode.Parse(SampleFlow.Json)!;
        if (!Change(root, path, kind, value))
            return;
        var result = KlaviyoFlow.Import(SampleFlow.Import(root.ToJsonString()));
        (result.Refusals.Count > 0 || result.Yaml != Unchanged || (kind != Kind.Renamed && HasNoEffect(path))).ShouldBeTrue($"{path} {kind} {value?.ToJsonString()}");
    }

    private static bool HasNoEffect(string path)
    {
        var member = Place().Replace(path, "[]");
        return KlaviyoMembers.WithoutEffect.Any(m => member == m || member.StartsWith(m + ".", StringComparison.Ordinal) || member.StartsWith(m + "[", StringComparison.Ordinal) || member.StartsWith(m + "['", StringComparison.Ordinal));
    }

    /// <summary>False where nothing changes by it: what stands there already, or is what Klaviyo takes where nothing stands.</summary>
    private static bool Change(JsonNode root, string path, Kind kind, JsonNode? value)
    {
        var at = root;
        var steps = Step().Matches(path).Select(m => m.Groups["name"].Value + m.Groups["quoted"].Value + m.Groups["place"].Value).ToList();
        foreach (var step in steps.SkipLast(1))
            at = at is JsonArray list ? int.Parse(step, System.Globalization.CultureInfo.InvariantCulture) is var i && i < list.Count ? list[i] : null : (at as JsonObject)?[step];
        if (at is not JsonObject owner || !owner.TryGetPropertyValue(steps[^1], out var old))
            return false;
        var name = steps[^1];
        switch (kind)
        {
            case Kind.Removed when IsDefault(name, old):
                owner.Remove(name);
                return false;
            case Kind.Removed:
                return owner.Remove(name);
            case Kind.Renamed:
                owner.Remove(name);
                owner[name + "_x"] = old?.DeepClone();
                return !HasNoEffect(path[..Step().Matches(path)[^1].Index]);
            default:
                if (JsonNode.DeepEquals(old, value) || (name == "links" && value is JsonObject { Count: 0 } && old!.ToJsonString().Contains("null", StringComparison.Ordinal)))
                    return false;
                owner[name] = value?.DeepClone();
                return true;
        }
    }

    private static bool IsDefault(string name, JsonNode? value) =>
        value is null || value is JsonArray { Count: 0 } || IsEnd(name, value)
        || (KlaviyoMembers.Defaults.TryGetValue(name, out var otherwise) && value.ToJsonString() == otherwise)
        || (name, value.ToJsonString()) is ("add_org_prefix", "true") or ("unit", "\"days\"") || (name is "delay_until_weekdays" && value is JsonArray { Count: 7 });

    private static bool IsEnd(string name, JsonNode value) => name is "links" && value.ToJsonString() is """{"next":null}""";

    private static IEnumerable<string> Walk(JsonNode node)
    {
        foreach (var child in node switch { JsonObject o => o.Select(m => m.Value), JsonArray a => a, _ => Enumerable.Empty<JsonNode?>() })
        {
            if (child is null)
                continue;
            foreach (var path in Walk(child))
                yield return path;
        }

        if (node is JsonObject here)
        {
            foreach (var (name, _) in here)
                yield return here.GetPath() + (name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? "." + name : $"['{name}']");
        }
    }

    private enum Kind
    {
        Removed,
        Renamed,
        Changed,
    }

    [GeneratedRegex(@"\[\d+\]", RegexOptions.NonBacktracking)]
    private static partial Regex Place();

    [GeneratedRegex(@"\.(?<name>[A-Za-z0-9_]+)|\['(?<quoted>[^']+)'\]|\[(?<place>\d+)\]", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Step();
}
