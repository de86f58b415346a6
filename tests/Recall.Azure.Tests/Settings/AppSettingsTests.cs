using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Recall.App;
using Recall.Azure.Settings;
using Recall.Core.Shop;

namespace Recall.Azure.Tests.Settings;

/// <summary>Settings are checked before anything starts, and each that is wrong is named with its fix.</summary>
public class AppSettingsTests
{
    private const string Webhook = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";

    [Fact]
    public void The_sample_is_right_and_sends_nothing()
    {
        var settings = AppSettings.Read(Configuration(Sample()));

        settings.Storage.Emulator.ShouldBe("UseDevelopmentStorage=true");
        settings.Communication.ShouldBeNull();
        settings.Buckets.ShouldBe(16);
        settings.Keys.Accepts("only-for-this-machine").ShouldBeTrue();
    }

    [Fact]
    public void Every_setting_that_is_missing_is_named_in_one_message()
    {
        var error = Should.Throw<UserException>(() => AppSettings.Read(Configuration([])));

        error.Message.Split(Environment.NewLine).Select(l => l.Split(' ')[0]).ShouldBe(
        [
            "AzureWebJobsStorage__tableServiceUri", "AzureWebJobsStorage__queueServiceUri", "Recall__Secret", "Recall__ApiKeys__0", "TASKHUB_NAME",
            "SCORE_SCHEDULE", "FIT_SCHEDULE", "AUDIENCE_SCHEDULE", "REPORT_SCHEDULE", "RECONCILE_SCHEDULE",
        ]);
        error.Message.ShouldContain("Recall__Secret is missing. Set it to at least 32 hex digits, such as 'openssl rand -hex 32' makes");
    }

    [Theory]
    [InlineData("Recall__Secret", "correct horse", "is not what it must be: at least 32 hex digits")]
    [InlineData("Recall__ApiKeys__0", "short", "at least 16 random characters")]
    [InlineData("Recall__ApiKeys__1", "short", "at least 16 random characters")]
    [InlineData("Recall__Buckets", "0", "must be a whole number from 1 to 10000, and is '0'")]
    [InlineData("Recall__Buckets", "many", "and is 'many'")]
    [InlineData("Recall__PublicUrl", "recall.example.com", "such as https://recall.example.com")]
    [InlineData("Recall__PublicUrl", "http://recall.example.com", "such as https://recall.example.com")]
    [InlineData("AzureWebJobsStorage", "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=c2VjcmV0", "keys are not used")]
    [InlineData("TASKHUB_NAME", "my hub", "3 to 45 letters and digits")]
    [InlineData("SCORE_SCHEDULE", "0 2 * * *", "six fields of NCRONTAB in UTC, such as")]
    [InlineData("Recall__Communication__EmailSender", "the shop", "a sender address of the linked e-mail domain")]
    [InlineData("Recall__Communication__SmsSender", "+1 (202) 555", "with country code")]
    [InlineData("Recall__Communication__Endpoint", "name.communication.azure.com", "such as https://name.europe.communication.azure.com")]
    [InlineData("Recall__Webhooks__crm__Url", "http://crm.example.com", "begins with https://")]
    [InlineData("Recall__Webhooks__crm__Secret", "secret", "'whsec_' and 24 to 64 bytes in Base64")]
    [InlineData("Recall__Push__Url", "http://push.example.com", "begins with https://")]
    [InlineData("Recall__Push__Secret", "secret", "'whsec_' and 24 to 64 bytes in Base64")]
    [InlineData("Recall__WeCom__CorpId", "my company", "the company's id at WeCom")]
    [InlineData("Recall__WeCom__Secret", "secret", "the secret that WeCom shows for the app")]
    public void A_setting_that_is_wrong_is_named_with_what_it_must_be(string name, string value, string fix)
    {
        var error = Should.Throw<UserException>(() => AppSettings.Read(Configuration([.. Whole(), new(name, value)])));

        error.Message.Split(Environment.NewLine).ShouldHaveSingleItem().ShouldStartWith(name + " ");
        error.Message.ShouldContain(fix);
    }

