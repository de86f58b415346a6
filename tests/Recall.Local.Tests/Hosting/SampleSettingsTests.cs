using Recall.Core;
using Recall.Core.Shop;
using Recall.Local.Hosting;

namespace Recall.Local.Tests.Hosting;

public class SampleSettingsTests
{
    [Fact]
    public void The_file_of_a_new_folder_says_what_holds_without_it()
    {
        var read = SettingsFile.Read("settings.yaml", SampleSettings.Text);
        read.Problems.ShouldBeEmpty();
        StoredJson.Text(read.Settings).ShouldBe(StoredJson.Text(new ShopSettings()));
    }
}
