using System.Text.Json.Nodes;
using FsCheck.Fluent;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;
using Recall.Core.Sequences.Importing;

namespace Recall.Core.Tests.Sequences.Importing;

public class KlaviyoFlowTests
{
    [Fact]
    public void A_flow_of_documented_fields_becomes_a_sequence_without_a_doubt()
    {
        var result = KlaviyoFlow.Import(SampleFlow.Import());

        result.Refusals.ShouldBeEmpty();
        var read = SequenceFile.Read(result.Name + ".yaml", result.Yaml!);
        read.Problems.ShouldBeEmpty(result.Yaml);
        var definition = read.Definition!;
        definition.Name.ShouldBe("abandoned-cart");
        ConditionText.Of(definition.Audience).ShouldBe("paid in all, before refunds at least 40 or channels with consent contains email");
        definition.Exits.ShouldBe([SignalKind.Unsubscribe, SignalKind.Complaint, SignalKind.Order, SignalKind.LeftAudience]);
        definition.Reentry.After.ShouldBe(TimeSpan.FromDays(30));
        definition.Holdout.ShouldBe(0.1);
        definition.GoalWithin.ShouldBe(TimeSpan.FromDays(30));
        Outline(definition.Steps).ShouldBe(
        [
            "wait-101 4h", "email-102 email", "midnight-103 until 00:00", "wait-103 24h until 10:00 on Monday Tuesday Wednesday", "split-104 if orders placed more than 1",
            "  sms-105 sms", "  split-106 30:70", "    wait-107 72h", "wait-107-2 72h",
        ]);
        definition.Templates["sms-105"].ByLocale["en"].Sms.ShouldBe(
            "{{shop.name}}: Your cart is still here, {{#if customer.name}}{{customer.name}}{{else}}friend{{/if}}. Stop: {{unsubscribeUrl}}");
        var mail = definition.Templates["email-102"].ByLocale["en"];
        mail.Subject.ShouldBe("{{#if customer.name}}{{customer.name}}{{else}}Hello{{/if}}, your tea is waiting");
        mail.Html!.ShouldStartWith("<style>@media only screen{.a{color:#333}}</style>\n<div style=\"margin:0\">");
        mail.Html.ShouldContain("<a href=\"{{unsubscribeUrl}}\">Stop these e-mails</a>");
        mail.Html.ShouldNotContain("designer");
        result.Notes.Select(n => n.ToString()).ShouldContain(n => n.StartsWith("Beyond the flow: a control group of 10%", StringComparison.Ordinal));
    }

    /// <summary>The types are those of the schema; a new one is refused as unknown.</summary>
    [Theory]
    [InlineData("send-email")]
    [InlineData("send-sms")]
    [InlineData("time-delay")]
    [InlineData("conditional-split")]
    [InlineData("ab-test")]
    [InlineData("action-output-split")]
    [InlineData("back-in-stock-delay")]
    [InlineData("code")]
    [InlineData("content-experiment")]
    [InlineData("countdown-delay")]
    [InlineData("internal-service")]
    [InlineData("list-update")]
    [InlineData("multi-branch-split")]
    [InlineData("send-internal-alert")]
    [InlineData("send-mobile-push")]
    [InlineData("send-webhook")]
    [InlineData("send-whatsapp")]
    [InlineData("target-date")]
    [InlineData("trigger-split")]
    [InlineData("update-profile")]
    [InlineData("from-the-future")]
    public void Every_type_of_action_is_honoured_or_refused_by_name_where_it_stands(string type)
    {
        if (KlaviyoMembers.Actions.Contains(type, StringComparer.Ordinal))
        {
            SampleFlow.Json.ShouldContain($"\"{type}\"");
            return;
        }

        var result = KlaviyoFlow.Import(SampleFlow.With(r => SampleFlow.Definition(r)["actions"]![6] = new JsonObject { ["id"] = "107", ["type"] = type, ["data"] = new JsonObject() }));

        result.Yaml.ShouldBeNull();
        var refusal = result.Refusals.ShouldHaveSingleItem();
        refusal.Path.ShouldBe("$.data.attributes.definition.actions[6].type");
        refusal.Message.ToString().ShouldStartWith($"is {type}: ");
    }

