using System.Text.Json;

namespace Recall.App.Ingestion.Events;

/// <summary>Events in a CloudEvents envelope.</summary>
public sealed partial class EventReader
{
    private static readonly JsonEncodedText DataName = JsonEncodedText.Encode("data");

    /// <summary>Reads one structured CloudEvent and nothing after it. Never throws.</summary>
    public EventReading ReadCloudEvent(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, Strict);
            reader.Read();
            var reading = ReadCloudEvent(ref reader);
            return reader.Read() ? Failed("", "Only one JSON object may stand here.") : reading;
        }
        catch (JsonException e)
        {
            return Failed("", $"This is not JSON: {Where(e)}");
        }
    }

    /// <summary>Reads the structured CloudEvent the reader stands on, up to its end.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public EventReading ReadCloudEvent(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return Failed("", "A CloudEvent is a JSON object with specversion, id, source, type, subject, time and data.");
        }

        var (start, attributes, hasData) = (reader.TokenStartIndex, default(CloudEventAttributes), false);
        var data = reader;
        List<EventError>? errors = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var isData = reader.ValueTextEquals(DataName.EncodedUtf8Bytes);
            var name = isData ? "data" : Text(ref reader) ?? "";
            reader.Read();
            if (isData && hasData)
                (errors ??= []).Add(new("data", "is given twice; give it once"));
            if (isData)
            {
                // Its attributes may come after it: stay here with a copy and go on.
                data = reader;
                hasData = true;
            }
            else if (name == "data_base64")
                (errors ??= []).Add(new(name, "is not read; send the event's fields as JSON in 'data'"));
            else if (reader.TokenType == JsonTokenType.String)
                errors = Set(ref attributes, name, Text(ref reader), errors);
            reader.Skip();
        }

        var reading = ReadCloudEvent(attributes, ref data, hasData);
        return errors is null ? Sized(reading, reader.BytesConsumed - start) : new(null, [.. errors, .. reading.Errors], reading.Id);
    }

    /// <summary>Reads an event whose attributes came apart from its data, as HTTP headers.</summary>
    internal EventReading ReadCloudEvent(CloudEventAttributes attributes, ReadOnlySpan<byte> data)
    {
        var blank = !data.ContainsAnyExcept(" \t\r\n"u8);
        var reader = new Utf8JsonReader(data, Strict);
        if (!blank)
            reader.Read();
        var reading = ReadCloudEvent(attributes, ref reader, !blank);
        if (!blank && reader.Read())
            throw new JsonException("Only one JSON object may stand here.");
        return Sized(reading, data.Length);
    }

    private EventReading ReadCloudEvent(CloudEventAttributes attributes, ref Utf8JsonReader data, bool hasData)
    {
        _draft.Begin();
        if (attributes.SpecVersion is not "1.0")
            _draft.Fail("specversion", "must be \"1.0\"");
        if (attributes.DataContentType is { } type && !type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
            _draft.Fail("datacontenttype", "must be application/json");
        if (string.IsNullOrEmpty(attributes.Source))
            _draft.Fail("source", "is missing; name the shop platform, for example '/shopify'");
        SetText(EventField.Id, attributes.Id ?? "");
        SetText(EventField.Type, attributes.EventType);
        SetText(EventField.At, attributes.Time ?? "");
        SetText(EventField.Customer, attributes.Customer);
        if (hasData && data.TokenType == JsonTokenType.StartObject)
        {
            ReadFields(ref data);
        }
        else if (hasData && data.TokenType != JsonTokenType.Null)
        {
            _draft.Fail("data", "must be an object with the event's fields");
            data.Skip();
        }

        var reading = _draft.Build();
        return reading.Event is not null ? reading : reading with { Errors = [.. reading.Errors.Select(Renamed)] };
    }

    private void SetText(EventField field, string text)
    {
        _draft.Give(field);
        _draft.Set(field, text);
    }

    private static EventError Renamed(EventError error) => error.Field switch
    {
        "customer" => error with { Field = "subject" },
        "at" => error with { Field = "time" },
        _ => error,
    };

    private static List<EventError>? Set(ref CloudEventAttributes attributes, string name, string? text, List<EventError>? errors)
    {
        var known = name switch
        {
            "specversion" => attributes.SpecVersion,
            "id" => attributes.Id,
            "source" => attributes.Source,
            "subject" => attributes.Subject,
            "type" => attributes.Type,
            "time" => attributes.Time,
            "datacontenttype" => attributes.DataContentType,
            _ => null,
        };
        if (known is not null)
            (errors ??= []).Add(new(name, "is given twice; give it once"));
        else if (text is null)
            (errors ??= []).Add(new(name, BadText));
        attributes = name switch
        {
            "specversion" => attributes with { SpecVersion = text },
            "id" => attributes with { Id = text },
            "source" => attributes with { Source = text },
            "subject" => attributes with { Subject = text },
            "type" => attributes with { Type = text },
            "time" => attributes with { Time = text },
            "datacontenttype" => attributes with { DataContentType = text },
            _ => attributes,
        };
        return errors;
    }
}
