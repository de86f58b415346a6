namespace Recall.Core.Customers;

/// <summary>
/// The partition that holds all rows of a customer. A stable hash of the key, so that it is the same on every machine and
/// after every restart: FNV-1a 64 with a finaliser (Fowler, Noll, Vo; draft-eastlake-fnv; the mix is MurmurHash3's fmix64).
/// </summary>
public static class Bucket
{
    /// <summary>Buckets of a deployment unless it says otherwise; never changed once customers are stored.</summary>
    public const int DefaultCount = 1024;

    /// <summary>The bucket as a partition key, four digits or more.</summary>
    public static string Of(CustomerKey customer, int count = DefaultCount) => Name((int)(Hash(customer.Value) % (ulong)count));

    /// <summary>The partition key of bucket number <paramref name="bucket"/>.</summary>
    public static string Name(int bucket) => bucket.ToString("D4", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A stable 64-bit hash of any text; also draws holdout arms and variants.</summary>
    public static ulong Hash(ReadOnlySpan<char> text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
        {
            hash = (hash ^ (byte)c) * 1099511628211UL;
            hash = (hash ^ (byte)(c >> 8)) * 1099511628211UL;
        }

        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53UL;
        return hash ^ (hash >> 33);
    }

    /// <summary>A stable draw in [0, 1) for a text.</summary>
    public static double Unit(ReadOnlySpan<char> text) => (Hash(text) >> 11) * (1.0 / (1UL << 53));
}
