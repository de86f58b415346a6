using YamlDotNet.Serialization;

namespace Recall.Local.Tests.Infra;

/// <summary>What the deployment tool does, in which order, and what it remembers (learn.microsoft.com/azure/developer/azure-developer-cli/azd-schema).</summary>
public sealed class AzdTests
{
    private static readonly Dictionary<string, object> Azd = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(Repository.Read("azure.yaml"));

    [Fact]
    public void It_provisions_deploys_and_provisions_what_only_deployed_functions_can_have()
    {
        At("infra").ShouldBe(new Dictionary<object, object> { ["provider"] = "bicep", ["path"] = "infra" });
        At("services").ShouldHaveSingleItem().Value.ShouldBeOfType<Dictionary<object, object>>()
            .ShouldBe(new Dictionary<object, object> { ["project"] = "functions/Recall.Azure", ["language"] = "dotnet", ["host"] = "function" });
        var steps = ((Dictionary<object, object>)At("workflows").ShouldHaveSingleItem().Value)["steps"].ShouldBeOfType<List<object>>();
        steps.Select(s => s.ShouldBeOfType<Dictionary<object, object>>().ShouldHaveSingleItem().Value).ShouldBe(["provision", "deploy --all", "provision"]);
    }

    [Fact]
    public void It_remembers_that_functions_are_deployed_until_they_are_taken_away_on_every_system()
    {
        var hooks = At("hooks").SelectMany(
            h => (Dictionary<object, object>)h.Value, (h, system) => (h.Key, system.Key, ((Dictionary<object, object>)system.Value)["shell"], ((Dictionary<object, object>)system.Value)["run"]));

        hooks.ShouldBe(
        [
            ("postdeploy", "windows", "pwsh", "azd env set RECALL_FUNCTIONS_DEPLOYED true"),
            ("postdeploy", "posix", "sh", "azd env set RECALL_FUNCTIONS_DEPLOYED true"),
            ("postdown", "windows", "pwsh", "azd env set RECALL_FUNCTIONS_DEPLOYED false"),
            ("postdown", "posix", "sh", "azd env set RECALL_FUNCTIONS_DEPLOYED false"),
        ]);
    }

    /// <summary>By tags: the environment's name on what it made, and the service's on what it deploys to.</summary>
    [Fact]
    public void It_finds_what_it_made_and_all_of_it_where_it_was_told_to_make_it()
    {
        Deployment.First.The("Microsoft.Resources/resourceGroups").GetProperty("tags").GetRawText().ShouldBeJson("""{ "azd-env-name": "check" }""");
        Deployment.First.The("Microsoft.Web/sites").GetProperty("tags").GetRawText()
            .ShouldBeJson($$"""{ "azd-env-name": "check", "azd-service-name": "{{At("services").Keys.Single()}}" }""");
        Deployment.Whole.Resources.Where(r => r.TryGetProperty("location", out _)).Select(r => r.GetProperty("location").GetString()).Distinct(StringComparer.Ordinal)
            .ShouldBe(["westeurope", "global"], ignoreOrder: true);
    }

    private static Dictionary<object, object> At(string name) => Azd[name].ShouldBeOfType<Dictionary<object, object>>();
}
