using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Recall.App.Http;

/// <summary>JSON of the HTTP face: camelCase, what is unknown is null and not left out (numbers too), Chinese is readable.</summary>
public static class HttpJson
{
    /// <summary>Deepest nesting that is read.</summary>
    public const int MaxDepth = 16;

    /// <summary>The options.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        // Nothing of it is put into HTML by us, and clients parse it.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = MaxDepth,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new FiniteNumberJson() },

        // Set here, because a reader asks for a type's fields before the first serialization would set it.
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };
}
