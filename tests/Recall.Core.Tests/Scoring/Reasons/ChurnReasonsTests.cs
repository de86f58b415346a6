using Recall.Core.Customers;
using Recall.Core.Scoring.Reasons;

namespace Recall.Core.Tests.Scoring.Reasons;

public sealed class ChurnReasonsTests
{
    private static readonly OrderPlaced[] Plain = [Customer.Order(0), Customer.Order(30), Customer.Order(60), Customer.Order(90)];

    [Fact]
    public void A_complaint_that_is_not_settled_is_a_reason_of_service()
    {
        var reason = Of([.. Plain, new ComplaintOpened { Id = "c", Customer = Customer.Key, At = Customer.Day(95) }]);
        reason.Cause.ShouldBe(ChurnCause.Service);
        reason.Evidence.Select(e => e.What).ShouldBe(["open-complaint"]);
    }

    [Fact]
    public void A_customer_who_bought_again_after_it_was_settled_has_forgiven() => Of(
    [
        .. Plain, new ComplaintOpened { Id = "c", Customer = Customer.Key, At = Customer.Day(40) },
        new ComplaintResolved { Id = "d", Customer = Customer.Key, At = Customer.Day(45) },
    ]).Cause.ShouldBe(ChurnCause.Unknown);

    [Fact]
    public void Buying_on_discount_alone_is_a_reason_of_price()
    {
        var reason = Of([.. Enumerable.Range(0, 4).Select(i => Customer.Order(30 * i, discount: i == 0 ? 0 : 2))]);
        reason.Cause.ShouldBe(ChurnCause.Price);
        var (what, strength, value, of) = reason.Evidence.ShouldHaveSingleItem();
        (what, value, of).ShouldBe(("buys-on-discount", 3, 4));
        strength.ShouldBe(0.7, 1e-12);
    }

    [Fact]
    public void Shrinking_orders_and_widening_gaps_are_fatigue() => Of(
        Customer.Order(0, 100), Customer.Order(20, 90), Customer.Order(40, 40), Customer.Order(120, 20)).Cause.ShouldBe(ChurnCause.ProductFatigue);

    /// <summary>Smaller orders alone say too little; the last gap has to be longer than one and a half of the mean.</summary>
    [Theory]
    [InlineData(30, ChurnCause.Unknown)]
    [InlineData(39, ChurnCause.Unknown)]
    [InlineData(41, ChurnCause.ProductFatigue)]
    public void A_gap_is_wide_from_one_and_a_half_of_the_mean(int last, ChurnCause cause) => Of(
        Customer.Order(0, 100), Customer.Order(20, 90), Customer.Order(40, 40), Customer.Order(40 + last, 20)).Cause.ShouldBe(cause);

    [Theory]
    [InlineData(6, 10, ChurnCause.Price)]
    [InlineData(5, 9, ChurnCause.Unknown)]
    public void Three_of_five_orders_on_discount_are_a_habit(int discounted, int orders, ChurnCause cause) =>
        Of([.. Enumerable.Range(0, orders).Select(i => Customer.Order(10 * i, discount: i < discounted ? 2 : 0))]).Cause.ShouldBe(cause);

    [Theory]
    [InlineData(13.34, ChurnCause.Service)]
    [InlineData(13.33, ChurnCause.Unknown)]
    public void A_third_of_all_given_back_after_the_last_order_is_a_reason_of_service(double amount, ChurnCause cause) =>
        Of([.. Plain, Customer.Refund(100, (decimal)amount)]).Cause.ShouldBe(cause);

    [Fact]
    public void A_membership_that_ended_is_a_natural_end() => Of(
    [
        .. Plain, new CustomerChanged { Id = "m", Customer = Customer.Key, At = Customer.Start, MembershipExpiry = new(2025, 6, 1) },
    ]).Cause.ShouldBe(ChurnCause.NaturalEnd);

    [Theory]
    [InlineData(1, 1, ChurnCause.Unknown)]
    [InlineData(2, 2, ChurnCause.NaturalEnd)]
    [InlineData(2, 3, ChurnCause.Unknown)]
    public void Gifts_alone_are_a_natural_end_from_the_second_on(int gifts, int orders, ChurnCause cause) =>
        Of([.. Enumerable.Range(0, orders).Select(i => Customer.Order(i * 10, 20) with { Gift = i < gifts })]).Cause.ShouldBe(cause);

    [Fact]
    public void Buying_in_one_season_of_each_year_is_a_season_only_outside_of_it()
    {
        // December 2025 and 2026; then June and November of 2027.
        var across = new[] { Customer.Order(330), Customer.Order(350), Customer.Order(380) };
        OrderPlaced[] december = [Customer.Order(340), Customer.Order(345), Customer.Order(705)];
        Of(365 + 365 + 151, december).Cause.ShouldBe(ChurnCause.Season);
        Of(365 + 365 + 320, december).Cause.ShouldBe(ChurnCause.Unknown);

        // One winter is no season of each year, though it has two years' days.
        Of(365 + 365 + 151, across).Cause.ShouldBe(ChurnCause.Unknown);
    }

    /// <summary>The last orders one by one are twelve; the months of all are known.</summary>
    [Fact]
    public void Who_bought_in_other_months_before_the_last_twelve_orders_has_no_season()
    {
        OrderPlaced[] winters = [.. Enumerable.Range(0, 12).Select(i => Customer.Order(i < 6 ? 705 + i : 1070 + i))];
        Of(1300, winters).Cause.ShouldBe(ChurnCause.Season);
        Of(1300, [Customer.Order(100), Customer.Order(180), .. winters]).Cause.ShouldBe(ChurnCause.Unknown);
    }

    [Fact]
    public void Pieces_of_evidence_for_one_cause_add_up()
    {
        var complaint = new ComplaintOpened { Id = "c", Customer = Customer.Key, At = Customer.Day(95) };
        var rating = new SurveyAnswered { Id = "s", Customer = Customer.Key, At = Customer.Day(96), Rating = 2 };
        var both = Of([.. Plain, complaint, rating]);
        both.Support.ShouldBe(1 - (0.2 * 0.3), 1e-12);
        both.Evidence.Select(e => e.What).ShouldBe(["open-complaint", "low-rating"]);
    }

    [Fact]
    public void Who_has_not_lapsed_has_no_reason() =>
        ChurnReasons.Of(Customer.Of(Plain), 0.99, new(2025, 12, 31)).ShouldBeNull();

    private static ChurnReason Of(params CustomerEvent[] events) => Of(364, events);

    private static ChurnReason Of(int today, params CustomerEvent[] events) =>
        ChurnReasons.Of(Customer.Of(events), 1.5, DateOnly.FromDateTime(Customer.Day(today).UtcDateTime))!;
}
