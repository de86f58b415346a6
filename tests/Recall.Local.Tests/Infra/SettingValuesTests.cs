
namespace Recall.Local.Tests.Infra;

/// <summary>Every app setting has the value that it is for, and no other's: of a deployment in which everything is chosen, and of one in which nothing is.</summary>
public sealed class SettingValuesTests
{
    private static Deployment First => Deployment.First;

    private static Deployment Whole => Deployment.Whole;

    [Fact]
    public void Everything_that_can_be_chosen_is_chosen_and_no_value_is_that_of_another()
    {
        var defaults = Repository.Read("infra/main.bicepparam");

        Deployment.Choices.Keys.Order(StringComparer.Ordinal)
            .ShouldBe(Sources.All(defaults, @"readEnvironmentVariable\('(?<it>\w+)'").Except(["AZURE_ENV_NAME", "AZURE_LOCATION"], StringComparer.Ordinal));
        foreach (var (name, value) in Deployment.Choices)
            defaults.ShouldNotContain($"readEnvironmentVariable('{name}', '{value}')");
        Deployment.Choices.Values.Where(v => v != "true").ShouldBeUnique(StringComparer.Ordinal);
    }

    [Fact]
    public void Each_setting_is_what_was_chosen_for_it()
    {
        var settings = Whole.PropertiesOf("Microsoft.Web/sites/config", "/appsettings").EnumerateObject().ToDictionary(s => s.Name, s => s.Value.GetString()!, StringComparer.Ordinal);

        settings.OrderBy(s => s.Key, StringComparer.Ordinal).ShouldBe(Expected().OrderBy(s => s.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void What_nobody_chose_is_not_set_and_customers_reach_the_app_by_the_name_that_Azure_gives_it()
    {
        foreach (var name in Expected().Keys.Where(k => k.Contains("Push", StringComparison.Ordinal) || k.Contains("WeCom", StringComparison.Ordinal) || k.Contains("Webhooks", StringComparison.Ordinal)))
            First.Setting(name).ShouldBeNull(name);
        First.Setting("Recall__Communication__SmsSender").ShouldBeNull();
        First.Setting("DURABLE_TASK_SCHEDULER").ShouldBeNull();
        First.Setting("AzureFunctionsJobHost__extensions__durableTask__storageProvider__type").ShouldBeNull();
        First.All("Microsoft.DurableTask/schedulers").ShouldBeEmpty();

        // Azure's own domain has a name once it is there, and the settings are told it by the module that makes it.
        First.Setting("Recall__Communication__EmailSender").ShouldBe("parameters('emailSender')");
        Of("app", "parameters", "emailSender").ShouldBe("[reference('communication').outputs.emailSender.value]");
        Of("communication", "template", "outputs", "emailSender").ShouldEndWith(
            ", format('DoNotReply@{0}', reference(resourceId('Microsoft.Communication/emailServices/domains', parameters('name'), 'AzureManagedDomain'), '2025-09-01').mailFromSenderDomain))]");
        First.Setting("Recall__PublicUrl").ShouldBe($"format('https://{{0}}', reference('{First.The("Microsoft.Web/sites").Id()}', '2025-03-01').defaultHostName)");
        foreach (var (name, schedule) in (ReadOnlySpan<(string, string)>)[("SCORE", "0 */15 * * * *"), ("FIT", "0 5 * * * *"), ("AUDIENCE", "0 */15 * * * *"), ("REPORT", "0 0 14 1-3 * *"), ("RECONCILE", "0 15 * * * *")])
            First.Setting(name + "_SCHEDULE").ShouldBe($"'{schedule}'");
    }

    [Fact]
    public void The_secrets_that_are_made_are_those_that_are_asked_for_and_the_rest_is_what_the_page_says_to_put_in()
    {
        var page = Repository.Read("docs/azure.md");
        var made = Whole.All("Microsoft.KeyVault/vaults/secrets").Select(s => s.Name().Split('/')[^1]);
        var asked = Expected().Values.SelectMany(v => Sources.All(v, @"SecretName=(?<it>[\w-]+)\)"));

        foreach (var secret in asked.Except(made, StringComparer.Ordinal))
            (page.Contains($"--name {secret} ", StringComparison.Ordinal) || page.Contains($"as `{secret}`", StringComparison.Ordinal)).ShouldBeTrue(secret);
    }

    private static string? Of(string module, params string[] path) =>
        path.Aggregate(Deployment.Template.GetProperty(module).GetProperty("properties"), (at, name) => at.GetProperty(name)).GetProperty("value").GetString();

    /// <summary>What the app runs with where everything is chosen.</summary>
    private static Dictionary<string, string> Expected()
    {
        var chosen = Deployment.Choices;
        var account = $"reference('{Whole.The("Microsoft.Storage/storageAccounts").Id()}', '2025-08-01').primaryEndpoints";
        var client = $"reference('{Whole.The("Microsoft.ManagedIdentity/userAssignedIdentities").Id()}', '2024-11-30').clientId";
        return new(StringComparer.Ordinal)
        {
            ["AzureWebJobsStorage__credential"] = "managedidentity",
            ["AzureWebJobsStorage__clientId"] = $"[{client}]",
            ["AzureWebJobsStorage__blobServiceUri"] = $"[{account}.blob]",
            ["AzureWebJobsStorage__queueServiceUri"] = $"[{account}.queue]",
            ["AzureWebJobsStorage__tableServiceUri"] = $"[{account}.table]",
            ["AZURE_CLIENT_ID"] = $"[{client}]",
            ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = $"[reference('{Whole.The("Microsoft.Insights/components").Id()}', '2020-02-02').ConnectionString]",
            ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] = $"[format('ClientId={{0}};Authorization=AAD', {client})]",
            ["AzureFunctionsJobHost__functionTimeout"] = Deployment.Sizes.GetProperty(chosen["RECALL_SIZE"]).GetProperty("functionTimeout").GetString()!,
            ["AzureFunctionsJobHost__extensions__durableTask__storageProvider__partitionCount"] = chosen["RECALL_DURABLE_PARTITIONS"],
            ["AzureFunctionsJobHost__extensions__durableTask__storageProvider__type"] = "azureManaged",
            ["AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName"] = "DURABLE_TASK_SCHEDULER",
            ["DURABLE_TASK_SCHEDULER"] = "[format('Endpoint={0};TaskHub={1};Authentication=ManagedIdentity;ClientID={2}', "
                + $"reference('{Whole.The("Microsoft.DurableTask/schedulers").Id()}', '2025-11-01').endpoint, '{Whole.The("Microsoft.DurableTask/schedulers/taskHubs").Name().Split('/')[^1]}', {client})]",
            ["AzureWebJobsDisableHomepage"] = "true",
            ["TASKHUB_NAME"] = "Recall",
            ["SCORE_SCHEDULE"] = chosen["RECALL_SCORE_SCHEDULE"],
            ["FIT_SCHEDULE"] = chosen["RECALL_FIT_SCHEDULE"],
            ["AUDIENCE_SCHEDULE"] = chosen["RECALL_AUDIENCE_SCHEDULE"],
            ["REPORT_SCHEDULE"] = chosen["RECALL_REPORT_SCHEDULE"],
            ["RECONCILE_SCHEDULE"] = chosen["RECALL_RECONCILE_SCHEDULE"],
            ["Recall__Secret"] = Secret("recall-secret"),
            ["Recall__ApiKeys__0"] = Secret("recall-api-key"),
            ["Recall__Buckets"] = chosen["RECALL_BUCKETS"],
            ["Recall__PublicUrl"] = chosen["RECALL_PUBLIC_URL"],
            ["Recall__Communication__Endpoint"] = $"[format('https://{{0}}', {Hosted(Whole)})]",
            ["Recall__Communication__EmailSender"] = $"{chosen["RECALL_EMAIL_SENDER_NAME"]}@{chosen["RECALL_EMAIL_DOMAIN"]}",
            ["Recall__Communication__SmsSender"] = chosen["RECALL_SMS_SENDER"],
            ["Recall__Push__Url"] = chosen["RECALL_PUSH_URL"],
            ["Recall__Push__Secret"] = Secret("push"),
            ["Recall__WeCom__CorpId"] = chosen["RECALL_WECOM_CORP_ID"],
            ["Recall__WeCom__Secret"] = Secret("wecom"),
            ["Recall__Webhooks__my_crm__Url"] = "https://crm.example.com/recall",
            ["Recall__Webhooks__my_crm__Secret"] = Secret("webhook-my-crm"),
        };
    }

    private static string Secret(string name) => $"@Microsoft.KeyVault(VaultName={Whole.The("Microsoft.KeyVault/vaults").Name()};SecretName={name})";

    private static string Hosted(Deployment deployment) => $"reference('{deployment.The("Microsoft.Communication/communicationServices").Id()}', '2025-09-01').hostName";
}
