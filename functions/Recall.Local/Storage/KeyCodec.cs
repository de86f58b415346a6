using System.Text;

namespace Recall.Local.Storage;

/// <summary>
/// Row keys as text that SQLite compares (memcmp of UTF-8) as the contract orders strings: ordinal, by UTF-16 code unit. UTF-8 orders by
/// code point, which puts U+E000..U+FFFF before the supplementary planes, so each half of a surrogate pair is encoded by itself in three
/// bytes (CESU-8, unicode.org/reports/tr26); all other text is plain UTF-8. SQLite keeps such bytes as they are (sqlite.org/invalidutf.html).
/// </summary>
internal static class KeyCodec
{
    public static byte[] Encode(string rowKey)
    {
        if (!rowKey.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return Encoding.UTF8.GetBytes(rowKey);
        var bytes = new byte[3 * rowKey.Length];
        var at = 0;
        for (var i = 0; i < rowKey.Length; i++)
        {
            if (!char.IsSurrogate(rowKey[i]))
            {
                at += Encoding.UTF8.GetBytes(rowKey.AsSpan(i, 1), bytes.AsSpan(at));
                continue;
            }
            bytes[at++] = (byte)(0xE0 | (rowKey[i] >> 12));
            bytes[at++] = (byte)(0x80 | ((rowKey[i] >> 6) & 0x3F));
            bytes[at++] = (byte)(0x80 | (rowKey[i] & 0x3F));
        }
        return bytes[..at];
    }

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        // Surrogates, and U+D000..U+D7FF besides them, begin with 0xED; what lies between such characters is plain UTF-8.
        for (int next; (next = bytes.IndexOf((byte)0xED)) >= 0; bytes = bytes[(next + 3)..])
        {
            text.Append(Encoding.UTF8.GetString(bytes[..next]));
            text.Append((char)(((bytes[next] & 0x0F) << 12) | ((bytes[next + 1] & 0x3F) << 6) | (bytes[next + 2] & 0x3F)));
        }
        return text.Length == 0 ? Encoding.UTF8.GetString(bytes) : text.Append(Encoding.UTF8.GetString(bytes)).ToString();
    }
}

/// <summary>A partition as it is bound to statements. Tables' names are the same in either case, so they are kept in lower case.</summary>
internal sealed record RowPartition(byte[] Table, byte[] Key)
{
    public static RowPartition Of(string table, string partitionKey) =>
        new(Encoding.UTF8.GetBytes(table.ToLowerInvariant()), Encoding.UTF8.GetBytes(partitionKey));
}
