using System.Globalization;
using Recall.Core.Customers;
using Recall.Core.Scoring.Backtesting;

namespace Recall.Core.Tests.Scoring;

/// <summary>Two public shops as events, read once.</summary>
internal static class PublicShops
{
    /// <summary>CDNOW's first day.</summary>
    public static readonly DateOnly CdnowFirst = new(1997, 1, 1);

    /// <summary>Day 0 of Online Retail.</summary>
    public static readonly DateOnly OnlineRetailFirst = new(2009, 12, 1);

    private static readonly Lazy<IReadOnlyList<CustomerPast>> CdnowOnce = new(() => CustomerPast.Of(References.Lines("data/cdnow/CDNOW_master.txt.gz").Skip(1).Select((line, i) =>
    {
        var f = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return Order("cdnow:" + f[0], i, DateOnly.ParseExact(f[1], "yyyyMMdd", CultureInfo.InvariantCulture), Decimal(f[3]), Int(f[2]));
    })));

    private static readonly Lazy<IReadOnlyList<CustomerPast>> OnlineRetailOnce = new(() => CustomerPast.Of(References.Lines("data/online-retail/purchase_days.csv.gz").Skip(1).Select((line, i) =>
    {
        var f = line.Split(',');
        var (day, amount) = (OnlineRetailFirst.AddDays(Int(f[1])), Math.Abs(Decimal(f[2])));
        return f[7] == "P"
            ? Order("retail:" + f[0], i, day, amount, (int)Decimal(f[4]))
            : (CustomerEvent)new OrderRefunded { Id = $"r{i}", Customer = CustomerKey.Parse("retail:" + f[0]), At = At(day), Amount = amount };
    })));

    /// <summary>All customers, 1997-01-01 to 1998-06-30.</summary>
    public static IReadOnlyList<CustomerPast> Cdnow => CdnowOnce.Value;

    /// <summary>Both years, 2009-12-01 to 2011-12-09, a purchase day as one order.</summary>
    public static IReadOnlyList<CustomerPast> OnlineRetail => OnlineRetailOnce.Value;

    /// <summary>Noon of a day.</summary>
    public static DateTimeOffset At(DateOnly day) => new(day, new(12, 0), TimeSpan.Zero);

    private static OrderPlaced Order(string customer, int number, DateOnly day, decimal total, int pieces) => new()
    {
        Id = $"o{number}", Customer = CustomerKey.Parse(customer), At = At(day), Total = total, Lines = pieces > 0 ? [new("p", null, pieces, 1)] : [],
    };

    private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static decimal Decimal(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
