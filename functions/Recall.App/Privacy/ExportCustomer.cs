using System.Text.Json.Nodes;
using Recall.App.Customers;
using Recall.Core;
using Recall.Core.Customers;

namespace Recall.App.Privacy;

/// <summary>
/// Everything that is known about a customer, in clear: what a shop may send to somebody who asks for it (GDPR art. 15 and 20). The only place that
/// shows whole addresses, and so no part of the HTTP face.
/// </summary>
public sealed class ExportCustomer(CustomerStore customers)
{
    /// <summary>Kinds of rows that tell something, by name; see <see cref="CustomerKeys"/>.</summary>
    private static readonly (char Kind, string Name)[] Kinds = [('r', "sequences"), ('t', "messages"), ('k', "coupons"), ('w', "calls"), ('l', "decisions")];

    /// <summary>The document with what came under any of the person's keys, or null where there is no such customer.</summary>
    public async Task<JsonObject?> HandleAsync(CustomerKey customer, CancellationToken cancellationToken = default)
    {
        if (await customers.FindAsync(customer, cancellationToken) is not { Profile: var profile })
            return null;
        var document = new JsonObject { ["customer"] = profile.Customer.Value };
        if (profile.Members is not null)
            document["keys"] = new JsonArray([.. profile.Keys.Select(k => JsonValue.Create(k.Value))]);
        document["profile"] = JsonNode.Parse(StoredJson.Bytes(profile));
        var events = await customers.HistoryAsync(profile.Customer, profile.Keys, cancellationToken);
        document["events"] = new JsonArray([.. events.OrderBy(EventPosition.Of).Select(e => JsonNode.Parse(StoredJson.Bytes(e)))]);
        if (await customers.FindScoreAsync(profile.Customer, cancellationToken) is { } score)
            document["score"] = JsonNode.Parse(StoredJson.Bytes(score));
        foreach (var (kind, name) in Kinds)
        {
            var rows = new JsonArray();
            foreach (var key in profile.Keys)
            {
                await foreach (var one in customers.RowsAsync(kind, key, cancellationToken))
                    rows.Add(new JsonObject(one.Properties.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Value(p.Value)))));
            }

            document[name] = rows;
        }

        return document;
    }

    private static JsonNode? Value(object value) => value switch
    {
        bool flag => flag,
        int number => number,
        long number => number,
        double number => double.IsFinite(number) ? number : null,
        byte[] bytes => Json(System.Text.Encoding.UTF8.GetString(bytes)),
        DateTimeOffset at => at.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        string text => Json(text),
        _ => value.ToString(),
    };

    /// <summary>What is stored as JSON is shown as that.</summary>
    private static JsonNode? Json(string text)
    {
        if (text is not ['{' or '[', ..])
            return text;
        try
        {
            return JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return text;
        }
    }
}
