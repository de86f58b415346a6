using Recall.Core.Customers;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;
using Recall.Core.Sequences.Files.Texts;
using Recall.Core.Wording;

namespace Recall.Core.Shop;

/// <summary>Reads the <c>connectors</c> of <c>settings.yaml</c>. What is wrong with a secret is said without it.</summary>
internal static class ConnectorReader
{
    private const int MaxName = 20;
    private static readonly IReadOnlyList<string> WithoutOrders = ["stripe", "standard-webhooks", "cloudevents"];
    private static readonly KeyList Keys = new([], ["platform", "secrets", "customers", "client-id", "allow-unsigned", "orders-from", "api"]);
    private static readonly KeyList ApiKeys = new([], ["url", "key", "secret"]);

    /// <summary>The sources by name.</summary>
    public static Dictionary<string, ConnectorSource>? ReadAll(ProblemList problems, Node node, string field)
    {
        if (node is not MapNode map)
        {
            problems.Expected(node, field, ConnectorTexts.Sources);
            return null;
        }

        var all = new Dictionary<string, ConnectorSource>(StringComparer.Ordinal);
        var nodes = new Dictionary<string, MapReader>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Entries)
        {
            var at = MapReader.Join(field, key.Value);
            if (SourceName(problems, key, at) is { } name && MapReader.Of(problems, value, at, Keys, ConnectorTexts.Keys) is { } keys && One(problems, value, at, name, keys) is { } source)
                (all[name], nodes[name]) = (source, keys);
        }

        // Of sources that could not be read nobody knows whose orders they bring.
        if (all.Count == map.Entries.Count)
            CheckOrders(problems, field, all, nodes);
        return all;
    }

    /// <summary>Payments are for orders that another source brings; of one that none does, every call would wait in vain.</summary>
    private static void CheckOrders(ProblemList problems, string field, Dictionary<string, ConnectorSource> all, Dictionary<string, MapReader> nodes)
    {
        var shops = all.Values.Where(s => !WithoutOrders.Contains(s.Platform, StringComparer.Ordinal)).Select(s => s.Customers).Distinct(StringComparer.Ordinal).ToList();
        foreach (var (name, source) in all.Where(s => s.Value.OrdersFrom is { } from && !shops.Contains(from, StringComparer.Ordinal)))
        {
            var (at, keys) = (MapReader.Join(MapReader.Join(field, name), "orders-from"), nodes[name]);
            if (shops.Count == 0)
                problems.Error(keys.Get("orders-from")!, at, ConnectorTexts.NoShop, source.OrdersFrom);
            else
                problems.Error(keys.Get("orders-from")!, at, ConnectorTexts.NoSuchShop, source.OrdersFrom, shops);
        }
    }

    private static ConnectorSource? One(ProblemList problems, Node node, string field, string name, MapReader keys)
    {
        var platform = keys.Read("platform", (p, n, f) => Values.Word(p, n, f, new(WordTexts.Platform), ConnectorSource.Platforms));
        if (keys.Get("platform") is null)
            problems.Error(node, MapReader.Join(field, "platform"), ConnectorTexts.NoPlatform, ConnectorSource.Platforms.ToList());
        var unsigned = keys.Read("allow-unsigned", (p, n, f) => Values.Word(p, n, f, new(WordTexts.Answer), ["yes", "no", "true", "false"])) is "yes" or "true";
        var secrets = keys.Read("secrets", (p, n, f) => Secrets(p, n, f, platform)) ?? [];
        if (keys.Get("secrets") is null && !unsigned)
            problems.Error(node, MapReader.Join(field, "secrets"), ConnectorTexts.NoSecrets);
        var client = keys.Read("client-id", (p, n, f) => Values.Text(p, n, f));
        if (platform == "youzan" && client is null)
            problems.Error(node, MapReader.Join(field, "client-id"), ConnectorTexts.NoClient);
        if (unsigned && platform is not (null or "adobe-commerce"))
            problems.Error(node, MapReader.Join(field, "allow-unsigned"), ConnectorTexts.Unsigned);
        if (platform is null)
            return null;
        return new(name, platform, secrets)
        {
            Customers = keys.Read("customers", SourceName) ?? name,
            ClientId = client,
            AllowUnsigned = unsigned,
            OrdersFrom = keys.Read("orders-from", SourceName),
            Api = keys.Read("api", Api),
        };
    }

    private static string? SourceName(ProblemList problems, Node node, string field)
    {
        if (Values.Name(problems, node, field, "main") is not { } name)
            return null;
        if (name.Length <= MaxName)
            return name;
        problems.Error(node, field, ConnectorTexts.LongName, MaxName, Shown.Short(name));
        return null;
    }

    private static List<string>? Secrets(ProblemList problems, Node node, string field, string? platform)
    {
        var items = node is ListNode list ? list.Items : [node];
        var secrets = new List<string>();
        foreach (var item in items)
        {
            var text = (item as TextNode)?.Value.Trim() ?? "";
            if (IsVariable(text))
                secrets.Add(text);
            else if (ConnectorKeys.Wrong(platform ?? "", text) is { } wrong)
                problems.Error(item.Place, field, wrong);
            else
                secrets.Add(text);
        }

        if (secrets.Count == 0 && items.Count == 0)
            problems.Error(node, field, ConnectorTexts.NoSecret);
        return secrets;
    }

    private static ConnectorApi? Api(ProblemList problems, Node node, string field)
    {
        if (MapReader.Of(problems, node, field, ApiKeys, ConnectorTexts.ApiKeys) is not { } keys)
            return null;
        var url = keys.Read("url", Address);
        var key = keys.Read("key", Hidden);
        foreach (var name in (string[])["url", "key"])
        {
            if (keys.Get(name) is null)
                problems.Error(node, MapReader.Join(field, name), ConnectorTexts.ApiKeyMissing, name);
        }

        return url is null || key is null ? null : new(url, key, keys.Read("secret", Hidden));
    }

    private static string? Hidden(ProblemList problems, Node node, string field)
    {
        var text = (node as TextNode)?.Value.Trim() ?? "";
        if (IsVariable(text) || (text.Length >= ConnectorKeys.Least && !text.StartsWith(ConnectorSource.FromEnvironment, StringComparison.Ordinal)))
            return text;
        problems.Error(node, field, ConnectorTexts.Hidden, ConnectorKeys.Least);
        return null;
    }

    /// <summary>Stands for a variable, whose name may be short.</summary>
    private static bool IsVariable(string text) =>
        text.StartsWith(ConnectorSource.FromEnvironment, StringComparison.Ordinal) && text.Length > ConnectorSource.FromEnvironment.Length && !text.Any(char.IsWhiteSpace);

    private static Uri? Address(ProblemList problems, Node node, string field)
    {
        if (Values.Text(problems, node, field, SettingsTexts.Address, "https://my-shop.myshopify.com") is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme is "https" || (url.Scheme is "http" && url.IsLoopback)) && url.UserInfo.Length == 0)
            return url;
        problems.Error(node, field, SettingsTexts.Form, new Sentence(WebhookTarget.UrlForm));
        return null;
    }
}
