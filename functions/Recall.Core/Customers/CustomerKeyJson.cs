using System.Text.Json;
using System.Text.Json.Serialization;

namespace Recall.Core.Customers;

/// <summary>A customer key is its text in JSON.</summary>
public sealed class CustomerKeyJson : JsonConverter<CustomerKey>
{
    /// <inheritdoc/>
    public override CustomerKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        CustomerKey.TryParse(reader.GetString(), out var key, out var error) ? key : throw new JsonException($"Customer key {error}.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, CustomerKey value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.Value);
    }
}
