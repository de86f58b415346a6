using System.Globalization;

namespace Recall.App.Ports;

/// <summary>A value that is longer than one property may be, as several: <c>model0</c>, <c>model1</c>, ...</summary>
internal static class TableParts
{
    public static void Add(Dictionary<string, object> properties, string name, byte[] value)
    {
        var count = 0;
        foreach (var part in value.Chunk(TableLimits.BinaryBytes))
            properties[Part(name, count++)] = part;
    }

    /// <summary>The value; empty where the row has none.</summary>
    public static byte[] Join(TableRow row, string name)
    {
        var value = new List<byte>();
        for (var i = 0; row.Get<byte[]>(Part(name, i)) is { } part; i++)
            value.AddRange(part);
        return [.. value];
    }

    private static string Part(string name, int index) => string.Create(CultureInfo.InvariantCulture, $"{name}{index}");
}
