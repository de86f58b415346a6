using System.Text;
using FsCheck.Fluent;
using Recall.Core.Customers;

namespace Recall.Core.Tests.Customers;

/// <summary>Whatever order events come in and however often, the profile is the same to the last byte.</summary>
public sealed class ProfileFoldProperties
{
    private static readonly TimeZoneInfo Shop = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void Any_order_of_arrival_and_any_duplication_give_the_same_profile() => Properties.ForAll(
        from events in Generators.Events
        from again in Gen.SubListOf<CustomerEvent>([.. events])
        from shuffled in Gen.Shuffle<CustomerEvent>([.. events, .. again])
        select (events, shuffled),
        pair => Bytes(Fold(pair.shuffled)).ShouldBe(Bytes(Fold(pair.events))));

    [Fact]
    public void One_step_at_a_time_through_the_row_gives_what_folding_at_once_gives() => Properties.ForAll(
        Generators.Events,
        events =>
        {
            var profile = new Profile { Customer = Generators.Customer };
            foreach (var e in events.OrderBy(EventPosition.Of))
            {
                ProfileFold.IsNext(profile, e).ShouldBeTrue();
                profile = StoredJson.Read<Profile>(StoredJson.Bytes(ProfileFold.Next(profile, e, Shop)));
                ProfileFold.IsNext(profile, e).ShouldBeFalse();
            }

            Bytes(profile).ShouldBe(Bytes(Fold(events)));
        },
        shrink: Properties.Shorter);

    [Fact]
    public void Arriving_late_is_folding_again_with_what_is_stored() => Properties.ForAll(
        Generators.Events.Where(e => e.Count > 1).SelectMany(Gen.Shuffle, (_, shuffled) => shuffled),
        arrivals =>
        {
            var stored = new List<CustomerEvent>();
            var profile = new Profile { Customer = Generators.Customer };
            foreach (var e in arrivals)
            {
                stored.Add(StoredJson.Read<CustomerEvent>(StoredJson.Bytes(e)));
                profile = ProfileFold.IsNext(profile, e) ? ProfileFold.Next(profile, e, Shop) : Fold(stored);
                profile = StoredJson.Read<Profile>(StoredJson.Bytes(profile));
            }

            Bytes(profile).ShouldBe(Bytes(Fold(arrivals)));
        });

    [Fact]
    public void An_event_that_is_not_next_is_refused() => Properties.ForAll(
        Generators.Events.Where(e => e.Count > 1),
        events =>
        {
            var last = events.MaxBy(EventPosition.Of)!;
            var profile = Fold(events);
            foreach (var e in events)
            {
                ProfileFold.IsNext(profile, e).ShouldBeFalse();
                Should.Throw<ArgumentException>(() => ProfileFold.Next(profile, e, Shop)).Message.ShouldContain(last.Id);
            }
        },
        50);

    [Fact]
    public void Purchases_are_what_a_plain_recount_gives() => Properties.ForAll(
        Generators.Events,
        events =>
        {
            var purchases = Fold(events).Purchases;
            var recount = new Recount([.. events.OrderBy(EventPosition.Of)], Shop);
            purchases.Orders.ShouldBe(recount.Orders.Count);
            purchases.Days.ShouldBe(recount.Days.Count);
            purchases.Gaps.ShouldBe(recount.Gaps.Count);
            purchases.Spent.ShouldBe(recount.Orders.Sum(o => o.Total));
            purchases.SpentFirstDay.ShouldBe(recount.FirstDaySpend);
            purchases.Discounts.ShouldBe(recount.Orders.Sum(o => o.Discount));
            purchases.DiscountedOrders.ShouldBe(recount.Orders.Count(o => o.Discount > 0 || o.Coupon != null));
            purchases.Cost.ShouldBe(recount.Orders.Sum(o => o.Cost ?? 0));
            purchases.CostedOrders.ShouldBe(recount.Orders.Count(o => o.Cost is not null));
            purchases.CostedSpent.ShouldBe(recount.Orders.Where(o => o.Cost is not null).Sum(o => o.Total));
            purchases.Gifts.ShouldBe(recount.Orders.Count(o => o.Gift));
            purchases.Items.ShouldBe(recount.Orders.Sum(o => o.Lines.Sum(l => l.Quantity)));
            purchases.Recent.Select(r => (r.At, r.Total, r.Discount)).ShouldBe(recount.Orders.TakeLast(12).Select(o => (o.At, o.Total, o.Discount)));
            purchases.Hours.Sum().ShouldBe(recount.Timed);
            purchases.Weekdays.Sum().ShouldBe(recount.Orders.Count);
            purchases.Months.Sum().ShouldBe(recount.Days.Count);
            purchases.Pace.ShouldBe(recount.Days.Sum(d => Fading(recount.Days[^1].DayNumber - d.DayNumber)), 1e-9);
            if (recount.Orders.Count == 0)
                return;
            (purchases.FirstAt, purchases.LastAt).ShouldBe((recount.Orders[0].At, recount.Orders[^1].At));
            (purchases.FirstDay, purchases.LastDay).ShouldBe((recount.Days[0], recount.Days[^1]));
            if (recount.Gaps.Count > 0)
                purchases.GapMean.ShouldBe(recount.Gaps.Average(), 1e-9);
            if (recount.Gaps.Count > 1)
                purchases.GapDeviation.ShouldBe(MathNet.Numerics.Statistics.Statistics.StandardDeviation(recount.Gaps.Select(g => (double)g)), 1e-9);
            else
                purchases.GapDeviation.ShouldBe(double.NaN);
        },
        400,
        Properties.Shorter);

    private static double Fading(int days) => Math.Pow(2, -days / ProfileFold.FadingDays);

    private static Profile Fold(IEnumerable<CustomerEvent> events) => ProfileFold.Of(Generators.Customer, events, Shop);

    private static string Bytes(Profile profile) => Encoding.UTF8.GetString(StoredJson.Bytes(profile));

    /// <summary>Counts from scratch what the fold counts step by step.</summary>
    private sealed class Recount
    {
        public Recount(IReadOnlyList<CustomerEvent> events, TimeZoneInfo shop)
        {
            foreach (var (index, order) in events.Index().Where(e => e.Item is OrderPlaced).Select(e => (e.Index, (OrderPlaced)e.Item)))
            {
                var name = events.Take(index).OfType<CustomerChanged>().LastOrDefault(c => c.TimeZone is not null)?.TimeZone;
                var zone = name is null or "" or "Mars/Olympus" ? shop : TimeZoneInfo.FindSystemTimeZoneById(name);
                var day = DateOnly.FromDateTime(order.At.UtcDateTime + zone.GetUtcOffset(order.At));
                Timed += (order.At.UtcDateTime + zone.GetUtcOffset(order.At)).TimeOfDay == TimeSpan.Zero ? 0 : 1;
                if (Days.Count == 0 || day > Days[^1])
                    Days.Add(day);
                if (Days.Count == 1)
                    FirstDaySpend += order.Total;
                Orders.Add(order);
            }
        }

        public List<OrderPlaced> Orders { get; } = [];

        /// <summary>Orders with a time of day.</summary>
        public int Timed { get; }

        /// <summary>Rising days; an order on an earlier day than the last, after a move west, is on no day of its own.</summary>
        public List<DateOnly> Days { get; } = [];

        public List<int> Gaps => [.. Days.Zip(Days.Skip(1), (a, b) => b.DayNumber - a.DayNumber)];

        public decimal FirstDaySpend { get; }
    }
}
