using System.Text;

namespace Recall.Local.Storage;

/// <summary>
/// Keys as bytes that compare (memcmp) as the contract orders strings: ordinal, by UTF-16 code unit. UTF-8 orders by code point, which
/// puts U+E000..U+FFFF before the supplementary planes, so each half of a surrogate pair is encoded by itself in three bytes (CESU-8,
/// unicode.org/reports/tr26); all other text is plain UTF-8. A row's key is table 0 partition key 0 row key, the table in lower case.
/// </summary>
internal static class KeyCodec
{
    /// <summary>The bytes that the keys of a partition's rows begin with; keys contain no U+0000, so no partition is another's prefix.</summary>
    public static byte[] Partition(string table, string partitionKey)
    {
        var bytes = new byte[table.Length + Length(partitionKey) + 2];
        var at = Encoding.ASCII.GetBytes(table, bytes);
        for (var i = 0; i < at; i++)
            bytes[i] = (byte)char.ToLowerInvariant((char)bytes[i]);
        Encode(partitionKey, bytes.AsSpan(at + 1));
        return bytes;
    }

    /// <summary>A row's key; with <paramref name="after"/> the least key above it.</summary>
    public static byte[] Row(ReadOnlySpan<byte> partition, string rowKey, bool after = false)
    {
        var bytes = new byte[partition.Length + Length(rowKey) + (after ? 1 : 0)];
        partition.CopyTo(bytes);
        Encode(rowKey, bytes.AsSpan(partition.Length));
        return bytes;
    }

    /// <summary>The least key above all of a partition's.</summary>
    public static byte[] End(ReadOnlySpan<byte> partition)
    {
        var bytes = partition.ToArray();
        bytes[^1] = 1;
        return bytes;
    }

    /// <summary>How many of a row key's bytes name its partition.</summary>
    public static int PartitionLength(ReadOnlySpan<byte> key)
    {
        var table = key.IndexOf((byte)0) + 1;
        return table + key[table..].IndexOf((byte)0) + 1;
    }

    /// <summary>The text of what follows the partition in a row's key.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        // Only U+D000..U+DFFF begin with 0xED.
        if (!bytes.Contains((byte)0xED))
            return Encoding.UTF8.GetString(bytes);
        var text = new StringBuilder(bytes.Length);
        for (var i = 0; i < bytes.Length;)
        {
            int b = bytes[i];
            var size = b < 0x80 ? 1 : b < 0xE0 ? 2 : 3;
            text.Append((char)(size switch
            {
                1 => b,
                2 => ((b & 0x1F) << 6) | (bytes[i + 1] & 0x3F),
                _ => ((b & 0x0F) << 12) | ((bytes[i + 1] & 0x3F) << 6) | (bytes[i + 2] & 0x3F),
            }));
            i += size;
        }
        return text.ToString();
    }

    private static bool HasSurrogates(string text) => text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF');

    private static int Length(string text)
    {
        if (!HasSurrogates(text))
            return Encoding.UTF8.GetByteCount(text);
        var length = 0;
        foreach (var c in text)
            length += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        return length;
    }

    private static void Encode(string text, Span<byte> bytes)
    {
        if (!HasSurrogates(text))
        {
            Encoding.UTF8.GetBytes(text, bytes);
            return;
        }
        var at = 0;
        foreach (var c in text)
        {
            if (c < 0x80)
            {
                bytes[at++] = (byte)c;
                continue;
            }
            if (c < 0x800)
            {
                bytes[at++] = (byte)(0xC0 | (c >> 6));
            }
            else
            {
                bytes[at++] = (byte)(0xE0 | (c >> 12));
                bytes[at++] = (byte)(0x80 | ((c >> 6) & 0x3F));
            }
            bytes[at++] = (byte)(0x80 | (c & 0x3F));
        }
    }
}
