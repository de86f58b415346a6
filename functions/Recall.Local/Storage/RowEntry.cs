namespace Recall.Local.Storage;

/// <summary>The latest state of one row.</summary>
/// <param name="Key">As <see cref="KeyCodec"/> makes it.</param>
/// <param name="Stamp">The ETag's number.</param>
/// <param name="Properties">As <see cref="PropertyCodec"/> makes them; null says that the row was deleted.</param>
internal sealed record RowEntry(byte[] Key, long Stamp, byte[]? Properties)
{
    public static IComparer<RowEntry> ByKey { get; } = Comparer<RowEntry>.Create((a, b) => a.Key.AsSpan().SequenceCompareTo(b.Key));

    /// <summary>A stand-in to look up or to bound a range by.</summary>
    public static RowEntry Probe(byte[] key) => new(key, 0, null);
}
