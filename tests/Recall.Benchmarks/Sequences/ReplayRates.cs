using System.Diagnostics;
using System.Globalization;
using Recall.Benchmarks.Scoring;
using Recall.Benchmarks.Tables;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Replaying;

namespace Recall.Benchmarks.Sequences;

/// <summary>A year of CDNOW played again with the shipped sequence, from the second half of 1997 on; reading the file is not measured.</summary>
internal static class ReplayRates
{
    private const string Part = "replay";
    private static readonly DateOnly From = new(1997, 7, 1);
    private static readonly DateOnly To = new(1998, 6, 30);

    public static IReadOnlyList<Figure> Measure(int customers, CancellationToken cancellationToken)
    {
        if (BuyingData.Find("data/cdnow/CDNOW_master.txt.gz") is not { } file)
            return [new(Part, "SKIPPED: the data is not in the folder 'shared' beside the repository", double.NaN, "")];
        var shop = Histories(file).Take(customers).ToList();
        using var process = Process.GetCurrentProcess();
        var (watch, before) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        var outcome = Replay.Run(Plan(), shop, null, cancellationToken);
        watch.Stop();
        process.Refresh();

        // Everybody who enters and is treated gets the first code, whatever else: one that is missing was not played.
        Parts.Same(
            "First codes", outcome.Enrolments.Count(e => e.Arm == Arm.Treated),
            outcome.Enrolments.SelectMany(e => e.Decisions).Count(d => d is { Kind: ReplayedKind.Coupon, Step: "offer" }));
        return
        [
            new(Part, string.Create(CultureInfo.InvariantCulture, $"a year of CDNOW, {shop.Count:#,0} customers, {outcome.Fits.Count} fits, {outcome.Enrolments.Count:#,0} passes"), watch.Elapsed.TotalSeconds, "s", Aim: "30"),
            new(Part, "processor time of it", (process.TotalProcessorTime - before).TotalSeconds, "s"),
        ];
    }

    private static ReplayPlan Plan() => new()
    {
        Tried = Winback.Unlimited().Definition, Others = [], From = From, To = To, Zone = TimeZoneInfo.Utc, Policy = Policy.Default, Prices = new Dictionary<string, decimal>(StringComparer.Ordinal),
        Channels = new HashSet<string>(Channels.Names, StringComparer.Ordinal), Terms = new(0.4, 0.04),
    };

    private static IEnumerable<ReplayHistory> Histories(string file) => BuyingData.Lines(file).Skip(1)
        .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        .GroupBy(f => f[0], StringComparer.Ordinal)
        .Select(orders => History(CustomerKey.Parse("cdnow:" + orders.Key), [.. orders]));

    private static ReplayHistory History(CustomerKey customer, IReadOnlyList<string[]> orders)
    {
        List<CustomerEvent> events =
        [
            .. orders.Select((o, i) => new OrderPlaced
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"o{i:D4}"), Customer = customer, Total = decimal.Parse(o[3], CultureInfo.InvariantCulture),
                At = DateTimeOffset.ParseExact(o[1], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            }).OrderBy(EventPosition.Of),
        ];
        var at = events[0].At;
        return new(
            customer,
            [
                new CustomerChanged { Id = "!1", Customer = customer, At = at, Email = "c@example.com", Phone = "+12025550123" },
                new ConsentChanged { Id = "!2", Customer = customer, At = at, Channel = Channels.All, Granted = true },
                .. events,
            ],
            Engagement.None, default);
    }
}
