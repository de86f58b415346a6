using System.Text.Json;

namespace Recall.Local.Tests.Infra;

/// <summary>What would be made of the Bicep files, by what an operator set: the app can start, nothing comes before what it needs, and what must stay stays.</summary>
public sealed class DeploymentTests
{
    private const string Account = "Microsoft.Storage/storageAccounts";
    private const string Site = "Microsoft.Web/sites";
    private const string Subscription = "Microsoft.EventGrid/systemTopics/eventSubscriptions";

    private static Deployment First => Deployment.First;

    private static Deployment Whole => Deployment.Whole;

    [Fact]
    public void The_compiler_foresees_all_of_it()
    {
        First.Complaints.ShouldBe(0);
        Whole.Complaints.ShouldBe(0);
    }

    [Fact]
    public void The_app_runs_on_the_version_that_it_is_built_for()
    {
        var framework = Sources.All(Repository.Read("Directory.Build.props"), "<TargetFramework>net(?<it>.*)</TargetFramework>").Single();
        foreach (var deployment in new[] { First, Whole })
        {
            var config = deployment.PropertiesOf(Site).GetProperty("functionAppConfig");
            config.GetProperty("runtime").GetRawText().ShouldBeJson($$"""{ "name": "dotnet-isolated", "version": "{{framework}}" }""");
            var plan = deployment.The("Microsoft.Web/serverfarms");
            plan.GetProperty("sku").GetRawText().ShouldBeJson("""{ "name": "FC1", "tier": "FlexConsumption" }""");
            deployment.PropertiesOf(Site).GetProperty("serverFarmId").GetString().ShouldBe(plan.Id());
        }
    }

    [Fact]
    public void The_package_is_put_into_a_container_that_is_made_by_the_identity_of_the_app()
    {
        var storage = First.PropertiesOf(Site).GetProperty("functionAppConfig").GetProperty("deployment").GetProperty("storage");
        var url = storage.GetProperty("value").GetString()!;
        var container = Sources.All(url, @"^\[format\('\{0\}\{1\}', reference\('[^']*', '[^']*'\)\.primaryEndpoints\.blob, '(?<it>[^']+)'\)\]$").ShouldHaveSingleItem(url);

        storage.GetProperty("type").GetString().ShouldBe("blobContainer");
        First.The(Account + "/blobServices/containers", "/" + container).Id().ShouldStartWith(First.The(Account).Id() + "/");
        url.ShouldContain($"reference('{First.The(Account).Id()}', ");
        (container == "event-dead-letters").ShouldBeFalse(); // Which is emptied after ninety days.
        storage.GetProperty("authentication").GetRawText().ShouldBeJson(
            $$"""{ "type": "UserAssignedIdentity", "userAssignedIdentityResourceId": "{{IdentityOf(First)}}" }""");
    }

    [Theory]
    [InlineData("blob")]
    [InlineData("queue")]
    [InlineData("table")]
    public void The_app_finds_each_service_of_its_account(string service) =>
        First.Setting($"AzureWebJobsStorage__{service}ServiceUri").ShouldBe($"reference('{First.The(Account).Id()}', '2025-08-01').primaryEndpoints.{service}");

    [Fact]
    public void The_app_signs_in_everywhere_as_the_identity_that_it_has()
    {
        var identity = IdentityOf(First);
        var client = $"reference('{identity}', '2024-11-30').clientId";
        First.Setting("AZURE_CLIENT_ID").ShouldBe(client);
        First.Setting("AzureWebJobsStorage__clientId").ShouldBe(client);
        First.Setting("AzureWebJobsStorage__credential").ShouldBe("'managedidentity'");
        First.Setting("APPLICATIONINSIGHTS_AUTHENTICATION_STRING").ShouldBe($"format('ClientId={{0}};Authorization=AAD', {client})");

        var site = First.The(Site);
        site.GetProperty("identity").GetRawText().ShouldBeJson($$$"""{ "type": "UserAssigned", "userAssignedIdentities": { "{{{identity}}}": {} } }""");
        site.GetProperty("properties").GetProperty("keyVaultReferenceIdentity").GetString().ShouldBe(identity);
        After("app").ShouldContain("roles", StringComparer.Ordinal); // The host starts with its settings: rights that come later would be a failed start.
    }

