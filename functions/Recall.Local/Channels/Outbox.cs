using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Recall.Core.Customers;

namespace Recall.Local.Channels;

/// <summary>
/// A folder in place of carriers: one file per touch, named after its idempotency key, so that sending again under the same key
/// gives the same file. A file is whole or not there: it is written aside, flushed to disk and renamed.
/// </summary>
internal static class Outbox
{
    /// <summary>File systems take 255 bytes with the ending.</summary>
    private const int MaxNameBytes = 200;

    /// <summary>The file of a touch: <c>{sequence}/{customer}--{episode}--{step}{ending}</c>.</summary>
    public static string PathOf(string folder, string idempotencyKey, string ending)
    {
        var dash = idempotencyKey.IndexOf("--", StringComparison.Ordinal);
        var name = Readable(idempotencyKey[(dash + 2)..]);
        if (Encoding.UTF8.GetByteCount(name) > MaxNameBytes)
            name = $"{Shown.Cut(name, 30).TrimEnd('%')}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(idempotencyKey)))[..32]}";
        return Path.Combine(folder, idempotencyKey[..dash], name + ending);
    }

    /// <summary>A file name that no other key has: what systems refuse is percent-encoded, and so is what stands for something else.</summary>
    private static string Readable(string key)
    {
        var name = new StringBuilder();
        foreach (var c in key)
        {
            _ = c switch
            {
                ':' => name.Append('_'),
                '/' => name.Append("--"),
                '_' or '%' or '~' or '*' or '"' or '<' or '>' or '|' or '?' or '\\' => name.Append(CultureInfo.InvariantCulture, $"%{(int)c:X2}"),
                _ => name.Append(c),
            };
        }

        return name.ToString();
    }

    /// <summary>Puts the file there, over an earlier one of the same touch.</summary>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var aside = path + ".tmp";
        await using (var file = new FileStream(aside, FileMode.Create, FileAccess.Write, FileShare.None, 4096, FileOptions.Asynchronous))
        {
            await file.WriteAsync(content, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        File.Move(aside, path, overwrite: true);
    }
}

