using System.Globalization;
using System.Text.Json;
using Recall.Core.Customers;
using Recall.Core.Sequences.Files;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Importing;

/// <summary>
/// Turns a flow of Klaviyo into a sequence file: <c>GET /api/flows/{id}?additional-fields[flow]=definition</c>
/// (https://developers.klaviyo.com/en/reference/get_flow). What the flow says is done, or refused by name; nothing is left out silently.
/// </summary>
public static class KlaviyoFlow
{
    private const int GoalDays = 30;
    private const string Holdout = "10%";

    /// <summary>The file, or all that is refused; never throws for what the texts hold.</summary>
    public static ImportResult Import(SequenceImport import)
    {
        ArgumentNullException.ThrowIfNull(import);
        var refusals = new ImportRefusals();
        using var document = Parse(import.Flow, "$", refusals);
        if (document is null || JsonMembers.Of(document.RootElement, "$", refusals) is not { } top)
            return new(null, null, refusals.All, []);
        var tags = new KlaviyoTags(refusals);
        var messages = new KlaviyoMessages(import.Sender, new(import.Templates, refusals), tags, refusals);
        var (metrics, dates) = (new KlaviyoNames(import.Metrics, "--metric", refusals), new KlaviyoNames(import.Dates, "--date", refusals));

        var data = top.Object("data");
        top.Done();
        data?.Is("type", "flow", KlaviyoAdvice.UnknownFlow);
        var attributes = data?.Object("attributes");
        data?.Done();
        var title = attributes?.Text("name");
        var found = attributes?.Get("definition");
        if (attributes is not null && found is null)
            refusals.Add(attributes.At("definition"), KlaviyoAdvice.NoDefinition);
        attributes?.Done();
        if (found is not { } element || JsonMembers.Of(element, attributes!.At("definition"), refusals) is not { } definition)
            return new(null, null, refusals.All, []);

        var name = import.Name ?? KlaviyoAction.Slug(title ?? "flow");
        if (name.Length > 60 || name != KlaviyoAction.Slug(name) || name.Length == 0)
            refusals.Add(import.Name is null ? attributes.At("name") : "--name", ImportTexts.NoName, Shown.Short(import.Name ?? title));
        var file = Written(definition, name, title, metrics, dates, messages, refusals, out var days);
        definition.Done();
        metrics.Done();
        dates.Done();
        Check(name, file, refusals);
        return refusals.Any
            ? new(null, null, refusals.All, [])
            : new(name, file, [], [new(ImportTexts.Beyond, Holdout, days), new(ImportTexts.Gate), .. tags.NamesSomebody ? [new Sentence(ImportTexts.FirstName)] : Array.Empty<Sentence>()]);
    }

    /// <summary>A document whose texts can all be read; null with a refusal.</summary>
    internal static JsonDocument? Parse(string json, string path, ImportRefusals refusals)
    {
        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(json.TrimStart('\uFEFF'));
            Read(document.RootElement);
            return document;
        }
        catch (JsonException e)
        {
            refusals.Add(path, ImportTexts.NotJson, string.Create(CultureInfo.InvariantCulture, $"{e.LineNumber + 1}:{e.BytePositionInLine + 1}"));
        }
        catch (InvalidOperationException)
        {
            refusals.Add(path, ImportTexts.HalfCharacter);
        }

        document?.Dispose();
        return null;
    }

    /// <summary>Throws where a text is no Unicode, which JSON allows.</summary>
    private static void Read(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    Read(member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    Read(item);
                break;
            case JsonValueKind.String:
                _ = element.GetString();
                break;
        }
    }

    private static string Written(
        JsonMembers definition, string name, string? title, KlaviyoNames metrics, KlaviyoNames dates, KlaviyoMessages messages, ImportRefusals refusals, out double days)
    {
        var triggers = new KlaviyoTriggers(metrics, dates, refusals);
        var conditions = new KlaviyoConditions(metrics, refusals);
        var trigger = triggers.Read(definition);
        var reentry = triggers.Reentry(definition, trigger);
        var filter = definition.Get("profile_filter") is { } value && JsonMembers.Of(value, definition.At("profile_filter"), refusals) is { } members
            ? conditions.Read(members, atEntry: true) : null;
        var actions = new KlaviyoActions(conditions, messages, refusals).Read(definition);
        var entry = definition.Text("entry_action_id");
        var (steps, longest) = entry is null ? ([], TimeSpan.Zero) : new KlaviyoSteps(actions, refusals).Write(trigger?.First ?? [], entry, definition.At("entry_action_id"));

        // Two weeks behind the last message, so that it can still bring an order.
        days = Math.Clamp(Math.Ceiling(longest.TotalDays) + 14, GoalDays, 365);
        string[] exits = ["unsubscribe", "complaint", .. filter is { NoOrderSinceStart: true } ? ["order"] : Array.Empty<string>(), .. filter?.When is null ? [] : (string[])["left-audience"]];
        List<string> lines =
        [
            "# yaml-language-server: $schema=./sequence.schema.json", .. Comment(ImportTexts.FromFlow, YamlText.Quoted(title ?? "")),
            $"sequence: {name}", $"title: {{ en: {YamlText.Quoted(title ?? "-")} }}", $"trigger: {trigger?.Yaml}",
            $"audience: {filter?.When ?? "{ field: profile.orders, at-least: 0 }"}", $"reentry: {reentry}",
            .. Comment(ImportTexts.HoldoutComment), $"holdout: {Holdout}",
            .. Comment(ImportTexts.GoalComment), string.Create(CultureInfo.InvariantCulture, $"goal: {{ order-within: {days} days }}"),
            $"exits: [{string.Join(", ", exits)}]", "",
            .. messages.Templates.Count == 0 ? [] : (string[])["templates:", .. messages.Templates.Values.SelectMany(t => t).Indented(2), ""],
            .. steps.Count == 0 ? ["steps: []"] : (string[])["steps:", .. steps.Indented(2)],
        ];
        return string.Join('\n', lines) + "\n";
    }

    private static IEnumerable<string> Comment(Phrase phrase, params object?[] values) => [$"# {phrase.Say("en", values)}", $"# {phrase.Say("zh-CN", values)}"];

    /// <summary>What Recall would say to the file is said before it is one. Where something is missing in it already, only its texts are whole.</summary>
    private static void Check(string name, string file, ImportRefusals refusals)
    {
        var partly = refusals.Any;
        foreach (var problem in SequenceFile.Read(name + ".yaml", file).Problems.Where(p => p.Severity == Severity.Error))
        {
            if (!partly || problem.Field.StartsWith("templates.", StringComparison.Ordinal))
                refusals.Add(problem.Field.Length > 0 ? problem.Field : name + ".yaml", ImportTexts.InFile, problem.Message);
        }
    }
}
