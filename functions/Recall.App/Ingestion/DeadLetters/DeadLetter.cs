using System.Security.Cryptography;
using System.Text;
using Recall.App.Ports;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.DeadLetters;

/// <summary>Something that came in and could not become an event. The same thing again is the same letter, counted once more.</summary>
/// <param name="Format">How to read <paramref name="Raw"/>: a file format, <see cref="JsonFormat"/> or <see cref="EventFormat"/>.</param>
/// <param name="Source">The file's name, or <c>http</c>.</param>
/// <param name="Row">Line of the file or index in the request, from 1; null where there is none.</param>
/// <param name="Field">The first field that is wrong; empty where it is the whole.</param>
/// <param name="Reason">All that is wrong and how to mend it.</param>
/// <param name="Raw">As it came, cut at <see cref="MaxRawChars"/>.</param>
public sealed record DeadLetter(string Format, string Source, long? Row, string Field, string Reason, string Raw)
{
    /// <summary>The format of an event that was read well but contradicts what is stored: its stored JSON.</summary>
    public const string EventFormat = "event";

    /// <summary>The format of an event that came over HTTP: JSON as it was sent.</summary>
    public const string JsonFormat = "json";

    /// <summary>The format of an event that came over HTTP as a CloudEvent: its structured form.</summary>
    public const string CloudEventFormat = "cloudevent";

    /// <summary>Longest raw text kept.</summary>
    public const int MaxRawChars = TableLimits.StringChars;

    /// <summary>What else it takes to read the raw text again, JSON; null where nothing else is needed.</summary>
    public string? Context { get; init; }

    /// <summary>The raw text was cut, so it cannot be read again.</summary>
    public bool Truncated { get; init; }

    /// <summary>First time it came, UTC.</summary>
    public DateTimeOffset FirstSeen { get; init; }

    /// <summary>Last time it came, UTC.</summary>
    public DateTimeOffset LastSeen { get; init; }

    /// <summary>How often it came.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Names the letter: partition and row key joined by <c>!</c>.</summary>
    public string Id => $"{Partition}!{Key}";

    /// <summary>Format and source; a path's separators may not stand in a key.</summary>
    internal string Partition => PartitionOf(Format, Source);

    /// <summary>
    /// What it takes to read the text is part of it: two equal rows may be two purchases, told apart by their place in the day.
    /// </summary>
    internal string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Format}\n{Context}\n{Raw}")).AsSpan(0, 16));

    /// <summary>A letter with its raw text cut to what a row can hold.</summary>
    public static DeadLetter Of(string format, string source, long? row, string field, string reason, string raw, string? context = null)
    {
        ArgumentNullException.ThrowIfNull(raw);
        ArgumentNullException.ThrowIfNull(reason);
        return new(format, source, row, field, Shown.Cut(reason, 8000), Shown.Cut(raw, MaxRawChars))
        {
            Context = context,
            Truncated = raw.Length > MaxRawChars,
        };
    }

    internal static string PartitionOf(string format, string source)
    {
        var name = source.Length > 150 ? source[^150..] : source;
        return $"{format}|{string.Concat(name.Select(c => c is '/' or '\\' or '#' or '?' or '|' or '!' || char.IsControl(c) || char.IsSurrogate(c) ? '_' : c))}";
    }
}
