using FsCheck;
using FsCheck.Fluent;
using Recall.Core.Customers;

namespace Recall.Core.Tests.Customers;

public class RevisionsTests
{
    private static readonly CustomerKey Ann = CustomerKey.Parse("shop:ann");

    private static Gen<CustomerEvent> States =>
        from id in Gen.Elements("a", "b", "c")
        from revision in Gen.Elements(null, (long?)-3, 1, 2, 3)
        from total in Gen.Choose(1, 3)
        from counts in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        from day in Gen.Choose(1, 3)
        from back in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        select back
            ? new OrderRefunded { Id = id + total + "r", Customer = Ann, At = At(total), Amount = total, Order = id }
            : revision is null
            ? new OrderPlaced { Id = id + total, Customer = Ann, At = At(total), Total = total }
            : counts
                ? new OrderPlaced { Id = id, Customer = Ann, At = At(day), Total = total, Revision = revision }
                : (CustomerEvent)new Voided { Id = id, Customer = Ann, At = At(day), Revision = revision };

    [Fact]
    public void The_newest_state_counts_in_any_order_and_however_often()
    {
        var drawn = States.ListOf().SelectMany(events => Gen.Shuffle(events.Concat(events).ToArray()).Select(again => (events, again)));
        Prop.ForAll(drawn.ToArbitrary(), d =>
        {
            var once = ProfileFold.Of(Ann, d.events, TimeZoneInfo.Utc);
            StoredJson.Text(ProfileFold.Of(Ann, d.again, TimeZoneInfo.Utc)).ShouldBe(StoredJson.Text(once));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_is_void_leaves_no_trace()
    {
        var order = new OrderPlaced { Id = "o", Customer = Ann, At = At(1), Total = 5, Revision = 1 };
        var gone = new Voided { Id = "o", Customer = Ann, At = At(2), Revision = 2 };
        var none = new Profile { Customer = Ann };
        StoredJson.Text(ProfileFold.Of(Ann, [order, gone], TimeZoneInfo.Utc)).ShouldBe(StoredJson.Text(none));
        ProfileFold.Next(none, gone, TimeZoneInfo.Utc).ShouldBe(none);
    }

    [Fact]
    public void Money_given_back_of_an_order_that_is_void_does_not_count_and_of_one_that_is_not_does()
    {
        CustomerEvent[] events =
        [
            new OrderPlaced { Id = "o", Customer = Ann, At = At(1), Total = 5, Revision = 1 },
            new OrderRefunded { Id = "r", Customer = Ann, At = At(2), Amount = 3, Order = "o" },
            new OrderRefunded { Id = "s", Customer = Ann, At = At(3), Amount = 1 },
        ];
        ProfileFold.Of(Ann, events, TimeZoneInfo.Utc).Refunds.Amount.ShouldBe(4);
        ProfileFold.Of(Ann, [.. events, new Voided { Id = "o", Customer = Ann, At = At(1), Revision = 2 }], TimeZoneInfo.Utc).Refunds.Amount.ShouldBe(1);
        ProfileFold.Of(Ann, [.. events, new Voided { Id = "o", Customer = Ann, At = At(1), Revision = 0 }], TimeZoneInfo.Utc).Refunds.Amount.ShouldBe(4);
    }

    /// <summary>Platforms give an order from one key of a person to another, and number by themselves.</summary>
    [Theory]
    [InlineData("shop:ben", 3)]
    [InlineData("other:ben", 0)]
    public void An_order_that_went_to_another_key_of_the_person_keeps_what_was_given_back(string other, int back)
    {
        CustomerEvent[] events =
        [
            new Voided { Id = "o", Customer = Ann, At = At(1), Revision = 2 },
            new OrderRefunded { Id = "r", Customer = Ann, At = At(2), Amount = 3, Order = "o" },
            new OrderPlaced { Id = "o", Customer = CustomerKey.Parse(other), At = At(3), Total = 5, Revision = 2 },
        ];
        ProfileFold.Of(Ann, events, TimeZoneInfo.Utc).Refunds.Amount.ShouldBe(back);
    }

    private static DateTimeOffset At(int day) => new(2026, 1, day, 0, 0, 0, TimeSpan.Zero);
}
