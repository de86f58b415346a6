using Recall.Core.Scoring.Fitting;

namespace Recall.Core.Tests.Scoring.Fitting;

public sealed class LogisticRegressionTests
{
    [Fact]
    public void One_flag_gives_the_log_odds_of_the_two_by_two_table()
    {
        // 30 of 40 with the flag, 10 of 50 without; next to no penalty.
        var rows = Rows((30, true, 1), (10, true, 0), (10, false, 1), (40, false, 0));
        var model = LogisticModel.Fit(rows, 1e-9)!;
        model.Probability([1]).ShouldBe(0.75, 1e-9);
        model.Probability([0]).ShouldBe(0.2, 1e-9);

        // Woolf (1955): the variance of a log-odds is the sum of the inverse counts.
        model.LogOddsVariance([1]).ShouldBe((1.0 / 30) + (1.0 / 10), 1e-7);
        model.LogOddsVariance([0]).ShouldBe((1.0 / 10) + (1.0 / 40), 1e-7);
    }

    [Fact]
    public void At_the_optimum_the_penalised_score_equations_hold()
    {
        var random = new Random(5);
        var rows = Enumerable.Range(0, 400).Select(_ =>
        {
            var (a, b) = (random.NextDouble() * 10, Math.Exp(3 * random.NextDouble()));
            var p = 1 / (1 + Math.Exp(1 - (0.3 * a) + (0.1 * b)));
            return new LabelledRow([a, b, 7], random.NextDouble() < p ? 1 : 0, random.Next(1, 4));
        }).ToList();
        var model = LogisticModel.Fit(rows, 2.5)!;

        rows.Sum(r => r.Weight * (r.Label - model.Probability(r.Features))).ShouldBe(0, 1e-5);
        for (var i = 0; i < 3; i++)
        {
            rows.Sum(r => r.Weight * (r.Label - model.Probability(r.Features)) * (r.Features[i] - model.Means[i]) / model.Scales[i])
                .ShouldBe(2.5 * model.Coefficients[i], 1e-5);
        }

        model.Coefficients[2].ShouldBe(0);
    }

    [Fact]
    public void Separable_labels_give_finite_coefficients()
    {
        var model = LogisticModel.Fit(Rows((50, true, 1), (50, false, 0)), 1)!;
        model.Coefficients.ShouldAllBe(c => double.IsFinite(c));
        model.Probability([1]).ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void A_weight_counts_like_as_many_rows()
    {
        var many = LogisticModel.Fit(Rows((3, true, 1), (2, true, 0), (2, false, 1), (5, false, 0)), 0.5)!;
        var few = LogisticModel.Fit([new([1], 1, 3), new([0], 1, 2), new([1], 0, 2), new([0], 0, 5)], 0.5)!;
        few.Probability([1]).ShouldBe(many.Probability([1]), 1e-12);
        few.LogOddsVariance([0]).ShouldBe(many.LogOddsVariance([0]), 1e-12);
    }

    [Fact]
    public void Labels_of_one_kind_give_no_model()
    {
        LogisticModel.Fit([], 1).ShouldBeNull();
        LogisticModel.Fit(Rows((5, true, 1), (5, true, 0)), 1).ShouldBeNull();
        LogisticModel.Fit(Rows((5, false, 1)), 1).ShouldBeNull();
    }

    private static List<LabelledRow> Rows(params (int Count, bool Label, double Flag)[] cells) =>
        [.. cells.SelectMany(c => Enumerable.Repeat(new LabelledRow([c.Flag], c.Label ? 1 : 0), c.Count))];
}
