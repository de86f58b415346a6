using System.Text.Json.Nodes;
using Recall.App.Tests.Http;
using Recall.Core.Sequences.Files;

namespace Recall.App.Tests.Sequences;

public class ImportEndpointTests
{
    private const string Path = "/api/sequences/import";

    private const string Body =
        """
        {
          "flow": { "data": { "type": "flow", "id": "VJLjwn", "attributes": { "name": "After the order", "definition": {
            "triggers": [{ "type": "metric", "id": "OrDeR1" }], "reentry_criteria": { "duration": 2, "unit": "week" }, "entry_action_id": "1",
            "actions": [{ "id": "1", "type": "send-sms", "data": { "status": "live", "message": { "body": "Thank you!", "shorten_links": false, "add_info_link": false, "add_opt_out_language": true } } }] } } } },
          "metrics": { "OrDeR1": "order" }
        }
        """;

    [Fact]
    public async Task A_flow_comes_back_as_a_file_that_is_valid()
    {
        await using var shop = await TestShop.StartAsync();

        var answer = (await shop.PostAsync(Path, Body, "application/json")).ShouldBe(200);

        answer["imported"]!.GetValue<bool>().ShouldBeTrue();
        answer["notes"]!.AsArray().Count.ShouldBe(2);
        SequenceFile.Read(answer["name"]!.GetValue<string>() + ".yaml", answer["yaml"]!.GetValue<string>()).Problems.ShouldBeEmpty();
        (await shop.PostAsync("/api/sequences/validate", answer["yaml"]!.GetValue<string>(), "text/yaml")).ShouldBe(200)["valid"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task All_that_is_refused_is_a_200_in_the_readers_language()
    {
        await using var shop = await TestShop.StartAsync();
        var body = JsonNode.Parse(Body)!;
        body["flow"]!["data"]!["attributes"]!["definition"]!["actions"]![0]!["type"] = "update-profile";
        body["flow"]!["data"]!["attributes"]!["mood"] = "sunny";

        var answer = (await shop.PostAsync(Path + "?locale=zh-CN", body.ToJsonString(), "application/json")).ShouldBe(200);

        (answer["imported"]!.GetValue<bool>(), answer["yaml"]).ShouldBe((false, null));
        answer["refusals"]!.AsArray().Select(r => $"{r!["path"]} {r["message"]}").ShouldBe(
        [
            "$.data.attributes.mood Recall 不认识此成员；如果它不影响客户收到的内容，请从文件中删去",
            "$.data.attributes.definition.actions[0].type 为 update-profile：会修改客户属性，而 Recall 用标签；请删去，并改写为“tag”步骤",
        ]);
    }

    [Fact]
    public async Task What_is_no_request_is_refused_with_its_place()
    {
        await using var shop = await TestShop.StartAsync();

        (await shop.PostAsync(Path, "{}", "application/json")).ShouldBlame("flow").ShouldContain("is missing");
        (await shop.PostAsync(Path, "null", "application/json")).ShouldBlame("flow").ShouldContain("is missing");
        (await shop.PostAsync(Path, """{"flow":{},"metrics":{"a":null}}""", "application/json")).ShouldBlame("metrics").ShouldContain("null");
        (await shop.PostAsync(Path, """{"flow":{},"metric":{}}""", "application/json")).ShouldBlame("body").ShouldContain("$.metric");
        (await shop.PostAsync(Path, """{"flow":{},"name":"\ud800"}""", "application/json")).ShouldBlame("body").ShouldNotBeEmpty();
        (await shop.PostAsync(Path, """{"flow":""" + new string('[', 200), "application/json")).ShouldBlame("body").ShouldNotBeEmpty();
        (await shop.PostAsync(Path, Body, "text/yaml")).ShouldFail(415, "media-type");
        (await shop.PostAsync(Path + "?locale=!", Body, "application/json")).ShouldBlame("locale").ShouldNotBeEmpty();
    }
}
