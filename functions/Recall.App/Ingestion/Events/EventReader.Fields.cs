using System.Text.Json;

namespace Recall.App.Ingestion.Events;

/// <summary>From tokens to the draft's fields.</summary>
public sealed partial class EventReader
{
    private const string BadText = "is not valid Unicode (broken UTF-8 or half a character); send UTF-8";
    private static readonly EventField[][] ByLength = [.. Enumerable.Range(0, 24).Select(length =>
        Enum.GetValues<EventField>().Where(f => FieldRule.All[(int)f].Utf8.Length == length).ToArray())];

    private void ReadFields(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var field = Find(ref reader, out var unknown);
            reader.Read();
            if (field is not { } known)
            {
                _draft.Unknown(unknown!);
                reader.Skip();
            }
            else if (_draft.Give(known) && reader.TokenType != JsonTokenType.Null)
            {
                ReadField(known, ref reader);
            }
            else
            {
                if (reader.TokenType == JsonTokenType.Null)
                    _draft.Forget(known);
                reader.Skip();
            }
        }
    }

    private void ReadField(EventField field, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String when field == EventField.At && EventTimes.HasOffset(reader.ValueSpan) && reader.TryGetDateTimeOffset(out var at):
                _draft.At(at);
                break;
            case JsonTokenType.String when field == EventField.Type && EventType.Find(reader.ValueSpan) is { } type:
                _draft.Type = type;
                break;
            case JsonTokenType.String when Text(ref reader) is { } text:
                _draft.Set(field, text);
                break;
            case JsonTokenType.String:
                _draft.Fail(FieldRule.All[(int)field].Name, BadText);
                break;
            case JsonTokenType.Number when reader.TryGetDecimal(out var number):
                _draft.Set(field, number);
                break;
            case JsonTokenType.Number:
                _draft.Fail(FieldRule.All[(int)field].Name, "is too large a number");
                break;
            case JsonTokenType.True or JsonTokenType.False:
                _draft.Set(field, reader.GetBoolean());
                break;
            case JsonTokenType.StartArray when field == EventField.Lines:
                ReadLines(ref reader);
                break;
            default:
                _draft.Fail(FieldRule.All[(int)field].Name, field == EventField.Lines ? "must be a list" : "must be one value, not a list or an object");
                reader.Skip();
                break;
        }
    }

    private static EventField? Find(ref Utf8JsonReader reader, out string? unknown)
    {
        unknown = null;
        if (!reader.ValueIsEscaped && reader.ValueSpan.Length < ByLength.Length)
        {
            foreach (var field in ByLength[reader.ValueSpan.Length])
            {
                if (reader.ValueSpan.SequenceEqual(FieldRule.All[(int)field].Utf8))
                    return field;
            }
        }

        var name = Text(ref reader) ?? "a name that is not valid Unicode";
        foreach (var field in Enum.GetValues<EventField>())
        {
            if (string.Equals(FieldRule.All[(int)field].Name, name, StringComparison.Ordinal))
                return field;
        }

        unknown = name;
        return null;
    }

    /// <summary>Null where the bytes or escapes are no Unicode text.</summary>
    private static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
