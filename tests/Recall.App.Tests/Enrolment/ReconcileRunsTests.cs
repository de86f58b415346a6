using Recall.App.Customers;
using Recall.App.Enrolment;
using Recall.App.Handoffs;
using Recall.App.Ports;
using Recall.App.Tests.Shops;
using Recall.Core.Customers;
using Recall.Core.Sequences;

namespace Recall.App.Tests.Enrolment;

/// <summary>A process that ends between the commit of a fact and its signal, and the next one that starts.</summary>
public class ReconcileRunsTests
{
    private const string Steps = "- { wait: calm, for: 5 days, until: [visit] }\n- { wait: on, for: 5 days }";
    private static readonly EnrolmentId Ann = new("hello", CornerShop.Key("ann"), 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string?> Facts => new()
    {
        { "order", Outcomes.Recovered }, { "unsubscribe", Outcomes.Unsubscribed }, { "complaint", Outcomes.Complained }, { "spam", Outcomes.Unsubscribed },
        { "reply", Outcomes.Replied }, { "view", null }, { "login", null },
    };

    [Theory]
    [MemberData(nameof(Facts))]
    public async Task A_signal_that_was_lost_is_given_when_the_next_process_starts_and_once(string fact, string? outcome)
    {
        using var shop = await LostAsync(fact);

        using var next = shop.Reopen();
        (await next.Get<ReconcileRuns>().HandleAsync(Cancel)).ShouldBe(1);
        await next.SettleAsync();

        var state = await next.StateAsync(Ann);
        if (outcome is null)
            state.Step.ShouldBe("on");
        else
            state.Outcome.ShouldBe(outcome);
        await NothingToDoAsync(next);
    }

    [Fact]
    public async Task The_control_group_is_told_of_a_lost_order_and_of_nothing_else()
    {
        foreach (var (fact, mended) in (IEnumerable<(string, int)>)[("order", 1), ("complaint", 0), ("view", 0)])
        {
            using var shop = new CornerShop(SequenceText.Of("hello", Steps, holdout: "50%"));
            var name = Enumerable.Range(0, 100).Select(i => $"c{i}").First(n => Bucket.Unit($"holdout|hello|shop:{n}") < 0.5);
            await shop.EnterAsync("hello", name);
            await LoseAsync(shop, fact, name);

            using var next = shop.Reopen();
            (await next.Get<ReconcileRuns>().HandleAsync(Cancel)).ShouldBe(mended, fact);
            await next.SettleAsync();
            await NothingToDoAsync(next);
        }
    }

    [Fact]
    public async Task A_persons_word_whose_signal_was_lost_is_given_too()
    {
        using var shop = new CornerShop(SequenceText.Of(
            "hello", "- handoff: call\n  queue: care\n  sla: 2 days\n  note: { en: Call. }\n  outcomes: { won: [ { end: over, outcome: won-by-call } ] }"));
        await shop.EnterAsync("hello", "ann");
        shop.DieBefore("g|");
        await Should.ThrowAsync<IOException>(() => shop.Get<HandoffWork>().ResolveAsync(Handoff.IdOf(Ann, "call"), "won", "Mei", Cancel));

        using var next = shop.Reopen();
        (await next.Get<ReconcileRuns>().HandleAsync(Cancel)).ShouldBe(1);
        await next.SettleAsync();

        (await next.StateAsync(Ann)).Outcome.ShouldBe("won-by-call");
        await NothingToDoAsync(next);
    }

    [Fact]
    public async Task Where_nothing_was_lost_nothing_is_written_whatever_has_happened()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Steps + "\n" + SequenceText.Mail, more: "exits: [reply]"));
        await shop.EnterAsync("hello", "ann");
        for (var day = 0; day < 10; day++)
        {
            for (var i = 0; i < 30; i++)
                await GiveAsync(shop, "view", "ann");
            await GiveAsync(shop, "complaint", "ann");
            var written = shop.Store.Batches;
            await shop.Get<ReconcileRuns>().HandleAsync(Cancel); // The run has not taken them yet.
            shop.Store.Batches.ShouldBe(written);
            await shop.PassAsync(TimeSpan.FromHours(23));
            await NothingToDoAsync(shop);
        }

        (await shop.StateAsync(Ann)).Phase.ShouldBe(RunPhase.Observing);
        shop.Email.Reached.ShouldBe([Ann.EffectKey("mail")]);
    }

    [Theory]
    [InlineData("definitions")]
    [InlineData("runs")]
    [InlineData("customers")]
    public async Task A_damaged_run_keeps_no_other_from_being_set_right(string table)
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Steps), SequenceText.Of("other", Steps));
        await shop.EnterAsync("hello", "ann");
        await shop.EnterAsync("other", "bob");
        await LoseAsync(shop, "order", "bob");
        shop.Store.BeforeSubmit = null;
        TableRow damaged = table switch
        {
            "runs" => new("all", "s|" + Ann, new Dictionary<string, object>(StringComparer.Ordinal) { ["state"] = "nonsense" }),
            "customers" => new(
                shop.Store.Rows(table).Single(r => r.RowKey == CustomerKeys.Enrolment(Ann)).PartitionKey, CustomerKeys.Enrolment(Ann),
                new Dictionary<string, object>(StringComparer.Ordinal) { ["enrolment"] = "nonsense" }),
            _ => new("hello", shop.Sequence("hello").Definition.Version, new Dictionary<string, object>(StringComparer.Ordinal) { ["yaml"] = "nonsense"u8.ToArray() }),
        };
        await shop.Store.SubmitAsync(table, [new(TableActionKind.Upsert, damaged)], Cancel);

        using var next = shop.Reopen();
        (await next.Get<ReconcileRuns>().HandleAsync(Cancel)).ShouldBe(1);
        await next.SettleAsync();

        (await next.RowAsync(new("other", CornerShop.Key("bob"), 1))).Outcome.ShouldBe(Outcomes.Recovered);
    }

    [Fact]
    public async Task A_visit_from_before_a_wait_does_not_end_it_though_its_signal_was_lost()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", "- { wait: calm, for: 5 days }\n- { wait: on, for: 5 days, until: [visit] }"));
        await shop.EnterAsync("hello", "ann");
        await LoseAsync(shop, "view", "ann");

        using var next = shop.Reopen();
        await next.PassAsync(TimeSpan.FromDays(5));
        (await next.StateAsync(Ann)).Step.ShouldBe("on");

        await NothingToDoAsync(next);
    }

    /// <summary>However many years a shop is old: what is read each hour is what runs.</summary>
    [Fact]
    public async Task An_enrolment_that_has_ended_is_looked_at_once_more_and_never_again()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Steps));
        await shop.EnterAsync("hello", "ann");
        await shop.EnterAsync("hello", "bob");
        await NothingToDoAsync(shop);
        Going().ShouldBe([CustomerKeys.Going(Ann), CustomerKeys.Going(Ann with { Customer = CornerShop.Key("bob") })], ignoreOrder: true);

        await shop.OrderAsync("ann");
        await shop.SettleAsync();
        (await shop.RowAsync(Ann)).Outcome.ShouldBe(Outcomes.Recovered);
        (await shop.Get<ReconcileRuns>().HandleAsync(Cancel)).ShouldBe(0);

        Going().ShouldBe([CustomerKeys.Going(Ann with { Customer = CornerShop.Key("bob") })]);
        (await shop.RowAsync(Ann)).Outcome.ShouldBe(Outcomes.Recovered);
        await NothingToDoAsync(shop);

        IEnumerable<string> Going() => shop.Store.Rows(CustomerKeys.Table).Select(r => r.RowKey).Where(k => k.StartsWith("a|", StringComparison.Ordinal));
    }

    private static async Task<CornerShop> LostAsync(string fact)
    {
        var shop = new CornerShop(SequenceText.Of("hello", Steps, more: "exits: [reply, complaint, unsubscribe]"));
        await shop.EnterAsync("hello", "ann");
        await LoseAsync(shop, fact, "ann");
        return shop;
    }

    private static async Task LoseAsync(CornerShop shop, string fact, string name)
    {
        shop.Clock.Advance(TimeSpan.FromHours(1));
        shop.DieBefore("g|");
        await Should.ThrowAsync<IOException>(() => GiveAsync(shop, fact, name));
    }

    /// <summary>A look writes nothing, but that it strikes what has ended off the list of what is under way.</summary>
    private static async Task NothingToDoAsync(CornerShop shop)
    {
        var before = Facts();
        (await shop.Get<ReconcileRuns>().HandleAsync(Cancel)).ShouldBe(0);
        Facts().ShouldBe(before);
        var written = shop.Store.Batches;
        (await shop.Get<ReconcileRuns>().HandleAsync(Cancel)).ShouldBe(0);
        shop.Store.Batches.ShouldBe(written);

        List<(string, string?)> Facts() => [.. shop.Store.Rows(CustomerKeys.Table).Concat(shop.Store.Rows(RunRows.Table))
            .Where(r => !r.RowKey.StartsWith("a|", StringComparison.Ordinal)).Select(r => (r.RowKey, r.ETag))];
    }

    private static Task GiveAsync(CornerShop shop, string fact, string name)
    {
        var (id, who, at) = (shop.NextId(), CornerShop.Key(name), shop.Now);
        return shop.GiveAsync(fact switch
        {
            "order" => new OrderPlaced { Id = id, Customer = who, At = at, Total = 9 },
            "unsubscribe" => new ConsentChanged { Id = id, Customer = who, At = at, Channel = "all", Granted = false },
            "complaint" => new ComplaintOpened { Id = id, Customer = who, At = at },
            "spam" => new MessageStatusChanged { Id = id, Customer = who, At = at, Message = "m", Channel = "email", Status = MessageStatus.Complained },
            "reply" => new Replied { Id = id, Customer = who, At = at, Channel = "email" },
            "view" => new ProductViewed { Id = id, Customer = who, At = at },
            _ => (CustomerEvent)new LoggedIn { Id = id, Customer = who, At = at },
        });
    }
}
