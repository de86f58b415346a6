using System.Globalization;
using Recall.Core.Scoring.Buying;

namespace Recall.Core.Tests.Scoring;

/// <summary>What customers did before a day and what they bought after it.</summary>
/// <param name="History">Up to the day, weeks.</param>
/// <param name="Later">Purchase days in the days after it.</param>
internal readonly record struct HeldOutCustomer(PurchaseHistory History, int Later);

/// <summary>Public data cut at a day.</summary>
internal static class HeldOutShops
{
    /// <summary>CDNOW, all customers: 39 weeks to 1997-09-30 and the 39 after.</summary>
    public static IReadOnlyList<HeldOutCustomer> Cdnow() => Cut(
        References.Lines("data/cdnow/CDNOW_master.txt.gz").Skip(1)
            .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Select(f => (f[0], DateOnly.ParseExact(f[1], "yyyyMMdd", CultureInfo.InvariantCulture).DayNumber)),
        References.CalibrationEnd.DayNumber, 39 * 7);

    /// <summary>Online Retail, both years: customers who bought up to a day (0 is 2009-12-01), and the days after.</summary>
    public static IReadOnlyList<HeldOutCustomer> OnlineRetail(int cut, int days) => Cut(
        References.Lines("data/online-retail/purchase_days.csv.gz").Skip(1)
            .Where(line => line.EndsWith(",P", StringComparison.Ordinal))
            .Select(line => line.Split(','))
            .Select(f => (f[0], int.Parse(f[1], CultureInfo.InvariantCulture))),
        cut, days);

    public static IReadOnlyList<(PurchaseHistory History, long Count)> Counted(this IEnumerable<HeldOutCustomer> customers) =>
        [.. customers.CountBy(c => c.History).Select(c => (c.Key, (long)c.Value))];

    /// <summary>Probability that of two customers the one who bought has the higher score; ties count half (Hanley and McNeil 1982).</summary>
    public static double Auc(this IReadOnlyList<HeldOutCustomer> customers, Func<PurchaseHistory, double> score)
    {
        var (rank, bought, sum) = (0L, 0L, 0.0);
        foreach (var alike in customers.Select(c => (Score: score(c.History), c.Later)).GroupBy(c => c.Score).OrderBy(g => g.Key))
        {
            var (all, buyers) = (alike.Count(), alike.Count(c => c.Later > 0));
            sum += buyers * (rank + ((all + 1) / 2.0));
            (rank, bought) = (rank + all, bought + buyers);
        }

        return (sum - (bought * (bought + 1) / 2.0)) / ((double)bought * (customers.Count - bought));
    }

    public static double Rmse(this IReadOnlyList<HeldOutCustomer> customers, Func<PurchaseHistory, double> expected) =>
        Math.Sqrt(customers.Average(c => Math.Pow(c.Later - expected(c.History), 2)));

    private static List<HeldOutCustomer> Cut(IEnumerable<(string Customer, int Day)> purchases, int cut, int days) =>
    [
        .. purchases.GroupBy(p => p.Customer, StringComparer.Ordinal)
            .Select(customer => customer.Select(p => p.Day).Distinct().Order().ToList())
            .Where(d => d[0] <= cut)
            .Select(d =>
            {
                var before = d.Where(day => day <= cut).ToList();
                return new HeldOutCustomer(
                    new(before.Count - 1, (before[^1] - d[0]) / 7.0, (cut - d[0]) / 7.0), d.Count(day => day > cut && day <= cut + days));
            }),
    ];
}
