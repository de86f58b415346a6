using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Segments;

namespace Recall.Core.Tests.Scoring.Segments;

public sealed class SegmentsTests
{
    [Theory]
    [InlineData(5, 5, 5, RfmSegment.Champions)]
    [InlineData(4, 4, 5, RfmSegment.Loyal)]
    [InlineData(5, 2, 3, RfmSegment.PotentialLoyalist)]
    [InlineData(5, 2, 1, RfmSegment.New)]
    [InlineData(4, 1, 1, RfmSegment.Promising)]
    [InlineData(3, 3, 3, RfmSegment.NeedAttention)]
    [InlineData(3, 2, 2, RfmSegment.AboutToSleep)]
    public void Scores_have_the_names_marketers_know(int recency, int frequency, int money, RfmSegment segment) =>
        RfmSegments.Of(new(recency, frequency, money), LifecycleStage.Mature, 2, RfmSegments.MinBuyers).ShouldBe(segment);

    /// <summary>Somebody is always in the last fifth, and in a dying shop also the latest have gone.</summary>
    [Theory]
    [InlineData(LifecycleStage.Dormant, 4, 4, RfmSegment.AtRisk)]
    [InlineData(LifecycleStage.Dormant, 5, 5, RfmSegment.CannotLoseThem)]
    [InlineData(LifecycleStage.Dormant, 1, 1, RfmSegment.Hibernating)]
    [InlineData(LifecycleStage.Lost, 5, 5, RfmSegment.CannotLoseThem)]
    [InlineData(LifecycleStage.Lost, 1, 1, RfmSegment.Lost)]
    [InlineData(LifecycleStage.Growth, 1, 1, RfmSegment.AboutToSleep)]
    [InlineData(LifecycleStage.Mature, 5, 5, RfmSegment.Loyal)]
    public void Who_has_lapsed_is_in_the_lower_rows_and_nobody_else(LifecycleStage stage, int frequency, int money, RfmSegment segment)
    {
        var recencies = stage is LifecycleStage.Dormant or LifecycleStage.Lost ? Enumerable.Range(1, 5) : Enumerable.Range(1, 3);
        recencies.ShouldAllBe(r => RfmSegments.Of(new(r, frequency, money), stage, 3, 1000) == segment);
    }

    /// <summary>Where most bought once, they have the middle score of frequency, and money may lift them higher.</summary>
    [Theory]
    [InlineData(5, LifecycleStage.Growth, RfmSegment.New)]
    [InlineData(4, LifecycleStage.Growth, RfmSegment.Promising)]
    [InlineData(3, LifecycleStage.Growth, RfmSegment.AboutToSleep)]
    [InlineData(2, LifecycleStage.Dormant, RfmSegment.Hibernating)]
    [InlineData(1, LifecycleStage.Lost, RfmSegment.Hibernating)]
    public void Who_bought_once_is_in_no_segment_of_those_who_bought_often(int recency, LifecycleStage stage, RfmSegment segment)
    {
        RfmSegments.Of(new(recency, 3, 5), stage, 1, 1000).ShouldBe(segment);
        RfmSegments.Of(new(recency, 3, 1), stage, 1, 1000).ShouldBe(segment);
        RfmSegments.Of(new(1, 1, 1), LifecycleStage.Lost, 1, 1000).ShouldBe(RfmSegment.Lost);
    }

    [Fact]
    public void Every_score_has_a_segment_and_every_segment_a_score()
    {
        var all =
            from stage in new[] { LifecycleStage.Mature, LifecycleStage.Dormant, LifecycleStage.Lost }
            from r in Enumerable.Range(1, 5)
            from f in Enumerable.Range(1, 5)
            from m in Enumerable.Range(1, 5)
            select RfmSegments.Of(new(r, f, m), stage, 2, 1000)!.Value;
        all.Distinct().Order().ShouldBe(Enum.GetValues<RfmSegment>());
        RfmSegments.Of(default, LifecycleStage.Seed, 0, 1000).ShouldBeNull();
        RfmSegments.Of(new(1, 1, 1), LifecycleStage.Lost, 2, RfmSegments.MinBuyers - 1).ShouldBeNull("there are no fifths of so few");
    }

    [Fact]
    public void Loyalty_grows_with_interest_purchases_and_praise()
    {
        SurveyAnswered Rated(int rating) => new() { Id = "s", Customer = Customer.Key, At = Customer.Day(90), Rating = rating };
        var contact = new CustomerChanged { Id = "c", Customer = Customer.Key, At = Customer.Start, Email = "a@example.com" };
        OrderPlaced[] orders = [Customer.Order(0), Customer.Order(20), Customer.Order(40)];

        LoyaltyStages.Of(Customer.Of(contact)).ShouldBe(LoyaltyStage.Suspect);
        LoyaltyStages.Of(Customer.Visiting(0)).ShouldBe(LoyaltyStage.Prospect);
        LoyaltyStages.Of(Customer.Buying(0)).ShouldBe(LoyaltyStage.FirstTime);
        LoyaltyStages.Of(Customer.Of([.. orders, Rated(8)])).ShouldBe(LoyaltyStage.Repeat);
        LoyaltyStages.Of(Customer.Of([.. orders, Rated(9)])).ShouldBe(LoyaltyStage.Advocate);
        LoyaltyStages.Of(Customer.Of([.. orders[..2], Rated(10)])).ShouldBe(LoyaltyStage.Repeat);
    }
}
