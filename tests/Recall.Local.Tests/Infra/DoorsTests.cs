using System.Text.Json;

namespace Recall.Local.Tests.Infra;

/// <summary>What is open once everything is deployed, and to whom.</summary>
public sealed class DoorsTests
{
    private const string Account = "Microsoft.Storage/storageAccounts";
    private const string Site = "Microsoft.Web/sites";
    private const string Vault = "Microsoft.KeyVault/vaults";
    private const string Endpoint = "Microsoft.Network/privateEndpoints";

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

            deployment.PropertiesOf(Vault).GetProperty("enableRbacAuthorization").GetBoolean().ShouldBeTrue();
            deployment.PropertiesOf("Microsoft.Communication/communicationServices").GetProperty("disableLocalAuth").GetBoolean().ShouldBeTrue();
            deployment.PropertiesOf("Microsoft.Insights/components").GetProperty("DisableLocalAuth").GetBoolean().ShouldBeTrue();
        }
    }

    [Fact]
    public void A_private_network_shuts_storage_and_vault_and_lets_the_app_in()
    {
        // Event Grid, which keeps what it could not deliver, and the platform, which resolves references, come from no network of the shop.
        Door(First, Account).ShouldBe("Allow, but for AzureServices; Enabled");
        Door(First, Vault).ShouldBe("Allow, but for AzureServices; Enabled");
        Door(Whole, Account).ShouldBe("Deny, but for AzureServices; Enabled");
        Door(Whole, Vault).ShouldBe("Deny, but for AzureServices; Disabled");
        First.All(Endpoint).ShouldBeEmpty();
        First.PropertiesOf(Site).GetProperty("virtualNetworkSubnetId").ValueKind.ShouldBe(JsonValueKind.Null);

        var network = Whole.The("Microsoft.Network/virtualNetworks");
        var subnets = network.GetProperty("properties").GetProperty("subnets").EnumerateArray().ToList();
        subnets.Select(s => (s.Name(), s.GetProperty("properties").GetProperty("addressPrefix").GetString())).ShouldBe([("app", "10.42.0.0/24"), ("endpoints", "10.42.1.0/27")]);
        subnets[0].GetProperty("properties").GetProperty("delegations")[0].GetProperty("properties").GetProperty("serviceName").GetString().ShouldBe("Microsoft.App/environments");
        Whole.PropertiesOf(Site).GetProperty("virtualNetworkSubnetId").GetString().ShouldBe(network.Id() + "/subnets/app");
        foreach (var endpoint in Whole.All(Endpoint))
            endpoint.GetProperty("properties").GetProperty("subnet").GetProperty("id").GetString().ShouldBe(network.Id() + "/subnets/endpoints");
    }

    /// <summary>Whose private address is in a zone of another name is looked up outside, and refused there (learn.microsoft.com/azure/private-link/private-endpoint-dns).</summary>
    [Fact]
    public void Each_private_endpoint_is_found_by_the_name_of_its_service()
    {
        var (account, vault) = (Whole.The(Account).Id(), Whole.The(Vault).Id());
        (string Group, string Of, string Zone)[] expected =
        [
            ("blob", account, "format('privatelink.blob.{0}', environment().suffixes.storage)"), ("queue", account, "format('privatelink.queue.{0}', environment().suffixes.storage)"),
            ("table", account, "format('privatelink.table.{0}', environment().suffixes.storage)"), ("vault", vault, "privatelink.vaultcore.azure.net"),
        ];

        Whole.All(Endpoint).Select(e => e.GetProperty("properties").GetProperty("privateLinkServiceConnections").EnumerateArray().ShouldHaveSingleItem().GetProperty("properties"))
            .Select(c => (c.GetProperty("groupIds").EnumerateArray().ShouldHaveSingleItem().GetString()!, c.GetProperty("privateLinkServiceId").GetString()!)).ShouldBe(expected.Select(e => (e.Group, e.Of)));
        foreach (var (group, _, zone) in expected)
        {
            var endpoint = Whole.The(Endpoint, "-" + group);
            endpoint.GetProperty("properties").GetProperty("privateLinkServiceConnections")[0].GetProperty("properties").GetProperty("groupIds")[0].GetString().ShouldBe(group);
            var config = Whole.The(Endpoint + "/privateDnsZoneGroups", $"-{group}/default").GetProperty("properties").GetProperty("privateDnsZoneConfigs").EnumerateArray().ShouldHaveSingleItem();
            var id = config.GetProperty("properties").GetProperty("privateDnsZoneId").GetString()!;
            id.ShouldEndWith(id.StartsWith('[') ? $", {zone})]" : "/" + zone);
            Whole.All("Microsoft.Network/privateDnsZones").Count(z => z.Id() == id).ShouldBe(1, group);
            var link = Whole.All("Microsoft.Network/privateDnsZones/virtualNetworkLinks").Where(l => l.Name().Contains(zone, StringComparison.Ordinal)).ShouldHaveSingleItem(group);
            link.GetProperty("properties").GetRawText().ShouldBeJson($$"""{ "registrationEnabled": false, "virtualNetwork": { "id": "{{Whole.The("Microsoft.Network/virtualNetworks").Id()}}" } }""");
        }
    }

    private static string Door(Deployment deployment, string type)
    {
        var properties = deployment.PropertiesOf(type);
        var rules = properties.GetProperty("networkAcls");
        return $"{rules.GetProperty("defaultAction").GetString()}, but for {rules.GetProperty("bypass").GetString()}; {properties.GetProperty("publicNetworkAccess").GetString()}";
    }
}
