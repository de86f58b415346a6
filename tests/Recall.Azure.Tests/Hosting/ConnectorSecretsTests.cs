using Microsoft.Extensions.Diagnostics.HealthChecks;
using Recall.App.Ingestion.Connectors;
using Recall.Azure.Hosting;
using Recall.Core.Shop;

namespace Recall.Azure.Tests.Hosting;

public class ConnectorSecretsTests
{
    [Theory]
    [InlineData(null, "not set, or refers to a secret that Key Vault has not given")]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/adobe)", "not set, or refers to a secret that Key Vault has not given")]
    [InlineData("no key of Adobe's", "is no secret of its platform")]
    public async Task A_secret_that_is_missing_or_none_is_named_and_the_app_runs(string? value, string says)
    {
        const string Name = "RECALL_TEST_AZURE_ADOBE";
        Environment.SetEnvironmentVariable(Name, value);
        var catalogue = new ConnectorCatalogue(new()
        {
            Connectors = new Dictionary<string, ConnectorSource>(StringComparer.Ordinal) { ["adobe"] = new("adobe", "adobe-commerce", ["env:" + Name]) },
        });

        var result = await new ConnectorSecrets(catalogue).CheckHealthAsync(new(), TestContext.Current.CancellationToken);

        result.Status.ShouldBe(HealthStatus.Degraded);
        result.Description.ShouldNotBeNull().ShouldStartWith(Name);
        result.Description.ShouldContain(says);
        ConnectorSecrets.Problems(new(new())).ShouldBeEmpty();
    }
}
