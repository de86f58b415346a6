using System.Globalization;
using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Next;
using Recall.Core.Scoring.Rhythm;

namespace Recall.Core.Tests.Scoring.Next;

/// <summary>
/// When customers of two public shops bought next after a cut-off, and what those of the gift shop (UCI Online Retail II) bought, told from what they bought before it. It gives
/// no categories; products whose codes begin with the same three digits were taken on together and stand for one.
/// </summary>
public sealed class NextPurchaseBacktests
{
    private static readonly DateOnly[] CutOffs = [new(2010, 12, 1), new(2011, 4, 1), new(2011, 8, 1)];

    [Fact]
    public void Transitions_name_the_next_category_more_often_than_the_most_popular_one_does()
    {
        var orders = Orders();
        var documented = DocTable.Under("## Next purchase");
        foreach (var (i, cutOff) in CutOffs.Index())
        {
            var (model, cases) = Cases(orders, cutOff);
            var named = cases.Where(c => c.Next.Category is not null).ToList();
            var hits = Share(named, c => c.Told.Category == c.Next.Category);
            var popular = Share(named, c => model.NextCategories.Popular!.Category == c.Next.Category);
            var stated = named.Average(c => c.Told.CategoryProbability);
            TestContext.Current.SendDiagnosticMessage(FormattableString.Invariant(
                $"{cutOff:O}: {named.Count} customers, next category right {hits:P1} (stated {stated:P1}), most popular right {popular:P1}"));
            hits.ShouldBeGreaterThan(1.2 * popular);
            documented[i][..2].ShouldBe([cutOff.ToString("O", CultureInfo.InvariantCulture), named.Count.ToString(CultureInfo.InvariantCulture)]);
            DocTable.ShouldState(documented[i][2], 100 * hits, "right");
            DocTable.ShouldState(documented[i][3], 100 * stated, "stated");
            DocTable.ShouldState(documented[i][4], 100 * popular, "most popular");
            stated.ShouldBe(hits, 0.06);
        }
    }

    [Fact]
    public void Four_of_five_next_purchases_of_those_who_are_not_late_fall_into_the_interval_whatever_their_number_of_gaps()
    {
        var documented = DocTable.Under("### How often the interval held");
        var found = new List<(string Shop, DateOnly CutOff, int Within, int Group, int Customers, double Inside, double ByTheDay)>();
        foreach (var (shop, customers, end, cutOffs) in new[]
        {
            ("CDNOW", Cdnow(), new DateOnly(1998, 6, 30), new DateOnly[] { new(1997, 5, 1), new(1997, 7, 1), new(1997, 10, 1), new(1998, 1, 1) }),
            ("Online Retail", Orders(), new DateOnly(2011, 12, 9), [new(2010, 6, 1), new(2010, 9, 1), new(2010, 12, 1), new(2011, 3, 1), new(2011, 6, 1), new(2011, 8, 1)]),
        })
        {
            var sums = new double[2];
            foreach (var cutOff in cutOffs)
            {
                // Only as far ahead as everybody was watched: else short gaps alone would be seen, which flatters.
                var (model, cases) = Cases(customers, cutOff, end.DayNumber - cutOff.DayNumber);
                var within = new PurchaseTiming(model).WithinDays;
                var due = cases.Where(c => Day(c.Next.At).DayNumber - cutOff.DayNumber <= within
                    && cutOff.DayNumber - c.Before.Purchases.LastDay.DayNumber < LapseThreshold.Of(c.Before, model.Rhythm).Days).ToList();
                foreach (var (group, few) in new[] { true, false }.Index())
                {
                    var those = due.FindAll(c => c.Told.Rhythm == RhythmSource.Own != few);
                    var inside = Share(those, c => Day(c.Next.At) >= c.Told.From && Day(c.Next.At) <= c.Told.To);
                    var before = Share(those, c => Day(c.Next.At) <= c.Told.Day);
                    TestContext.Current.SendDiagnosticMessage(FormattableString.Invariant(
                        $"| {shop} | {cutOff:O} | {within} | {(few ? "< 3" : "3 +")}: {those.Count} | {100 * inside:F1} | {100 * before:F1} |"));
                    found.Add((shop, cutOff, within, group, those.Count, 100 * inside, 100 * before));
                    sums[group] += inside / cutOffs.Length;
                }
            }

            sums.ShouldAllBe(s => s >= PurchaseTiming.Level && s < 0.9);
        }

        documented.Count.ShouldBe(found.Count / 2);
        foreach (var (i, told) in found.Index())
        {
            var cells = documented[i / 2];
            cells[..3].ShouldBe([told.Shop, told.CutOff.ToString("O", CultureInfo.InvariantCulture), told.Within.ToString(CultureInfo.InvariantCulture)]);
            cells[3 + (3 * told.Group)].ShouldBe(told.Customers.ToString(CultureInfo.InvariantCulture));
            DocTable.ShouldState(cells[4 + (3 * told.Group)], told.Inside, "inside the interval");
            DocTable.ShouldState(cells[5 + (3 * told.Group)], told.ByTheDay, "by the day");
        }
    }

