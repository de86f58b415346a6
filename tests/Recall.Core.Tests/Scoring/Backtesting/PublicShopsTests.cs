using System.Globalization;
using Recall.Core.Customers;
using Recall.Core.Scoring.Backtesting;

namespace Recall.Core.Tests.Scoring.Backtesting;

/// <summary>The scorecard on two public shops, through the back-test that everybody can run.</summary>
public class PublicShopsTests
{
    private static readonly TimeZoneInfo Utc = TimeZoneInfo.Utc;

    [Fact]
    public void Cdnow_thirty_nine_weeks_ahead_from_thirty_nine_weeks_of_history()
    {
        var pasts = CustomerPast.Of(References.Lines("data/cdnow/CDNOW_master.txt.gz").Skip(1).Select((line, i) =>
        {
            var f = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            return Order("cdnow:" + f[0], i, DateOnly.ParseExact(f[1], "yyyyMMdd", CultureInfo.InvariantCulture), Decimal(f[3]), Int(f[2]));
        }));
        var (report, card) = Run(pasts, References.CalibrationEnd, 273);
        report.CutOffs[0].Customers.ShouldBe(23_570);
        card.Auc.ShouldBeGreaterThanOrEqualTo(0.770);
        card.Brier.ShouldBeLessThan(0.165);
    }

    [Fact]
    public void Online_retail_ninety_days_ahead_in_autumn()
    {
        var first = new DateOnly(2009, 12, 1);
        var pasts = CustomerPast.Of(References.Lines("data/online-retail/purchase_days.csv.gz").Skip(1).Select((line, i) =>
        {
            var f = line.Split(',');
            var (day, amount) = (first.AddDays(Int(f[1])), Math.Abs(Decimal(f[2])));
            return f[7] == "P"
                ? Order("retail:" + f[0], i, day, amount, (int)Decimal(f[4]))
                : (CustomerEvent)new OrderRefunded { Id = $"r{i}", Customer = CustomerKey.Parse("retail:" + f[0]), At = At(day), Amount = amount };
        }));
        var (report, card) = Run(pasts, first.AddDays(648), 90);
        report.CutOffs[0].Customers.ShouldBe(5_281);
        card.Auc.ShouldBeGreaterThanOrEqualTo(0.810);
        card.Brier.ShouldBeLessThanOrEqualTo(0.178);
        card.CalibrationError.ShouldBeLessThanOrEqualTo(0.02);
    }

    private static (BacktestReport Report, ModelResult Card) Run(IReadOnlyList<CustomerPast> pasts, DateOnly cutOff, int horizonDays)
    {
        var report = Backtest.Run(pasts, [cutOff], horizonDays, Utc, StandardContest.Of(horizonDays, Utc), null, TestContext.Current.CancellationToken);
        report.Leaks.ShouldBeEmpty();
        var models = report.CutOffs[0].Models.ToDictionary(m => m.Model, StringComparer.Ordinal);
        models["scorecard"].Auc.ShouldBeGreaterThan(models.Where(m => m.Key != "scorecard").Max(m => m.Value.Auc));
        return (report, models["scorecard"]);
    }

    private static OrderPlaced Order(string customer, int number, DateOnly day, decimal total, int pieces) => new OrderPlaced
    {
        Id = $"o{number}", Customer = CustomerKey.Parse(customer), At = At(day), Total = total, Lines = pieces > 0 ? [new("p", null, pieces, 1)] : [],
    };

    private static DateTimeOffset At(DateOnly day) => new(day, new(12, 0), TimeSpan.Zero);

    private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static decimal Decimal(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
