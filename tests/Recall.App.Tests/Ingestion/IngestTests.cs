using FsCheck;
using FsCheck.Fluent;
using Recall.App.Customers;
using Recall.Core.Customers;
using Recall.Core.Sequences;

namespace Recall.App.Tests.Ingestion;

public class IngestTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Row keys and stored bytes of all profiles.</summary>
    public static IReadOnlyList<string> Profiles(Intake intake) =>
    [
        .. intake.Store.Rows(CustomerKeys.Table).Where(r => r.RowKey.StartsWith("p|", StringComparison.Ordinal))
            .Select(r => $"{r.RowKey} {System.Text.Encoding.UTF8.GetString(r.Get<byte[]>("profile")!)}"),
    ];

    private static CustomerEvent Event(int n, int customer, int hour, int kind) => kind switch
    {
        0 => new OrderPlaced { Id = $"e{n}", Customer = Key(customer), At = Start.AddHours(hour), Total = 10.5m + n, Lines = [new("P", $"c{n % 3}", 2, 1.25m)] },
        1 => new LoggedIn { Id = $"e{n}", Customer = Key(customer), At = Start.AddHours(hour) },
        2 => new CustomerChanged { Id = $"e{n}", Customer = Key(customer), At = Start.AddHours(hour), Email = $"a{n}@example.com", TimeZone = n % 2 == 0 ? "Asia/Tokyo" : null },
        3 => new MessageStatusChanged { Id = $"e{n}", Customer = Key(customer), At = Start.AddHours(hour), Message = "m", Channel = "email", Status = (MessageStatus)(n % 7) },
        4 => new ConsentChanged { Id = $"e{n}", Customer = Key(customer), At = Start.AddHours(hour), Channel = n % 2 == 0 ? "sms" : "email", Granted = n % 3 > 0 },
        _ => new OrderRefunded { Id = $"e{n}", Customer = Key(customer), At = Start.AddHours(hour), Amount = 1.5m },
    };

    private static CustomerKey Key(int customer) => CustomerKey.Parse($"x:{customer}");

    /// <summary>Up to 120 facts, more than a batch holds, of up to 4 customers, often at the same hour.</summary>
    private static Gen<List<CustomerEvent>> Facts =>
        from size in Gen.Choose(1, 120)
        from customers in Gen.Choose(1, 4)
        from shapes in Gen.ArrayOf(
            from customer in Gen.Choose(1, customers) from hour in Gen.Choose(0, 400) from kind in Gen.Choose(0, 5) select (customer, hour, kind), size)
        select shapes.Select((s, n) => Event(n, s.customer, s.hour, s.kind)).ToList();

    /// <summary>The facts, some twice, in any order, cut into calls.</summary>
    private static Gen<List<List<CustomerEvent>>> Calls(List<CustomerEvent> facts) =>
        from again in Gen.ListOf(Gen.Elements<CustomerEvent>(facts))
        from order in Gen.Shuffle(facts.Concat(again).ToArray())
        from size in Gen.Choose(1, order.Length)
        select order.Chunk(size).Select(c => c.ToList()).ToList();

    [Fact]
    public void Any_order_any_repetition_and_any_cut_give_the_same_bytes()
    {
        var cases = from facts in Facts from calls in Calls(facts) select (facts, calls);
        Prop.ForAll(cases.ToArbitrary(), given => Task.Run(async () =>
        {
            var (one, other) = (new Intake(), new Intake());
            await one.Ingest.HandleAsync(given.facts, Cancel);
            var (accepted, duplicates) = (0, 0);
            foreach (var call in given.calls)
            {
                var outcome = await other.Ingest.HandleAsync(call, Cancel);
                (accepted, duplicates) = (accepted + outcome.Accepted, duplicates + outcome.Duplicates);
                outcome.Rejected.ShouldBeEmpty();
            }

            Profiles(other).ShouldBe(Profiles(one));
            (accepted, duplicates).ShouldBe((given.facts.Count, given.calls.Sum(c => c.Count) - given.facts.Count));
        }).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public void Calls_at_the_same_time_give_the_same_bytes_and_counts()
    {
        var cases = from facts in Facts from calls in Calls(facts) select (facts, calls);
        Prop.ForAll(cases.ToArbitrary(), given => Task.Run(async () =>
        {
            var (one, other) = (new Intake(), new Intake());
            await one.Ingest.HandleAsync(given.facts, Cancel);
            var outcomes = await Task.WhenAll(given.calls.Select(c => Task.Run(() => other.Ingest.HandleAsync(c, Cancel))));
            Profiles(other).ShouldBe(Profiles(one));
            outcomes.Sum(o => o.Accepted).ShouldBe(given.facts.Count);
            outcomes.Sum(o => o.Duplicates).ShouldBe(given.calls.Sum(c => c.Count) - given.facts.Count);
        }).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public async Task Late_facts_of_one_customer_read_the_history_once()
    {
        const int Many = 2000;
        var intake = new Intake();
        await intake.Ingest.HandleAsync([.. Enumerable.Range(0, Many).Select(n => Event(n, 1, Many + n, 1))], Cancel);
        intake.Store.RowsRead.ShouldBe(0, "facts in order need no history");

        await intake.Ingest.HandleAsync([.. Enumerable.Range(Many, Many).Select(n => Event(n, 1, n - Many, 1))], Cancel);

        intake.Store.RowsRead.ShouldBeLessThan(2 * Many);
        (await intake.Customers.FindAsync(Key(1), Cancel))!.Profile.Activity.Logins.ShouldBe(2 * Many);
    }

    [Fact]
    public async Task An_id_with_other_content_is_refused_in_one_call_and_in_two()
    {
        var intake = new Intake();
        var first = Event(1, 1, 5, 1);
        (await intake.Ingest.HandleAsync([first, first with { At = Start }], Cancel)).Rejected.ShouldHaveSingleItem().Field.ShouldBe("id");
        var outcome = await intake.Ingest.HandleAsync([first with { At = Start.AddHours(9) }, Event(2, 1, 6, 0), first], Cancel);
        (outcome.Accepted, outcome.Duplicates).ShouldBe((1, 1));
        outcome.Rejected.ShouldHaveSingleItem().Event.At.ShouldBe(Start.AddHours(9));
        (await intake.Ingest.HandleAsync([first with { Customer = Key(2) }], Cancel)).Accepted.ShouldBe(1);
    }

    [Fact]
    public async Task One_id_for_many_facts_is_one_fact_and_refusals_looked_at_once_each()
    {
        const int Many = 3000;
        var intake = new Intake();
        var facts = Enumerable.Range(0, Many).Select(n => Event(1, 1, n, 1)).ToList();

        var outcome = await intake.Ingest.HandleAsync([.. facts, facts[0]], Cancel);

        (outcome.Accepted, outcome.Duplicates, outcome.Rejected.Count).ShouldBe((1, 1, Many - 1));
        intake.Store.Batches.ShouldBe(1);
        intake.Store.RowsFound.ShouldBeLessThan(3 * Many);
    }

    [Fact]
    public async Task A_running_enrolment_gets_its_signals_after_the_commit_and_again_when_events_are_repeated()
    {
        var intake = new Intake();
        await intake.Ingest.HandleAsync([Event(1, 1, 1, 1)], Cancel);
        var row = (await intake.Customers.FindAsync(Key(1), Cancel))!;
        var enrolment = new EnrolmentId("win-back", Key(1), 1);
        await intake.Customers.SubmitAsync(
            [row.WriteEngagement(intake.Customers.Partition(Key(1)), Engagement.None with { Active = enrolment.ToString() })], Cancel);

        CustomerEvent[] facts = [Event(2, 1, 2, 0), Event(8, 1, 3, 3), Event(9, 2, 3, 0)];
        await intake.Ingest.HandleAsync(facts, Cancel);
        intake.Runtime.Signals.Select(s => (s.Id, s.Signal.Kind)).ShouldBe([(enrolment, SignalKind.Order)]);
        await intake.Ingest.HandleAsync(facts, Cancel);
        intake.Runtime.Signals.Count.ShouldBe(2);
        (await intake.Customers.FindAsync(Key(1), Cancel))!.Engagement.Active.ShouldBe(enrolment.ToString());
    }
}
