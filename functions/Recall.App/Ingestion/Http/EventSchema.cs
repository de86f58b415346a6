using Microsoft.OpenApi;
using Recall.App.Ingestion.Events;

namespace Recall.App.Ingestion.Http;

/// <summary>
/// The schema of what <c>POST /api/events</c> takes, written from the same fields that it reads by: for each type of event the fields it must have
/// and may have, and what they are made of. A body is one of them or a list of them; with NDJSON a line is one; a CloudEvent has its fields in <c>data</c>.
/// </summary>
internal static class EventSchema
{
    public static OpenApiSchema Make()
    {
        var one = new OpenApiSchema { OneOf = [.. EventType.All.Select(Of)] };
        return new() { AnyOf = [one, new OpenApiSchema { Type = JsonSchemaType.Array, Items = one }] };
    }

    private static OpenApiSchema Of(EventType type) => new()
    {
        Title = type.Name,
        Type = JsonSchemaType.Object,
        Required = new HashSet<string>(type.Required, StringComparer.Ordinal),
        Properties = type.Required.Concat(type.Optional).ToDictionary(
            name => name, IOpenApiSchema (name) => Of(type, FieldRule.All.First(f => f.Name == name)), StringComparer.Ordinal),
        AdditionalPropertiesAllowed = false,
    };

    private static OpenApiSchema Of(EventType type, FieldRule field) => field.Kind switch
    {
        _ when field == FieldRule.All[(int)EventField.Type] => new OpenApiSchema { Type = JsonSchemaType.String, Enum = [type.Name] },
        FieldKind.Money => new OpenApiSchema { Type = JsonSchemaType.Number, Minimum = "0" },
        FieldKind.Whole => new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = Number(field.Min), Maximum = Number(field.Max) },
        FieldKind.Flag => new OpenApiSchema { Type = JsonSchemaType.Boolean },
        FieldKind.Instant => Text("date-time"),
        FieldKind.Day => Text("date"),
        FieldKind.Address => Text("email"),
        FieldKind.Lines => new OpenApiSchema { Type = JsonSchemaType.Array, Items = Line() },
        _ => new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = field.Max > 0 ? field.Max : null },
    };

    private static OpenApiSchema Line() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string>(["product", "price"], StringComparer.Ordinal),
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["product"] = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = FieldRule.NameChars },
            ["category"] = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = FieldRule.NameChars },
            ["quantity"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = Number(LineChecks.MaxQuantity) },
            ["price"] = new OpenApiSchema { Type = JsonSchemaType.Number, Minimum = "0" },
        },
        AdditionalPropertiesAllowed = false,
    };

    private static OpenApiSchema Text(string format) => new() { Type = JsonSchemaType.String, Format = format };

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
