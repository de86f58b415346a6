using System.Text;
using Recall.App.Ingestion.Events;
using Recall.Core.Customers;
using Recall.Local.Demo;
using Recall.Local.Demo.Buying;

namespace Recall.Local.Tests.Demo;

public class SyntheticShopTests
{
    [Fact]
    public void The_same_seed_gives_the_same_bytes() =>
        Shops.Hash(Shops.Of(3, 300).Events()).ShouldBe(Shops.Hash(Shops.Of(3, 300).Events()));

    [Fact]
    public void Another_seed_gives_another_shop() =>
        Shops.Hash(Shops.Of(3, 300).Events()).ShouldNotBe(Shops.Hash(Shops.Of(4, 300).Events()), StringComparer.Ordinal);

    [Fact]
    public void A_person_is_the_same_in_a_larger_shop() =>
        Shops.Of(3, 300).People[41].Events.Select(Shops.Json).ShouldBe(Shops.Of(3, 50).People[41].Events.Select(Shops.Json));

    [Fact]
    public void The_door_for_events_takes_every_event_and_reads_what_was_meant()
    {
        var reader = Shops.Reader;
        foreach (var e in Shops.Usual.Events())
        {
            var reading = reader.Read(Shops.Json(e));
            reading.Event.ShouldNotBeNull($"{Encoding.UTF8.GetString(Shops.Json(e))}: {EventError.Join(reading.Errors)}");
            Shops.Json(reading.Event).ShouldBe(Shops.Json(e));
        }
    }

    [Fact]
    public void Events_of_a_person_have_ids_of_their_own_and_stand_in_the_order_of_the_fold()
    {
        foreach (var person in Shops.Usual.People)
        {
            person.Events.Select(e => e.Id).ShouldBeUnique(StringComparer.Ordinal);
            person.Events.Select(EventPosition.Of).ShouldBeInOrder();
            person.Events.All(e => e.Customer == person.Customer).ShouldBeTrue();
            person.Events.Count(e => e is CustomerChanged { Locale: not null }).ShouldBeLessThanOrEqualTo(1);
        }
    }

    [Fact]
    public void Everything_happens_in_the_time_of_the_shop()
    {
        var (start, end) = (Shops.Usual.Options.Start, Shops.Usual.Options.End);
        Shops.Usual.Events().ShouldAllBe(e => e.At >= start && e.At < end && e.At.Offset == TimeSpan.Zero);
        Shops.Usual.People.ShouldAllBe(p => p.Events.Count == 0 || p.Events[0] is CustomerChanged || p.Events[0] is ConsentChanged);
    }

    [Fact]
    public void Between_gives_every_event_once_in_the_order_of_time()
    {
        var (start, today, end) = (Shops.Usual.Options.Start, Shops.Usual.Options.Today, Shops.Usual.Options.End);
        var history = Shops.Usual.Between(start, today);
        var arrivals = Shops.Usual.Between(today, end);
        history.Select(e => e.At).Concat(arrivals.Select(e => e.At)).ShouldBeInOrder();
        (history.Count + arrivals.Count).ShouldBe(Shops.Usual.Events().Count());
        history.Count.ShouldBeInRange(150_000, 260_000);
        arrivals.ShouldNotBeEmpty();
    }

    [Fact]
    public void Lines_of_an_order_add_up_and_have_the_list_prices()
    {
        var prices = Assortment.Products.ToDictionary(p => p.Id, p => p.Price, StringComparer.Ordinal);
        foreach (var order in Shops.Usual.Events().OfType<OrderPlaced>())
        {
            order.Lines.Sum(l => l.Price * l.Quantity).ShouldBe(order.Total + order.Discount);
            order.Lines.All(l => l.Price > 0 && (prices[l.Product] ?? l.Price) == l.Price).ShouldBeTrue();
            (order.Cost ?? 1).ShouldBeInRange(0.01m, order.Total + order.Discount);
        }
    }

    [Fact]
    public void Addresses_are_fictional_and_nobodys_twice()
    {
        var people = Shops.Usual.Events().OfType<CustomerChanged>().ToList();
        var phones = people.Select(p => p.Phone).OfType<string>().ToList();
        var emails = people.Select(p => p.Email).OfType<string>().ToList();
        phones.ShouldBeUnique(StringComparer.Ordinal);
        emails.ShouldBeUnique(StringComparer.Ordinal);
        phones.ShouldAllBe(p => p.StartsWith("+447700900", StringComparison.Ordinal) ? p.Length == 13 : IsKeptForFiction(p));
        emails.ShouldAllBe(e => e.EndsWith("@example.com", StringComparison.Ordinal) || e.EndsWith("@example.org", StringComparison.Ordinal));
    }

    [Fact]
    public void A_shop_without_history_is_refused_with_the_reason() =>
        Should.Throw<ArgumentException>(() => SyntheticShop.Create(new(Shops.Today, Shops.Today, Shops.Today.AddDays(90))))
            .Message.ShouldContain("30 days of history");

    private static bool IsKeptForFiction(string phone) =>
        phone.Length == 12 && phone.StartsWith("+1", StringComparison.Ordinal) && phone[5..10] == "55501" && phone[2] is >= '2' and not '8';
}
