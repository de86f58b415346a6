using Recall.Core.Shop;

namespace Recall.App.Ingestion.Connectors;

/// <summary>A call as it came in, before anything is believed of it.</summary>
/// <param name="Source">Whose it says it is.</param>
/// <param name="Headers">By name, in any case; a header that came twice has both values with a comma between.</param>
/// <param name="Body">The bytes as they were sent: what is signed.</param>
/// <param name="Now">UTC.</param>
public sealed record Delivery(ConnectorSource Source, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body, DateTimeOffset Now)
{
    /// <summary>The header, or null where it did not come or is empty.</summary>
    public string? Header(string name) => Headers.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}

/// <summary>A call that was taken.</summary>
/// <param name="Source">Who sent it.</param>
/// <param name="Id">The id it counts once under.</param>
/// <param name="Topic">What it is about, in the platform's words.</param>
/// <param name="Headers">Those of <see cref="Connector.Kept"/>, in lower case.</param>
/// <param name="Body">As it was sent.</param>
/// <param name="At">When it came first, UTC.</param>
public sealed record Posted(
    ConnectorSource Source, string Id, string Topic, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body, DateTimeOffset At)
{
    /// <summary>The header, or null.</summary>
    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;
}

/// <summary>Whether a call is the platform's.</summary>
public abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>It is.</summary>
    /// <param name="Id">The same for the same delivery however often it comes, another for another.</param>
    /// <param name="Topic">What it is about, in the platform's words.</param>
    /// <param name="Note">What is worth knowing of how it was signed; null where nothing is.</param>
    public sealed record Accepted(string Id, string Topic, string? Note = null) : Verdict;

    /// <summary>It is not, or nobody can tell.</summary>
    /// <param name="Status">401 for a signature that is wrong, 400 for what cannot be a call of the platform's.</param>
    /// <param name="Why">What is wrong and how to mend it; says nothing of a secret.</param>
    public sealed record Refused(int Status, string Why) : Verdict;

    /// <summary>A question of the platform's that is answered at once; nothing is stored.</summary>
    /// <param name="Headers">Of the answer.</param>
    public sealed record Handshake(IReadOnlyDictionary<string, string> Headers) : Verdict
    {
        /// <summary>With nothing but its status.</summary>
        public static Handshake Plain { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal));
    }

    internal static Refused Unsigned(string header) => new(401, $"The header '{header}' is missing; the platform signs every call with it.");

    internal static Refused WrongSignature(string header) =>
        new(401, $"The signature in '{header}' fits none of the source's secrets; check that 'secrets' in settings.yaml is the one the platform signs with.");
}
