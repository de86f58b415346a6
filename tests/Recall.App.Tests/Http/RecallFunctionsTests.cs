using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Recall.App.Customers;
using Recall.App.Http;
using Recall.App.Pages;

namespace Recall.App.Tests.Http;

public class RecallFunctionsTests
{
    [Fact]
    public async Task A_function_answers_as_the_endpoint_does_and_leaves_the_key_to_its_host()
    {
        await using var shop = await TestShop.StartAsync();

        var (status, answer) = await Run(shop, nameof(GetCustomer), http =>
        {
            http.Request.QueryString = new("?take=2");
            http.Request.RouteValues["key"] = "shop:ann";
        });

        status.ShouldBe(200);
        answer["customer"]!.GetValue<string>().ShouldBe("shop:ann");
        answer["timeline"]!["entries"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_figures_want_their_own_key_of_everybody()
    {
        await using var shop = await TestShop.StartAsync();

        (await Page(shop, null)).ShouldBe(401);
        (await Page(shop, TestShop.Key)).ShouldBe(200);

        async Task<int> Page(TestShop shop, string? key)
        {
            var http = new DefaultHttpContext { RequestServices = shop.Services, Response = { Body = new MemoryStream() } };
            http.Request.Method = "GET";
            if (key is not null)
                http.Request.Headers.Authorization = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("owner:" + key));
            await shop.Get<RecallFunctions>().Run(nameof(ShowFigures)).ExecuteAsync(http);
            return http.Response.StatusCode;
        }
    }

    /// <summary>A host that routes by itself maps no endpoint of ours; its document describes them all the same.</summary>
    [Fact]
    public async Task The_document_of_a_host_of_functions_is_that_of_the_endpoints()
    {
        await using var shop = await TestShop.StartAsync();
        var mapped = (await shop.GetAsync("/openapi/v1.json")).ShouldBe(200);
        var builder = WebApplication.CreateSlimBuilder();
        TestShop.AddTo(builder.Services);
        builder.Services.AddRecallFunctions();
        await using var host = builder.Build();

        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = host.Services, Response = { Body = body } };
        http.Request.Method = "GET";
        http.Request.RouteValues["documentName"] = "v1";
        await host.Services.GetRequiredService<RecallFunctions>().Run("OpenApi").ExecuteAsync(http);

        var document = JsonNode.Parse(body.ToArray())!;
        document["paths"]!.AsObject().Select(p => p.Key).ShouldBe(mapped["paths"]!.AsObject().Select(p => p.Key), ignoreOrder: true);
        document["paths"]!.AsObject().Count.ShouldBeGreaterThan(10);
    }

    private static async Task<(int Status, JsonNode Body)> Run(TestShop shop, string name, Action<DefaultHttpContext> ask)
    {
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = shop.Services, Response = { Body = body } };
        http.Request.Method = "GET";
        ask(http);
        await shop.Get<RecallFunctions>().Run(name).ExecuteAsync(http);
        return (http.Response.StatusCode, JsonNode.Parse(body.ToArray())!);
    }
}
