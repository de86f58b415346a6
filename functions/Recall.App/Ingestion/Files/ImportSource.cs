using System.IO.Compression;

namespace Recall.App.Ingestion.Files;

/// <summary>A file to be read, perhaps twice: once to find out its encoding.</summary>
/// <param name="Name">For reports and dead letters, without its folder.</param>
/// <param name="Bytes">Its length as it lies there, compressed or not.</param>
/// <param name="Open">Opens it at its beginning.</param>
public sealed record ImportSource(string Name, long Bytes, Func<Stream> Open)
{
    /// <summary>A file on disk.</summary>
    public static ImportSource File(string path) => new(
        Path.GetFileName(path),
        new FileInfo(path).Length,
        () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan));

    /// <summary>
    /// The content, decompressed where it begins with gzip's magic number (RFC 1952) whatever the file is called;
    /// <paramref name="read"/> is told how many bytes of the file were read so far.
    /// </summary>
    internal Stream OpenContent(Action<long> read)
    {
        var counted = new BufferedStream(new CountingStream(Open(), read), 1 << 16);
        var peeked = new PeekedStream(counted, 2);
        return peeked.Head is [0x1f, 0x8b] ? new GZipStream(peeked, CompressionMode.Decompress) : peeked;
    }
}
