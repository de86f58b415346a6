using System.Text.Json;
using Recall.Core;
using Recall.Core.Shop;

namespace Recall.App.Ingestion.Events;

/// <summary>
/// Reads events from JSON, straight from the tokens into the record: this is on the path of every event. Strict: a field it does not
/// know, a field twice, a number in the wrong place are errors that name the field and the fix. Not for use by two threads at once.
/// </summary>
/// <param name="shop">Currency, rates, zone.</param>
/// <param name="clock">Tells the future from the past.</param>
/// <param name="acceptFuture">True where events may lie ahead of the clock because they will be held until then.</param>
public sealed partial class EventReader(ShopSettings shop, TimeProvider clock, bool acceptFuture = false)
{
    /// <summary>The longest event in UTF-8 bytes, as sent and as stored: with room for the row's other parts, one property of 64 KiB.</summary>
    public const int MaxEventBytes = 48 * 1024;

    /// <summary>Stored JSON writes a 4-byte character in 12 bytes, and repeats at most the names of the fields.</summary>
    private const int SurelySmall = (MaxEventBytes / 3) - 1024;

    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 16 };
    private readonly EventDraft _draft = new(shop, clock, acceptFuture);

    /// <summary>Reads one JSON object and nothing after it; text that is not JSON is an error too. Never throws.</summary>
    public EventReading Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxEventBytes)
            return Failed("", $"The event is {utf8.Length} bytes long; at most {MaxEventBytes} are taken.");
        try
        {
            var reader = new Utf8JsonReader(utf8, Strict);
            reader.Read();
            var reading = Read(ref reader);
            if (reader.Read())
                return Failed("", "Only one JSON object may stand here.");
            return reading;
        }
        catch (JsonException e)
        {
            return Failed("", $"This is not JSON: {Where(e)}");
        }
    }

    /// <summary>Reads the value the reader stands on, up to its end.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public EventReading Read(ref Utf8JsonReader reader)
    {
        _draft.Begin();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return Failed("", "An event is a JSON object like {\"id\":\"o-1\",\"customer\":\"shopify:42\",\"type\":\"login\",\"at\":\"2026-01-31T10:00:00Z\"}.");
        }

        var start = reader.TokenStartIndex;
        ReadFields(ref reader);
        return Sized(_draft.Build(), reader.BytesConsumed - start);
    }

    /// <summary>What is wrong with a text that is not JSON, with the place counted from 1.</summary>
    internal static string Where(JsonException e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return $"{What(e.Message)} (line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1})";
    }

    /// <summary>The reader speaks of its own options and tokens, and nothing but its words tells the cases apart.</summary>
    private static string What(string message)
    {
        if (Says("maximum"))
            return "it is nested too deep";
        if (Says("uplicate"))
            return "a field is named twice";
        if (Says("depth to be zero") || Says("end of data") || Says("any JSON tokens"))
            return "it ends too early";
        return Says("Only one JSON") || Says("after a single JSON") ? "something follows its end" : "a character cannot stand there";

        bool Says(string words) => message.Contains(words, StringComparison.Ordinal);
    }

    private static EventReading Failed(string field, string problem) => new(null, [new(field, problem)], null);

    private static EventReading Sized(EventReading reading, long bytes)
    {
        if (bytes <= SurelySmall || reading.Event is not { } e)
            return reading;
        var stored = Math.Max(bytes, StoredJson.Bytes(e).Length);
        return stored <= MaxEventBytes
            ? reading
            : new(null, [new("", $"The event is {stored} bytes long as it is stored; at most {MaxEventBytes} are taken. Send fewer lines.")], e.Id);
    }
}
