using System.Text.Json;
using System.Text.Json.Serialization;

namespace Recall.Core.Wording;

/// <summary><c>{"code":"quiet-hours","from":"21:00","to":"09:00","zone":"Asia/Shanghai"}</c></summary>
internal sealed class WhyJson : JsonConverter<Why>
{
    public override Why Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return One(document.RootElement);
    }

    public override void Write(Utf8JsonWriter writer, Why value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("code"u8, value.Code);
        foreach (var (name, input) in value.Inputs)
        {
            writer.WritePropertyName(name);
            WriteInput(writer, input, options);
        }

        writer.WriteEndObject();
    }

    private static void WriteInput(Utf8JsonWriter writer, object? input, JsonSerializerOptions options)
    {
        switch (input)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case double number when double.IsFinite(number): writer.WriteNumberValue(number); break;
            case double: writer.WriteNullValue(); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case Why why: JsonSerializer.Serialize(writer, why, options); break;
            case System.Collections.IEnumerable list:
                writer.WriteStartArray();
                foreach (var item in list)
                    WriteInput(writer, item, options);
                writer.WriteEndArray();
                break;
            default: throw new JsonException($"A reason has no inputs of type {input.GetType().Name}.");
        }
    }

    private static Why One(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("code"u8, out var code) || code.GetString() is not { } known)
            throw new JsonException("A reason is an object with a code.");
        return new(known, [.. element.EnumerateObject().Where(p => !p.NameEquals("code"u8)).Select(p => (p.Name, Input(p.Value)))]);
    }

    private static object? Input(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.True or JsonValueKind.False => element.GetBoolean(),
        JsonValueKind.Object => One(element),
        JsonValueKind.Array when element.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Object) => element.EnumerateArray().Select(One).ToList(),
        JsonValueKind.Array when element.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String) =>
            element.EnumerateArray().Select(e => e.GetString()!).ToList(),
        JsonValueKind.Array => element.EnumerateArray().Select(Input).ToList(),
        _ => null,
    };
}