    [Fact]
    public void A_domain_of_the_shop_is_linked_and_sent_from_only_once_it_is_verified()
    {
        const string service = "Microsoft.Communication/communicationServices";
        const string domain = "Microsoft.Communication/emailServices/domains";
        var claimed = Deployment.Claimed;

        Linked(First).ShouldBe([First.The(domain, "/AzureManagedDomain").Id()]);
        Linked(claimed).ShouldBeEmpty();
        claimed.All(domain + "/senderUsernames").ShouldBeEmpty();
        claimed.Setting("Recall__Communication__EmailSender").ShouldBeNull();
        (Managed(First), Managed(claimed), Managed(Whole)).ShouldBe(("AzureManaged", "CustomerManaged", "CustomerManaged"));
        Linked(Whole).ShouldBe([Whole.The(domain, "/mail.shop.example").Id()]);
        Whole.The(domain + "/senderUsernames").Name().ShouldEndWith("/mail.shop.example/hello");
        Whole.Setting("Recall__Communication__EmailSender").ShouldBe("'hello@mail.shop.example'");

        static string? Managed(Deployment deployment) => deployment.PropertiesOf(domain).GetProperty("domainManagement").GetString();

        static IEnumerable<string?> Linked(Deployment deployment) => deployment.PropertiesOf(service).GetProperty("linkedDomains").EnumerateArray().Select(d => d.GetString());
    }

    [Fact]
    public void Events_are_sent_only_to_functions_that_are_deployed()
    {
        First.All(Subscription).ShouldBeEmpty();
        After("events").ShouldContain("app", StringComparer.Ordinal);
        Whole.All(Subscription).Count.ShouldBe(2);
        After(Inside("events").Single(r => r.Name == "subscription").Value).ShouldContain("mayDeadLetter", StringComparer.Ordinal);
    }

    [Fact]
    public void What_must_never_change_is_made_only_once()
    {
        var modules = Deployment.Template.EnumerateObject().Where(m => m.Value.GetProperty("type").GetString() == "Microsoft.Resources/deployments").Select(m => m.Name);
        var once = modules.SelectMany(Inside).Where(r => r.Value.TryGetProperty("@options", out var options) && options.TryGetProperty("onlyIfNotExists", out _)).Select(r => r.Name);

        // Another shop secret breaks every link and code that was ever sent; another API key every caller; a budget's first month cannot be moved.
        once.ShouldBe(["vault::shopSecret", "vault::apiKey", "budget"], ignoreOrder: true);
        First.All("Microsoft.KeyVault/vaults/secrets").Count.ShouldBe(2);
    }

    [Fact]
    public void Whoever_is_named_later_is_told_of_alerts_and_of_the_budget()
    {
        const string group = "Microsoft.Insights/actionGroups";
        First.PropertiesOf(group).GetProperty("emailReceivers").GetArrayLength().ShouldBe(0);
        Whole.PropertiesOf(group).GetProperty("emailReceivers").GetRawText()
            .ShouldBeJson($$"""[{ "name": "operator", "emailAddress": "{{Deployment.Choices["RECALL_OPERATOR_EMAIL"]}}", "useCommonAlertSchema": true }]""");
        (First.PropertiesOf(group).GetProperty("enabled").GetBoolean(), Whole.PropertiesOf(group).GetProperty("enabled").GetBoolean()).ShouldBe((true, true));

        // The budget is not changed by a second deployment: what it names has to be there from the first, and to be the same.
        Notified(First).ShouldBe(Notified(Whole));
        Notified(First).ShouldBe([First.The(group).Id(), First.The(group).Id()]);
        First.All("Microsoft.Insights/scheduledQueryRules").Select(r => r.GetProperty("properties").GetProperty("actions").GetProperty("actionGroups")[0].GetString())
            .ShouldAllBe(g => g == First.The(group).Id());

        static IEnumerable<string?> Notified(Deployment deployment) => deployment.PropertiesOf("Microsoft.Consumption/budgets").GetProperty("notifications").EnumerateObject()
            .Select(n => n.Value.GetProperty("contactGroups").EnumerateArray().Single().GetString());
    }

    private static string IdentityOf(Deployment deployment) => deployment.The("Microsoft.ManagedIdentity/userAssignedIdentities").Id();

    /// <summary>The resources of a module, by the names that its file has for them.</summary>
    private static IEnumerable<(string Name, JsonElement Value)> Inside(string module)
    {
        var resources = Deployment.Template.GetProperty(module).GetProperty("properties").GetProperty("template").GetProperty("resources");
        return resources.ValueKind == JsonValueKind.Object ? resources.EnumerateObject().Select(r => (r.Name, r.Value)) : resources.EnumerateArray().Select(r => (r.Name(), r));
    }

    private static IReadOnlyList<string> After(string module) => After(Deployment.Template.GetProperty(module));

    private static IReadOnlyList<string> After(JsonElement resource) => [.. resource.GetProperty("dependsOn").EnumerateArray().Select(d => d.GetString()!)];
}
