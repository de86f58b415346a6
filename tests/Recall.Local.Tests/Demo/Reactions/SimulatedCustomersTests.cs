using Recall.Core.Customers;
using Recall.Local.Demo;
using Recall.Local.Demo.People;
using Recall.Local.Demo.Reactions;

namespace Recall.Local.Tests.Demo.Reactions;

public class SimulatedCustomersTests
{
    private static readonly SyntheticShop Shop = Shops.Usual;
    private static readonly SimulatedCustomers Customers = new(Shop);

    [Fact]
    public void The_same_touch_has_the_same_answer_whoever_else_was_touched()
    {
        var again = new SimulatedCustomers(Shops.Of(7, 5000));
        var others = Shop.People.Select(p => First(p)).ToList();
        foreach (var touch in others.Take(400))
            Shops.Hash(again.React(touch, others[..20])).ShouldBe(Shops.Hash(Customers.React(touch, [touch])));
    }

    [Fact]
    public void Answers_are_valid_events_of_the_customer_after_the_touch_with_ids_of_their_own()
    {
        var reader = Shops.Reader;
        foreach (var person in Shop.People)
        {
            SimulatedTouch[] touches = [First(person), Second(person)];
            var answers = touches.SelectMany(t => Customers.React(t, touches)).ToList();
            answers.Select(e => e.Id).Concat(person.Events.Select(e => e.Id)).ShouldBeUnique(StringComparer.Ordinal);
            answers.All(e => e.Customer == person.Customer && e.At > Shops.Today && e.At.Offset == TimeSpan.Zero).ShouldBeTrue();
            foreach (var e in answers)
                reader.Read(Shops.Json(e)).Event.ShouldNotBeNull(e.ToString());
        }
    }

    [Fact]
    public void Messages_win_orders_from_persuadable_people_and_from_nobody_else()
    {
        Lift(Attitude.Persuadable).ShouldBeInRange(0.3, 0.8);
        Lift(Attitude.SureThing).ShouldBe(0);
        Lift(Attitude.LostCause).ShouldBe(0);
        Lift(Attitude.SleepingDog).ShouldBeLessThan(-0.05);
    }

    [Fact]
    public void Sure_things_pay_less_for_the_orders_they_place_anyway()
    {
        var (wasted, codes) = (0m, new List<string>());
        foreach (var person in Shop.People.Where(p => p.Hidden.Attitude == Attitude.SureThing))
        {
            SimulatedTouch[] touches = [First(person), Second(person)];
            foreach (var order in Future(person))
            {
                var met = Customers.Meet(order, touches).ShouldBeOfType<OrderPlaced>();
                (met.Total + met.Discount).ShouldBe(order.Total + order.Discount);
                wasted += order.Total - met.Total;
                if (met.Coupon is { } code && code != order.Coupon)
                    codes.Add(code);
            }
        }

        wasted.ShouldBeGreaterThan(0);
        codes.ShouldBeUnique(StringComparer.Ordinal);
    }

    [Fact]
    public void A_code_is_used_once_whoever_uses_it_first()
    {
        foreach (var person in Shop.People)
        {
            SimulatedTouch[] touches = [First(person), Second(person)];
            var orders = After(person, touches).OfType<OrderPlaced>().Where(o => o.Coupon == touches[0].Coupon!.Code).ToList();
            orders.Count.ShouldBeLessThanOrEqualTo(1);
            orders.All(o => o.At < touches[0].Coupon!.ExpiresAt && o.Discount > 0).ShouldBeTrue();
        }
    }

    [Fact]
    public void A_run_wins_at_most_one_order() => Shop.People.ShouldAllBe(p => Won(p) <= 1);

    [Fact]
    public void An_order_that_is_not_placed_leaves_no_parcel_behind()
    {
        var missing = 0;
        foreach (var person in Shop.People.Where(p => p.Hidden.Attitude == Attitude.SleepingDog))
        {
            SimulatedTouch[] touches = [First(person)];
            foreach (var order in Future(person).Where(o => Customers.Meet(o, touches) is null))
            {
                missing++;
                person.Events.Where(e => e.Id.StartsWith(order.Id + "-", StringComparison.Ordinal))
                    .Select(e => Customers.Meet(e, touches)).ShouldAllBe(e => e == null);
            }
        }

        missing.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Untouched_people_live_as_they_would() =>
        Shop.People.Take(500).SelectMany(p => p.Events).ShouldAllBe(e => ReferenceEquals(Customers.Meet(e, Array.Empty<SimulatedTouch>()), e));

    [Fact]
    public void Dead_mailboxes_bounce_and_machines_open_mail_that_nobody_reads()
    {
        foreach (var person in Shop.People)
        {
            var statuses = Customers.React(First(person), []).OfType<MessageStatusChanged>().Select(m => m.Status).ToList();
            statuses.Contains(MessageStatus.Bounced).ShouldBe(person.Hidden.EmailDead);
            if (person.Hidden.EmailDead)
                statuses.ShouldBe([MessageStatus.Bounced]);
            else if (person.Hidden.OpensByMachine && statuses.Contains(MessageStatus.Delivered))
                statuses.ShouldContain(MessageStatus.Opened);
        }
    }

    [Fact]
    public void Sleeping_dogs_stop_messages_more_often_than_others()
    {
        Stops(Attitude.SleepingDog).ShouldBeGreaterThan(4 * Stops(Attitude.Persuadable));

        static double Stops(Attitude attitude) => Shop.People.Where(p => p.Hidden.Attitude == attitude)
            .Average(p => Customers.React(First(p), []).Any(e => e is ConsentChanged) ? 1.0 : 0.0);
    }

    private static SimulatedTouch First(SyntheticPerson person) => new(
        new("dormant-winback", person.Customer, 1), "first-mail", "email", Shops.Today.AddHours(10),
        new($"C{person.Number}", 10, null, null, Shops.Today, Shops.Today.AddDays(14)));

    private static SimulatedTouch Second(SyntheticPerson person) =>
        First(person) with { Step = "reminder-sms", Channel = "sms", At = Shops.Today.AddDays(3) };

    private static IEnumerable<OrderPlaced> Future(SyntheticPerson person) =>
        person.Events.OfType<OrderPlaced>().Where(o => o.At >= Shops.Today);

    private static List<CustomerEvent> After(SyntheticPerson person, SimulatedTouch[] touches) =>
    [
        .. person.Events.Where(e => e.At >= Shops.Today).Select(e => Customers.Meet(e, touches)).OfType<CustomerEvent>(),
        .. touches.SelectMany(t => Customers.React(t, touches)),
    ];

    private static int Won(SyntheticPerson person)
    {
        SimulatedTouch[] touches = [First(person), Second(person)];
        return touches.Sum(t => Customers.React(t, touches).OfType<OrderPlaced>().Count());
    }

    /// <summary>Orders per person within 60 days, touched less untouched.</summary>
    private static double Lift(Attitude attitude) => Shop.People.Where(p => p.Hidden.Attitude == attitude).Average(p =>
    {
        var until = Shops.Today.AddDays(60);
        var touched = After(p, [First(p), Second(p)]).OfType<OrderPlaced>().Count(o => o.At < until);
        return (double)touched - Future(p).Count(o => o.At < until);
    });
}
