using System.Text.Json;

namespace Recall.Local.Tests.Infra;

/// <summary>What is open once everything is deployed, and to whom.</summary>
public sealed class DoorsTests
{
    private const string Account = "Microsoft.Storage/storageAccounts";
    private const string Site = "Microsoft.Web/sites";

    private static Deployment First => Deployment.First;

    private static Deployment Whole => Deployment.Whole;

    [Fact]
    public void Nobody_gets_in_by_a_key_in_the_clear_or_without_signing_in()
    {
        foreach (var deployment in new[] { First, Whole })
        {
            var account = deployment.PropertiesOf(Account);
            account.GetProperty("allowSharedKeyAccess").GetBoolean().ShouldBeFalse();
            account.GetProperty("allowBlobPublicAccess").GetBoolean().ShouldBeFalse();
            account.GetProperty("allowCrossTenantReplication").GetBoolean().ShouldBeFalse();
            account.GetProperty("supportsHttpsTrafficOnly").GetBoolean().ShouldBeTrue();
            account.GetProperty("minimumTlsVersion").GetString().ShouldBe("TLS1_2");
            foreach (var container in deployment.All(Account + "/blobServices/containers"))
                container.TryGetProperty("properties", out _).ShouldBeFalse(); // Private is what a container is unless told.

            var site = deployment.PropertiesOf(Site);
            site.GetProperty("httpsOnly").GetBoolean().ShouldBeTrue();
            site.GetProperty("siteConfig").GetRawText().ShouldBeJson("""{ "ftpsState": "Disabled", "minTlsVersion": "1.2" }""");
            deployment.All(Site + "/basicPublishingCredentialsPolicies").Select(p => (p.Name(), p.GetProperty("properties").GetProperty("allow").GetBoolean()))
                .ShouldBe([($"{deployment.The(Site).Name()}/ftp", false), ($"{deployment.The(Site).Name()}/scm", false)]);

            deployment.PropertiesOf("Microsoft.KeyVault/vaults").GetProperty("enableRbacAuthorization").GetBoolean().ShouldBeTrue();
            deployment.PropertiesOf("Microsoft.Communication/communicationServices").GetProperty("disableLocalAuth").GetBoolean().ShouldBeTrue();
            deployment.PropertiesOf("Microsoft.Insights/components").GetProperty("DisableLocalAuth").GetBoolean().ShouldBeTrue();
        }
    }

    [Fact]
    public void A_private_network_shuts_storage_and_vault_and_lets_the_app_in()
    {
        (Door(First, Account), Door(First, "Microsoft.KeyVault/vaults")).ShouldBe(("Allow", "Allow"));
        (Door(Whole, Account), Door(Whole, "Microsoft.KeyVault/vaults")).ShouldBe(("Deny", "Deny"));
        Whole.PropertiesOf("Microsoft.KeyVault/vaults").GetProperty("publicNetworkAccess").GetString().ShouldBe("Disabled");
        First.All("Microsoft.Network/privateEndpoints").ShouldBeEmpty();
        First.PropertiesOf(Site).GetProperty("virtualNetworkSubnetId").ValueKind.ShouldBe(JsonValueKind.Null);

        var subnets = Whole.PropertiesOf("Microsoft.Network/virtualNetworks").GetProperty("subnets").EnumerateArray().ToList();
        subnets[0].GetProperty("properties").GetProperty("delegations")[0].GetProperty("properties").GetProperty("serviceName").GetString().ShouldBe("Microsoft.App/environments");
        Whole.PropertiesOf(Site).GetProperty("virtualNetworkSubnetId").GetString().ShouldEndWith("/subnets/" + subnets[0].Name());
        Whole.All("Microsoft.Network/privateEndpoints").Select(e => e.GetProperty("properties").GetProperty("privateLinkServiceConnections")[0].GetProperty("properties"))
            .Select(c => (c.GetProperty("groupIds")[0].GetString(), c.GetProperty("privateLinkServiceId").GetString()))
            .ShouldBe([("blob", Whole.The(Account).Id()), ("queue", Whole.The(Account).Id()), ("table", Whole.The(Account).Id()), ("vault", Whole.The("Microsoft.KeyVault/vaults").Id())]);
        Whole.All("Microsoft.Network/privateEndpoints/privateDnsZoneGroups").Count.ShouldBe(4);
        Whole.All("Microsoft.Network/privateDnsZones/virtualNetworkLinks").Count.ShouldBe(4);
    }

    private static string? Door(Deployment deployment, string type) => deployment.PropertiesOf(type).GetProperty("networkAcls").GetProperty("defaultAction").GetString();
}
