using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Recall.Core.Customers;
using Recall.Core.Scoring;

namespace Recall.Core;

/// <summary>How records are written into rows: camelCase, defaults left out, text readable, equal values to equal bytes.</summary>
public static class StoredJson
{
    /// <summary>The options.</summary>
    public static JsonSerializerOptions Options { get; } = Make(new ProfileJson(), new ScoreJson());

    /// <summary>The same without readers made by hand.</summary>
    internal static JsonSerializerOptions Plain { get; } = Make();

    /// <summary>UTF-8.</summary>
    public static byte[] Bytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <summary>As text.</summary>
    public static string Text<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Reads what <see cref="Bytes"/> wrote.</summary>
    public static T Read<T>(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize<T>(utf8, Options) ?? throw new JsonException($"A stored {typeof(T).Name} is null.");

    /// <summary>Reads what <see cref="Text"/> wrote.</summary>
    public static T Read<T>(string text) =>
        JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException($"A stored {typeof(T).Name} is null.");

    private static JsonSerializerOptions Make(params ReadOnlySpan<JsonConverter> more)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            AllowOutOfOrderMetadataProperties = true,
            IgnoreReadOnlyProperties = true,
            Converters = { new DecimalJson(), new InstantJson(), new MapJson(), new CountsJson() },

            // Defaults are left out when writing, so a property that the compiler requires may rightly be missing when reading.
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RequireNothing } },
        };
        foreach (var converter in more)
            options.Converters.Add(converter);
        return options;
    }

    private static void RequireNothing(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            // What a fact cannot be without is always written: a consent that is not granted, a rating of zero.
            if (property.IsRequired)
                property.ShouldSerialize = static (_, _) => true;
            property.IsRequired = false;
        }
    }
}
