using System.Globalization;
using System.IO.Compression;
using Recall.App.Ports;
using Recall.App.Work;
using Recall.Core;

namespace Recall.App.Scoring;

/// <summary>
/// What workers have gathered for a fit that is shared out: table <c>fits</c>, partition the fit's name, rows
/// <c>{kind}|{first bucket}-{bucket behind the last}|{number}</c>, packed, since one part's statistics may be longer than a row. Gathering a part again overwrites
/// it; what another version of the program gathered in other parts is never read as one of these.
/// </summary>
public sealed class FitParts(ITableStore tables)
{
    internal const string Table = "fits";
    private const string Rows = "rows";

    /// <summary>Properties of 64 KiB in a row; a row takes 1 MiB, and a few KiB are its keys.</summary>
    private const int MostChunks = 15;

    /// <summary>The parts that a fit is gathered in: those of each range in turn, ranges side by side.</summary>
    public static IEnumerable<IEnumerable<BucketRange>> Of(int buckets) => BucketRange.Of(buckets).Select(range => range.Parts(8));

    /// <summary>Keeps what a part has given.</summary>
    public async Task SaveAsync<T>(string fit, string kind, BucketRange range, T value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(range);
        var rows = Pack(value).Chunk(TableLimits.BinaryBytes).Chunk(MostChunks).ToList();
        for (var i = rows.Count - 1; i >= 0; i--)
        {
            // The first row comes last and has their number, so a part that is read is whole.
            var properties = new Dictionary<string, object>(StringComparer.Ordinal) { [Rows] = rows.Count };
            for (var chunk = 0; chunk < rows[i].Length; chunk++)
                properties[Chunk(chunk)] = rows[i][chunk];
            await tables.SubmitAsync(Table, [new(TableActionKind.Upsert, new(fit, Key(kind, range, i), properties))], cancellationToken);
        }
    }

    /// <summary>What all parts have given, in the order of their buckets: a sum of fractions depends on it.</summary>
    /// <exception cref="InvalidOperationException">A part has given nothing.</exception>
    public async IAsyncEnumerable<T> ReadAsync<T>(
        string fit, string kind, int buckets, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var range in Of(buckets).SelectMany(parts => parts))
        {
            using var packed = new MemoryStream();
            for (var (i, count) = (0, 1); i < count; i++)
            {
                var row = await tables.GetAsync(Table, fit, Key(kind, range, i), cancellationToken)
                    ?? throw new InvalidOperationException($"Fit {fit} has no {kind} of buckets {range.From} to {range.To - 1}.");
                count = row.Get<int>(Rows);
                for (var chunk = 0; row.Get<byte[]>(Chunk(chunk)) is { } bytes; chunk++)
                    await packed.WriteAsync(bytes, cancellationToken);
            }

            yield return Unpack<T>(packed);
        }
    }

    /// <summary>Removes all of a fit.</summary>
    public async Task RemoveAsync(string fit, CancellationToken cancellationToken)
    {
        var rows = await tables.ReadAsync(Table, fit, null, null, cancellationToken).Select(r => new TableRow(fit, r.RowKey, Nothing)).ToListAsync(cancellationToken);
        foreach (var batch in rows.Chunk(TableLimits.BatchActions))
            await tables.SubmitAsync(Table, [.. batch.Select(r => new TableAction(TableActionKind.Delete, r))], cancellationToken);
    }

    private static IReadOnlyDictionary<string, object> Nothing { get; } = new Dictionary<string, object>(StringComparer.Ordinal);

    private static byte[] Pack<T>(T value)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
            brotli.Write(StoredJson.Bytes(value));
        return packed.ToArray();
    }

    private static T Unpack<T>(MemoryStream packed)
    {
        packed.Position = 0;
        using var brotli = new BrotliStream(packed, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        brotli.CopyTo(bytes);
        return StoredJson.Read<T>(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private static string Key(string kind, BucketRange range, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}|{range.From:D5}-{range.To:D5}|{number:D3}");

    private static string Chunk(int index) => string.Create(CultureInfo.InvariantCulture, $"part{index}");
}