    [Theory]
    [InlineData("list", "tag by an event")]
    [InlineData("segment", "tag by an event")]
    [InlineData("price-drop", "prices and stock")]
    [InlineData("low-inventory", "prices and stock")]
    [InlineData("moonrise", "no trigger that Recall knows")]
    public void Triggers_that_recall_does_not_have_are_refused_with_what_to_do(string type, string advice)
    {
        var refusals = Refused(d => d["triggers"] = new JsonArray(new JsonObject { ["type"] = type, ["id"] = "X" }));
        refusals.ShouldContain(r => r.Path == "$.data.attributes.definition.triggers[0].type" && r.Message.ToString().Contains(advice, StringComparison.Ordinal));
    }

    [Fact]
    public void All_refusals_are_told_at_once()
    {
        var refusals = Refused(d =>
        {
            d["actions"]![1]!["data"]!["message"]!["cc_email"] = "boss@example.com";
            d["actions"]![1]!["data"]!["message"]!["subject_line"] = "{% coupon_code 'SPRING' %} for you";
            d["actions"]![4]!["data"]!["message"]!["body"] = "No name and no way out";
            d["actions"]![4]!["data"]!["message"]!["add_opt_out_language"] = false;
            d["actions"]![4]!["data"]!["message"]!["mood"] = "sunny";
            d["actions"]![6]!["type"] = "target-date";
        });

        refusals.Select(r => r.Path.Replace("$.data.attributes.definition.", "", StringComparison.Ordinal)).ShouldBe(
        [
            "actions[1].data.message.cc_email", "actions[1].data.message.subject_line", "actions[4].data.message.mood", "actions[6].type", "templates.sms-105.en.sms",
        ]);
        refusals[1].Message.ToString().ShouldStartWith("Recall has nothing for {% coupon_code 'SPRING' %};");
    }

    [Fact]
    public void A_birthday_is_met_at_its_time_of_day_where_the_customer_is()
    {
        var import = SampleFlow.With(r =>
        {
            var definition = SampleFlow.Definition(r);
            definition["triggers"] = new JsonArray(JsonNode.Parse(
                """{ "type": "date", "date_field_type": "profile-property", "date_profile_property": "Birthday", "timedelta_unit_before_date": "weeks", "timedelta_value_before_date": 1, "recurrence_frequency": "annually", "timezone": "profile", "trigger_time": "09:30:00", "trigger_days": null }"""));
            definition["reentry_criteria"] = null;
        });
        var metrics = new Dictionary<string, string>(StringComparer.Ordinal) { ["OrDeR1"] = "order" };

        var result = KlaviyoFlow.Import(import with { Metrics = metrics, Dates = new Dictionary<string, string>(StringComparer.Ordinal) { ["Birthday"] = "birthday" } });

        result.Refusals.ShouldBeEmpty();
        result.Yaml!.ShouldContain("\ntrigger: { date: birthday, offset: -8 days }\n");
        result.Yaml!.ShouldContain("\nreentry: { after: 300 days }\n");
        result.Yaml!.ShouldContain("\n  - wait: the-day\n    until-time: \"00:00\"\n  - wait: the-time\n    until-time: \"09:30\"\n  - wait: wait-101\n");
        KlaviyoFlow.Import(import with { Metrics = metrics }).Refusals.ShouldHaveSingleItem().Message.ToString().ShouldContain("--date \"Birthday=birthday\"");
    }

