using System.Text;
using Recall.App.Ingestion.Connectors;
using Recall.Core.Shop;

namespace Recall.App.Tests.Ingestion.Connectors;

/// <summary>Which secrets sign: those of the settings and of the environment, an old one beside a new one, and none that is no key.</summary>
public class SecretsTests
{
    [Fact]
    public async Task A_key_that_was_replaced_is_good_until_it_is_taken_out()
    {
        await using var shop = await PlatformShop.StartAsync();
        (await shop.PostAsync(Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-1", Signed.OldSecret))).Status.ShouldBe(200);
        (await shop.PostAsync(Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-2", "a-secret-of-nobody-at-all"))).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Secrets_come_from_the_environment_where_the_settings_say_so()
    {
        Environment.SetEnvironmentVariable("RECALL_TEST_SHOPIFY_SECRET", "from-the-environment");
        await using var shop = await PlatformShop.StartAsync(s => s.Name == "shopify" ? s with { Secrets = ["env:RECALL_TEST_SHOPIFY_SECRET", "env:RECALL_TEST_NOT_THERE"] } : s);
        (await shop.PostAsync(Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-1", "from-the-environment"))).Status.ShouldBe(200);
        (await shop.PostAsync(Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-2", "env:RECALL_TEST_NOT_THERE"))).Status.ShouldBe(401);
        shop.Get<ConnectorCatalogue>().Missing.ShouldBe(["RECALL_TEST_NOT_THERE"]);
        shop.Get<ConnectorCatalogue>().Wrong.ShouldBeEmpty();

        // What Azure leaves where Key Vault gives none is long enough, and everybody can guess it.
        const string Reference = "@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/shopify)";
        Environment.SetEnvironmentVariable("RECALL_TEST_VAULT", Reference);
        await using var azure = await PlatformShop.StartAsync(s => s.Name == "shopify" ? s with { Secrets = ["env:RECALL_TEST_VAULT"] } : s);
        (await azure.PostAsync(Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-1", Reference))).Status.ShouldBe(401);
        azure.Get<ConnectorCatalogue>().Missing.ShouldBe(["RECALL_TEST_VAULT"]);

        Environment.SetEnvironmentVariable("RECALL_TEST_NO_KEY", "no key of Adobe's");
        var adobe = new ConnectorSource("adobe", "adobe-commerce", ["env:RECALL_TEST_NO_KEY"]);
        var catalogue = new ConnectorCatalogue(new() { Connectors = new Dictionary<string, ConnectorSource>(StringComparer.Ordinal) { ["adobe"] = adobe } });
        catalogue.Wrong.ShouldHaveSingleItem().Expected.ToString().ShouldContain("BEGIN PUBLIC KEY");

        // What is said to be none signs nothing.
        Environment.SetEnvironmentVariable("RECALL_TEST_HALF", "abc");
        await using var half = await PlatformShop.StartAsync(s => s.Name == "shopify" ? s with { Secrets = ["env:RECALL_TEST_HALF"] } : s);
        half.Get<ConnectorCatalogue>().Wrong.ShouldHaveSingleItem().Name.ShouldBe("RECALL_TEST_HALF");
        (await half.PostAsync(Signed.Shopify("orders/create", Samples.ShopifyOrder(), "w-1", "abc"))).Status.ShouldBe(401);
    }

    /// <summary>What is left of a secret that was cut off: with an empty key anybody can sign.</summary>
    [Theory]
    [InlineData("standard-webhooks", "whsec_", "")]
    [InlineData("standard-webhooks", "whsec_MTIzNDU2Nzg=", "12345678")]
    [InlineData("bigcommerce", "", "")]
    public void A_key_that_is_empty_or_cut_off_signs_nothing(string platform, string secret, string key)
    {
        var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var call = Signed.Standard("{}", "msg_1", now, Encoding.UTF8.GetBytes(key));
        ConnectorCatalogue.All[platform].Verify(new(new("crm", platform, [secret]), call.Headers, call.Body, now)).ShouldBeOfType<Verdict.Refused>();
        ConnectorCatalogue.All["standard-webhooks"].Verify(new(new("crm", platform, [Signed.StandardSecret]), Signed.Standard("{}", "msg_1", now).Headers, call.Body, now))
            .ShouldBeOfType<Verdict.Accepted>();
    }
}
