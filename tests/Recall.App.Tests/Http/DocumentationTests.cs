using System.Text.RegularExpressions;

namespace Recall.App.Tests.Http;

/// <summary>Runs what <c>docs/http.md</c> tells people to run, in its order, against the test server.</summary>
public partial class DocumentationTests
{
    [Fact]
    public async Task Every_example_works_as_it_stands()
    {
        await using var shop = await TestShop.StartAsync();
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "http.md"), TestContext.Current.CancellationToken);
        var commands = page.Split('\n').Where(l => l.StartsWith("curl ", StringComparison.Ordinal)).ToList();
        commands.Count.ShouldBeGreaterThan(9);

        foreach (var command in commands)
            ((int)(await SendAsync(shop, command)).StatusCode).ShouldBeInRange(200, 299, command);
    }

    [Fact]
    public async Task Every_endpoint_with_a_key_has_an_example()
    {
        await using var shop = await TestShop.StartAsync();
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "http.md"), TestContext.Current.CancellationToken);
        foreach (var endpoint in shop.Get<Recall.App.Http.RecallFunctions>().Endpoints.Values.Where(e => e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal)))
        {
            var pattern = Regex.Replace(Regex.Escape(endpoint.RoutePattern.RawText!), @"\\\{[a-z]+}", "[^/?\"]+", RegexOptions.NonBacktracking);
            Regex.IsMatch(page, $"curl .*\\$RECALL{pattern}[?\"]", RegexOptions.NonBacktracking).ShouldBeTrue(endpoint.RoutePattern.RawText);
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(TestShop shop, string command)
    {
        var arguments = Argument().Matches(command).Select(m => m.Value.Trim('"', '\'')
            .Replace("$RECALL_KEY", TestShop.Key, StringComparison.Ordinal).Replace("$BUS_KEY", TestShop.BusKey, StringComparison.Ordinal).Replace("$RECALL", "", StringComparison.Ordinal)).ToList();
        using var client = shop.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Get, arguments[2]);
        var type = "application/x-www-form-urlencoded";
        for (var i = 3; i < arguments.Count; i += 2)
        {
            var value = arguments[i + 1];
            if (arguments[i] == "-H" && value.StartsWith("Content-Type: ", StringComparison.Ordinal))
                type = value[14..];
            else if (arguments[i] == "-H")
                request.Headers.Add(value.Split(": ")[0], value.Split(": ")[1]);
            else
            {
                arguments[i].ShouldBeOneOf("-d", "--data-binary");
                request.Method = HttpMethod.Post;
                request.Content = new StringContent(value == "@say-hello.yaml" ? TestSequences.SayHello : value);
            }
        }

        if (request.Content is not null)
            request.Content.Headers.ContentType = new(type);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("""'[^']*'|"[^"]*"|\S+""", RegexOptions.NonBacktracking)]
    private static partial Regex Argument();
}
