using System.Globalization;
using System.Text.Json;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Connectors.Mapping;

/// <summary>
/// A value of a body, with the way to it for messages. A field that is missing, null or empty is not there; numbers may be written as text, as
/// most platforms write amounts and some write ids.
/// </summary>
internal readonly struct Json(JsonElement element, string path)
{
    /// <summary>Far beyond what an event may hold; the product of two, and the sum of all numbers of a body, are decimals still.</summary>
    private const decimal Most = 100_000_000_000_000m;

    /// <summary>A field, which may not be there.</summary>
    public Json this[string name]
    {
        get
        {
            try
            {
                return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var field) ? new(field, PathOf(name)) : new(default, PathOf(name));
            }
            catch (InvalidOperationException)
            {
                throw Broken(Path);
            }
        }
    }

    /// <summary>The way to it.</summary>
    public string Path => path ?? "";

    /// <summary>True where it is there.</summary>
    public bool Exists => element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>True for an object.</summary>
    public bool IsObject => element.ValueKind == JsonValueKind.Object;

    /// <summary>True for an object of this one field.</summary>
    public bool IsOnly(string name) => IsObject && element.GetPropertyCount() == 1 && this[name].Exists;

    /// <summary>The values of a list; none where it is no list.</summary>
    public IEnumerable<Json> Items
    {
        get
        {
            if (element.ValueKind != JsonValueKind.Array)
                yield break;
            var index = 0;
            foreach (var item in element.EnumerateArray())
                yield return new(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"));
        }
    }

    /// <summary>Its text, a number's digits, or null where it is not there or empty.</summary>
    /// <exception cref="CannotMapException">It is a list, an object, or no Unicode.</exception>
    public string? Text
    {
        get
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Undefined or JsonValueKind.Null:
                    return null;
                case JsonValueKind.Number:
                    return element.GetRawText();
                case JsonValueKind.True:
                    return "true";
                case JsonValueKind.False:
                    return "false";
                case JsonValueKind.String:
                    try
                    {
                        return element.GetString() is { Length: > 0 } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
                    }
                    catch (InvalidOperationException)
                    {
                        throw Broken(path);
                    }

                default:
                    throw new CannotMapException(path, $"{path} must be one value, not a list or an object.");
            }
        }
    }

    /// <summary>Its text.</summary>
    /// <exception cref="CannotMapException">It is not there.</exception>
    public string Need => Text ?? throw new CannotMapException(path, $"{path} is missing.");

    /// <summary>Yes or no; no where it is not there.</summary>
    public bool Flag => Text is "true" or "1" or "yes";

    /// <summary>An amount or a count, null where it is not there.</summary>
    /// <exception cref="CannotMapException">It is no number, or beyond all amounts.</exception>
    public decimal? Number
    {
        get
        {
            if (Text is not { } text)
                return null;
            return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
                ? Math.Abs(number) <= Most ? number : throw new CannotMapException(path, $"{path} '{Shown.Short(text)}' is greater than any amount or count.")
                : throw new CannotMapException(path, $"{path} '{Shown.Short(text)}' is not a number.");
        }
    }

    /// <summary>A time with an offset, or in UTC where it has none and <paramref name="zone"/> is null; null where it is not there.</summary>
    /// <exception cref="CannotMapException">It is no time.</exception>
    public DateTimeOffset? Time(TimeZoneInfo? zone = null)
    {
        if (Text is not { } text)
            return null;
        if (!Events.EventTimes.TryParse(text, zone ?? TimeZoneInfo.Utc, out var at, out var problem))
            throw new CannotMapException(path, $"{path} {problem}");
        return at;
    }

    /// <summary>Seconds since 1970; null where it is not there.</summary>
    /// <exception cref="CannotMapException">It is no such number.</exception>
    public DateTimeOffset? Seconds => Number switch
    {
        null => null,
        >= 0 and < 7_000_000_000 and var seconds => DateTimeOffset.UnixEpoch.AddSeconds((double)decimal.Truncate(seconds)),
        _ => throw new CannotMapException(path, $"{path} is not a time in seconds since 1970."),
    };

    private string PathOf(string name) => string.IsNullOrEmpty(path) ? name : $"{path}.{name}";

    /// <summary>The bytes of an object without some of its fields.</summary>
    public ReadOnlyMemory<byte> Without(params string[] names)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        try
        {
            using var writer = new Utf8JsonWriter(buffer);
            writer.WriteStartObject();
            foreach (var field in element.EnumerateObject().Where(f => !names.Contains(f.Name, StringComparer.Ordinal)))
                field.WriteTo(writer);
            writer.WriteEndObject();
        }
        catch (InvalidOperationException)
        {
            throw Broken(Path);
        }

        return buffer.WrittenMemory;
    }

    private static CannotMapException Broken(string at) => new(at, $"{(at.Length == 0 ? "The body" : at)} is not valid Unicode (half a character).");

    /// <summary>The bytes of the value.</summary>
    public ReadOnlyMemory<byte> Bytes => element.ValueKind == JsonValueKind.Undefined ? "null"u8.ToArray() : System.Text.Encoding.UTF8.GetBytes(element.GetRawText());
}
