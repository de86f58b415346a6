using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Sequences.Triggers;

namespace Recall.Core.Sequences.Files;

/// <summary>What triggers a sequence: <c>{ event: complaint }</c>, <c>{ date: birthday, offset: -3 days }</c>, <c>{ score: stage, changes-to: [dormant] }</c>.</summary>
internal static class TriggerReader
{
    private const int MostTimes = 100;

    private static readonly TimeSpan Quarter = TimeSpan.FromDays(92);

    public static Trigger? Read(ProblemList problems, Node node, string field)
    {
        if (node is not MapNode { Entries.Count: > 0 } map)
        {
            if (node is not BrokenNode)
                problems.Error(node, field, $"expected a trigger such as {{ event: complaint }} or {{ date: birthday, offset: -3 days }}, found {node.What}");
            return null;
        }

        var kinds = SequenceWords.Triggers.Keys.Where(k => map.Entries.Exists(e => e.Key.Value == k)).ToList();
        if (kinds.Count != 1)
        {
            var first = map.Entries[0].Key;
            problems.Error(kinds.Count == 0 ? first : map.Entries.Find(e => e.Key.Value == kinds[1]).Key, MapReader.Join(field, first.Value), kinds.Count == 0
                ? $"unknown trigger '{Shown.Short(first.Value)}'{NearestWord.Hint(first.Value, [.. SequenceWords.Triggers.Keys])}"
                : $"a sequence has one trigger, and this is an '{kinds[0]}' already; make a sequence of its own for the other");
            return null;
        }

        if (MapReader.Of(problems, map, field, SequenceWords.Triggers[kinds[0]], "a trigger") is not { } keys)
            return null;
        return kinds[0] switch
        {
            "event" => Event(problems, keys),
            "date" => Date(problems, keys),
            _ => Score(keys),
        };
    }

    private static Trigger.OnEvent? Event(ProblemList problems, MapReader keys)
    {
        var type = keys.Read("event", (p, n, f) => Values.Word(p, n, f, "event", EventFields.Types));
        var fields = EventFields.All.Where(f => f.Event == type).Select(f => f.Field).ToList();
        if (type is not null && fields.Count == 0 && keys.Get("where") is { } nothing)
            problems.Error(nothing, keys.Field("where"), $"a '{type}' has no fields to compare; delete 'where'");
        var where = type is null || fields.Count == 0 ? null : keys.Read("where", (p, n, f) => ConditionReader.Read(p, n, f, fields));
        var same = keys.Read("same", (p, n, f) => Values.Word(p, n, f, "word", SequenceWords.Same));
        if (same is not null && type is not (null or "view"))
            problems.Error(keys.Get("same")!, keys.Field("same"), $"goes with 'event: view' only, and this is '{type}'; delete it");
        var times = keys.Read("times", (p, n, f) => Values.Count(p, n, f, 1, MostTimes)) ?? 1;
        var within = keys.Read("within", (p, n, f) => Durations.Read(p, n, f, TimeSpan.FromMinutes(1), Quarter, "7 days"));
        if (keys.Get("within") is null && times > 1)
            problems.Error(keys.Place, keys.Field("within"), $"does not say within what time; add 'within: 7 days' to 'times: {times}'");
        if (keys.Get("within") is { } alone && keys.Get("times") is null)
            problems.Error(alone, keys.Field("within"), "says nothing of one event; add 'times: 3', or delete it");
        return type is null ? null : new(type, where, same, times, within ?? TimeSpan.Zero);
    }

    private static Trigger.OnDate? Date(ProblemList problems, MapReader keys)
    {
        var word = keys.Read("date", (p, n, f) => Values.Word(p, n, f, "date", [.. SequenceWords.Dates.Keys]));
        var category = keys.Read("category", (p, n, f) => Values.Text(p, n, f, "a category"));
        var offset = keys.Read("offset", Offset);
        if (word is null || offset is not { } days)
            return null;
        var anchor = SequenceWords.Dates[word];
        if (category is not null && anchor != DateAnchor.LastOrder)
            problems.Error(keys.Get("category")!, keys.Field("category"), $"goes with 'date: last-order' only, and this is '{word}'; delete it");
        if (days < 0 && anchor is not (DateAnchor.Birthday or DateAnchor.MembershipExpiry or DateAnchor.NextOrder))
            problems.Error(keys.Get("offset")!, keys.Field("offset"), $"'{word}' is not known before it happens; write 0 days or more");
        return new(anchor, category, days);
    }

    /// <summary>Whole days, before or after: <c>-3 days</c>.</summary>
    private static int? Offset(ProblemList problems, Node node, string field)
    {
        if (Values.Text(problems, node, field, "days such as '-3 days'") is not { } text)
            return null;
        var before = text.StartsWith('-');
        var size = new TextNode(node.Place, before ? text[1..].Trim() : text, 0, 0);
        if (Durations.Read(problems, size, field, TimeSpan.Zero, TimeSpan.FromDays(before ? 366 : 3650), "3 days") is not { } time)
            return null;
        if (time.Ticks % TimeSpan.TicksPerDay == 0)
            return before ? -(int)time.TotalDays : (int)time.TotalDays;
        problems.Error(node, field, $"is counted in whole days, found {node.What}");
        return null;
    }

    private static Trigger.OnScore? Score(MapReader keys)
    {
        var name = keys.Read("score", (p, n, f) => Values.Word(p, n, f, "word of the score", ScoreChanges.Fields));
        var words = name is null ? null : keys.Read("changes-to", (p, n, f) => Values.WordList(p, n, f, name, ScoreChanges.WordsOf(name), 1));
        return name is null || words is null ? null : new(name, words);
    }
}
