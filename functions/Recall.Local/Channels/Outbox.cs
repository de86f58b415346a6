namespace Recall.Local.Channels;

/// <summary>
/// A folder in place of carriers: one file per touch, named after its idempotency key, so that sending again under the same key
/// gives the same file. A file is whole or not there: it is written aside, flushed to disk and renamed.
/// </summary>
internal static class Outbox
{
    /// <summary>The file of a touch: <c>{sequence}/{customer}--{episode}--{step}{ending}</c>.</summary>
    public static string PathOf(string folder, string idempotencyKey, string ending)
    {
        var dash = idempotencyKey.IndexOf("--", StringComparison.Ordinal);
        var name = idempotencyKey[(dash + 2)..].Replace("/", "--", StringComparison.Ordinal);
        foreach (var bad in InvalidInNames)
            name = name.Replace(bad, '_');
        return Path.Combine(folder, idempotencyKey[..dash], name + ending);
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

    /// <summary>What Windows refuses in file names, so that an outbox can be copied anywhere.</summary>
    private static readonly char[] InvalidInNames = [':', '*', '"', '<', '>', '|', '?', '\\'];
}
