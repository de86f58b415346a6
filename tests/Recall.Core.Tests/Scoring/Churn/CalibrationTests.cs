using Recall.Core.Scoring.Churn;

namespace Recall.Core.Tests.Scoring.Churn;

public class CalibrationTests
{
    private static readonly Calibration Bent = new([-2, 0, 1], [-1, 0.5, 3]);

    [Theory]
    [InlineData(-2, -1)]
    [InlineData(-1, -0.25)]
    [InlineData(0, 0.5)]
    [InlineData(0.5, 1.75)]
    [InlineData(1, 3)]
    [InlineData(-5, -4)]
    [InlineData(4, 6)]
    public void Lines_join_the_knots_and_the_ends_go_on_in_parallel(double from, double to) => Bent.Of(from).ShouldBe(to, 1e-12);

    [Fact]
    public void Whoever_was_before_stays_before()
    {
        var bent = Enumerable.Range(-60, 120).Select(i => Bent.Of(i / 10.0)).ToList();
        bent.ShouldBe(bent.Order());
        Calibration.None.Of(0.7).ShouldBe(0.7);
    }
}
