using System.Globalization;
using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Next;
using Recall.Core.Scoring.Rhythm;

namespace Recall.Core.Tests.Scoring.Next;

/// <summary>
/// What customers of a gift shop (UCI Online Retail II) bought next after a cut-off, told from what they bought before it. The shop gives
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
    public void Most_next_purchases_of_those_who_are_not_late_fall_into_the_interval()
    {
        var orders = Orders();
        var sum = 0.0;
        var documented = DocTable.Under("## Next purchase");
        foreach (var (i, cutOff) in CutOffs.Index())
        {
            // The interval is for those who still are customers: the others' gap may never end.
            var (model, cases) = Cases(orders, cutOff);
            var due = cases.Where(c => c.Told.Rhythm == RhythmSource.Own
                && cutOff.DayNumber - c.Before.Purchases.LastDay.DayNumber < LapseThreshold.Of(c.Before, model.Rhythm).Days).ToList();
            var inside = Share(due, c => Day(c.Next.At) >= c.Told.From && Day(c.Next.At) <= c.Told.To);
            TestContext.Current.SendDiagnosticMessage(FormattableString.Invariant(
                $"{cutOff:O}: {due.Count} customers, inside the interval {inside:P1}, before it {Share(due, c => Day(c.Next.At) < c.Told.From):P1}"));
            DocTable.ShouldState(documented[i][5], 100 * inside, "inside the interval");
            sum += inside;
        }

        // Below the stated 80 %: the cut-off before Christmas has a quiet January behind it, which a rhythm does not know.
        (sum / CutOffs.Length).ShouldBeInRange(0.65, 0.9);
    }

    private static (ShopModel Model, List<(Profile Before, NextPurchase Told, RecentOrder Next)> Cases) Cases(
        IReadOnlyList<List<OrderPlaced>> customers, DateOnly cutOff)
    {
        var split = customers.Select(o => (
            Before: ProfileFold.Of(o[0].Customer, o.Where(e => Day(e.At) < cutOff), TimeZoneInfo.Utc),
            After: ProfileFold.Of(o[0].Customer, o.Where(e => Day(e.At) >= cutOff).Take(1), TimeZoneInfo.Utc))).ToList();
        var model = ShopModel.Fit(References.Gather(split.Select(s => s.Before), cutOff), default);
        return (model, [.. split.Where(s => s.Before.Purchases.Days > 0 && s.After.Purchases.Days > 0)
            .Select(s => (s.Before, NextPurchase.Of(s.Before.Purchases, cutOff, new(model.Rhythm), model.NextCategories)!, s.After.Purchases.Recent[0]))]);
    }

    private static double Share<T>(List<T> cases, Func<T, bool> hit) => cases.Count(hit) / (double)cases.Count;

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

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
