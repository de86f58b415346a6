using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Recall.App.Ingestion.Events;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Shop;
using Recall.Local.Demo;

namespace Recall.Local.Tests.Demo;

/// <summary>Shops for tests, made once.</summary>
internal static class Shops
{
    public static readonly DateTimeOffset Today = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<SyntheticShop> Shared = new(() => SyntheticShop.Create(SyntheticShopOptions.Around(Today)));

    // Rows leave out what is default; senders do not.
    private static readonly JsonSerializerOptions Wire =
        new(StoredJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The shop the demo shows: 5,000 customers, seed 7.</summary>
    public static SyntheticShop Usual => Shared.Value;

    /// <summary>The shop's own reader of events from outside, long after all of them.</summary>
    public static EventReader Reader => new(new ShopSettings(), new Later());

    public static SyntheticShop Of(int seed, int customers) =>
        SyntheticShop.Create(SyntheticShopOptions.Around(Today) with { Seed = seed, Customers = customers });

    public static byte[] Json(CustomerEvent e) => JsonSerializer.SerializeToUtf8Bytes(e, Wire);

    public static string Hash(IEnumerable<CustomerEvent> events)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var e in events)
            hash.AppendData(StoredJson.Bytes(e));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static IEnumerable<CustomerEvent> Events(this SyntheticShop shop) => shop.People.SelectMany(p => p.Events);

    private sealed class Later : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Today.AddYears(2);
    }
}
