using Recall.Core.Customers;

namespace Recall.Core.Sequences.Files;

/// <summary>Conditions: <c>{ field: score.stage, in: [dormant] }</c>, and <c>all</c>, <c>any</c>, <c>not</c> of them.</summary>
internal static class ConditionReader
{
    private const string Example = "a condition such as { field: score.stage, is: dormant }, or 'all:', 'any:' or 'not:'";

    private static readonly IReadOnlyList<CustomerField> OfCustomers = FieldCatalogue.All;

    /// <summary>Over a customer.</summary>
    public static Condition? Read(ProblemList problems, Node node, string field) => Read(problems, node, field, OfCustomers, 1);

    /// <summary>Over the fields that there are.</summary>
    public static Condition? Read(ProblemList problems, Node node, string field, IReadOnlyList<CustomerField> fields) => Read(problems, node, field, fields, 1);

    private static Condition? Read(ProblemList problems, Node node, string field, IReadOnlyList<CustomerField> fields, int depth)
    {
        if (node is not MapNode map)
        {
            if (node is ListNode)
                problems.Error(node, field, "expected a condition, found a list; write 'all:' before it where all must hold, or 'any:'");
            else if (node is not BrokenNode)
                problems.Error(node, field, $"expected {Example}, found {node.What}");
            return null;
        }

        if (depth > SequenceFile.MaxNesting)
        {
            problems.Error(node, field, $"conditions may nest {SequenceFile.MaxNesting} deep; make this one flatter");
            return null;
        }

        var group = map.Entries.Find(e => SequenceWords.Groups.Contains(e.Key.Value, StringComparer.Ordinal));
        if (group.Key is null)
            return Comparison(problems, map, field, fields);
        foreach (var (key, _) in map.Entries.Where(e => !ReferenceEquals(e.Key, group.Key)))
            problems.Error(key, MapReader.Join(field, key.Value),
                $"'{Shown.Short(key.Value)}' cannot stand beside '{group.Key.Value}'"
                + $"; make it an item of its own inside '{group.Key.Value}'");

        var inner = MapReader.Join(field, group.Key.Value);
        if (group.Key.Value is "not")
            return Read(problems, group.Value, inner, fields, depth + 1) is { } of ? new Condition.Not(of) : null;
        if (group.Value is not ListNode list)
        {
            if (group.Value is not BrokenNode)
                problems.Error(group.Value, inner, $"expected a list of conditions ('- field: ...'), found {group.Value.What}");
            return null;
        }

        var read = new List<Condition>();
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (Read(problems, list.Items[i], $"{inner}[{i + 1}]", fields, depth + 1) is { } condition)
                read.Add(condition);
        }

        if (group.Key.Value is "all")
            return new Condition.All(read);
        if (list.Items.Count == 0)
            problems.Error(list, inner, "an empty 'any' never holds; list a condition");
        return new Condition.Any(read);
    }

    private static Condition? Comparison(ProblemList problems, MapNode map, string field, IReadOnlyList<CustomerField> fields)
    {
        var name = map.Entries.Find(e => e.Key.Value is "field");
        var known = SequenceWords.Operators.Keys.Order(StringComparer.Ordinal).ToList();
        string[] keys = ["field", .. known, .. SequenceWords.Groups];
        foreach (var (key, _) in map.Entries.Where(e => !keys.Contains(e.Key.Value, StringComparer.Ordinal)))
            problems.Error(key, MapReader.Join(field, key.Value),
                $"unknown comparison '{Shown.Short(key.Value)}'{NearestWord.Hint(key.Value, keys)}");
        if (name.Key is null)
        {
            problems.Error(map, field, $"'field' is missing; expected {Example}");
            return null;
        }

        if (Values.Word(problems, name.Value, MapReader.Join(field, "field"), "field", [.. fields.Select(f => f.Name)]) is not { } word)
            return null;
        var found = FieldCatalogue.Find(word)!;
        var compares = new List<Condition>();
        var operators = map.Entries.Where(e => SequenceWords.Operators.ContainsKey(e.Key.Value)).ToList();
        foreach (var (key, value) in operators)
        {
            var at = MapReader.Join(field, key.Value);
            var op = SequenceWords.Operators[key.Value];
            if (!found.Operators.Contains(op))
            {
                problems.Error(key, at,
                    $"'{key.Value}' does not fit {found.Name}, which is {ComparedValues.What(found)}"
                    + $"; use {NearestWord.List([.. found.Operators.Select(Kebab.Of)])}");
            }
            else if (ComparedValues.Read(problems, value, at, found, op) is { } values)
            {
                compares.Add(new Condition.Compare(found.Name, op, values));
            }
        }

        if (operators.Count == 0 && map.Entries.Count == 1)
            problems.Error(map, field, $"says nothing about {found.Name}; add {NearestWord.List([.. found.Operators.Select(Kebab.Of)])}");
        return compares.Count == 1 ? compares[0] : new Condition.All(compares);
    }
}
