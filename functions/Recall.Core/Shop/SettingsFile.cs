using Recall.Core.Customers;
using Recall.Core.Customers.Identity;
using System.Net.Mail;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;
using Recall.Core.Sequences.Files.Texts;

namespace Recall.Core.Shop;

/// <summary>What reading a settings file gave.</summary>
/// <param name="Settings">Null where there is an error.</param>
/// <param name="Problems">Errors, in the order of the file.</param>
public sealed record SettingsFileResult(ShopSettings? Settings, IReadOnlyList<Problem> Problems);

/// <summary>Reads <c>settings.yaml</c>. What a file leaves out has the value of <see cref="ShopSettings"/>.</summary>
public static class SettingsFile
{
    private static readonly KeyList Keys = new([], ["shop", "sender", "currencies", "costs", "policy", "webhooks", "push", "wecom", "connectors", "identity"]);
    private static readonly KeyList ShopKeys = new([], ["name", "currency", "time-zone", "country", "locale", "address", "public-url", "gross-margin"]);
    private static readonly KeyList SenderKeys = new([], ["email", "phone"]);
    private static readonly KeyList CostKeys = new([], Channels.Names);

    /// <summary>Reads a file and reports every problem in it.</summary>
    public static SettingsFileResult Read(string fileName, string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var problems = new ProblemList(fileName);
        if (SaysNothing(yaml))
            return new(new(), problems.Sorted);
        var root = YamlTree.Read(yaml.ReplaceLineEndings("\n"), problems);
        var file = root is null ? null : MapReader.Of(problems, root, "", Keys, SettingsTexts.Keys);
        var settings = file is null ? new() : Shop(problems, file) with
        {
            Rates = file.Read("currencies", Rates) ?? new ShopSettings().Rates,
            TouchCosts = file.Read("costs", Costs) ?? new ShopSettings().TouchCosts,
            Webhooks = file.Read("webhooks", WebhookTarget.ReadAll) ?? new ShopSettings().Webhooks,
            Push = file.Read("push", WebhookTarget.Read),
            Wecom = file.Read("wecom", WecomAccount.Read),
            Connectors = file.Read("connectors", ConnectorReader.ReadAll) ?? new ShopSettings().Connectors,
            Identity = file.Read("identity", IdentityReader.Read) ?? IdentityRules.Default,
            Policy = file.Read("policy", PolicyReader.Read) ?? Policy.Default,
        };
        return new(problems.HasErrors ? null : settings, problems.Sorted);
    }

    /// <summary>Blank lines and comments alone leave everything out, which is allowed; to the reader of sequences an empty file is an error.</summary>
    private static bool SaysNothing(string yaml)
    {
        foreach (var line in yaml.AsSpan().EnumerateLines())
        {
            var text = line.Trim([' ', '\t', '\uFEFF']);
            if (text.Length > 0 && text[0] != '#')
                return false;
        }

        return true;
    }

    private static ShopSettings Shop(ProblemList problems, MapReader file)
    {
        var none = new ShopSettings();
        var shop = file.Read("shop", (p, n, f) => MapReader.Of(p, n, f, ShopKeys, SettingsTexts.ShopKeys));
        var sender = file.Read("sender", (p, n, f) => MapReader.Of(p, n, f, SenderKeys, SettingsTexts.Sender));
        return none with
        {
            Name = Text(shop, "name") ?? none.Name,
            Currency = shop?.Read("currency", Currency) ?? none.Currency,
            TimeZone = shop?.Read("time-zone", Zone) ?? none.TimeZone,
            Country = shop?.Read("country", (p, n, f) => Values.Word(p, n, f, new(WordTexts.Country), PhoneNumber.Countries)) ?? none.Country,
            Locale = Text(shop, "locale") ?? none.Locale,
            Address = Text(shop, "address") ?? none.Address,
            PublicUrl = shop?.Read("public-url", Url) ?? none.PublicUrl,
            GrossMargin = (decimal?)shop?.Read("gross-margin", (p, n, f) => Values.Share(p, n, f, 1)) ?? none.GrossMargin,
            FromEmail = sender?.Read("email", Email) ?? none.FromEmail,
            FromPhone = Text(sender, "phone") ?? none.FromPhone,
        };
    }

    private static string? Text(MapReader? map, string key) => map?.Read(key, (p, n, f) => Values.Text(p, n, f));

    private static string? Email(ProblemList problems, Node node, string field)
    {
        if (Values.Text(problems, node, field, SettingsTexts.Address, "shop@example.com") is not { } text)
            return null;
        if (MailAddress.TryCreate(text, out var address) && address.Address == text)
            return text;
        problems.Expected(node, field, SettingsTexts.Email);
        return null;
    }

    private static string? Currency(ProblemList problems, Node node, string field)
    {
        if (Values.Text(problems, node, field, SettingsTexts.Currency) is not { } text)
            return null;
        if (text.Length == 3 && text.All(char.IsAsciiLetterUpper))
            return text;
        problems.Expected(node, field, SettingsTexts.CurrencyCode);
        return null;
    }

    private static string? Zone(ProblemList problems, Node node, string field)
    {
        if (Values.Text(problems, node, field, SettingsTexts.Zone) is not { } text)
            return null;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(text, out _))
            return text;
        var known = TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).ToList();
        problems.Error(node, field, SettingsTexts.UnknownZone, node.What, NearestWord.Hint(text, known));
        return null;
    }

    private static string? Url(ProblemList problems, Node node, string field)
    {
        if (Values.Text(problems, node, field, SettingsTexts.Address, "https://shop.example.com") is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http")
            return text;
        problems.Expected(node, field, SettingsTexts.Address, "https://shop.example.com");
        return null;
    }

    private static Dictionary<string, decimal>? Rates(ProblemList problems, Node node, string field)
    {
        if (node is not MapNode map)
        {
            problems.Expected(node, field, SettingsTexts.Rates);
            return null;
        }

        var rates = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Entries)
        {
            if (Currency(problems, key, MapReader.Join(field, key.Value)) is { } code
                && Values.Number(problems, value, MapReader.Join(field, key.Value), 0.000001m, 1_000_000m) is { } rate)
                rates[code] = rate;
        }

        return rates;
    }

    private static Dictionary<string, decimal>? Costs(ProblemList problems, Node node, string field)
    {
        if (MapReader.Of(problems, node, field, CostKeys, SettingsTexts.Costs) is not { } map)
            return null;
        return Channels.Names.ToDictionary(
            c => c, c => map.Read(c, (p, n, f) => Values.Money(p, n, f, 0, 1000)) ?? new ShopSettings().TouchCosts[c], StringComparer.Ordinal);
    }
}
