using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Recall.Local.Storage;

/// <summary>
/// A row's properties as a JSON object, so that <c>SELECT properties ->> 'name' FROM row</c> works. Types that JSON lacks are named as the
/// Table service's payloads name them, in <c>name@odata.type</c> before the property
/// (learn.microsoft.com/rest/api/storageservices/payload-format-for-table-service-operations). One thing differs: binary that holds a
/// JSON object, as most of Recall's does, stands there as that object, byte for byte.
/// </summary>
internal static class PropertyJson
{
    // Binary that nests deeper is kept as Base64; the reader's limit leaves room for the object around it.
    private const int MaxDepth = 100;

    private static readonly JsonReaderOptions Inner = new() { MaxDepth = MaxDepth };
    private static readonly JsonReaderOptions Outer = new() { MaxDepth = MaxDepth + 1 };
    private static readonly object True = true;
    private static readonly object False = false;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? buffer;
    [ThreadStatic]
    private static Utf8JsonWriter? writer;

    public static byte[] Encode(IReadOnlyDictionary<string, object> properties)
    {
        var bytes = buffer ??= new ArrayBufferWriter<byte>(1024);
        bytes.ResetWrittenCount();
        // The relaxed encoder leaves other scripts' letters as they are: these bytes go into no HTML.
        var to = writer ??= new(bytes, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        to.Reset(bytes);
        to.WriteStartObject();
        foreach (var (name, value) in properties)
            Write(to, name, value);
        to.WriteEndObject();
        to.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    public static Dictionary<string, object> Decode(ReadOnlySpan<byte> json)
    {
        var properties = new Dictionary<string, object>(StringComparer.Ordinal);
        var from = new Utf8JsonReader(json, Outer);
        from.Read();
        string? type = null;
        while (from.Read() && from.TokenType == JsonTokenType.PropertyName)
        {
            var isType = from.ValueSpan.EndsWith("@odata.type"u8);
            var name = isType ? "" : from.GetString()!;
            from.Read();
            if (!isType)
                properties.Add(name, Read(ref from, json, type));
            type = isType ? from.GetString() : null;
        }
        return properties;
    }

    private static void Write(Utf8JsonWriter to, string name, object value)
    {
        switch (value)
        {
            case string text:
                to.WriteString(name, text);
                break;
            case bool flag:
                to.WriteBoolean(name, flag);
                break;
            case int number:
                to.WriteNumber(name, number);
                break;
            case long number:
                Typed("Edm.Int64");
                to.WriteNumber(name, number);
                break;
            case double number:
                Typed("Edm.Double");
                if (double.IsFinite(number))
                    to.WriteNumber(name, number);
                else
                    to.WriteString(name, double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
                break;
            case DateTimeOffset date:
                Typed("Edm.DateTime");
                to.WriteString(name, date.UtcDateTime);
                break;
            case Guid id:
                Typed("Edm.Guid");
                to.WriteString(name, id);
                break;
            case byte[] binary when IsJsonObject(binary):
                to.WritePropertyName(name);
                to.WriteRawValue(binary, skipInputValidation: true);
                break;
            case byte[] binary:
                Typed("Edm.Binary");
                to.WriteBase64String(name, binary);
                break;
            default:
                throw new InvalidOperationException($"A {value.GetType().Name} passed the table rules.");
        }

        void Typed(string type) => to.WriteString(name + "@odata.type", type);
    }

    private static object Read(ref Utf8JsonReader from, ReadOnlySpan<byte> json, string? type)
    {
        if (from.TokenType == JsonTokenType.StartObject)
        {
            var start = (int)from.TokenStartIndex;
            from.Skip();
            return json[start..(int)from.BytesConsumed].ToArray();
        }
        return (type, from.TokenType) switch
        {
            (null, JsonTokenType.String) => from.GetString()!,
            (null, JsonTokenType.True) => True,
            (null, JsonTokenType.False) => False,
            (null, JsonTokenType.Number) => from.GetInt32(),
            ("Edm.Int64", _) => from.GetInt64(),
            ("Edm.Double", JsonTokenType.Number) => from.GetDouble(),
            ("Edm.Double", _) => from.GetString() switch { "NaN" => double.NaN, "Infinity" => double.PositiveInfinity, _ => double.NegativeInfinity },
            ("Edm.DateTime", _) => new DateTimeOffset(from.GetDateTime(), TimeSpan.Zero),
            ("Edm.Guid", _) => from.GetGuid(),
            ("Edm.Binary", _) => from.GetBytesFromBase64(),
            _ => throw new InvalidDataException($"A stored row has a property of the unknown type {type} {from.TokenType}."),
        };
    }

    private static bool IsJsonObject(ReadOnlySpan<byte> bytes)
    {
        if (bytes is not [(byte)'{', ..] || !Utf8.IsValid(bytes))
            return false;
        try
        {
            var from = new Utf8JsonReader(bytes, Inner);
            return from.Read() && from.TrySkip() && from.BytesConsumed == bytes.Length;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
