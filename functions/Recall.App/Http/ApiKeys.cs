using System.Security.Cryptography;
using System.Text;

namespace Recall.App.Http;

/// <summary>
/// The keys that callers may use. There are several so that one can be replaced without an outage: add the new one, move the callers,
/// take the old one out. Only hashes are kept, and hashes of equal length are what is compared, so the time taken tells nothing about a key.
/// </summary>
public sealed record ApiKeys
{
    /// <summary>The header that carries a key.</summary>
    public const string Header = "X-Api-Key";

    /// <summary>Shortest key, in characters.</summary>
    public const int MinLength = 16;

    private readonly byte[][] _hashes;

    /// <summary>Takes the keys.</summary>
    /// <exception cref="ArgumentException">There is none, or one is shorter than <see cref="MinLength"/>.</exception>
    public ApiKeys(IEnumerable<string> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var all = keys.ToList();
        if (all.Count == 0)
            throw new ArgumentException("At least one API key is needed.", nameof(keys));
        if (all.FindIndex(k => k.Length < MinLength) is >= 0 and var at)
            throw new ArgumentException($"API key {at + 1} is too short; use at least {MinLength} random characters.", nameof(keys));
        _hashes = [.. all.Select(Hash)];
    }

    /// <summary>True where the key is one of them. Every key is compared, whichever fits.</summary>
    public bool Accepts(string? key)
    {
        if (string.IsNullOrEmpty(key))
            return false;
        var hash = Hash(key);
        var fits = false;
        foreach (var known in _hashes)
            fits |= CryptographicOperations.FixedTimeEquals(hash, known);
        return fits;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
