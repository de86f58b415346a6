using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Recall.Core.Customers;
using Recall.Core.Sequences.Files;

namespace Recall.App.Http;

/// <summary>
/// Reads a small JSON object whose fields are texts. The framework's own binding answers 400 without saying which field; this names
/// every field that is missing, unknown or no text.
/// </summary>
public static class JsonBody
{
    /// <summary>Largest body, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>The object, or the problem that the caller is answered with. Parameters of the record without a default are required.</summary>
    public static async Task<(T? Body, HttpProblem? HttpProblem)> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.HasJsonContentType())
            return (null, HttpProblem.MediaType("application/json"));
        var (bytes, tooLarge) = await BodyBytes.ReadAsync(request, MaxBytes, cancellationToken);
        if (tooLarge is not null)
            return (null, tooLarge);
        try
        {
            using var document = JsonDocument.Parse(bytes, new() { MaxDepth = HttpJson.MaxDepth });
            var errors = Check(document.RootElement, HttpJson.Options.GetTypeInfo(typeof(T)).Properties);
            return errors.None ? (document.Deserialize<T>(HttpJson.Options), null) : (null, HttpProblem.Invalid(errors));
        }
        catch (JsonException e)
        {
            var place = e.LineNumber is { } line ? $" at line {line + 1}, byte {e.BytePositionInLine + 1}" : "";
            return (null, HttpProblem.Invalid("body", $"is not valid JSON{place}; send an object such as {Example<T>()}"));
        }
    }

    private static FieldErrors Check(JsonElement body, IList<JsonPropertyInfo> fields)
    {
        var errors = new FieldErrors();
        if (body.ValueKind != JsonValueKind.Object)
            return errors.Add("body", $"must be a JSON object, found {Kind(body)}");
        var names = fields.Select(f => f.Name).ToList();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in body.EnumerateObject())
        {
            if (!names.Contains(property.Name, StringComparer.Ordinal))
                errors.Add(Shown.Short(property.Name), $"is not known{NearestWord.Hint(property.Name, names)}");
            else if (!seen.Add(property.Name))
                errors.Add(property.Name, "is there twice; keep one");
            else if (property.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
                errors.Add(property.Name, $"must be a text in quotes, found {Kind(property.Value)}");
            else if (property.Value.ValueKind == JsonValueKind.String && !IsUnicode(property.Value))
                errors.Add(property.Name, "has half a character (a lone surrogate); send valid Unicode");
        }

        foreach (var field in fields.Where(f => f.AssociatedParameter is { HasDefaultValue: false }))
        {
            if (!body.TryGetProperty(field.Name, out var value) || value.ValueKind == JsonValueKind.Null
                || (value.ValueKind == JsonValueKind.String && errors.None && string.IsNullOrWhiteSpace(value.GetString())))
                errors.Add(field.Name, "is missing");
        }

        return errors;
    }

    private static bool IsUnicode(JsonElement text)
    {
        try
        {
            return text.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    private static string Example<T>() =>
        "{" + string.Join(", ", HttpJson.Options.GetTypeInfo(typeof(T)).Properties.Select(p => $"\"{p.Name}\": \"...\"")) + "}";
}
