using System.Text.Json.Serialization;
using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Versions;

namespace Recall.App.Sequences.Versions;

/// <summary>What somebody did with a sequence.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PublicationKind>))]
public enum PublicationKind
{
    /// <summary>Put a text in force.</summary>
    [JsonStringEnumMemberName("published")] Published,

    /// <summary>Put an older version's text in force again.</summary>
    [JsonStringEnumMemberName("rolled-back")] RolledBack,

    /// <summary>Took it out of force: nobody enters any more.</summary>
    [JsonStringEnumMemberName("withdrawn")] Withdrawn,
}

/// <summary>A version of a sequence: who put which text in force when, and what it says otherwise. Never changed once it is stored.</summary>
/// <param name="Sequence">Its name.</param>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Version">Of the text.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Author">Who said they did it.</param>
/// <param name="At">UTC.</param>
/// <param name="Measurement">Number of the version that began the measurement that this one belongs to; 0 is the first.</param>
/// <param name="Restored">The version whose text a rollback put in force again.</param>
/// <param name="Changes">Against what was in force before.</param>
/// <param name="ETag">Of the row that names the version in force, when it was read.</param>
public sealed record Publication(
    string Sequence, int Number, string Version, PublicationKind Kind, string Author, DateTimeOffset At, int Measurement, int? Restored,
    IReadOnlyList<Change> Changes, string? ETag = null)
{
    private const string Diff = "changes";

    /// <summary>Number of the version that is in force by this; 0 where it took one out of force.</summary>
    public int NumberInForce => Kind == PublicationKind.Withdrawn ? 0 : Number;

    /// <summary>Reads a row; the row that names the version in force has no changes.</summary>
    public static Publication Read(TableRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var changes = TableParts.Join(row, Diff);
        return new(
            row.Get<string>("sequence")!, row.Get<int>("number"), row.Get<string>("version")!, Enum.Parse<PublicationKind>(row.Get<string>("kind")!),
            row.Get<string>("author")!, row.Get<DateTimeOffset>("at"), row.Get<int>("measurement"),
            row.Properties.ContainsKey("restored") ? row.Get<int>("restored") : null,
            changes.Length == 0 ? [] : StoredJson.Read<List<Change>>(changes), row.ETag);
    }

    /// <summary>The row's properties.</summary>
    public Dictionary<string, object> Properties(bool withChanges)
    {
        var properties = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sequence"] = Sequence, ["number"] = Number, ["version"] = Version, ["kind"] = Kind.ToString(), ["author"] = Author, ["at"] = At,
            ["measurement"] = Measurement,
        };
        if (Restored is { } restored)
            properties["restored"] = restored;
        if (withChanges)
            TableParts.Add(properties, Diff, StoredJson.Bytes(Changes.Select(Short).ToList()));
        return properties;
    }

    /// <summary>The texts themselves are kept whole; of a letter that was written anew the first lines say enough here.</summary>
    private static Change Short(Change change) => change with
    {
        Text = LocalText.Of(l => Core.Customers.Shown.Cut(change.Text.For(l), 500)),
        Lines = [.. change.Lines.Take(40).Select(l => l with { Text = Core.Customers.Shown.Cut(l.Text, 200) })],
    };
}
