using System.Collections;
using System.Globalization;
using System.Reflection;
using Recall.Core.Messaging;
using Recall.Core.Sequences.Triggers;

namespace Recall.Core.Sequences.Versions;

/// <summary>One thing that a step or the top of a file says.</summary>
/// <param name="Key">The way to it, in the file's words: <c>expires-after</c>, <c>title.en</c>.</param>
/// <param name="Value">What it says.</param>
internal sealed record Facet(string Key, object Value)
{
    /// <summary>The sameness of an empty list, which says as much as none.</summary>
    public const string Nothing = "[]";

    /// <summary>The same for values that mean the same, however they are written.</summary>
    public string Sameness { get; } = Canonical(Value);

    private static string Canonical(object value) => value switch
    {
        Trigger trigger => $"{trigger.GetType().Name}({string.Join(';', Facets.Of(trigger).Select(f => $"{f.Key} {f.Sameness}"))})",
        Condition.All all => $"all({string.Join(';', all.Of.Select(Canonical))})",
        Condition.Any any => $"any({string.Join(';', any.Of.Select(Canonical))})",
        Condition.Not not => $"not({Canonical(not.Of)})",
        Condition.Compare compare => $"{compare.Field} {compare.Operator} {string.Join(',', compare.Values.Select(Canonical))}",
        string text => $"\"{text}\"",
        IEnumerable items => $"[{string.Join(',', items.Cast<object>().Select(Canonical))}]",
        decimal number => number.ToString("0.############", CultureInfo.InvariantCulture),
        IFormattable known => known.ToString(null, CultureInfo.InvariantCulture),
        _ => $"{value}",
    };
}

/// <summary>
/// What the records of the language say, property by property: whatever the language can say next year is compared too, under the name
/// that files use. Steps inside are left out; they are compared by their ids.
/// </summary>
internal static class Facets
{
    /// <summary>Names of the language that are not their property's.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["goal-within"] = "goal.order-within", ["agent-goal"] = "goal.agent-outcome", ["gift.name"] = "gift", ["gift.cost"] = "gift-cost",
    };

    public static IReadOnlyList<Facet> Of(object record, params IReadOnlyCollection<string> without)
    {
        var found = new List<Facet>();
        foreach (var property in Properties(record.GetType()).Where(p => !without.Contains(p.Name, StringComparer.Ordinal)))
            Add(found, Name(Kebab.Word(property.Name)), property.GetValue(record));
        return found;
    }

    private static void Add(List<Facet> found, string key, object? value)
    {
        switch (value)
        {
            case null or IEnumerable<Step>:
                break;
            case LocalText text:
                found.AddRange(text.ByLocale.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => new Facet($"{key}.{t.Key}", t.Value)));
                break;
            case Condition or Trigger or QuietHours or string or IFormattable or bool:
                found.Add(new(key, value));
                break;
            case IEnumerable<BranchCase> cases:
                found.AddRange(cases.Select((c, i) => new Facet(string.Create(CultureInfo.InvariantCulture, $"case {i + 1}"), c.When)));
                break;
            case IEnumerable<AbVariant> variants:
                found.AddRange(variants.Select(v => new Facet($"{key}.{v.Name}.weight", v.Weight)));
                break;
            case IReadOnlyDictionary<string, IReadOnlyList<Step>> ways:
                found.Add(new(key, ways.Keys.Order(StringComparer.Ordinal).ToList()));
                break;
            case IEnumerable items when Plain(items):
                found.Add(new(key, items.Cast<object>().ToList()));
                break;
            case IEnumerable items:
                Each(found, key, items);
                break;
            default:
                foreach (var property in Properties(value.GetType()))
                    Add(found, Name($"{key}.{Kebab.Word(property.Name)}"), property.GetValue(value));
                break;
        }
    }

    private static void Each(List<Facet> found, string key, IEnumerable items)
    {
        var number = 0;
        foreach (var item in items)
            Add(found, string.Create(CultureInfo.InvariantCulture, $"{key} {++number}"), item);
    }

    private static bool Plain(IEnumerable items) => items.Cast<object>().All(i => i is FrequencyCap or string or IFormattable or bool);

    /// <summary>What a constructor or an initializer sets: what only follows from the rest would be said twice.</summary>
    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.CanWrite && p.GetIndexParameters().Length == 0)
            .OrderBy(p => p.DeclaringType == type ? 1 : 0).ThenBy(p => p.MetadataToken);

    private static string Name(string key) => Names.GetValueOrDefault(key, key);
}
