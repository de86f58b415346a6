using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Recall.Local.Storage;

/// <summary>
/// A row's properties as a JSON object, so that <c>SELECT properties ->> 'name' FROM row</c> works. Types that JSON lacks are named as the
/// Table service's payloads name them, in <c>name@odata.type</c> before the property
/// (learn.microsoft.com/rest/api/storageservices/payload-format-for-table-service-operations). One thing differs: binary that holds a
/// JSON object, as most of Recall's does, stands there as that object, byte for byte, after its length in <c>name@bytes</c>: who reads
/// the row takes the bytes without looking at them, which was a third of reading a profile's row.
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
        var (type, length) = ((string?)null, 0);
        while (from.Read() && from.TokenType == JsonTokenType.PropertyName)
        {
            if (from.ValueSpan.EndsWith("@bytes"u8))
            {
                from.Read();
                length = from.GetInt32();
            }
            else if (from.ValueSpan.EndsWith("@odata.type"u8))
            {
                from.Read();
                type = from.GetString();
            }
            else
            {
                var name = from.GetString()!;
                from.Read();
                properties.Add(name, from.TokenType == JsonTokenType.StartObject ? Object(ref from, ref json, length) : Read(ref from, type));
                (type, length) = (null, 0);
            }
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
                to.WriteNumber(name + "@bytes", binary.Length);
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

    /// <summary>
    /// The bytes of an object whose first brace was read. The reader goes on at its last brace, in the state in which it was after the first:
    /// in between it has nothing to learn.
    /// </summary>
    private static byte[] Object(ref Utf8JsonReader from, ref ReadOnlySpan<byte> json, int length)
    {
        json = json[(int)from.TokenStartIndex..];
        var bytes = json[..length].ToArray();
        json = json[(length - 1)..];
        from = new(json, isFinalBlock: true, from.CurrentState);
        from.Read();
        return bytes;
    }

    private static object Read(ref Utf8JsonReader from, string? type)
    {
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
