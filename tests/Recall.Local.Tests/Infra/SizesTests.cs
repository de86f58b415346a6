using System.Text.Json;

namespace Recall.Local.Tests.Infra;

/// <summary>Sizes are those that docs/scale.md reckons with, and what else is chosen comes to the resource that it is for.</summary>
public sealed class SizesTests
{
    private const string Site = "Microsoft.Web/sites";

    private static Deployment First => Deployment.First;

    private static Deployment Whole => Deployment.Whole;

    [Fact]
    public void Sizes_are_those_of_the_page() =>
        Deployment.Sizes.EnumerateObject().Select(s => string.Join(" | ", [
            s.Name, Number(s.Value, "maximumInstances"), Number(s.Value, "instanceMemoryMB"), Number(s.Value, "alwaysReady"), s.Value.GetProperty("functionTimeout").GetString()!,
            Number(s.Value, "logGbADay"),
        ])).ShouldBe(Rows("## Sizes").Select(r => string.Join(" | ", r.Split(" | ") is [var name, _, .. var rest] ? [name.Trim('`'), .. rest] : [])));

    [Theory]
    [InlineData("small")]
    [InlineData("large")]
    public void The_size_that_is_chosen_is_what_is_made(string name)
    {
        var (size, made) = (Deployment.Sizes.GetProperty(name), name == "small" ? First : Whole);
        var scaling = made.PropertiesOf(Site).GetProperty("functionAppConfig").GetProperty("scaleAndConcurrency");

        scaling.GetProperty("alwaysReady").GetRawText().ShouldBeJson($$"""[{ "name": "durable", "instanceCount": {{Number(size, "alwaysReady")}} }]""");
        Number(scaling, "instanceMemoryMB").ShouldBe(Number(size, "instanceMemoryMB"));
        Number(scaling, "maximumInstanceCount").ShouldBe(Number(size, "maximumInstances"));
        made.Setting("AzureFunctionsJobHost__functionTimeout").ShouldBe($"'{size.GetProperty("functionTimeout").GetString()}'");
        made.PropertiesOf("Microsoft.OperationalInsights/workspaces").GetProperty("workspaceCapping").GetRawText().ShouldBeJson($$"""{ "dailyQuotaGb": {{Number(size, "logGbADay")}} }""");
    }

    [Fact]
    public void What_is_chosen_of_storage_and_messages_and_money_comes_to_them()
    {
        (Sku(First), Sku(Whole)).ShouldBe(("Standard_ZRS", Deployment.Choices["RECALL_STORAGE_SKU"]));
        foreach (var (deployment, place) in new[] { (First, "Europe"), (Whole, Deployment.Choices["RECALL_DATA_LOCATION"]) })
        {
            deployment.PropertiesOf("Microsoft.Communication/communicationServices").GetProperty("dataLocation").GetString().ShouldBe(place);
            deployment.PropertiesOf("Microsoft.Communication/emailServices").GetProperty("dataLocation").GetString().ShouldBe(place);
            deployment.PropertiesOf("Microsoft.Communication/emailServices/domains").GetProperty("userEngagementTracking").GetString().ShouldBe("Disabled"); // Nobody is followed by a pixel.
        }

        var budget = Whole.PropertiesOf("Microsoft.Consumption/budgets");
        Number(budget, "amount").ShouldBe(Deployment.Choices["RECALL_MONTHLY_BUDGET"]);
        (budget.GetProperty("category").GetString(), budget.GetProperty("timeGrain").GetString()).ShouldBe(("Cost", "Monthly"));
        budget.GetProperty("notifications").EnumerateObject().Select(n => (
            n.Value.GetProperty("thresholdType").GetString(), n.Value.GetProperty("operator").GetString(), Number(n.Value, "threshold"), n.Value.GetProperty("enabled").GetBoolean()))
            .ShouldBe([("Actual", "GreaterThanOrEqualTo", "80", true), ("Forecasted", "GreaterThanOrEqualTo", "100", true)]);
        Repository.Read("docs/azure.md").ShouldContain("80 % spent and at 100 % foreseen");

        static string? Sku(Deployment deployment) => deployment.The("Microsoft.Storage/storageAccounts").GetProperty("sku").GetProperty("name").GetString();
    }

    [Fact]
    public void A_scheduler_is_of_the_kind_that_was_chosen_and_has_the_hub_that_the_app_is_told_of()
    {
        var scheduler = Whole.PropertiesOf("Microsoft.DurableTask/schedulers");

        scheduler.GetProperty("sku").GetRawText().ShouldBeJson($$"""{ "name": "{{Deployment.Choices["RECALL_DURABLE_SCHEDULER"]}}", "capacity": 1 }""");
        scheduler.GetProperty("ipAllowlist").GetRawText().ShouldBeJson("""["0.0.0.0/0"]"""); // An empty list lets nobody in.
        Whole.The("Microsoft.DurableTask/schedulers/taskHubs").Id().ShouldBe($"{Whole.The("Microsoft.DurableTask/schedulers").Id()}/taskHubs/{Whole.Setting("TASKHUB_NAME")!.Trim('\'')}");
    }

    [Fact]
    public void What_the_app_says_of_itself_comes_to_the_one_workspace()
    {
        var workspace = First.The("Microsoft.OperationalInsights/workspaces").Id();

        First.PropertiesOf("Microsoft.Insights/components").GetProperty("WorkspaceResourceId").GetString().ShouldBe(workspace);
        First.PropertiesOf("Microsoft.Insights/workbooks").GetProperty("sourceId").GetString().ShouldBe(workspace);
        First.PropertiesOf("Microsoft.Insights/workbooks").GetProperty("serializedData").GetString()!.ShouldBeJson(Repository.Read("infra/modules/workbook.json"));
        Number(First.PropertiesOf("Microsoft.OperationalInsights/workspaces"), "retentionInDays").ShouldBe("30"); // As long as nothing is paid for it.
    }

    private static string Number(JsonElement of, string name) => of.GetProperty(name).GetRawText();

    /// <summary>Rows of the table below a heading of docs/scale.md.</summary>
    private static IEnumerable<string> Rows(string heading) => Repository.Read("docs/scale.md").Split('\n').SkipWhile(l => l != heading).Skip(1)
        .SkipWhile(l => !l.StartsWith('|')).TakeWhile(l => l.StartsWith('|')).Skip(2).Select(l => l.Trim('|').Trim());
}
