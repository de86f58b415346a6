using Microsoft.Extensions.Configuration;
using Recall.App;
using Recall.Azure.Settings;

namespace Recall.Azure.Tests.Settings;

public class AppSettingsTests
{
    [Fact]
    public void Every_setting_that_is_missing_is_named_in_one_message()
    {
        var error = Should.Throw<UserException>(() => AppSettings.Read(new ConfigurationBuilder().Build()));

        foreach (var name in new[] { "AzureWebJobsStorage__tableServiceUri", "Recall__Secret", "Recall__ApiKeys__0", "TASKHUB_NAME", "SCORE_SCHEDULE" })
            error.Message.ShouldContain($"{name} is missing.");
    }
}
