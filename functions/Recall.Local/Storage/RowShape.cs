using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Recall.Local.Storage;

/// <summary>
/// The property names that rows share. Code writes each kind of row with the same names in the same order, so a scan decodes the names
/// once and a row costs an array of values, not a dictionary.
/// </summary>
internal sealed class RowShape
{
    private static readonly RowShape?[] Cache = new RowShape?[256];

    private readonly byte[] encoded;
    private readonly Dictionary<string, int>? index;

    private RowShape(ReadOnlySpan<byte> encoded)
    {
        this.encoded = encoded.ToArray();
        var names = new List<string>();
        for (var from = new ByteReader(encoded); !from.AtEnd;)
            names.Add(from.Text());
        Names = [.. names];
        if (Names.Length > 12)
            index = Enumerable.Range(0, Names.Length).ToDictionary(i => Names[i], StringComparer.Ordinal);
    }

    public string[] Names { get; }

    /// <summary>The shape with these encoded names. A slot of the cache holds the last shape that fell into it; any thread may replace it.</summary>
    public static RowShape Of(ReadOnlySpan<byte> encoded)
    {
        var hash = encoded.Length;
        foreach (var b in encoded)
            hash = hash * 31 + b;
        ref var slot = ref Cache[hash & 255];
        var shape = slot;
        if (shape is null || !encoded.SequenceEqual(shape.encoded))
            slot = shape = new RowShape(encoded);
        return shape;
    }

    public int IndexOf(string name)
    {
        if (index is not null)
            return index.TryGetValue(name, out var found) ? found : -1;
        for (var i = 0; i < Names.Length; i++)
        {
            if (string.Equals(Names[i], name, StringComparison.Ordinal))
                return i;
        }
        return -1;
    }
}

/// <summary>A stored row's properties.</summary>
internal sealed class ShapedProperties(RowShape shape, object[] values) : IReadOnlyDictionary<string, object>
{
    public int Count => values.Length;

    public IEnumerable<string> Keys => shape.Names;

    public IEnumerable<object> Values => values;

    public object this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"The row has no property '{key}'.");

    public bool ContainsKey(string key) => shape.IndexOf(key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object value)
    {
        var i = shape.IndexOf(key);
        value = i < 0 ? null : values[i];
        return i >= 0;
    }

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator()
    {
        for (var i = 0; i < values.Length; i++)
            yield return new(shape.Names[i], values[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
