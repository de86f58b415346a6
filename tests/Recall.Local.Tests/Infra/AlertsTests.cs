using System.Text.Json;

namespace Recall.Local.Tests.Infra;

/// <summary>What an operator is called for, how soon, and by what.</summary>
public sealed class AlertsTests
{
    private const string Rule = "Microsoft.Insights/scheduledQueryRules";

    /// <summary>Name, severity, how often, over how long, from what value on; and what the value is.</summary>
    private static readonly (string Name, int Severity, string Every, string Window, string Operator, int Threshold, string Query)[] Rules =
    [
        ("sends-fail", 2, "PT15M", "PT1H", "GreaterThan", 10, """
            AppMetrics
            | where Name == 'recall.touches'
            | summarize All = sum(Sum), Failed = sumif(Sum, tostring(Properties.result) != 'accepted')
            | extend Value = iff(All >= 20, 100.0 * Failed / All, 0.0)
            """),
        ("bounces", 2, "PT1H", "P1D", "GreaterThan", 5, """
            AppMetrics
            | where Name == 'recall.messages'
            | extend status = tostring(Properties.status)
            | summarize Sent = sumif(Sum, status == 'sent'), Bounced = sumif(Sum, status == 'bounced')
            | extend Value = iff(Sent >= 50, 100.0 * Bounced / Sent, 0.0)
            """),
        ("no-scores", 1, "PT1H", "P2D", "LessThan", 2048, """
            AppMetrics
            | summarize First = min(TimeGenerated), Scored = sumif(Sum, Name == 'recall.scoring.buckets' and TimeGenerated > ago(26h))
            | extend Value = iff(First < ago(26h), Scored, 1e9)
            """),
        ("runs-stop", 2, "PT1H", "PT2H", "GreaterThan", 0, """
            AppMetrics
            | where Name == 'recall.runs.taken_up'
            | summarize Value = sum(Sum)
            """),
        ("work-given-up", 1, "PT5M", "PT15M", "GreaterThan", 0, """
            AppMetrics
            | where Name == 'recall.work.given_up'
            | summarize Value = sum(Sum)
            """),
        ("dead-letters", 2, "PT15M", "PT1H", "GreaterThan", 0, """
            AppMetrics
            | where Name == 'recall.dead_letters'
            | summarize Value = sum(Sum)
            """),
    ];

    [Fact]
    public void Each_rule_calls_for_what_its_query_sees_when_it_is_to() =>
        Deployment.Whole.All(Rule).Select(rule =>
        {
            var properties = rule.GetProperty("properties");
            var criteria = properties.GetProperty("criteria").GetProperty("allOf").EnumerateArray().ShouldHaveSingleItem();
            return (rule.Name()[(Deployment.Whole.The("Microsoft.Web/sites").Name().Length + 1)..], properties.GetProperty("severity").GetInt32(), properties.GetProperty("evaluationFrequency").GetString()!,
                properties.GetProperty("windowSize").GetString()!, criteria.GetProperty("operator").GetString()!, criteria.GetProperty("threshold").GetInt32(), criteria.GetProperty("query").GetString()!.Trim());
        }).ShouldBe(Rules.Select(r => (r.Name, r.Severity, r.Every, r.Window, r.Operator, r.Threshold, r.Query.ReplaceLineEndings("\n"))), ignoreOrder: true);

    [Fact]
    public void Each_rule_looks_at_the_value_of_its_query_once_and_calls_at_once()
    {
        foreach (var properties in Deployment.First.All(Rule).Select(r => r.GetProperty("properties")))
        {
            var criteria = properties.GetProperty("criteria").GetProperty("allOf")[0];
            properties.GetProperty("enabled").GetBoolean().ShouldBeTrue();
            properties.GetProperty("skipQueryValidation").GetBoolean().ShouldBeTrue(); // The table is made by the first metric, which is after the rules are.
            properties.GetProperty("scopes").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldBe(Deployment.First.The("Microsoft.OperationalInsights/workspaces").Id());
            (criteria.GetProperty("metricMeasureColumn").GetString(), criteria.GetProperty("timeAggregation").GetString()).ShouldBe(("Value", "Maximum"));
            criteria.GetProperty("failingPeriods").GetRawText().ShouldBeJson("""{ "numberOfEvaluationPeriods": 1, "minFailingPeriodsToAlert": 1 }""");
            Time(properties, "windowSize").ShouldBeGreaterThanOrEqualTo(Time(properties, "evaluationFrequency")); // Else something lies between two looks.
        }
    }

    [Fact]
    public void That_nobody_is_scored_is_seen_within_the_hour_and_not_taken_back_when_the_app_is_dead_for_long()
    {
        var (first, rule) = (Deployment.First.PropertiesOf(Rule, "-no-scores"), Deployment.Whole.PropertiesOf(Rule, "-no-scores"));

        // What the query looks back to has to be in its window.
        Time(rule, "windowSize").ShouldBeGreaterThanOrEqualTo(TimeSpan.FromHours(26) + Time(rule, "evaluationFrequency"));
        Time(rule, "evaluationFrequency").ShouldBe(TimeSpan.FromHours(1));

        // Every bucket is counted once a night.
        (Threshold(first), Threshold(rule)).ShouldBe((1024, int.Parse(Deployment.Choices["RECALL_BUCKETS"], System.Globalization.CultureInfo.InvariantCulture)));
        (rule.GetProperty("autoMitigate").GetBoolean(), rule.GetProperty("muteActionsDuration").GetString()).ShouldBe((false, "P1D"));
        Deployment.Whole.All(Rule).Select(r => r.GetProperty("properties")).Count(r => r.GetProperty("autoMitigate").GetBoolean() && r.GetProperty("muteActionsDuration").ValueKind == JsonValueKind.Null)
            .ShouldBe(Rules.Length - 1);

        static int Threshold(JsonElement properties) => properties.GetProperty("criteria").GetProperty("allOf")[0].GetProperty("threshold").GetInt32();
    }

    private static TimeSpan Time(JsonElement of, string name) => System.Xml.XmlConvert.ToTimeSpan(of.GetProperty(name).GetString()!);
}
