using FsCheck;
using FsCheck.Fluent;
using Recall.App.Customers;
using Recall.App.Customers.Identity;
using Recall.App.Ingestion;
using Recall.App.Tests.Shops;
using Recall.Core.Customers;
using static Recall.App.Tests.Customers.Identity.People;

namespace Recall.App.Tests.Customers.Identity;

/// <summary>Whatever comes in about people with several keys, in whatever order, however often, and wherever a process dies.</summary>
public class MergeProperties
{
    private static readonly string[] Emails = [Mei, "li@post.cn", "wang@post.cn"];

    private static readonly string[] Keys =
        ["shopify:1", "shopify:2", "woo:7", "stripe:c", Guest("shopify", Mei).Value, Guest("woo", Emails[1]).Value, $"shopify:{ContactKey.OfPhone("+8613800138000")}"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Facts that contradict none of the others: an id stands for what it says.</summary>
    private static Gen<CustomerEvent> Fact { get; } =
        from kind in Gen.Choose(0, 12)
        from key in Gen.Elements(Keys)
        from email in Gen.Elements(Emails)
        from other in Gen.Elements(Keys)
        from day in Gen.Choose(0, 3)
        from state in Gen.Choose(1, 3)
        select (CustomerEvent)(kind switch
        {
            0 or 1 => Reads(key, email, day, $"r-{email}-{day}"),
            2 => Says(key, email, day, $"s-{email}-{day}"),
            3 => new CustomerChanged { Id = $"p-{day}", Customer = Key(key), At = Start.AddDays(day), Phone = "+8613800138000", PhoneVerified = day > 1 },
            4 when key != other => new CustomerChanged { Id = $"same-{other}", Customer = Key(key), At = Start, SameAs = Key(other) },
            5 => Answers(key, day > 1, day),
            6 => Answers(key, false, day, "all"),
            10 => Buys(key, $"v{day}", day, 10 + state) with { Revision = state },
            11 => new Voided { Id = $"v{day}", Customer = Key(key), At = Start.AddDays(day), Revision = state },
            12 => new OrderRefunded { Id = $"b{key}-{day}-{state}", Customer = Key(key), At = Start.AddDays(state), Amount = 1, Order = $"v{day}" },
            _ => Buys(key, $"o{day}", day, 10 + day),
        });

    [Fact]
    public void Any_order_and_any_repetition_end_in_the_same_customers()
    {
        var cases = from facts in Gen.ListOf(Fact, 12)
                    from again in Gen.ListOf(Gen.Choose(0, 11), 4)
                    from seed in Gen.Choose(0, int.MaxValue)
                    select (Facts: facts.ToList(), Again: again.ToList(), Seed: seed);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var shuffled = c.Facts.Concat(c.Again.Select(i => c.Facts[i])).ToArray();
            new Random(c.Seed).Shuffle(shuffled);
            var (one, other) = (StoredAfter(c.Facts.Select(f => (CustomerEvent[])[f])), StoredAfter(shuffled.Chunk(1 + (c.Seed % 3))));
            other.ShouldBe(one);
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));
    }

    [Fact]
    public void Merged_and_split_is_as_never_merged()
    {
        var cases = from facts in Gen.ListOf(Fact, 10)
                    from joins in Gen.ListOf(Gen.Two(Gen.Elements(Keys)), 3)
                    select (Facts: facts.Where(f => f is not CustomerChanged).ToList(), Joins: joins.Where(j => j.Item1 != j.Item2).ToList());
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            using var shop = new CornerShop();
            foreach (var fact in c.Facts)
                Give(shop, fact);
            var before = Stored(shop);
            foreach (var (a, b) in c.Joins)
                shop.Get<MergeCustomers>().HandleAsync(Key(a), Key(b), Cancel).GetAwaiter().GetResult();
            foreach (var key in Keys)
                shop.Get<SplitCustomer>().HandleAsync(Key(key), null, Cancel).GetAwaiter().GetResult();
            Stored(shop).ShouldBe(before);
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    /// <summary>The process dies before each of the writes in turn; the sender sends again, as senders do who got no answer.</summary>
    [Fact]
    public void A_crash_anywhere_and_the_same_facts_again_end_in_the_same_customers()
    {
        var cases = from facts in Gen.ListOf(Fact, 10) select facts.ToList();
        Prop.ForAll(cases.ToArbitrary(), DieAnywhere).Check(Config.QuickThrowOnFailure.WithMaxTest(12));
    }

    /// <summary>
    /// The link is stored before the event that says it, and the key it names is merged though nothing ever came in under it. In the last step of that
    /// only the row of that key says that it goes on, and the sender does not name it but in the event.
    /// </summary>
    [Fact]
    public void A_crash_while_a_key_without_events_is_merged_is_mended_by_the_same_event_again() =>
        DieAnywhere([new CustomerChanged { Id = "same", Customer = Key("shopify:1"), At = Start, SameAs = Key("woo:7") }, Buys("shopify:1", "o")]);

    private static void DieAnywhere(List<CustomerEvent> facts)
    {
        var whole = StoredAfter(facts.Select(f => (CustomerEvent[])[f]));
        for (var batch = 0; ; batch++)
        {
            using var shop = new CornerShop();
            var died = shop.DieBefore(batch);
            try
            {
                facts.ForEach(f => Give(shop, f));
            }
            catch (IOException)
            {
                // Killed.
            }

            if (!died())
                return;
            using var next = shop.Reopen();
            facts.ForEach(f => Give(next, f));
            Stored(next).ShouldBe(whole, $"killed before batch {batch}");
        }
    }

    /// <summary>Nobody sends a command again: the next look at the customer, or the day's reconciling, finishes it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_merge_by_hand_that_was_cut_off_is_finished_by_the_next_look_or_by_the_day(bool look)
    {
        CustomerEvent[] facts = [.. Enumerable.Range(0, 120).Select(i => Buys("woo:7", $"o{i}", i % 40)), Buys("shopify:1", "a"), Buys("stripe:c", "b"), Answers("woo:7", false)];
        var (apart, pair, whole) = (await StoredByAsync(0), await StoredByAsync(1), await StoredByAsync(2));
        for (var batch = 0; ; batch++)
        {
            using var shop = new CornerShop();
            await shop.GiveAsync(facts);
            var died = shop.DieBefore(batch);
            try
            {
                await MergeAsync(shop, 2);
            }
            catch (IOException)
            {
                // Killed.
            }

            if (!died())
                break;
            using var next = shop.Reopen();
            if (look)
                await next.Get<CustomerStore>().FindAsync(Key("woo:7"), Cancel);
            await ReconcileAsync(next);
            Stored(next).ShouldBeOneOf(apart, pair, whole);
            (await ReconcileAsync(next)).ShouldBe(0);

            // What was said is done in the end, and undone in the end.
            await MergeAsync(next, 2);
            Stored(next).ShouldBe(whole);
            foreach (var key in (string[])["shopify:1", "woo:7"])
                await next.Get<SplitCustomer>().HandleAsync(Key(key), null, Cancel);
            Stored(next).ShouldBe(apart);
        }

        async Task<string> StoredByAsync(int merges)
        {
            using var shop = new CornerShop();
            await shop.GiveAsync(facts);
            await MergeAsync(shop, merges);
            return Stored(shop);
        }

        static async Task MergeAsync(CornerShop shop, int merges)
        {
            if (merges > 0)
                await shop.Get<MergeCustomers>().HandleAsync(Key("woo:7"), Key("stripe:c"), Cancel);
            if (merges > 1)
                await shop.Get<MergeCustomers>().HandleAsync(Key("woo:7"), Key("shopify:1"), Cancel);
        }
    }

    [Fact]
    public async Task A_split_that_was_cut_off_anywhere_is_finished()
    {
        CustomerEvent[] facts = [.. Enumerable.Range(0, 60).Select(i => Buys("woo:7", $"o{i}", i % 40)), Buys("shopify:1", "a"), Answers("shopify:1", false)];
        using var never = new CornerShop();
        await never.GiveAsync(facts);
        for (var batch = 0; ; batch++)
        {
            using var shop = new CornerShop();
            await shop.GiveAsync(facts);
            await shop.Get<MergeCustomers>().HandleAsync(Key("woo:7"), Key("shopify:1"), Cancel);
            var died = shop.DieBefore(batch);
            try
            {
                await shop.Get<SplitCustomer>().HandleAsync(Key("woo:7"), null, Cancel);
            }
            catch (IOException)
            {
                // Killed.
            }

            if (!died())
                break;
            using var next = shop.Reopen();
            await ReconcileAsync(next);
            if (await next.Get<CustomerStore>().FindAsync(Key("woo:7"), Cancel) is { Profile.Members: not null })
                await next.Get<SplitCustomer>().HandleAsync(Key("woo:7"), null, Cancel);
            Stored(next).ShouldBe(Stored(never), $"killed before batch {batch}");
        }
    }

    /// <summary>Just before each write of a merge an event comes in under one key or the other: it counts once, with the survivor.</summary>
    [Fact]
    public async Task An_event_that_comes_in_the_middle_of_a_merge_counts_once()
    {
        CustomerEvent[] facts = [Buys("woo:7", "a"), Buys("woo:7", "b", 2), Buys("shopify:1", "c", 3)];
        foreach (var late in (CustomerEvent[])[Buys("woo:7", "late", 9), Buys("woo:7", "early", 0), Buys("shopify:1", "late", 9)])
        {
            string? whole = null;
            for (var batch = 0; ; batch++)
            {
                using var shop = new CornerShop();
                await shop.GiveAsync(facts);
                var came = shop.JustBefore(batch, () => shop.GiveAsync(late));
                await shop.Get<MergeCustomers>().HandleAsync(Key("woo:7"), Key("shopify:1"), Cancel);
                var happened = came();
                await shop.GiveAsync(late);
                whole ??= Stored(shop);
                Stored(shop).ShouldBe(whole);
                (await shop.Get<CustomerStore>().FindAsync(Key("woo:7"), Cancel))!.Profile.Purchases.Orders.ShouldBe(4);
                if (!happened)
                    break;
            }
        }
    }

    private static string StoredAfter(IEnumerable<CustomerEvent[]> calls)
    {
        using var shop = new CornerShop();
        foreach (var call in calls)
            Give(shop, call);
        var stored = Stored(shop);
        ReconcileAsync(shop).GetAwaiter().GetResult().ShouldBe(0, "nothing is left for the day");
        return stored;
    }

    private static void Give(CornerShop shop, params CustomerEvent[] events) =>
        shop.Get<IngestEvents>().HandleAsync(events, Cancel).GetAwaiter().GetResult().Rejected.ShouldBeEmpty();
}
