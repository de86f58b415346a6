using Recall.App.Delivery;
using Recall.Azure.Channels;
using Recall.Core.Customers;

namespace Recall.Azure.Tests.Channels;

/// <summary>Events in the form that the documentation of Event Grid shows.</summary>
public class CarrierEventsTests
{
    private static readonly DateTimeOffset At = new(2020, 9, 18, 0, 22, 20, 822, TimeSpan.Zero);

    [Theory]
    [InlineData("Delivered", MessageStatus.Delivered)]
    [InlineData("Suppressed", MessageStatus.Bounced)]
    [InlineData("Bounced", MessageStatus.Bounced)]
    [InlineData("Quarantined", MessageStatus.Failed)]
    [InlineData("FilteredSpam", MessageStatus.Failed)]
    [InlineData("Failed", MessageStatus.Failed)]
    [InlineData("Expanded", null)]
    public void An_email_report_names_the_operation(string word, MessageStatus? status) => CarrierEvents.Read(Event(
        "EmailDeliveryReportReceived",
        $$"""
        "sender": "senderid@azure.com", "recipient": "receiver@azure.com", "messageId": "11111111-0000-0000-0000-000000000000", "status": "{{word}}",
        "deliveryStatusDetails": { "statusMessage": "Status Message" }, "deliveryAttemptTimeStamp": "2020-09-18T00:22:20.2855749+00:00"
        """)).ShouldBe(status is null ? null : new DeliveryReport("email", "receiver@azure.com", At, status.Value, "11111111-0000-0000-0000-000000000000"));

    [Theory]
    [InlineData("Delivered", "+15555555555", "hello--shop:42--1/text", MessageStatus.Delivered, "hello--shop:42--1/text")]
    [InlineData("Failed", "15555555555", "", MessageStatus.Failed, "Outgoing_1")]
    public void A_short_messages_report_names_its_tag_and_may_lack_the_plus(string word, string to, string tag, MessageStatus status, string message) =>
        CarrierEvents.Read(Event(
            "SMSDeliveryReportReceived",
            $$"""
            "MessageId": "ignored: names are as documented", "messageId": "Outgoing_1", "from": "15555555556", "to": "{{to}}", "deliveryStatus": "{{word}}",
            "deliveryStatusDetails": "", "receivedTimestamp": "2020-09-18T00:22:20.2855749Z", "tag": "{{tag}}"
            """)).ShouldBe(new DeliveryReport("sms", "+15555555555", At, status, message));

    [Theory]
    [InlineData("15555555555", "+15555555555")]
    [InlineData("+15555555555", "+15555555555")]
    [InlineData("12345", "12345")] // A short code has no country.
    public void A_message_from_a_person_is_passed_on_with_a_number_that_has_its_country(string from, string number) => CarrierEvents.Read(Event(
        "SMSReceived",
        $$"""
        "messageId": "Incoming_1", "from": "{{from}}", "to": "15555555556", "message": "退订", "receivedTimestamp": "2020-09-18T00:27:45.32Z"
        """)).ShouldBe(new InboundMessage("sms", number, At, "Incoming_1", "退订"));

    [Theory]
    [InlineData("no json", "no JSON")]
    [InlineData("[]", "eventType")]
    [InlineData("{}", "eventType")]
    [InlineData("""{"eventType":"Microsoft.Communication.SMSReceived","eventTime":"2020-09-18T00:22:20.822Z"}""", "'data'")]
    [InlineData("""{"eventType":"Microsoft.Communication.SMSReceived","eventTime":"today","data":{}}""", "'eventTime'")]
    [InlineData("""{"eventType":"Microsoft.Communication.SMSReceived","eventTime":"2020-09-18T00:22:20.822Z","data":{}}""", "'from'")]
    [InlineData("""{"eventType":"Microsoft.Storage.BlobCreated","eventTime":"2020-09-18T00:22:20.822Z","data":{}}""", "Microsoft.Storage.BlobCreated")]
    public void What_cannot_be_read_is_thrown_so_that_event_grid_keeps_it(string json, string names) =>
        Should.Throw<FormatException>(() => CarrierEvents.Read(json)).Message.ShouldContain(names);

    private static string Event(string type, string data) =>
        $$"""
        {
          "id": "1", "topic": "/subscriptions/s/resourceGroups/g/providers/microsoft.communication/communicationservices/c", "subject": "x",
          "data": { {{data}} },
          "eventType": "Microsoft.Communication.{{type}}", "dataVersion": "1.0", "metadataVersion": "1", "eventTime": "2020-09-18T00:22:20.822Z"
        }
        """;
}
