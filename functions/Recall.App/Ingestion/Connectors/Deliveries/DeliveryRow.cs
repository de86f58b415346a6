using System.IO.Compression;
using Recall.App.Ports;
using Recall.Core;

namespace Recall.App.Ingestion.Connectors.Deliveries;

/// <summary>
/// A delivery as rows. A property holds 64 KiB and a row 1 MiB, so bodies are packed where that helps, cut into properties, and those into as many
/// rows as it takes: <c>d|{key}</c>, and behind it <c>d|{key}|1</c>, ...
/// </summary>
internal static class DeliveryRow
{
    private const int PieceBytes = 60 * 1024;
    private const int PiecesInRow = 15;
    private const int WorthPacking = 4 * 1024;

    /// <summary>The key of the n-th row.</summary>
    public static string Key(DeliveryRef delivery, int row = 0) =>
        row == 0 ? $"d|{delivery.Key}" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"d|{delivery.Key}|{row}");

    /// <summary>All its rows.</summary>
    public static IEnumerable<TableRow> Write(DeliveryRef delivery, Posted posted, string? note)
    {
        var packed = Pack(posted.Body);
        var body = packed ?? posted.Body;
        var pieces = (body.Length + PieceBytes - 1) / PieceBytes;
        var rows = Math.Max(1, (pieces + PiecesInRow - 1) / PiecesInRow);
        for (var row = 0; row < rows; row++)
        {
            var properties = new Dictionary<string, object>(StringComparer.Ordinal);
            if (row == 0)
            {
                properties["source"] = posted.Source.Name;
                properties["id"] = Core.Customers.Shown.Cut(posted.Id, 400);
                properties["topic"] = Core.Customers.Shown.Cut(posted.Topic, 400);
                properties["headers"] = StoredJson.Text(posted.Headers);
                properties["at"] = posted.At;
                properties["state"] = nameof(DeliveryState.New);
                properties["bytes"] = posted.Body.Length;
                properties["packed"] = packed is not null;
                properties["rows"] = rows;
                if (note is not null)
                    properties["note"] = note;
            }

            for (var piece = row * PiecesInRow; piece < Math.Min(pieces, (row + 1) * PiecesInRow); piece++)
                properties[$"body{piece % PiecesInRow}"] = body.Slice(piece * PieceBytes, Math.Min(PieceBytes, body.Length - (piece * PieceBytes))).ToArray();
            yield return new(delivery.Partition, Key(delivery, row), properties);
        }
    }

    /// <summary>The delivery of its rows.</summary>
    public static StoredDelivery Read(DeliveryRef delivery, IReadOnlyList<TableRow> rows)
    {
        var first = rows[0];
        var body = new MemoryStream();
        foreach (var row in rows)
        {
            for (var piece = 0; row.Get<byte[]>($"body{piece}") is { } bytes; piece++)
                body.Write(bytes);
        }

        return new(
            delivery, first.Get<string>("source")!, first.Get<string>("id")!, first.Get<string>("topic")!,
            StoredJson.Read<Dictionary<string, string>>(first.Get<string>("headers")!),
            first.Get<bool>("packed") ? Unpack(body) : body.ToArray(),
            first.Get<DateTimeOffset>("at"), StateOf(first), first.Get<int>("tries"));
    }

    /// <summary>The state that a first row has.</summary>
    public static DeliveryState StateOf(TableRow row) => Enum.Parse<DeliveryState>(row.Get<string>("state")!);

    private static ReadOnlyMemory<byte>? Pack(ReadOnlyMemory<byte> body)
    {
        if (body.Length < WorthPacking)
            return null;
        var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            brotli.Write(body.Span);

        // Not as one expression: an array that is null becomes a memory of nothing, and no null.
        if (packed.Length >= body.Length)
            return null;
        return packed.ToArray();
    }

    private static byte[] Unpack(MemoryStream packed)
    {
        packed.Position = 0;
        using var brotli = new BrotliStream(packed, CompressionMode.Decompress);
        var body = new MemoryStream();
        brotli.CopyTo(body);
        return body.ToArray();
    }
}
