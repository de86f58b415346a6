using System.Globalization;
using System.Text.Json;
using Recall.App.Delivery;

namespace Recall.Azure.Channels;

/// <summary>
/// Events of Communication Services in the schema of Event Grid, as they are in learn.microsoft.com/azure/event-grid/communication-services-email-events
/// and .../communication-services-telephony-sms-events. The time is the event's.
/// </summary>
internal static class CarrierEvents
{
    /// <summary>What an event says; null where it says nothing final of a message.</summary>
    /// <exception cref="FormatException">It is no event of a carrier, or lacks a field: Event Grid delivers it again for a day and then keeps it.</exception>
    public static CarrierNews? Read(string json)
    {
        using var document = Parse(json);
        var root = document.RootElement;
        var (type, data) = (Text(root, "eventType"), Object(root, "data"));
        var at = DateTimeOffset.TryParse(Text(root, "eventTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw Lacks("eventTime");
        return type switch
        {
            "Microsoft.Communication.EmailDeliveryReportReceived" =>
                Report(Core.Messaging.Channels.Email, Text(data, "recipient"), Text(data, "status"), Text(data, "messageId"), at),
            "Microsoft.Communication.SMSDeliveryReportReceived" =>
                Report(Core.Messaging.Channels.Sms, Number(data, "to"), Text(data, "deliveryStatus"), Optional(data, "tag") ?? Text(data, "messageId"), at),
            "Microsoft.Communication.SMSReceived" =>
                new InboundMessage(Core.Messaging.Channels.Sms, Number(data, "from"), at, Text(data, "messageId"), Optional(data, "message") ?? ""),
            _ => throw new FormatException($"An event of type '{type}' is not one of a carrier; the subscription should not deliver it."),
        };
    }

    private static DeliveryReport? Report(string channel, string address, string word, string message, DateTimeOffset at) =>
        Core.Messaging.CarrierStatus.Of(channel, word) is { } status ? new(channel, address, at, status, message) : null;

    private static JsonDocument Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            throw new FormatException("The event is no JSON.", e);
        }
    }

    private static JsonElement Object(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : throw Lacks(name);

    private static string Text(JsonElement parent, string name) => Optional(parent, name) ?? throw Lacks(name);

    private static string? Optional(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>Always with its country code, though the sign of it may be missing; a short code has neither.</summary>
    private static string Number(JsonElement data, string name)
    {
        var number = Text(data, name).Trim();
        return number.Length > 6 && number.All(char.IsAsciiDigit) ? "+" + number : number;
    }

    private static FormatException Lacks(string field) => new($"The event lacks '{field}'.");
}
