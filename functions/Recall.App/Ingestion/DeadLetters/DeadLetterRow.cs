using Recall.App.Ports;

namespace Recall.App.Ingestion.DeadLetters;

/// <summary>A letter as a row.</summary>
internal static class DeadLetterRow
{
    public static TableRow Write(DeadLetter letter, string? etag = null)
    {
        var properties = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["format"] = letter.Format,
            ["source"] = letter.Source,
            ["field"] = letter.Field,
            ["reason"] = letter.Reason,
            ["raw"] = letter.Raw,
            ["truncated"] = letter.Truncated,
            ["firstSeen"] = letter.FirstSeen,
            ["lastSeen"] = letter.LastSeen,
            ["count"] = letter.Count,
        };
        if (letter.Row is { } row)
            properties["row"] = row;
        if (letter.Context is { } context)
            properties["context"] = context;
        return new(letter.Partition, letter.Key, properties, etag);
    }

    public static DeadLetter Read(TableRow row) => new(
        row.Get<string>("format")!,
        row.Get<string>("source")!,
        row.Properties.ContainsKey("row") ? row.Get<long>("row") : null,
        row.Get<string>("field")!,
        row.Get<string>("reason")!,
        row.Get<string>("raw")!)
    {
        Context = row.Get<string>("context"),
        Truncated = row.Get<bool>("truncated"),
        FirstSeen = row.Get<DateTimeOffset>("firstSeen"),
        LastSeen = row.Get<DateTimeOffset>("lastSeen"),
        Count = row.Get<int>("count"),
    };

    /// <summary>Upper bound of the row's bytes in a batch.</summary>
    public static int Bytes(DeadLetter letter) => (2 * (letter.Raw.Length + letter.Reason.Length + (letter.Context?.Length ?? 0))) + 2000;
}
