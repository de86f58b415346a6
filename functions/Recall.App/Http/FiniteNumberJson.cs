using System.Text.Json;
using System.Text.Json.Serialization;

namespace Recall.App.Http;

/// <summary>
/// A number that does not exist (a probability no model could give, the interval of an empty group) is null for whoever reads: JSON has no
/// NaN, and <c>"NaN"</c> is a text that breaks a script where nobody has tested it.
/// </summary>
public sealed class FiniteNumberJson : JsonConverter<double>
{
    /// <inheritdoc/>
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (double.IsFinite(value))
            writer.WriteNumberValue(value);
        else
            writer.WriteNullValue();
    }
}
