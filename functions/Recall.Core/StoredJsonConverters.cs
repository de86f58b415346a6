using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Recall.Core;

/// <summary>
/// 1.50 and 1.5 are equal and must be the same bytes: a sum keeps the scale of what was added, also of zeros that are left out
/// when writing, so the scale would tell how a profile was folded.
/// </summary>
internal sealed class DecimalJson : JsonConverter<decimal>
{
    // Dividing by one in full scale gives the shortest form.
    private const decimal One = 1.0000000000000000000000000000m;

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value == 0 ? 0m : value / One);
}

/// <summary>Instants in UTC: equal ones must be the same bytes, whatever offset they were given in.</summary>
internal sealed class InstantJson : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);
}

/// <summary>Maps in the order of their keys: a dictionary promises no order of its own.</summary>
internal sealed class MapJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType
        && typeToConvert.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)
        && typeToConvert.GetGenericArguments()[0] == typeof(string);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert.GetGenericArguments()[1]))!;

    private sealed class Of<T> : JsonConverter<IReadOnlyDictionary<string, T>>
    {
        public override IReadOnlyDictionary<string, T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<Dictionary<string, T>>(ref reader, options)!;

        public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, T> value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var (key, item) in value.OrderBy(p => p.Key, StringComparer.Ordinal))
            {
                writer.WritePropertyName(key);
                JsonSerializer.Serialize(writer, item, options);
            }

            writer.WriteEndObject();
        }
    }
}

/// <summary>
/// Counts as one string, <c>"0,2,1"</c>: a profile's histograms are 43 counts, a fifth of its tokens, and a token costs more to read than
/// its digits.
/// </summary>
internal sealed class CountsJson : JsonConverter<int[]>
{
    private const int Longest = 64;

    public override int[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(reader.ValueSpan);

    public override void Write(Utf8JsonWriter writer, int[] value, JsonSerializerOptions options) =>
        writer.WriteStringValue(string.Join(',', value.Select(c => c.ToString(CultureInfo.InvariantCulture))));

    /// <summary>From the text between the quotes.</summary>
    /// <exception cref="JsonException">It is no such list.</exception>
    public static int[] Read(ReadOnlySpan<byte> text)
    {
        Span<int> counts = stackalloc int[Longest];
        var count = 0;
        while (!text.IsEmpty)
        {
            if (count == Longest || !Utf8Parser.TryParse(text, out counts[count++], out int read) || (read < text.Length && text[read] != ','))
                throw new JsonException("Counts must be numbers between commas, at most 64.");
            text = read < text.Length ? text[(read + 1)..] : default;
        }

        return counts[..count].ToArray();
    }
}