    [Fact]
    public void What_is_missing_beside_the_flow_is_named_with_how_to_give_it()
    {
        var bare = KlaviyoFlow.Import(new(SampleFlow.Json)).Refusals;

        bare.ShouldContain(r => r.Path.EndsWith("triggers[0].id", StringComparison.Ordinal) && r.Message.ToString().Contains("--metric CaRt01=order", StringComparison.Ordinal));
        bare.ShouldContain(r => r.Path.EndsWith("template_id", StringComparison.Ordinal) && r.Message.ToString().Contains("TpL001.json", StringComparison.Ordinal));
        bare.ShouldContain(r => r.Message.ToString().EndsWith($"--sender \"{SampleFlow.Sender}\"", StringComparison.Ordinal));
        var more = new Dictionary<string, string>(SampleFlow.Import().Metrics, StringComparer.Ordinal) { ["Typo01"] = "view" };
        KlaviyoFlow.Import(SampleFlow.Import() with { Metrics = more }).Refusals.ShouldHaveSingleItem().Path.ShouldBe("--metric Typo01");
        KlaviyoFlow.Import(SampleFlow.Import() with { Sender = "Coffee <c@example.com>" }).Refusals.ShouldHaveSingleItem().Message.ToString().ShouldStartWith("Recall sends as Coffee <c@example.com>, and the message comes from Tea House");
    }

    [Fact]
    public void Ways_that_lead_back_nowhere_or_too_far_are_refused()
    {
        Refused(d => d["actions"]![6]!["links"]!["next"] = "102").ShouldContain(r => r.Message.ToString().Contains("no loops", StringComparison.Ordinal));
        Refused(d => d["actions"]![6]!["links"]!["next"] = "999").ShouldAllBe(r => r.Message.ToString() == "there is no action '999'");
        Refused(d => d["actions"]!.AsArray().Add(new JsonObject { ["id"] = "200", ["type"] = "time-delay", ["data"] = new JsonObject { ["value"] = 1 } }))
            .ShouldHaveSingleItem().Message.ToString().ShouldBe("no way leads to this action; take it out");

        // Each split leads to the next one on both ways: a tree of two to the fortieth steps.
        Refused(d =>
        {
            d["entry_action_id"] = "0";
            d["actions"] = new JsonArray([.. Enumerable.Range(0, 40).Select(i => JsonNode.Parse(
                $$$"""{ "id": "{{{i}}}", "type": "conditional-split", "links": { "next_if_true": "{{{i + 1}}}", "next_if_false": "{{{i + 1}}}" }, "data": { "profile_filter": { "condition_groups": [{ "conditions": [{ "type": "profile-sample", "percentage": 50 }] }] } } }""")), JsonNode.Parse("""{ "id": "40", "type": "time-delay", "data": { "value": 1 } }""")]);
        }).ShouldContain(r => r.Message.ToString().Contains("more than 200 steps", StringComparison.Ordinal));
    }

    [Fact]
    public void An_answer_for_a_template_is_taken_as_well_as_its_files()
    {
        var answer = new JsonObject
        {
            ["data"] = new JsonObject
            {
                ["type"] = "template", ["id"] = "TpL001", ["links"] = new JsonObject(),
                ["attributes"] = new JsonObject { ["name"] = "Cart", ["editor_type"] = "CODE", ["html"] = SampleFlow.Page, ["text"] = SampleFlow.Text, ["amp"] = null, ["created"] = "x", ["updated"] = "x" },
            },
        };
        SequenceImport With(JsonObject json) => SampleFlow.Import() with { Templates = new Dictionary<string, string>(StringComparer.Ordinal) { ["TpL001.json"] = json.ToJsonString() } };

        KlaviyoFlow.Import(With(answer)).Yaml.ShouldBe(KlaviyoFlow.Import(SampleFlow.Import()).Yaml);
        answer["data"]!["attributes"]!["amp"] = "<html amp4email>";
        answer["data"]!["attributes"]!["colour"] = "red";
        answer["data"]!["attributes"]!["text"] = 5;
        KlaviyoFlow.Import(With(answer)).Refusals.ShouldContain(r => r.Path == "TpL001.json: $.data.attributes.text");
        answer["data"]!["attributes"]!["text"] = SampleFlow.Text;
        KlaviyoFlow.Import(With(answer)).Refusals.Select(r => r.Path).ShouldBe(["TpL001.json: $.data.attributes.amp", "TpL001.json: $.data.attributes.colour"]);
    }

