using System.Globalization;
using System.Text;
using System.Text.Json;
using Recall.Core.Customers;

namespace Recall.Local.Tests.Sequences;

/// <summary>
/// A made-up shop for a replay: customers of several time zones who buy in a rhythm, many of whom then stop; some cannot be written to, some
/// unsubscribe or complain. Nobody reacts to a message.
/// </summary>
internal static class SilentShop
{
    private static readonly string[] Zones = ["Asia/Shanghai", "America/Los_Angeles", "Europe/London", "Pacific/Auckland"];

    /// <summary>The history as lines of events, from <paramref name="first"/> up to <paramref name="last"/>; with views, which end waits, where they are wanted.</summary>
    public static string Events(DateTimeOffset first, DateTimeOffset last, int customers = 160, bool views = false)
    {
        var lines = new StringBuilder();
        for (var customer = 1; customer <= customers; customer++)
        {
            foreach (var e in Customer(customer, first, last, views ? 12 : 0))
                lines.AppendLine(JsonSerializer.Serialize(e));
        }

        return lines.ToString();
    }

    private static IEnumerable<Dictionary<string, object>> Customer(int number, DateTimeOffset first, DateTimeOffset last, int views)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"made:{number}");
        var at = first.AddDays(100 * Draw("begin")).AddSeconds(Math.Floor(86_400 * Draw("second")));
        var (gap, days) = (6 + (40 * Draw("gap")), (last - at).TotalDays);
        var stop = Draw("leaves") < 0.6 ? at.AddDays(days * (0.3 + (0.6 * Draw("stop")))) : last;
        yield return Event("customer", "c", at, ("email", $"c{number}@example.com"), ("phone", $"+1202555{number:0000}"), ("locale", number % 3 == 0 ? "zh-CN" : "en"), ("timeZone", Zones[number % 4]));
        if (Draw("mail") < 0.8)
            yield return Event("consent", "k1", at, ("channel", "email"), ("granted", true));
        if (Draw("sms") < 0.6)
            yield return Event("consent", "k2", at, ("channel", "sms"), ("granted", true));
        var leaves = at.AddDays(days * (0.75 + (0.2 * Draw("unsubscribed"))));
        if (Draw("unsubscribes") < 0.3)
            yield return Event("consent", "k3", leaves, ("channel", "all"), ("granted", false));
        if (Draw("complains") < 0.4)
            yield return Event("complaint", "p", at.AddDays(days * (0.75 + (0.2 * Draw("complained")))), ("topic", "late"));
        for (var view = 1; view <= views; view++)
            yield return Event("view", $"v{view}", last.AddDays(-138 + (128 * Draw($"view{view}"))), ("product", Draw($"product{view}") < 0.7 ? "kettle" : "cup"));
        for (var order = 1; at < stop; order++)
        {
            yield return Event("order", $"o{order}", at, ("total", Math.Round(10 + (90 * Draw($"total{order}")), 2)));
            at = at.AddDays(gap * (0.4 + (1.2 * Draw($"gap{order}")))).AddSeconds(Math.Floor(40_000 * Draw($"hour{order}")));
        }

        double Draw(string what) => Bucket.Unit($"{id}|{what}");

        Dictionary<string, object> Event(string type, string name, DateTimeOffset when, params ReadOnlySpan<(string Name, object Value)> fields)
        {
            var e = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["id"] = name, ["customer"] = id, ["type"] = type, ["at"] = when.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            };
            foreach (var (field, value) in fields)
                e[field] = value;
            return e;
        }
    }
}
