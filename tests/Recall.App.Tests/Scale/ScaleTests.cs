using System.Globalization;
using Recall.App.Enrolment;
using Recall.App.Reports;
using Recall.App.Work;
using Recall.Core.Customers;

namespace Recall.App.Tests.Scale;

/// <summary>docs/scale.md says what the code does: its counts are counted here, and its results follow from them.</summary>
public sealed class ScaleTests
{
    private static readonly double[] Sizes = [1e4, 1e6, 1e7, 1e8];

    [Fact]
    public async Task The_operations_are_those_of_the_page()
    {
        var counts = await OperationCounts.MeasureAsync();

        new ScalePage().Table("Counted").Select(r => string.Join(" | ", r)).Order(StringComparer.Ordinal)
            .ShouldBe(counts.Select(c => string.Create(
                CultureInfo.InvariantCulture,
                $"{c.Key} | {c.Value.Gets} | {c.Value.Pages} | {c.Value.Batches} | {c.Value.RowsRead} | {c.Value.RowsWritten}")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_bytes_of_a_customer_are_those_of_the_page() =>
        new ScalePage().Number("What is assumed", "bytes of a customer").ShouldBe(await OperationCounts.BytesAsync(), 100);

    [Fact]
    public async Task Costs_and_times_follow_from_what_is_counted_assumed_and_published()
    {
        var page = new ScalePage();
        var counts = await OperationCounts.MeasureAsync();
        page.Number("What is assumed", "ranges at once").ShouldBe(BucketRange.Of(Bucket.DefaultCount).Count());
        page.Number("What is assumed", "runs at once in a range").ShouldBe(ReconcileRuns.Parallelism);
        page.Number("What is assumed", "buckets of a report at once").ShouldBe(BuildReport.Together);
        page.Number("What is assumed", "enrolments measured at once").ShouldBe(BuildReport.Parallelism);
        var models = Sizes.Select(s => new ScaleModel(page, counts, s)).ToList();

        var bills = models.Select(m => m.Bill()).ToList();
        page.Table("A month").Select(r => string.Join(" | ", r))
            .ShouldBe(bills[0].Select((line, i) => string.Join(" | ", [line.Line, .. bills.Select(b => ScaleModel.Usd(b[i].Cost))])));
        var kept = models.Select(m => m.Scheduler()).ToList();
        page.Table("With a scheduler").Select(r => string.Join(" | ", r))
            .ShouldBe(kept[0].Select((line, i) => string.Join(" | ", [line.Line, .. kept.Select(k => ScaleModel.Usd(k[i].Amount))])));
        page.Table("A night").Select(r => string.Join(" | ", r)).ShouldBe(
        [
            string.Join(" | ", ["everybody is scored in", .. models.Select(m => ScaleModel.Time(m.Night().Seconds))]),
            string.Join(" | ", ["bound by", .. models.Select(m => m.Night().Bound)]),
            string.Join(" | ", ["the month's report is made in", .. models.Select(m => ScaleModel.Time(m.Report()))]),
            string.Join(" | ", ["every hour, all runs that wait are looked at in", .. models.Select(m => ScaleModel.Time(m.Hour()))]),
        ]);
    }

    /// <summary>What the page says of the month's report: each size has time for its own largest shop, and the largest for this many.</summary>
    [Theory]
    [InlineData(1e5)]
    [InlineData(5e6)]
    [InlineData(2e7)]
    public async Task A_function_has_time_for_the_months_report(double customers)
    {
        var model = new ScaleModel(new ScalePage(), await OperationCounts.MeasureAsync(), customers);

        model.Report().ShouldBeLessThan(model.FunctionTime);
    }
}