    [Theory]
    [InlineData("{{ event.ItemNames }}", "Recall has nothing for {{ event.ItemNames }};")]
    [InlineData("{% if person.vip %}", "Recall has nothing for {% if person.vip %};")]
    [InlineData("{{ person.first_name|title }}", "Recall has nothing for")]
    [InlineData("{% manage_preferences %}", "Recall has nothing for")]
    [InlineData("{{ first_name", "a tag is not closed")]
    public void Other_tags_are_refused_with_their_line(string tag, string message)
    {
        var templates = new Dictionary<string, string>(SampleFlow.Import().Templates, StringComparer.Ordinal) { ["TpL001.txt"] = $"{SampleFlow.Text}\n{tag}\n" };
        var refusal = KlaviyoFlow.Import(SampleFlow.Import() with { Templates = templates }).Refusals.ShouldHaveSingleItem();
        refusal.Path.ShouldBe("TpL001.txt:7");
        refusal.Message.ToString().ShouldStartWith(message);
    }

    /// <summary>The example of https://help.klaviyo.com/hc/en-us/articles/115003885212, for any hour, count of days, weekdays, and where clocks change.</summary>
    [Fact]
    public void Days_until_a_time_of_day_are_days_of_the_calendar_whenever_they_begin()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var start = new DateTimeOffset(2026, 3, 20, 0, 0, 0, TimeSpan.Zero);
        Properties.ForAll(
            from minute in Gen.Choose(0, 20 * 1440) from days in Gen.Choose(1, 5) from hour in Gen.Elements(0, 9, 15) from weekend in Gen.Elements(true, false) select (minute, days, hour, weekend),
            c =>
            {
                var yaml = KlaviyoFlow.Import(SampleFlow.With(r => SampleFlow.Definition(r)["actions"]![2]!["data"] = new JsonObject
                {
                    ["unit"] = "days", ["value"] = c.days, ["delay_until_time"] = $"{c.hour:00}:00:00", ["delay_until_weekdays"] = c.weekend ? new JsonArray("saturday", "sunday") : null,
                })).Yaml!;
                var entered = start.AddMinutes(c.minute);
                var at = SequenceFile.Read("abandoned-cart.yaml", yaml).Definition!.Steps.OfType<WaitStep>().Skip(1).Aggregate(entered, (since, wait) => ClockWait.EndOf(wait, since, zone));

                var day = LocalTime.Day(entered, zone).AddDays(c.days);
                while (c.weekend && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                    day = day.AddDays(1);
                TimeZoneInfo.ConvertTime(at, zone).DateTime.ShouldBe(day.ToDateTime(new(c.hour, 0)), $"{c}");
            });
    }

    private static IReadOnlyList<ImportRefusal> Refused(Action<JsonNode> change)
    {
        var result = KlaviyoFlow.Import(SampleFlow.With(r => change(SampleFlow.Definition(r))));
        result.Yaml.ShouldBeNull();
        return result.Refusals;
    }

    private static IEnumerable<string> Outline(IEnumerable<Step> steps) => steps.SelectMany(s => (IEnumerable<string>)(s switch
    {
        SendStep send => [$"{send.Id} {string.Join(',', send.Channels)}"],
        WaitStep wait => [$"{wait.Id}{(wait.For > TimeSpan.Zero ? $" {wait.For.TotalHours:0}h" : "")}{(wait.UntilTime is { } time ? $" until {time:HH:mm}" : "")}{(wait.On.Count > 0 ? " on " + string.Join(' ', wait.On) : "")}"],
        BranchStep branch => [$"{branch.Id} if {ConditionText.Of(branch.Cases[0].When)}", .. Outline(branch.Cases[0].Steps).Select(l => "  " + l), .. Outline(branch.Default)],
        AbStep ab => [$"{ab.Id} {string.Join(':', ab.Variants.Select(v => v.Weight))}", .. ab.Variants.SelectMany(v => Outline(v.Steps)).Select(l => "  " + l)],
        _ => throw new InvalidOperationException(s.GetType().Name),
    }));
}