    private static (ShopModel Model, List<(Profile Before, NextPurchase Told, RecentOrder Next)> Cases) Cases(
        IReadOnlyList<List<OrderPlaced>> customers, DateOnly cutOff, int watchedDays = int.MaxValue)
    {
        var split = customers.Select(o => (
            Before: ProfileFold.Of(o[0].Customer, o.Where(e => Day(e.At) < cutOff), TimeZoneInfo.Utc),
            After: ProfileFold.Of(o[0].Customer, o.Where(e => Day(e.At) >= cutOff).Take(1), TimeZoneInfo.Utc))).ToList();
        var model = ShopModel.Fit(References.Gather(split.Select(s => s.Before), cutOff), default);
        if (watchedDays < cutOff.DayNumber - model.FirstDay!.Value.DayNumber)
            model = model with { FirstDay = cutOff.AddDays(-watchedDays) };
        var timing = new PurchaseTiming(model);
        return (model, [.. split.Where(s => s.Before.Purchases.Days > 0 && s.After.Purchases.Days > 0)
            .Select(s => (s.Before, NextPurchase.Of(s.Before.Purchases, cutOff, timing, model.NextCategories)!, s.After.Purchases.Recent[0]))]);
    }

    private static double Share<T>(List<T> cases, Func<T, bool> hit) => cases.Count(hit) / (double)cases.Count;

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    private static List<List<OrderPlaced>> Cdnow() =>
    [
        .. References.Lines("data/cdnow/CDNOW_master.txt.gz").Skip(1)
            .Select((line, i) => (Fields: line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), Number: i))
            .Select(row => new OrderPlaced
            {
                Id = $"o{row.Number}",
                Customer = CustomerKey.Parse("cdnow:" + row.Fields[0]),
                At = new(DateOnly.ParseExact(row.Fields[1], "yyyyMMdd", CultureInfo.InvariantCulture), new(12, 0), TimeSpan.Zero),
                Total = decimal.Parse(row.Fields[3], CultureInfo.InvariantCulture),
            })
            .GroupBy(o => o.Customer)
            .Select(o => o.OrderBy(e => e.At).ToList()),
    ];

    // Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country
    private static List<List<OrderPlaced>> Orders() =>
    [
        .. new[] { "2009_2010", "2010_2011" }
            .SelectMany(years => References.Lines($"data/online-retail/online_retail_{years}.csv.gz").Skip(1).Select(Fields)
                .Where(f => f.Count == 8 && f[6].Length > 0 && f[0].Length > 0 && char.IsAsciiDigit(f[0][0])))
            .GroupBy(f => f[0], StringComparer.Ordinal)
            .Select(invoice => Order([.. invoice]))
            .GroupBy(o => o.Customer)
            .Select(o => o.OrderBy(e => e.At).ThenBy(e => e.Id, StringComparer.Ordinal).ToList()),
    ];

    private static OrderPlaced Order(List<List<string>> lines)
    {
        var first = lines[0];
        var read = lines.Select(l => new OrderLine(l[1], Category(l[1]), int.Parse(l[3], CultureInfo.InvariantCulture), decimal.Parse(l[5], CultureInfo.InvariantCulture)))
            .Where(l => l.Quantity > 0).ToList();
        return new()
        {
            Id = first[0],
            Customer = CustomerKey.Parse("uci:" + first[6].Split('.')[0]),
            At = DateTimeOffset.Parse(first[4], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            Total = read.Sum(l => l.Price * l.Quantity),
            Lines = read,
        };
    }

    private static string? Category(string code) => code.Length >= 5 && code.AsSpan(0, 5).IndexOfAnyExceptInRange('0', '9') < 0 ? code[..3] : null;

    private static List<string> Fields(string line)
    {
        var fields = new List<string>(8);
        var (from, quoted) = (0, false);
        for (var i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] == '"')
                quoted = !quoted;
            else if (i == line.Length || (line[i] == ',' && !quoted))
                (_, from) = (Added(fields, line[from..i]), i + 1);
        }

        return fields;
    }

    private static bool Added(List<string> fields, string field)
    {
        fields.Add(field);
        return true;
    }
}
