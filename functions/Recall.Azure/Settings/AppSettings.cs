using Microsoft.Extensions.Configuration;
using Recall.App;
using Recall.App.Http;
using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.Azure.Settings;

/// <summary>
/// The app settings that the program itself reads, checked once, before anything starts. <c>docs/settings.md</c> explains each, and those that
/// only the host and its bindings read.
/// </summary>
/// <param name="Storage">Where tables and queues are.</param>
/// <param name="Communication">How messages leave; null where nothing is to be sent.</param>
/// <param name="Secret">Of coupon codes and unsubscribe links.</param>
/// <param name="Keys">Of callers of the HTTP API.</param>
/// <param name="Buckets">Partitions of the customers' table.</param>
/// <param name="PublicUrl">Where unsubscribe links lead; null where the shop's file says.</param>
/// <param name="Webhooks">The shop's own systems, besides those of the shop's file.</param>
/// <param name="Push">The shop's gateway for channel <c>push</c>; null where the shop's file says.</param>
/// <param name="Wecom">The shop's account for channel <c>wecom</c>; null where the shop's file says.</param>
/// <param name="Telemetry">Connection string of Application Insights; null where nothing is exported.</param>
internal sealed record AppSettings(
    StorageSettings Storage,
    CommunicationSettings? Communication,
    ShopSecret Secret,
    ApiKeys Keys,
    int Buckets,
    string? PublicUrl,
    IReadOnlyDictionary<string, WebhookTarget> Webhooks,
    WebhookTarget? Push,
    WecomAccount? Wecom,
    string? Telemetry)
{
    /// <summary>What is not there yet and holds up a channel or a system, and nothing else: a line for each.</summary>
    public IReadOnlyList<string> Waiting { get; init; } = [];

    private const string SecretForm =
        "at least 32 hex digits, such as 'openssl rand -hex 32' makes; keep it for good, coupon codes and unsubscribe links come from it";

    /// <summary>Reads them.</summary>
    /// <exception cref="UserException">Some are missing or wrong; the message has a line for each, with its name and how to mend it.</exception>
    public static AppSettings Read(IConfiguration configuration)
    {
        var read = new SettingsReader(configuration);
        read.RefuseUnknown("Recall", ["Secret", "ApiKeys", "Buckets", "PublicUrl", "Communication", "Webhooks", "Push", "WeCom"]);
        read.RefuseUnknown("Recall:Communication", ["Endpoint", "EmailSender", "SmsSender"]);
        var settings = new AppSettings(
            StorageSettings.Read(read),
            CommunicationSettings.Read(read),
            Secret: read.Needed("Recall:Secret", SecretForm, text => ShopSecret.TryParse(text, out var secret) ? secret : null)!,
            Keys: KeysOf(read)!,
            read.Number("Recall:Buckets", Bucket.DefaultCount, 1, 10_000),
            read.Optional("Recall:PublicUrl", "the address at which customers reach the app, such as https://recall.example.com", Endpoint.Of)?.OriginalString,
            WebhooksOf(read),
            read.Names("Recall:Push").Any() ? TargetOf(read, "Recall:Push", "messages by channel push") : null,
            WecomOf(read),
            read.Text("APPLICATIONINSIGHTS_CONNECTION_STRING"))
        {
            Waiting = read.Waiting,
        };
        HostSettings.Check(read);
        return read.Problems.Count == 0 ? settings : throw new UserException(string.Join(Environment.NewLine, read.Problems));
    }

    /// <summary>The shop as its file describes it, with what only the deployment knows.</summary>
    public ShopSettings Complete(ShopSettings file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file with
        {
            PublicUrl = PublicUrl ?? file.PublicUrl,
            FromEmail = Communication?.EmailSender ?? file.FromEmail,
            FromPhone = Communication?.SmsSender ?? file.FromPhone,
            Push = Push ?? file.Push,
            Wecom = Wecom ?? file.Wecom,
            Webhooks = file.Webhooks.Concat(Webhooks).GroupBy(w => w.Key, StringComparer.Ordinal)
                .ToDictionary(w => w.Key, w => w.Last().Value, StringComparer.Ordinal),
        };
    }

    private static ApiKeys? KeysOf(SettingsReader read)
    {
        const string Form = "at least 16 random characters, such as 'openssl rand -hex 24' makes";
        var names = read.Names("Recall:ApiKeys").DefaultIfEmpty("0");
        var keys = names.Select(n => read.Needed($"Recall:ApiKeys:{n}", Form, text => text.Length >= ApiKeys.MinLength ? text : null)).ToList();
        return keys.Contains(null) ? null : new(keys!);
    }

    private static Dictionary<string, WebhookTarget> WebhooksOf(SettingsReader read)
    {
        var all = new Dictionary<string, WebhookTarget>(StringComparer.Ordinal);
        foreach (var name in read.Names("Recall:Webhooks"))
        {
            if (TargetOf(read, $"Recall:Webhooks:{name}", $"calls of '{name.ToLowerInvariant().Replace('_', '-')}'") is { } target)
                all[name.ToLowerInvariant().Replace('_', '-')] = target;
        }

        return all;
    }

    private static WebhookTarget? TargetOf(SettingsReader read, string at, string who)
    {
        read.RefuseUnknown(at, ["Url", "Secret"]);
        var url = read.Needed(at + ":Url", WebhookTarget.UrlForm.Say("en"), WebhookTarget.UrlOf);
        var secret = read.Secret(at + ":Secret", WebhookTarget.SecretForm.Say("en"), WebhookTarget.SecretOf, [], who);
        return url is null || secret is null ? null : new(url, secret);
    }

    private static WecomAccount? WecomOf(SettingsReader read)
    {
        const string At = "Recall:WeCom";
        if (!read.Names(At).Any())
            return null;
        read.RefuseUnknown(At, ["CorpId", "Secret"]);
        var id = read.Needed(At + ":CorpId", WecomAccount.CorpIdForm.Say("en"), WecomAccount.CorpIdOf);
        var secret = read.Secret(At + ":Secret", WecomAccount.SecretForm.Say("en"), WecomAccount.SecretOf, "", "messages by channel wecom");
        return id is null || secret is null ? null : new(id, secret);
    }
}
