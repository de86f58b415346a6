using System.Text.RegularExpressions;
using Recall.Core.Shop;

namespace Recall.Local.Tests.Docs;

/// <summary>What the pages of <c>docs/connectors</c> tell people to write is what Recall reads.</summary>
public partial class ConnectorPagesTests
{
    public static TheoryData<string> Platforms => [.. ConnectorSource.Platforms];

    [Theory, MemberData(nameof(Platforms))]
    public void Every_platform_has_a_page_whose_settings_are_read(string platform)
    {
        var page = Repository.Read($"docs/connectors/{platform}.md");
        var blocks = Yaml().Matches(page).Select(m => m.Groups["text"].Value).ToList();
        blocks.ShouldNotBeEmpty();
        foreach (var block in blocks)
        {
            var read = SettingsFile.Read("settings.yaml", block);
            read.Problems.ShouldBeEmpty();
            read.Settings!.Connectors.Values.ShouldAllBe(s => s.Secrets.Count > 0);
            page.ShouldContain($"/api/ingest/{platform}/{read.Settings.Connectors.Values.Single(s => s.Platform == platform).Name}");
        }
    }

    [Fact]
    public void The_first_page_names_every_platform_and_its_settings_are_read()
    {
        var page = Repository.Read("docs/connectors.md");
        foreach (var platform in ConnectorSource.Platforms)
            page.ShouldContain($"(connectors/{platform}.md)");
        foreach (Match block in Yaml().Matches(page))
            SettingsFile.Read("settings.yaml", block.Groups["text"].Value).Problems.ShouldBeEmpty();
    }

    [GeneratedRegex("```yaml\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Yaml();
}
