namespace Recall.Local.Tests.Infra;

/// <summary>Who may do what to which resource, once everything is deployed.</summary>
public sealed class RightsTests
{
    /// <summary>Role, the resource it is on, and who has it; ids are of built-in roles (learn.microsoft.com/azure/role-based-access-control/built-in-roles).</summary>
    private static readonly (string Role, string On, string Whose)[] OfTheApp =
    [
        ("b7e6dc6d-f1e8-4753-8033-0f276bb0955b", "Microsoft.Storage/storageAccounts", "app"), // Storage Blob Data Owner.
        ("974c5e8b-45b9-4653-ba55-5f855dd0fb88", "Microsoft.Storage/storageAccounts", "app"), // Storage Queue Data Contributor.
        ("0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", "Microsoft.Storage/storageAccounts", "app"), // Storage Table Data Contributor.
        ("09976791-48a7-449e-bb21-39d1a415f350", "Microsoft.Communication/communicationServices", "app"), // Communication and Email Service Owner.
        ("3913510d-42f4-4e42-8a64-420c390055eb", "Microsoft.Insights/components", "app"), // Monitoring Metrics Publisher.
        ("4633458b-17de-408a-b874-0445c86b69e6", "Microsoft.KeyVault/vaults", "app"), // Key Vault Secrets User.
        ("ba92f5b4-2d11-453d-a403-e96b0029c9fe", "Microsoft.Storage/storageAccounts/blobServices/containers", "Event Grid"), // Storage Blob Data Contributor.
    ];

    [Fact]
    public void The_app_may_do_what_it_has_to_on_the_resource_that_it_is_for_and_nothing_else() => Granted(Deployment.First).ShouldBe(OfTheApp, ignoreOrder: true);

    [Fact]
    public void Whoever_provisions_may_keep_secrets_and_the_app_reach_its_scheduler_and_nothing_else() =>
        Granted(Deployment.Whole).ShouldBe(
            [
                .. OfTheApp, ("0ad04412-c4d5-4796-b79c-f76d14c8d402", "Microsoft.DurableTask/schedulers", "app"), // Durable Task Data Contributor.
                ("b86a8fe4-44ce-4948-aee5-eccb2c155cd7", "Microsoft.KeyVault/vaults", Deployment.Choices["AZURE_PRINCIPAL_ID"]), // Key Vault Secrets Officer.
            ],
            ignoreOrder: true);

    [Fact]
    public void What_Event_Grid_could_not_deliver_is_all_that_it_may_write()
    {
        var granted = Deployment.First.All("Microsoft.Authorization/roleAssignments").Where(r => Whose(Deployment.First, r.GetProperty("properties")) == "Event Grid");

        granted.ShouldHaveSingleItem().Id().ShouldContain("/blobServices/default/containers/event-dead-letters/providers/");
    }

    private static IEnumerable<(string, string, string)> Granted(Deployment deployment) =>
        from assignment in deployment.All("Microsoft.Authorization/roleAssignments")
        let resource = assignment.Id()[..assignment.Id().IndexOf("/providers/Microsoft.Authorization/", StringComparison.Ordinal)]
        let properties = assignment.GetProperty("properties")
        select (properties.GetProperty("roleDefinitionId").GetString()!.Split('/')[^1], deployment.Resources.Single(r => r.Id() == resource).GetProperty("type").GetString()!, Whose(deployment, properties));

    private static string Whose(Deployment deployment, System.Text.Json.JsonElement properties)
    {
        var principal = properties.GetProperty("principalId").GetString()!;
        var app = deployment.The("Microsoft.ManagedIdentity/userAssignedIdentities").Id();
        var topic = deployment.The("Microsoft.EventGrid/systemTopics").Id();
        if (!principal.StartsWith('['))
            return principal;
        properties.GetProperty("principalType").GetString().ShouldBe("ServicePrincipal"); // Else a fresh identity may not be found yet.
        return principal == $"[reference('{app}', '2024-11-30').principalId]" ? "app"
            : principal == $"[reference('{topic}', '2025-02-15', 'full').identity.principalId]" ? "Event Grid"
            : principal;
    }
}
