using Recall.Core.Customers;
using Recall.Core.Sequences.Files.Texts;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files;

/// <summary>Conditions: <c>{ field: score.stage, in: [dormant] }</c>, and <c>all</c>, <c>any</c>, <c>not</c> of them.</summary>
internal static class ConditionReader
{
    private static readonly IReadOnlyList<CustomerField> OfCustomers = FieldCatalogue.All;
    private static readonly IReadOnlyList<CustomerField> OfRuns = [.. FieldCatalogue.All, .. RunFields.All];

    /// <summary>Known of everybody, so that a file can say that everybody is meant.</summary>
    private static readonly CustomerField Somebody = FieldCatalogue.Find("profile.orders")!;

    /// <summary>Over a customer.</summary>
    public static Condition? Read(ProblemList problems, Node node, string field) => Read(problems, node, field, OfCustomers, 1);

    /// <summary>Over a customer and the run that has them.</summary>
    public static Condition? ReadInside(ProblemList problems, Node node, string field) => Read(problems, node, field, OfRuns, 1);

    /// <summary>Over the fields that there are.</summary>
    public static Condition? Read(ProblemList problems, Node node, string field, IReadOnlyList<CustomerField> fields) => Read(problems, node, field, fields, 1);

    private static Condition? Read(ProblemList problems, Node node, string field, IReadOnlyList<CustomerField> fields, int depth)
    {
        if (node is not MapNode map)
        {
            if (node is ListNode)
                problems.Error(node, field, ConditionTexts.FoundList);
            else
                problems.Expected(node, field, ConditionTexts.Condition);
            return null;
        }

        if (depth > SequenceFile.MaxNesting)
        {
            problems.Error(node, field, ConditionTexts.TooDeep, SequenceFile.MaxNesting);
            return null;
        }

        var group = map.Entries.Find(e => SequenceWords.Groups.Contains(e.Key.Value, StringComparer.Ordinal));
        if (group.Key is null)
            return Comparison(problems, map, field, fields);
        foreach (var (key, value) in map.Entries.Where(e => !ReferenceEquals(e.Key, group.Key)))
        {
            problems.Error(key, MapReader.Join(field, key.Value), ConditionTexts.Beside, Shown.Short(key.Value), group.Key.Value);
            // What is wrong inside of it is told now and not when it has been moved.
            if (SequenceWords.Groups.Contains(key.Value, StringComparer.Ordinal))
                Group(problems, key, value, field, fields, depth);
        }

        return Group(problems, group.Key, group.Value, field, fields, depth);
    }

    private static Condition? Group(ProblemList problems, TextNode group, Node value, string field, IReadOnlyList<CustomerField> fields, int depth)
    {
        var inner = MapReader.Join(field, group.Value);
        if (group.Value is "not")
            return Read(problems, value, inner, fields, depth + 1) is { } of ? new Condition.Not(of) : null;
        if (value is not ListNode list)
        {
            problems.Expected(value, inner, ConditionTexts.Conditions);
            return null;
        }

        var (read, claims, errors) = (new List<Condition>(), new List<Contradictions.Claim>(), problems.Errors);
        for (var i = 0; i < list.Items.Count; i++)
        {
            var at = $"{inner}[{i + 1}]";
            if (Read(problems, list.Items[i], at, fields, depth + 1) is not { } condition)
                continue;
            read.Add(condition);
            claims.AddRange(Contradictions.Claims(condition, list.Items[i], at));
        }

        if (list.Items.Count == 0)
            problems.Error(list, inner, group.Value is "any" ? ConditionTexts.EmptyAny : fields.Contains(Somebody) ? ConditionTexts.EmptyAll : ConditionTexts.EmptyAllOfEvent);
        if (group.Value is "all")
        {
            if (problems.Errors == errors)
                Contradictions.Report(problems, claims);
            return new Condition.All(read);
        }

        return new Condition.Any(read);
    }

    private static Condition? Comparison(ProblemList problems, MapNode map, string field, IReadOnlyList<CustomerField> fields)
    {
        var name = map.Entries.Find(e => e.Key.Value is "field");
        var known = SequenceWords.Operators.Keys.Order(StringComparer.Ordinal).ToList();
        string[] keys = ["field", .. known, .. SequenceWords.Groups];
        var slipped = false;
        foreach (var (key, _) in map.Entries.Where(e => !keys.Contains(e.Key.Value, StringComparer.Ordinal)))
            slipped |= problems.Wrong(key, MapReader.Join(field, key.Value), ConditionTexts.UnknownComparison, Shown.Short(key.Value),
                SequenceWords.ElsewhereCalled.TryGetValue(key.Value, out var here) ? NearestWord.DidYouMean(here) : NearestWord.Hint(key.Value, keys));
        if (name.Key is null)
        {
            if (!slipped)
                problems.Error(map, field, ConditionTexts.NoField, new Sentence(ConditionTexts.Condition));
            return null;
        }

        if (name.Value is TextNode { Value: var inside } && RunFields.Find(inside) is not null && !fields.Any(f => f.Name == inside))
        {
            problems.Error(name.Value, MapReader.Join(field, "field"), ConditionTexts.OnlyInside, inside);
            return null;
        }

        if (Values.Word(problems, name.Value, MapReader.Join(field, "field"), new(WordTexts.Field), [.. fields.Select(f => f.Name)]) is not { } word)
            return null;
        var found = FieldCatalogue.Find(word)!;
        var (compares, claims) = (new List<Condition.Compare>(), new List<Contradictions.Claim>());
        var operators = map.Entries.Where(e => SequenceWords.Operators.ContainsKey(e.Key.Value)).ToList();
        foreach (var (key, value) in operators)
        {
            var at = MapReader.Join(field, key.Value);
            var op = SequenceWords.Operators[key.Value];
            if (!found.Operators.Contains(op))
            {
                problems.Error(key, at, ConditionTexts.DoesNotFit, key.Value, found.Name, new Sentence(ComparedValues.What(found)), Operators(found));
            }
            else if (ComparedValues.Read(problems, value, at, found, op) is { } values)
            {
                compares.Add(new(found.Name, op, values));
                claims.Add(new(compares[^1], key, at));
                Contradictions.Report(problems, found, claims[^1]);
            }
        }

        Contradictions.Report(problems, claims);

        if (operators.Count == 0 && map.Entries.Count == 1)
            problems.Error(map, field, ConditionTexts.SaysNothing, found.Name, Operators(found));
        return compares.Count == 1 ? compares[0] : new Condition.All(compares);
    }

    private static List<string> Operators(CustomerField field) => [.. field.Operators.Select(Kebab.Of)];
}
