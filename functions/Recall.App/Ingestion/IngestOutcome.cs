using Recall.App.Ingestion.DeadLetters;
using Recall.Core;
using Recall.Core.Customers;

namespace Recall.App.Ingestion;

/// <summary>What became of events.</summary>
/// <param name="Accepted">Stored and folded.</param>
/// <param name="Duplicates">Known already with the same content; nothing was done.</param>
/// <param name="Rejected">Not stored, with the reason.</param>
public sealed record IngestOutcome(int Accepted, int Duplicates, IReadOnlyList<RejectedEvent> Rejected)
{
    /// <summary>Of the known ones, those of before their customer was forgotten: as good as known, for they do not come in again.</summary>
    public int Forgotten { get; init; }

    /// <summary>No events.</summary>
    public static IngestOutcome Nothing { get; } = new(0, 0, []);

    /// <summary>That many stored.</summary>
    public static IngestOutcome Stored(int count) => new(count, 0, []);

    /// <summary>That many known.</summary>
    public static IngestOutcome Known(int count) => new(0, count, []);

    /// <summary>That many of before their customer was forgotten.</summary>
    public static IngestOutcome OfForgotten(int count) => Known(count) with { Forgotten = count };

    /// <summary>Both together.</summary>
    public static IngestOutcome operator +(IngestOutcome a, IngestOutcome b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return new(
            a.Accepted + b.Accepted,
            a.Duplicates + b.Duplicates,
            a.Rejected.Count == 0 ? b.Rejected : b.Rejected.Count == 0 ? a.Rejected : [.. a.Rejected, .. b.Rejected])
        {
            Forgotten = a.Forgotten + b.Forgotten,
        };
    }
}

/// <summary>An event that contradicts what is stored.</summary>
/// <param name="Event">The event.</param>
/// <param name="Field">The field that is wrong.</param>
/// <param name="Reason">Why, and what to do.</param>
public sealed record RejectedEvent(CustomerEvent Event, string Field, string Reason)
{
    /// <summary>As a dead letter.</summary>
    internal DeadLetter Letter(string source, long? row) =>
        DeadLetter.Of(
            DeadLetter.EventFormat, source, row, Field, (row is null ? "" : FormattableString.Invariant($"Row {row}: ")) + $"{Field} {Reason}", StoredJson.Text(Event));
}
