using Recall.Core.Messaging;
using Recall.Core.Sequences.Files.Texts;

namespace Recall.Core.Sequences.Files;

/// <summary>The top of a file.</summary>
internal static class SequenceReader
{
    private static readonly SignalKind[] UsualExits = [SignalKind.Unsubscribe, SignalKind.Complaint];

    public static SequenceDefinition? Read(
        Node root, string fileName, string source, string version, Policy? shop, ProblemList problems, Dictionary<string, Place> places)
    {
        var grammatical = !problems.HasErrors;
        if (MapReader.Of(problems, root, "", SequenceWords.File, FileTexts.Keys) is not { } file)
            return null;

        var name = file.Read("sequence", (p, n, f) => Named(p, n, f, fileName));
        var title = file.Read("title", LocalTextReader.Read);
        var audience = file.Read("audience", ConditionReader.Read);
        places["audience"] = file.Get("audience")?.Place ?? Place.Start;
        var goal = file.Read("goal", Goal);
        var templates = new TemplateReader(source, problems);
        if (file.Get("templates") is { } node)
            templates.Read(node);
        var steps = new StepReader(problems, templates, grammatical, places);
        var run = file.Read("steps", (_, n, f) => steps.Steps(n, f, Scope.Start));
        if (file.Get("steps") is ListNode { Items.Count: 0 } none)
            problems.Error(none, "steps", FileTexts.NoSteps);
        if (run is not null && steps.Whole)
            steps.DoubtCoupons();
        templates.Finish(title, stepsAreWhole: run is not null && steps.Whole);
        if (goal is { Agent.Count: > 0 } && run is not null && steps.Whole && !steps.HasHandoff)
            problems.Error(file.Get("goal")!, "goal.agent-outcome", FileTexts.NoHandoff);
        if (goal?.Within is { } within && steps.Longest > within)
            problems.Warn(file.Get("goal")!, "goal.order-within", FileTexts.ShortGoal, Durations.Say(steps.Longest), Durations.Say(within));

        return new()
        {
            Name = name ?? "",
            Version = version,
            Title = title ?? new(new Dictionary<string, string>(StringComparer.Ordinal)),
            Trigger = file.Read("trigger", TriggerReader.Read),
            Audience = audience ?? new Condition.All([]),
            Holdout = file.Read("holdout", (p, n, f) => Values.Share(p, n, f, 0.9)) ?? 0,
            Priority = file.Read("priority", (p, n, f) => Values.Count(p, n, f, 0, 1000)) ?? 0,
            DailyLimit = file.Read("daily-limit", (p, n, f) => Values.Count(p, n, f, 1, 10_000_000)),
            Reentry = file.Read("reentry", Again) ?? new(null, null),
            GoalWithin = goal?.Within ?? TimeSpan.Zero,
            Goal = goal?.Order ?? OrderGoal.Any,
            AgentGoal = goal?.Agent ?? [],
            Exits = file.Get("exits") is null ? UsualExits : Values.Signals(file, "exits", SequenceWords.Exits),
            Policy = file.Read("policy", (p, n, f) => SequencePolicyReader.Read(p, n, f, shop)),
            Templates = templates.Templates,
            Steps = run?.Read ?? [],
        };
    }

    /// <summary>What many editors end YAML files with.</summary>
    private const string OtherExtension = ".yml";

    private static string? Named(ProblemList problems, Node node, string field, string fileName)
    {
        var expected = fileName.EndsWith(".yaml", StringComparison.Ordinal) ? fileName[..^5] : fileName;
        if (Values.Name(problems, node, field, "dormant-winback") is not { } name)
            return null;
        if (fileName.EndsWith(OtherExtension, StringComparison.OrdinalIgnoreCase))
            problems.Error(node, field, FileTexts.Extension, fileName, name);
        else if (!string.Equals(name, expected, StringComparison.Ordinal))
            problems.Error(node, field, FileTexts.OtherName, name, fileName, expected);
        return name;
    }

    private sealed record GoalKeys(TimeSpan? Within, OrderGoal Order, IReadOnlyList<string> Agent);

    private static GoalKeys? Goal(ProblemList problems, Node node, string field)
    {
        if (MapReader.Of(problems, node, field, SequenceWords.Goal, FileTexts.Goal) is not { } keys)
            return null;
        return new(
            keys.Read("order-within", (p, n, f) => Durations.Read(p, n, f, TimeSpan.FromDays(1), TimeSpan.FromDays(365), "45 days")),
            new(
                keys.Read("at-least", (p, n, f) => Values.Number(p, n, f, 0.01m, 1_000_000_000)),
                keys.Read("category", (p, n, f) => Values.Text(p, n, f, ValueTexts.Category)),
                keys.Read("with-coupon", Values.Flag)),
            keys.Read("agent-outcome", Outcomes) ?? []);
    }

    private static List<string>? Outcomes(ProblemList problems, Node node, string field)
    {
        if (node is ListNode { Items.Count: > 0 } list)
            return [.. list.Items.Select(i => Values.Name(problems, i, field, "won")).OfType<string>()];
        problems.Expected(node, field, FileTexts.Outcomes);
        return null;
    }

    private static Reentry? Again(ProblemList problems, Node node, string field)
    {
        if (node is TextNode { Value: "never" })
            return new(null, null);
        if (MapReader.Of(problems, node, field, SequenceWords.Reentry, FileTexts.Reentry) is not { } keys)
            return null;
        var again = new Reentry(
            keys.Read("after", (p, n, f) => Durations.Read(p, n, f, TimeSpan.FromDays(1), TimeSpan.FromDays(3650), "180 days")),
            keys.Read("max-entries", (p, n, f) => Values.Count(p, n, f, 1, 1000)));
        if (again is { After: not null, MaxEntries: 1 })
            problems.Warn(keys.Get("max-entries")!, keys.Field("max-entries"), FileTexts.NeverAgain);
        return again;
    }
}
