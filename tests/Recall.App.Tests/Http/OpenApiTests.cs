using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Recall.App.Http;
using Recall.App.Ingestion.Events;

namespace Recall.App.Tests.Http;

public class OpenApiTests
{
    [Fact]
    public async Task The_document_has_every_endpoint_with_a_summary_and_its_key()
    {
        await using var shop = await TestShop.StartAsync();
        using var anonymous = shop.Anonymous();

        var answer = await Answer.Of(await anonymous.GetAsync("/openapi/v1.json", TestContext.Current.CancellationToken));
        var document = answer.ShouldBe(200);

        document["openapi"]!.GetValue<string>().ShouldStartWith("3.");
        document["components"]!["securitySchemes"]!["ApiKey"]!["name"]!.GetValue<string>().ShouldBe("X-Api-Key");
        foreach (var (name, endpoint) in shop.Get<RecallFunctions>().Endpoints.Where(e => e.Key != "OpenApi"))
        {
            var method = endpoint.Metadata.OfType<HttpMethodMetadata>().Single().HttpMethods[0].ToLowerInvariant();
            var operation = document["paths"]![endpoint.RoutePattern.RawText!]?[method].ShouldNotBeNull(name)!;
            operation["operationId"]!.GetValue<string>().ShouldBe(name);
            operation["summary"]!.GetValue<string>().Length.ShouldBeGreaterThan(9, name);
            (operation["requestBody"] is not null).ShouldBe(method == "post" && name is not ("Unsubscribe" or "PostRollback" or "PostWithdraw" or "PostForget"), name);
            var needsKey = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null;
            (operation["security"] is JsonArray { Count: 1 }).ShouldBe(needsKey, name);
            (operation["responses"]!["401"] is not null).ShouldBe(needsKey || name is "ShowFigures" or "PostDelivery", name); // For browsers, which ask for the key themselves, and platforms, which sign.
        }
    }

    [Fact]
    public async Task Every_reference_in_the_document_leads_somewhere()
    {
        await using var shop = await TestShop.StartAsync();
        var document = (await shop.GetAsync("/openapi/v1.json")).ShouldBe(200);

        var references = References(document).Distinct(StringComparer.Ordinal).ToList();

        references.Count.ShouldBeGreaterThan(10);
        foreach (var reference in references)
        {
            JsonNode? at = document;
            foreach (var part in reference.Split('/').Skip(1))
                at = at?[part];
            at.ShouldNotBeNull(reference);
        }
    }

    [Fact]
    public async Task It_says_of_every_type_of_event_which_fields_it_must_and_may_have()
    {
        await using var shop = await TestShop.StartAsync();
        var document = (await shop.GetAsync("/openapi/v1.json")).ShouldBe(200);

        var body = document["paths"]!["/api/events"]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!["anyOf"]!.AsArray();
        body[1]!["items"]!.ToJsonString().ShouldBe(body[0]!.ToJsonString());
        var types = body[0]!["oneOf"]!.AsArray().ToDictionary(t => t!["properties"]!["type"]!["enum"]![0]!.GetValue<string>(), t => t!, StringComparer.Ordinal);

        types.Keys.ShouldBe(EventType.All.Select(t => t.Name), ignoreOrder: true);
        types["order"]["required"]!.AsArray().Select(f => f!.GetValue<string>()).ShouldBe(["id", "customer", "type", "at", "total"], ignoreOrder: true);
        types["order"]["properties"]!["lines"]!["items"]!["properties"]!["quantity"]!["maximum"]!.GetValue<int>().ShouldBe(1_000_000);
        types["survey"]["properties"]!["rating"]!["maximum"]!.GetValue<int>().ShouldBe(10);
        types["login"]["properties"]!.AsObject().Count.ShouldBe(4);
        types.Values.ShouldAllBe(t => !t["additionalProperties"]!.GetValue<bool>());
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => p.Key == "$ref" ? [p.Value!.GetValue<string>()] : References(p.Value)),
        JsonArray a => a.SelectMany(References),
        _ => [],
    };
}
