using Recall.Core.Sequences.Files.Texts;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files;

/// <summary>A mapping with a fixed list of keys.</summary>
internal sealed class MapReader
{
    private readonly ProblemList problems;
    private readonly MapNode map;
    private readonly string field;

    private MapReader(ProblemList problems, MapNode map, string field) => (this.problems, this.map, this.field) = (problems, map, field);

    public Place Place => map.Place;

    /// <summary>Reports keys that are not in the list and required ones that are missing; null where the node is no mapping.</summary>
    public static MapReader? Of(ProblemList problems, Node node, string field, KeyList keys, Phrase example)
    {
        if (node is not MapNode map)
        {
            problems.Expected(node, field, example);
            return null;
        }

        var slipped = false;
        foreach (var (key, _) in map.Entries)
        {
            if (!keys.All.Contains(key.Value, StringComparer.Ordinal))
                slipped |= problems.Wrong(key, Join(field, Customers.Shown.Short(key.Value)), ValueTexts.UnknownKey, Customers.Shown.Short(key.Value), NearestWord.Hint(key.Value, keys.All));
        }

        // What looks missing may be what was mistyped, and belong below what looks empty.
        for (var i = 0; slipped && i < map.Entries.Count; i++)
        {
            if (map.Entries[i].Value is TextNode { Value: "" } empty)
                map.Entries[i] = (map.Entries[i].Key, new BrokenNode(empty.Place));
        }

        foreach (var key in slipped ? [] : keys.Required)
        {
            if (!map.Entries.Exists(e => string.Equals(e.Key.Value, key, StringComparison.Ordinal)))
                problems.Error(map, Join(field, key), ValueTexts.Missing, key, ExampleTexts.Of(key));
        }

        return new(problems, map, field);
    }

    public static string Join(string field, string key) => field.Length == 0 ? key : $"{field}.{key}";

    /// <summary>A value's way through the file.</summary>
    public string Field(string key) => Join(field, key);

    /// <summary>The value of a key, or null.</summary>
    public Node? Get(string key) => map.Entries.Find(e => string.Equals(e.Key.Value, key, StringComparison.Ordinal)).Value;

    /// <summary>Reads the value of a key where it is there.</summary>
    public T? Read<T>(string key, Func<ProblemList, Node, string, T?> read) =>
        Get(key) is { } node ? read(problems, node, Field(key)) : default;
}
