using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Recall.Core.Customers;
using Recall.Core.Scoring;

namespace Recall.Core.Tests.Scoring;

/// <summary>Reference figures and public data beside the repository; a test that needs what is absent is skipped and says so.</summary>
internal static class References
{
    public static readonly DateOnly CalibrationEnd = new(1997, 9, 30);

    private static readonly Lazy<IReadOnlyList<Profile>> SampleOnce = new(() => Fold("data/cdnow/CDNOW_sample.txt.gz", 0, 0, 2, 4));
    private static readonly Lazy<IReadOnlyList<Profile>> MasterOnce = new(() => Fold("data/cdnow/CDNOW_master.txt.gz", 1, 0, 1, 3));
    private static readonly Lazy<ShopStatistics> SampleStatisticsOnce = new(() => Gather(SampleOnce.Value));
    private static readonly Lazy<ShopStatistics> MasterStatisticsOnce = new(() => Gather(MasterOnce.Value));

    /// <summary>The 1/10 sample of CDNOW up to the end of calibration, folded from orders.</summary>
    public static IReadOnlyList<Profile> Sample => Present(() => SampleOnce.Value);

    public static IReadOnlyList<Profile> Master => Present(() => MasterOnce.Value);

    public static ShopStatistics SampleStatistics => Present(() => SampleStatisticsOnce.Value);

    public static ShopStatistics MasterStatistics => Present(() => MasterStatisticsOnce.Value);

    public static JsonNode Json(string name) => JsonNode.Parse(File.ReadAllText(Path("reference/" + name)))!;

    public static IEnumerable<string> Lines(string name)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path(name)), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    public static T As<T>(this JsonNode node)
        where T : class => node.Deserialize<T>(JsonSerializerOptions.Web)!;

    /// <summary>Within a relative error, or as close to zero.</summary>
    public static void ShouldAgree(this double actual, double expected, double relative, string what)
    {
        double.IsFinite(actual).ShouldBeTrue($"{what}: {actual}");
        Math.Abs(actual - expected).ShouldBeLessThanOrEqualTo(
            relative * Math.Max(Math.Abs(expected), 1e-12), $"{what}: {actual:R}, expected {expected:R}");
    }

    public static ShopStatistics Gather(IEnumerable<Profile> profiles, DateOnly? asOf = null)
    {
        var statistics = new ShopStatistics(asOf ?? CalibrationEnd);
        foreach (var profile in profiles)
            statistics.Add(profile, TimeZoneInfo.Utc);
        return statistics;
    }

    private static T Present<T>(Func<T> get)
    {
        _ = Path("data/cdnow/CDNOW_sample.txt.gz");
        return get();
    }

    private static string Path(string name)
    {
        var path = Repository.Shared(name);
        if (!File.Exists(path))
            Assert.Skip($"'{name}' is not in the folder 'shared' beside the repository (or in RECALL_SHARED).");
        return path;
    }

    private static List<Profile> Fold(string file, int skip, int customer, int date, int dollars) =>
        [.. Lines(file).Skip(skip)
            .Select((line, i) => (Fields: line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), Number: i))
            .Select(row => new OrderPlaced
            {
                Id = $"o{row.Number}",
                Customer = CustomerKey.Parse("cdnow:" + row.Fields[customer]),
                At = new(DateOnly.ParseExact(row.Fields[date], "yyyyMMdd", CultureInfo.InvariantCulture), new(12, 0), TimeSpan.Zero),
                Total = decimal.Parse(row.Fields[dollars], CultureInfo.InvariantCulture),
            })
            .Where(order => DateOnly.FromDateTime(order.At.UtcDateTime) <= CalibrationEnd)
            .GroupBy(order => order.Customer)
            .Select(orders => ProfileFold.Of(orders.Key, orders, TimeZoneInfo.Utc))];
}
