using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Sequences.Files.Texts;
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
            problems.Expected(node, field, TriggerTexts.TriggerSuchAs);
            return null;
        }

        var kinds = SequenceWords.Triggers.Keys.Where(k => map.Entries.Exists(e => e.Key.Value == k)).ToList();
        if (kinds.Count != 1)
        {
            var first = map.Entries[0].Key;
            if (kinds.Count == 0)
                problems.Error(first, MapReader.Join(field, first.Value), TriggerTexts.Unknown, Shown.Short(first.Value), NearestWord.Hint(first.Value, [.. SequenceWords.Triggers.Keys]));
            else
                problems.Error(map.Entries.Find(e => e.Key.Value == kinds[1]).Key, MapReader.Join(field, first.Value), TriggerTexts.OneAlready, kinds[0]);
            return null;
        }

        if (MapReader.Of(problems, map, field, SequenceWords.Triggers[kinds[0]], TriggerTexts.Trigger) is not { } keys)
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
        var type = keys.Read("event", (p, n, f) => Values.Word(p, n, f, new(WordTexts.Event), EventFields.Types));
        var fields = EventFields.All.Where(f => f.Event == type).Select(f => f.Field).ToList();
        if (type is not null && fields.Count == 0 && keys.Get("where") is { } nothing)
            problems.Error(nothing, keys.Field("where"), TriggerTexts.NoFields, type);
        if (type is not null && fields.Count > 0 && OfOther(keys.Get("where"), type) is var (place, inside, other))
        {
            problems.Error(place, keys.Field(inside), TriggerTexts.FieldOfOther, place.Value, other, type, string.Join(", ", fields.Select(f => f.Name)));
            fields.Clear();
        }

        var where = type is null || fields.Count == 0 ? null : keys.Read("where", (p, n, f) => ConditionReader.Read(p, n, f, fields));
        var same = keys.Read("same", (p, n, f) => Values.Word(p, n, f, new(WordTexts.Word), SequenceWords.Same));
        if (same is not null && type is not (null or "view"))
            problems.Error(keys.Get("same")!, keys.Field("same"), TriggerTexts.SameIsForViews, type);
        var times = keys.Read("times", (p, n, f) => Values.Count(p, n, f, 1, MostTimes)) ?? 1;
        var within = keys.Read("within", (p, n, f) => Durations.Read(p, n, f, TimeSpan.FromMinutes(1), Quarter, "7 days"));
        if (keys.Get("within") is null && times > 1)
            problems.Error(keys.Place, keys.Field("within"), TriggerTexts.NoWithin, times);
        if (keys.Get("within") is { } alone && keys.Get("times") is null)
            problems.Error(alone, keys.Field("within"), TriggerTexts.WithinAlone);
        return type is null ? null : new(type, where, same, times, within ?? TimeSpan.Zero);
    }

    /// <summary>The field that a comparison names, or stands for, where it is one of another event.</summary>
    private static (TextNode At, string Field, string Other)? OfOther(Node? where, string type)
    {
        var (at, field) = where is MapNode map ? (map.Entries.Find(e => e.Key.Value is "field").Value, "where.field") : (where, "where");
        return at is TextNode text && EventFields.All.FirstOrDefault(f => f.Field.Name == text.Value).Event is { } other && other != type ? (text, field, other) : null;
    }

    private static Trigger.OnDate? Date(ProblemList problems, MapReader keys)
    {
        var word = keys.Read("date", (p, n, f) => Values.Word(p, n, f, new(WordTexts.Date), [.. SequenceWords.Dates.Keys]));
        var category = keys.Read("category", (p, n, f) => Values.Text(p, n, f, ValueTexts.Category));
        var offset = keys.Read("offset", Offset);
        if (word is null || offset is not { } days)
            return null;
        var anchor = SequenceWords.Dates[word];
        if (category is not null && anchor != DateAnchor.LastOrder)
            problems.Error(keys.Get("category")!, keys.Field("category"), TriggerTexts.CategoryIsForOrders, word);
        if (days < 0 && anchor is not (DateAnchor.Birthday or DateAnchor.MembershipExpiry or DateAnchor.NextOrder))
            problems.Error(keys.Get("offset")!, keys.Field("offset"), TriggerTexts.NotKnownBefore, word);
        return new(anchor, category, days);
    }

    /// <summary>Whole days, before or after: <c>-3 days</c>.</summary>
    private static int? Offset(ProblemList problems, Node node, string field)
    {
        if (Values.Text(problems, node, field, TriggerTexts.Days) is not { } text)
            return null;
        var before = text.StartsWith('-');
        if (Durations.Read(problems, node, field, TimeSpan.Zero, TimeSpan.FromDays(before ? 366 : 3650), "3 days", before ? "-" : "") is not { } time)
            return null;
        if (time.Ticks % TimeSpan.TicksPerDay == 0)
            return before ? -(int)time.TotalDays : (int)time.TotalDays;
        problems.Error(node, field, ValueTexts.WholeDays, node.What);
        return null;
    }

    private static Trigger.OnScore? Score(MapReader keys)
    {
        var name = keys.Read("score", (p, n, f) => Values.Word(p, n, f, new(WordTexts.OfScore), ScoreChanges.Fields));
        var words = name is null ? null : keys.Read("changes-to", (p, n, f) => Values.WordList(p, n, f, new(WordTexts.ValueOfScore, name), ScoreChanges.WordsOf(name), 1));
        return name is null || words is null ? null : new(name, words);
    }
}
