using Recall.Core.Sequences.Triggers;

namespace Recall.Core.Sequences;

/// <summary>Every word of the sequence language; the reader, the JSON Schema's test and the pages take them from here.</summary>
public static class SequenceWords
{
    /// <summary>Keys at the top of a file.</summary>
    public static KeyList File { get; } = new(
        ["sequence", "title", "audience", "holdout", "goal", "steps"],
        ["trigger", "priority", "daily-limit", "reentry", "exits", "policy", "templates"]);

    /// <summary>Keys of each kind of step; the kind's own key holds the step's id and comes first.</summary>
    public static IReadOnlyDictionary<string, KeyList> Steps { get; } = new Dictionary<string, KeyList>(StringComparer.Ordinal)
    {
        ["coupon"] = new(["coupon", "valid-for"], ["percent", "amount", "gift", "ladder", "gift-cost", "minimum-order", "max-issued", "budget"]),
        ["send"] = new(["send", "channels", "template"], ["coupon", "expires-after"]),
        ["wait"] = new(["wait"], ["for", "until-time", "on", "until"]),
        ["branch"] = new(["branch", "cases"], ["default"]),
        ["ab"] = new(["ab", "variants"], []),
        ["handoff"] = new(["handoff", "queue", "sla", "note"], ["outcomes", "overdue"]),
        ["tag"] = new(["tag"], ["add", "remove"]),
        ["webhook"] = new(["webhook", "to"], []),
        ["end"] = new(["end", "outcome"], []),
    };

    /// <summary>Keys of the <c>budget</c> of a policy.</summary>
    public static KeyList Budget { get; } = new([], ["per-day", "per-month"]);

    /// <summary>Keys of the <c>budget</c> of a coupon.</summary>
    public static KeyList CouponBudget { get; } = new([], ["total", "per-day", "per-month"]);

    /// <summary>Keys of a case of a branch.</summary>
    public static KeyList Case { get; } = new(["when", "steps"], []);

    /// <summary>Keys of a variant.</summary>
    public static KeyList Variant { get; } = new(["steps"], ["weight"]);

    /// <summary>Keys of <c>reentry</c>, where it is not <c>never</c>.</summary>
    public static KeyList Reentry { get; } = new(["after"], ["max-entries"]);

    /// <summary>Keys of a <c>trigger</c> by its kind, which is its first key.</summary>
    public static IReadOnlyDictionary<string, KeyList> Triggers { get; } = new Dictionary<string, KeyList>(StringComparer.Ordinal)
    {
        ["event"] = new(["event"], ["where", "same", "times", "within"]),
        ["date"] = new(["date", "offset"], ["category"]),
        ["score"] = new(["score", "changes-to"], []),
    };

    /// <summary>Days that a trigger counts from, by word.</summary>
    public static IReadOnlyDictionary<string, DateAnchor> Dates { get; } =
        Enum.GetValues<DateAnchor>().ToDictionary(Kebab.Of, d => d, StringComparer.Ordinal);

    /// <summary>What events of a trigger can have in common.</summary>
    public static IReadOnlyList<string> Same { get; } = ["product", "category"];

    /// <summary>Keys of <c>goal</c>.</summary>
    public static KeyList Goal { get; } = new(["order-within"], ["at-least", "category", "with-coupon", "agent-outcome"]);

    /// <summary>Keys of <c>policy</c>, of a sequence as of the shop's settings.</summary>
    public static KeyList Policy { get; } = new([], ["quiet-hours", "caps", "daily-messages", "monthly-messages", "budget", "send-time"]);

    /// <summary>Parts of a template.</summary>
    public static KeyList Template { get; } = new([], ["subject", "preheader", "html", "text", "sms", "push", "wecom"]);

    /// <summary>Conditions that hold conditions.</summary>
    public static IReadOnlyList<string> Groups { get; } = ["all", "any", "not"];

    /// <summary>Comparisons by word.</summary>
    public static IReadOnlyDictionary<string, CompareOperator> Operators { get; } =
        Enum.GetValues<CompareOperator>().ToDictionary(Kebab.Of, o => o, StringComparer.Ordinal);

    /// <summary>What other tools call a comparison that is here.</summary>
    public static IReadOnlyDictionary<string, string> ElsewhereCalled { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["equals"] = "is", ["equal"] = "is", ["eq"] = "is", ["="] = "is", ["=="] = "is", ["not-equals"] = "is-not", ["ne"] = "is-not", ["!="] = "is-not",
        ["greater-than"] = "more-than", ["gt"] = "more-than", [">"] = "more-than", ["gte"] = "at-least", [">="] = "at-least", ["min"] = "at-least",
        ["lt"] = "less-than", ["<"] = "less-than", ["lte"] = "at-most", ["<="] = "at-most", ["max"] = "at-most",
        ["one-of"] = "in", ["none-of"] = "not-in", ["includes"] = "contains", ["has"] = "contains", ["exists"] = "is-known",
    };

    /// <summary>Signals by word: those that somebody may say. A new version, and that two customers are one, is found out here.</summary>
    public static IReadOnlyDictionary<string, SignalKind> Signals { get; } =
        Enum.GetValues<SignalKind>().Where(s => s is not (SignalKind.NewVersion or SignalKind.Merged)).ToDictionary(Kebab.Of, s => s, StringComparer.Ordinal);

    /// <summary>Signals that may be named in <c>until</c>; only a handoff hears its agent, and nobody says that they left an audience.</summary>
    public static IReadOnlyList<string> Heard { get; } =
        [.. Signals.Where(s => s.Value is not (SignalKind.AgentOutcome or SignalKind.LeftAudience)).Select(s => s.Key)];

    /// <summary>Signals that may be named in <c>exits</c>.</summary>
    public static IReadOnlyList<string> Exits { get; } = [.. Heard, Kebab.Of(SignalKind.LeftAudience)];

    /// <summary>Weekdays by word.</summary>
    public static IReadOnlyDictionary<string, DayOfWeek> Weekdays { get; } =
        Enum.GetValues<DayOfWeek>().ToDictionary(Kebab.Of, d => d, StringComparer.Ordinal);

    /// <summary>Channels, with the template parts that each needs.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Channels { get; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            [Messaging.Channels.Email] = ["subject", "preheader", "html", "text"],
            [Messaging.Channels.Sms] = ["sms"],
            [Messaging.Channels.Push] = ["push"],
            [Messaging.Channels.Wecom] = ["wecom"],
        };
}

/// <summary>The keys of a mapping.</summary>
/// <param name="Required">Must be there.</param>
/// <param name="Optional">May be there.</param>
public sealed record KeyList(IReadOnlyList<string> Required, IReadOnlyList<string> Optional)
{
    /// <summary>Both.</summary>
    public IReadOnlyList<string> All { get; } = [.. Required, .. Optional];
}
