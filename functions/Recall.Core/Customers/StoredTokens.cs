using System.Text;
using System.Text.Json;
using Recall.Core.Sequences;

namespace Recall.Core.Customers;

/// <summary>
/// Steps of a reader written by hand over what <see cref="StoredJson"/> writes: properties in any order, unknown ones passed over, null
/// as if it were not there.
/// </summary>
internal static class StoredTokens
{
    /// <summary>Goes on to the next property's value and gives its name; false at the end of the object.</summary>
    public static bool Next(ref Utf8JsonReader reader, out ReadOnlySpan<byte> name)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // Our own names need no escapes, so the span is the name.
            name = reader.ValueSpan;
            reader.Read();
            if (reader.TokenType != JsonTokenType.Null)
                return true;
        }

        name = default;
        return false;
    }

    /// <summary>Goes on to the next entry's value and gives its key; false at the end of the map.</summary>
    public static bool Next(ref Utf8JsonReader reader, out string key)
    {
        reader.Read();
        key = reader.TokenType == JsonTokenType.PropertyName ? reader.GetString()! : "";
        return reader.TokenType == JsonTokenType.PropertyName && reader.Read();
    }

    /// <summary>Goes on to the next item; false at the end of the list.</summary>
    public static bool Next(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType != JsonTokenType.EndArray;

    public static DateTimeOffset Instant(ref Utf8JsonReader reader) => reader.GetDateTimeOffset().ToUniversalTime();

    public static DateOnly Day(ref Utf8JsonReader reader) => DateOnly.FromDateTime(reader.GetDateTime());

    /// <summary>A number, or the name of one that JSON cannot write.</summary>
    public static double Number(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Number
        ? reader.GetDouble()
        : double.Parse(reader.ValueSpan, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A value of an enumeration by its word.</summary>
    /// <exception cref="JsonException">It has no such word.</exception>
    public static T Word<T>(ref Utf8JsonReader reader)
        where T : struct, Enum
    {
        foreach (var (word, value) in Words<T>.All)
        {
            if (reader.ValueSpan.SequenceEqual(word))
                return value;
        }

        throw new JsonException($"'{reader.GetString()}' is no {typeof(T).Name}.");
    }

    public static List<string> Texts(ref Utf8JsonReader reader)
    {
        var texts = new List<string>();
        while (Next(ref reader))
            texts.Add(reader.GetString()!);
        return texts;
    }

    private static class Words<T>
        where T : struct, Enum
    {
        public static readonly (byte[] Word, T Value)[] All = [.. Enum.GetValues<T>().Select(v => (Encoding.UTF8.GetBytes(Kebab.Of(v)), v))];
    }
}
