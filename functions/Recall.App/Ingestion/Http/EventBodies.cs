using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Recall.App.Ingestion.Events;

namespace Recall.App.Ingestion.Http;

/// <summary>Cuts a whole JSON body into events. A body that is not JSON gives none of them: it was cut off or is something else.</summary>
internal static class EventBodies
{
    /// <summary>One event or an array of them, plain or as CloudEvents.</summary>
    /// <exception cref="RequestException">The body is not JSON.</exception>
    public static void Read(ReadOnlyMemory<byte> body, EventReader events, bool cloudEvents, ReadEvents into)
    {
        var text = WithoutMark(body.Span);
        try
        {
            var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 16 });
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    One(ref reader, text);
            }
            else
            {
                One(ref reader, text);
            }

            // Throws where something else follows.
            reader.Read();
        }
        catch (JsonException e)
        {
            throw Unreadable(e);
        }

        void One(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
        {
            var start = (int)reader.TokenStartIndex;
            var reading = cloudEvents ? events.ReadCloudEvent(ref reader) : events.Read(ref reader);
            var raw = reading.Event is null ? Encoding.UTF8.GetString(text[start..(int)reader.BytesConsumed]) : "";
            into.Add(reading, () => raw);
        }
    }

    /// <summary>A CloudEvent whose attributes are headers (CloudEvents HTTP binding, 3.1).</summary>
    /// <exception cref="RequestException">The body is not JSON.</exception>
    public static void ReadBinary(HttpRequest request, ReadOnlyMemory<byte> body, EventReader events, ReadEvents into)
    {
        var attributes = new CloudEventAttributes(
            Header("ce-specversion"), Header("ce-id"), Header("ce-source"), Header("ce-subject"), Header("ce-type"), Header("ce-time"),
            request.ContentType);
        try
        {
            into.Add(events.ReadCloudEvent(attributes, WithoutMark(body.Span)), () => Envelope(attributes, body.Span));
        }
        catch (JsonException e)
        {
            throw Unreadable(e);
        }

        string? Header(string name) => request.Headers.TryGetValue(name, out var value) ? Uri.UnescapeDataString(value.ToString()) : null;
    }

    /// <summary>One line of newline-delimited JSON; a bad line is one bad event.</summary>
    public static void ReadLine(in ReadOnlySequence<byte> line, EventReader events, ReadEvents into)
    {
        var bytes = line.IsSingleSegment ? line.FirstSpan : line.ToArray();
        if (bytes.ContainsAnyExcept(" \t\r"u8))
        {
            var reading = events.Read(bytes);
            var raw = reading.Event is null ? Encoding.UTF8.GetString(bytes) : "";
            into.Add(reading, () => raw);
        }
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> text) => text.StartsWith("\uFEFF"u8) ? text[3..] : text;

    private static RequestException Unreadable(JsonException e) => new(
        StatusCodes.Status400BadRequest, "invalid", "Body is not JSON", $"The body is not JSON: {EventReader.Where(e)}.");

    /// <summary>The structured form, so that a letter holds all of the event.</summary>
    private static string Envelope(CloudEventAttributes a, ReadOnlySpan<byte> data) => JsonSerializer.Serialize(new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["specversion"] = a.SpecVersion, ["id"] = a.Id, ["source"] = a.Source, ["subject"] = a.Subject, ["type"] = a.Type, ["time"] = a.Time,
    })[..^1] + $",\"data\":{(data.IsEmpty ? "null" : Encoding.UTF8.GetString(data))}}}";
}
