using System.Text;
using Recall.App.Customers;
using Recall.App.Customers.Identity;
using Recall.App.Tests.Shops;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Sequences;

namespace Recall.App.Tests.Customers.Identity;

/// <summary>Facts about people with several keys, and what a shop has stored of them.</summary>
internal static class People
{
    public const string Mei = "mei@post.cn";

    public static readonly DateTimeOffset Start = CornerShop.Noon.AddDays(-50);

    public static CustomerKey Key(string text) => CustomerKey.Parse(text);

    /// <summary>The key of a guest at a platform.</summary>
    public static CustomerKey Guest(string source, string email) => Key($"{source}:{ContactKey.OfEmail(email)}");

    public static CustomerChanged Reads(string key, string email, int day = 0, string? id = null) => Says(key, email, day, id) with { EmailVerified = true };

    public static CustomerChanged Says(string key, string email, int day = 0, string? id = null) =>
        new() { Id = id ?? $"c-{email}-{day}", Customer = Key(key), At = Start.AddDays(day), Email = email };

    public static OrderPlaced Buys(string key, string id, int day = 1, decimal total = 10) =>
        new() { Id = id, Customer = Key(key), At = Start.AddDays(day), Total = total };

    public static ConsentChanged Answers(string key, bool yes, int day = 0, string channel = "email") =>
        new() { Id = $"{channel}-{yes}-{day}", Customer = Key(key), At = Start.AddDays(day), Channel = channel, Granted = yes };

    /// <summary>The day's look at all customers; how many were merged or split.</summary>
    public static Task<int> ReconcileAsync(CornerShop shop) =>
        shop.Get<ReconcileCustomers>().HandleAsync(new(0, shop.Get<CustomerStore>().Buckets), TestContext.Current.CancellationToken);

    /// <summary>All that is stored of customers but the ledger and scores: what must be the same whatever way it came about.</summary>
    public static string Stored(CornerShop shop)
    {
        var text = new StringBuilder();
        foreach (var row in shop.Store.Rows(CustomerKeys.Table).Where(r => r.RowKey[0] is not ('l' or 's')))
        {
            text.Append(row.PartitionKey).Append(' ').AppendLine(row.RowKey);
            foreach (var (name, value) in row.Properties.Where(p => p.Key is not ("since" or "why")).OrderBy(p => p.Key, StringComparer.Ordinal))
                text.Append("  ").Append(name).Append(": ").AppendLine(name == "engagement" ? Engaged((string)value) : Shown(value));
        }

        return text.ToString();
    }

    /// <summary>Why somebody stayed out is noted anew after a merge and a split; it decides nothing.</summary>
    private static string Engaged(string json) =>
        StoredJson.Text(StoredJson.Read<Engagement>(json) with { WhyNot = new Dictionary<string, string>(StringComparer.Ordinal) });

    private static string Shown(object value) => value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : value.ToString()!;
}