    /// <summary>The first deployment sets the reference, and only then is there a vault to put the secret into.</summary>
    [Theory]
    [InlineData("Recall__Push__Secret", "messages by channel push wait")]
    [InlineData("Recall__WeCom__Secret", "messages by channel wecom wait")]
    [InlineData("Recall__Webhooks__my_crm__Secret", "calls of 'my-crm' wait")]
    public void A_secret_that_Key_Vault_has_not_given_holds_up_what_needs_it_and_nothing_else(string name, string who)
    {
        const string Reference = "@Microsoft.KeyVault(VaultName=recall;SecretName=later)";

        var settings = AppSettings.Read(Configuration([.. Whole(), new(name, Reference)]));

        settings.Waiting.ShouldHaveSingleItem().ShouldStartWith(name + " refers to a secret that Key Vault has not given, so " + who);
        var secrets = new Dictionary<string, int>(StringComparer.Ordinal)
        {
            ["Recall__Push__Secret"] = settings.Push!.Secret.Length, ["Recall__WeCom__Secret"] = settings.Wecom!.Secret.Length,
            ["Recall__Webhooks__my_crm__Secret"] = settings.Webhooks["my-crm"].Secret.Length,
        };
        secrets.Where(s => s.Value == 0).ShouldHaveSingleItem().Key.ShouldBe(name);
        AppSettings.Read(Configuration(Whole())).Waiting.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Recall__Secret")]
    [InlineData("Recall__ApiKeys__0")]
    public void Without_its_own_secrets_the_app_does_not_start(string name) =>
        Should.Throw<UserException>(() => AppSettings.Read(Configuration([.. Whole(), new(name, "@Microsoft.KeyVault(VaultName=v;SecretName=recall)")])))
            .Message.ShouldStartWith(name + " refers to a secret that Key Vault has not given.");

    [Theory]
    [InlineData("Recall__Secret", "correct horse")]
    [InlineData("Recall__ApiKeys__0", "short")]
    [InlineData("Recall__Webhooks__crm__Secret", "hunter2")]
    [InlineData("Recall__Push__Secret", "hunter2")]
    [InlineData("Recall__WeCom__Secret", "hunter2")]
    [InlineData("AzureWebJobsStorage", "AccountName=shop;AccountKey=c2VjcmV0")]
    public void What_is_wrong_with_a_secret_is_said_without_it(string name, string value) =>
        Should.Throw<UserException>(() => AppSettings.Read(Configuration([.. Whole(), new(name, value)]))).Message.ShouldNotContain(value);

    [Theory]
    [InlineData("Recall__Bucket", "did you mean 'Buckets'?")]
    [InlineData("Recall__Communication__EmailSendr", "did you mean 'EmailSender'?")]
    [InlineData("Recall__Webhooks__crm__Sekret", "did you mean 'Secret'?")]
    [InlineData("Recall__Push__Uri", "did you mean 'Url'?")]
    [InlineData("Recall__WeCom__CorpIds", "did you mean 'CorpId'?")]
    public void A_setting_that_is_misspelt_does_not_go_unnoticed(string name, string hint) =>
        Should.Throw<UserException>(() => AppSettings.Read(Configuration([.. Whole(), new(name, "1")]))).Message.ShouldContain($"{name} is no setting of Recall; {hint}");

    [Fact]
    public void A_sender_without_a_resource_is_half_a_channel() =>
        Should.Throw<UserException>(() => AppSettings.Read(Configuration([.. Whole().Where(s => s.Key != "Recall__Communication__Endpoint")])))
            .Message.ShouldStartWith("Recall__Communication__Endpoint is missing.");

    [Fact]
    public void What_the_deployment_knows_goes_before_the_shops_file()
    {
        var file = new ShopSettings
        {
            Name = "Tea", FromEmail = "old@example.com", FromPhone = "+1", Webhooks = new Dictionary<string, WebhookTarget>(StringComparer.Ordinal)
            {
                ["my-crm"] = new(new("https://old.example.com"), new byte[24]), ["erp"] = new(new("https://erp.example.com"), new byte[24]),
            },
        };

        var shop = AppSettings.Read(Configuration(Whole())).Complete(file);

        (shop.Name, shop.PublicUrl, shop.FromEmail, shop.FromPhone).ShouldBe(("Tea", "https://recall.example.com", "DoNotReply@mail.example.com", "+12025550100"));
        shop.Webhooks.Keys.ShouldBe(["my-crm", "erp", "crm"], ignoreOrder: true);
        shop.Webhooks["my-crm"].Url.Host.ShouldBe("crm2.example.com");
        (shop.Push?.Url.Host, shop.Wecom?.CorpId).ShouldBe(("push.example.com", "ww1a2b3c4d5e6f7a8b"));
        AppSettings.Read(Configuration(Sample().Where(s => s.Key != "Recall__PublicUrl"))).Complete(file).ShouldSatisfyAllConditions(
            s => s.PublicUrl.ShouldBe(file.PublicUrl), s => s.FromEmail.ShouldBe(file.FromEmail));
    }

    [Fact]
    public void Every_setting_is_explained()
    {
        var page = File.ReadAllText(Path.Combine(Root, "docs", "settings.md"));

        foreach (var name in Whole().Select(s => s.Key.Replace("my_crm", "{name}", StringComparison.Ordinal).Replace("crm", "{name}", StringComparison.Ordinal)))
            page.ShouldContain($"`{name}`");
    }

    private static string Root { get; } = RootOf();

    private static IEnumerable<KeyValuePair<string, string?>> Whole() =>
    [
        new("AzureWebJobsStorage__tableServiceUri", "https://shop.table.core.windows.net"),
        new("AzureWebJobsStorage__queueServiceUri", "https://shop.queue.core.windows.net"),
        new("TASKHUB_NAME", "Recall"), new("SCORE_SCHEDULE", "0 0 2 * * *"), new("FIT_SCHEDULE", "0 0 1 * * 0"), new("AUDIENCE_SCHEDULE", "0 30 9 * * *"),
        new("REPORT_SCHEDULE", "0 0 14 1-3 * *"), new("RECONCILE_SCHEDULE", "0 15 * * * *"),
        new("Recall__Secret", new string('a', 64)), new("Recall__ApiKeys__0", "sixteen letters!"), new("Recall__Buckets", "1024"),
        new("Recall__PublicUrl", "https://recall.example.com"),
        new("Recall__Communication__Endpoint", "https://shop.europe.communication.azure.com"),
        new("Recall__Communication__EmailSender", "DoNotReply@mail.example.com"), new("Recall__Communication__SmsSender", "+12025550100"),
        new("Recall__Webhooks__crm__Url", "https://crm.example.com/recall"), new("Recall__Webhooks__crm__Secret", Webhook),
        new("Recall__Webhooks__my_crm__Url", "https://crm2.example.com/recall"), new("Recall__Webhooks__my_crm__Secret", Webhook),
        new("Recall__Push__Url", "https://push.example.com/recall"), new("Recall__Push__Secret", Webhook),
        new("Recall__WeCom__CorpId", "ww1a2b3c4d5e6f7a8b"), new("Recall__WeCom__Secret", new string('s', 43)),
        new("APPLICATIONINSIGHTS_CONNECTION_STRING", "InstrumentationKey=00000000-0000-0000-0000-000000000000"),
    ];

    private static List<KeyValuePair<string, string?>> Sample()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "local.settings.sample.json")));
        return [.. json.RootElement.GetProperty("Values").EnumerateObject().Select(p => new KeyValuePair<string, string?>(p.Name, p.Value.GetString()))];
    }

    /// <summary>As environment variables become configuration; of one name the last counts.</summary>
    private static IConfigurationRoot Configuration(IEnumerable<KeyValuePair<string, string?>> settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.GroupBy(s => s.Key.Replace("__", ":", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase)
            .Select(s => new KeyValuePair<string, string?>(s.Key, s.Last().Value))).Build();

    private static string RootOf([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
