using System.Text.Json;
using System.Text.RegularExpressions;

namespace Recall.Local.Tests.Infra;

/// <summary>What carriers report and people answer comes to the function that reads it, and is kept where it could not.</summary>
public sealed partial class EventsTests
{
    private const string Subscription = "Microsoft.EventGrid/systemTopics/eventSubscriptions";
    private const string Account = "Microsoft.Storage/storageAccounts";

    private static Deployment Whole => Deployment.Whole;

    [Fact]
    public void Each_function_gets_the_types_that_the_app_reads_and_no_other()
    {
        var read = Case().Matches(Repository.Read("functions/Recall.Azure/Channels/CarrierEvents.cs"))
            .Select(m => (Function: m.Groups["as"].Value == "Report(" ? "DeliveryReports" : "InboundSms", Type: m.Groups["type"].Value)).ToList();
        read.Count.ShouldBe(3);

        Whole.All(Subscription).Select(s => s.GetProperty("properties")).SelectMany(s => s.GetProperty("filter").GetProperty("includedEventTypes").EnumerateArray(), (s, type) => (Target(s), type.GetString()!))
            .ShouldBe(read.Select(r => ($"{Whole.The("Microsoft.Web/sites").Id()}/functions/{r.Function}", r.Type)), ignoreOrder: true);

        static string Target(JsonElement subscription) => subscription.GetProperty("destination").GetProperty("properties").GetProperty("resourceId").GetString()!;
    }

    [Fact]
    public void The_topic_is_of_the_resource_that_sends()
    {
        var topic = Whole.PropertiesOf("Microsoft.EventGrid/systemTopics");

        topic.GetProperty("source").GetString().ShouldBe(Whole.The("Microsoft.Communication/communicationServices").Id());
        topic.GetProperty("topicType").GetString().ShouldBe("Microsoft.Communication.CommunicationServices");
        Whole.The("Microsoft.EventGrid/systemTopics").GetProperty("identity").GetRawText().ShouldBeJson("""{ "type": "SystemAssigned" }""");
    }

    [Fact]
    public void An_event_is_tried_for_a_day_in_the_form_that_is_read_and_then_kept()
    {
        foreach (var subscription in Whole.All(Subscription).Select(s => s.GetProperty("properties")))
        {
            subscription.GetProperty("retryPolicy").GetRawText().ShouldBeJson("""{ "eventTimeToLiveInMinutes": 1440, "maxDeliveryAttempts": 30 }""");
            subscription.GetProperty("eventDeliverySchema").GetString().ShouldBe("EventGridSchema"); // eventType, eventTime, data: what CarrierEvents reads.
            var destination = subscription.GetProperty("destination");
            destination.GetProperty("endpointType").GetString().ShouldBe("AzureFunction");
            destination.GetProperty("properties").GetProperty("maxEventsPerBatch").GetInt32().ShouldBe(1); // A function takes one event and not a list.
            var kept = subscription.GetProperty("deadLetterWithResourceIdentity");
            kept.GetProperty("identity").GetRawText().ShouldBeJson("""{ "type": "SystemAssigned" }""");
            kept.GetProperty("deadLetterDestination").GetProperty("endpointType").GetString().ShouldBe("StorageBlob");
        }
    }

    [Fact]
    public void Only_what_could_not_be_delivered_is_forgotten_and_after_ninety_days()
    {
        foreach (var deployment in new[] { Deployment.First, Whole })
        {
            var rule = deployment.PropertiesOf(Account + "/managementPolicies").GetProperty("policy").GetProperty("rules").EnumerateArray().ShouldHaveSingleItem();
            rule.GetProperty("definition").GetProperty("actions").GetRawText().ShouldBeJson("""{ "baseBlob": { "delete": { "daysAfterModificationGreaterThan": 90 } } }""");
            rule.GetProperty("definition").GetProperty("filters").GetRawText().ShouldBeJson("""{ "blobTypes": ["blockBlob"], "prefixMatch": ["event-dead-letters"] }""");
        }

        var kept = Whole.All(Subscription).Select(s => s.GetProperty("properties").GetProperty("deadLetterWithResourceIdentity").GetProperty("deadLetterDestination").GetProperty("properties"));
        kept.Select(k => (k.GetProperty("blobContainerName").GetString(), k.GetProperty("resourceId").GetString())).Distinct().ShouldBe([("event-dead-letters", Whole.The(Account).Id())]);
        Whole.All(Account + "/blobServices/containers").Select(c => c.Name().Split('/')[^1]).ShouldBe(["app-package", "event-dead-letters"], ignoreOrder: true);
    }

    [GeneratedRegex("""^\s*"(?<type>Microsoft\.Communication\.\w+)" =>\s*(?<as>Report\(|new InboundMessage\()""", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Case();
}
