using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Recall.App.Customers;
using Recall.App.Http;

namespace Recall.App.Tests.Http;

public class RecallFunctionsTests
{
    [Fact]
    public async Task A_function_answers_as_the_endpoint_does_and_wants_the_same_key()
    {
        await using var shop = await TestShop.StartAsync();

        var (status, answer) = await Run(shop, TestShop.Key);
        var (refused, problem) = await Run(shop, null);

        status.ShouldBe(200);
        answer["customer"]!.GetValue<string>().ShouldBe("shop:ann");
        answer["timeline"]!["entries"]!.AsArray().Count.ShouldBe(2);
        refused.ShouldBe(401);
        problem["code"]!.GetValue<string>().ShouldBe("unauthorized");
    }

    private static async Task<(int Status, JsonNode Body)> Run(TestShop shop, string? key)
    {
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = shop.Services, Response = { Body = body } };
        http.Request.Method = "GET";
        http.Request.QueryString = new("?take=2");
        http.Request.RouteValues["key"] = "shop:ann";
        if (key is not null)
            http.Request.Headers[ApiKeys.Header] = key;
        await shop.Get<RecallFunctions>().Run(nameof(GetCustomer)).ExecuteAsync(http);
        return (http.Response.StatusCode, JsonNode.Parse(body.ToArray())!);
    }
}
