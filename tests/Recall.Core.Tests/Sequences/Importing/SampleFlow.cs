using System.Text.Json.Nodes;
using Recall.Core.Sequences.Importing;

namespace Recall.Core.Tests.Sequences.Importing;

/// <summary>A flow as the API answers it, with every member that its schemas name: revision 2026-07-15 of https://github.com/klaviyo/openapi.</summary>
internal static class SampleFlow
{
    public const string Sender = "Tea House <hello@example.com>";

    public const string Json =
        """
        {
          "data": {
            "type": "flow", "id": "VJLjwn",
            "attributes": {
              "name": "Abandoned Cart", "status": "live", "archived": false, "created": "2026-01-05T09:00:00+00:00", "updated": "2026-02-01T10:00:00+00:00", "trigger_type": "Metric",
              "definition": {
                "triggers": [{ "type": "metric", "id": "CaRt01", "trigger_filter": null }],
                "profile_filter": { "condition_groups": [
                  { "conditions": [{ "type": "profile-metric", "metric_id": "OrDeR1", "measurement": "count", "measurement_filter": { "type": "numeric", "operator": "equals", "value": 0 }, "timeframe_filter": { "type": "date", "operator": "flow-start" }, "metric_filters": null }] },
                  { "conditions": [
                    { "type": "profile-metric", "metric_id": "OrDeR1", "measurement": "sum", "measurement_filter": { "type": "numeric", "operator": "greater-than-or-equal", "value": 40 }, "timeframe_filter": { "type": "date", "operator": "alltime" }, "metric_filters": [] },
                    { "type": "profile-marketing-consent", "consent": { "channel": "email", "can_receive_marketing": true, "consent_status": { "subscription": "subscribed", "filters": null } } } ] } ] },
                "reentry_criteria": { "duration": 30, "unit": "day" },
                "entry_action_id": "101",
                "actions": [
                  { "id": "101", "type": "time-delay", "links": { "next": "102" }, "data": { "unit": "hours", "value": 4, "secondary_value": null, "timezone": "profile", "delay_until_time": null, "delay_until_weekdays": null } },
                  { "id": "102", "type": "send-email", "links": { "next": "103" }, "data": { "status": "live", "message": { "from_email": "hello@example.com", "from_label": "Tea House", "reply_to_email": null, "cc_email": null, "bcc_email": null, "subject_line": "{{ first_name|default:'Hello' }}, your tea is waiting", "preview_text": "It is still in your cart.", "template_id": "TpL001", "smart_sending_enabled": true, "transactional": false, "add_tracking_params": false, "custom_tracking_params": null, "additional_filters": null, "name": "Email 1", "id": "MsG001" } } },
                  { "id": "103", "type": "time-delay", "links": { "next": "104" }, "data": { "unit": "days", "value": 2, "secondary_value": null, "timezone": "profile", "delay_until_time": "10:00:00", "delay_until_weekdays": ["monday", "tuesday", "wednesday"] } },
                  { "id": "104", "type": "conditional-split", "links": { "next_if_true": "105", "next_if_false": "107" }, "data": { "profile_filter": { "condition_groups": [{ "conditions": [{ "type": "profile-predictive-analytics", "dimension": "historic_number_of_orders", "filter": { "type": "numeric", "operator": "greater-than", "value": 1 } }] }] } } },
                  { "id": "105", "type": "send-sms", "links": { "next": "106" }, "data": { "status": "live", "message": { "body": "Your cart is still here, {{ person.first_name|default:\"friend\" }}.", "image_id": null, "dynamic_image": null, "message_hierarchy": null, "shorten_links": false, "include_contact_card": false, "add_org_prefix": true, "add_info_link": false, "add_opt_out_language": true, "smart_sending_enabled": true, "sms_quiet_hours_enabled": true, "transactional": false, "add_tracking_params": false, "custom_tracking_params": null, "template_id": null, "additional_filters": null, "name": "SMS 1", "id": "MsG002" } } },
                  { "id": "106", "type": "conditional-split", "links": { "next_if_true": "107", "next_if_false": null }, "data": { "profile_filter": { "condition_groups": [{ "conditions": [{ "type": "profile-sample", "percentage": 30 }] }] } } },
                  { "id": "107", "type": "time-delay", "links": { "next": null }, "data": { "unit": "days", "value": 3, "secondary_value": null, "timezone": "profile", "delay_until_time": null, "delay_until_weekdays": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] } }
                ]
              }
            },
            "relationships": { "flow-actions": { "data": [{ "type": "flow-action", "id": "101" }] }, "tags": { "data": [] } },
            "links": { "self": "https://a.klaviyo.com/api/flows/VJLjwn/" }
          },
          "links": { "self": "https://a.klaviyo.com/api/flows/VJLjwn/?additional-fields%5Bflow%5D=definition" }
        }
        """;

    public const string Page =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Cart</title>
        <style>@media only screen{.a{color:#333}}</style>
        </head>
        <body style="margin:0">
        <p>Hi {{ first_name|default:'there' }},</p>
        {# a note of the designer #}
        <p><a href="{{ organization.url }}">Back to your cart</a></p>
        <p>{{ organization.name }}, {{ organization.full_address }}<br>{% unsubscribe 'Stop these e-mails' %}</p>
        </body>
        </html>
        """;

    public const string Text = "Hi {{ first_name }}\n\nBack to your cart: {{ organization.url }}\n{{ organization.name }}, {{ organization.full_address }}\n{% unsubscribe 'Stop' %}\n";

    public static SequenceImport Import(string json = Json) => new(json)
    {
        Sender = Sender,
        Metrics = new Dictionary<string, string>(StringComparer.Ordinal) { ["CaRt01"] = "cart", ["OrDeR1"] = "order" },
        Templates = new Dictionary<string, string>(StringComparer.Ordinal) { ["TpL001.html"] = Page, ["TpL001.txt"] = Text },
    };

    /// <summary>The sample changed in one place.</summary>
    public static SequenceImport With(Action<JsonNode> change)
    {
        var root = JsonNode.Parse(Json)!;
        change(root);
        return Import(root.ToJsonString());
    }

    public static JsonNode Definition(JsonNode root) => root["data"]!["attributes"]!["definition"]!;
}
