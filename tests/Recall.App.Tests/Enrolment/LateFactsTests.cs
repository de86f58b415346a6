using FsCheck;
using FsCheck.Fluent;
using Recall.App.Customers;
using Recall.App.Enrolment;
using Recall.App.Reports;
using Recall.App.Tests.Shops;
using Recall.Core.Customers;
using Recall.Core.Sequences;

namespace Recall.App.Tests.Enrolment;

/// <summary>Facts that happened before an enrolment and come in after it, as a platform's webhook does that is delivered again.</summary>
public class LateFactsTests
{
    private const string Mails = """
        - { send: one, channels: [email], template: note }
        - { wait: a-day, for: 1 day }
        - { send: two, channels: [email], template: note }
        - { wait: a-day-more, for: 1 day }
        - { send: three, channels: [email], template: note }
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// Hours from the enrolment: the last order that was known lies 2400 before it. An order is folded when it comes in, or when it happens
    /// if that is later; its signal may be lost with the process.
    /// </summary>
    [Fact]
    public void Nobody_is_written_to_after_an_order_that_was_not_known_came_in_whenever_it_happened() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(80),
        Prop.ForAll(
            Arb.From(
                from happened in Gen.OneOf(Gen.Elements(-2500, -2400, -2399, -1, 0, 1), Gen.Choose(-2410, 60))
                from arrives in Gen.Choose(0, 60)
                from lost in Gen.Elements(false, true)
                from arm in Gen.Elements(Arm.Treated, Arm.Holdout)
                select (happened, arrives, lost, arm)),
            c => HoldsAsync(c.happened, Math.Max(c.happened, c.arrives), c.lost, c.arm).GetAwaiter().GetResult()));

    private static async Task HoldsAsync(int happened, int arrives, bool lost, Arm arm)
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Mails, holdout: "50%"));
        var name = Of(arm, 1)[0];
        var id = await shop.EnterAsync("hello", name);
        var order = Order(name, shop.Now.AddHours(happened));
        await shop.PassAsync(TimeSpan.FromHours(arrives));
        var came = shop.Now;
        var before = shop.Email.Handed.Count;
        if (lost)
        {
            shop.DieBefore("g|");
            try
            {
                await shop.GiveAsync(order);
            }
            catch (IOException)
            {
                // The fact is stored, its signal is not.
            }
        }
        else
            await shop.GiveAsync(order);

        using var next = shop.Reopen();
        await next.PassAsync(TimeSpan.FromDays(3));
        var known = happened <= -2400;
        next.Email.Handed.Count.ShouldBe(known && arm == Arm.Treated ? 3 : before);

        await next.Get<ReconcileRuns>().HandleAsync(Cancel);
        await next.PassAsync(TimeSpan.FromDays(30));
        (await next.RowAsync(id)).Outcome.ShouldBe(known ? Outcomes.NotRecovered : happened <= 0 ? Outcomes.OrderedBefore : Outcomes.Recovered);
        (await next.Get<MeasureEnrolment>().HandleAsync(await next.RowAsync(id), 1, [], Cancel)).HasValue.ShouldBe(known || happened > 0);
    }

    /// <summary>The night scores them dormant; the order of the day before comes in with the morning's file, before the audience is looked at.</summary>
    [Theory]
    [InlineData(-20)]
    [InlineData(-2401)]
    public async Task A_score_that_did_not_know_an_order_lets_nobody_in_until_the_next(int happened)
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Mails, audience: "{ field: score.lapse-ratio, at-least: 1 }"));
        await shop.CustomerAsync("ann");
        await shop.CustomerAsync("bob");
        await shop.ScoreAsync();
        await shop.PassAsync(TimeSpan.FromHours(7));
        await shop.GiveAsync(Order("ann", CornerShop.Noon.AddHours(happened)));

        (await shop.AudienceAsync())["hello"].Treated.ShouldBe(1);
        await shop.PassAsync(TimeSpan.FromDays(3));
        shop.Email.Handed.ShouldAllBe(h => h.To == "bob@example.com");
        var view = (await shop.Get<ViewCustomer>().HandleAsync(CornerShop.Key("ann"), "en", 10, null, Cancel))!;
        view.Score!.Current.ShouldBeFalse();
        (view.Sequences.Single().Standing, view.Sequences.Single().Because).ShouldBe(("stays-out", "score.lapse-ratio is unknown"));

        await shop.ScoreAsync();
        (await shop.Get<ViewCustomer>().HandleAsync(CornerShop.Key("ann"), "en", 10, null, Cancel))!.Score!.Current.ShouldBeTrue();
        (await shop.EnrolAsync("hello", "ann")).Arm.ShouldBe(happened == -2401 ? Arm.Treated : null);
    }

    [Fact]
    public async Task An_order_from_before_takes_its_enrolment_out_of_the_comparison_in_both_arms()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Mails, holdout: "50%"));
        foreach (var arm in (Arm[])[Arm.Treated, Arm.Holdout])
        {
            var names = Of(arm, 3);
            foreach (var name in names)
                await shop.EnterAsync("hello", name);
            await shop.GiveAsync(Order(names[0], shop.Now.AddHours(-1)));
            await shop.GiveAsync(Order(names[1], shop.Now.AddHours(1)));
        }

        await shop.PassAsync(TimeSpan.FromDays(31));
        var report = (await shop.Get<BuildReport>().HandleAsync(Cancel)).Sequences.Single();

        (report.Treated, report.Holdout).ShouldBe((3, 3));
        (report.Lift.Treated, report.Lift.TreatedOrdered, report.Lift.Holdout, report.Lift.HoldoutOrdered).ShouldBe((2, 1, 2, 1));
        report.Outcomes[Outcomes.OrderedBefore].ShouldBe(1);
    }

    [Fact]
    public async Task An_order_that_a_fast_clock_dated_after_the_enrolment_hides_no_other()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Mails));
        await shop.GiveAsync(Order("ann", shop.Now.AddMinutes(3)));
        var id = await shop.EnterAsync("hello", "ann");
        await shop.GiveAsync(Order("ann", shop.Now.AddMinutes(1)) with { Id = "later" });

        (await shop.Get<MeasureEnrolment>().HandleAsync(await shop.RowAsync(id), 1, [], Cancel))!.Value.Revenue.ShouldBe(100);
    }

    [Theory]
    [InlineData("unsubscribe", -1, Outcomes.Unsubscribed)]
    [InlineData("spam", -1, null)]
    [InlineData("complaint", -1, Outcomes.Complained)]
    [InlineData("unsubscribe", -2401, Outcomes.NotRecovered)]
    [InlineData("complaint", -2401, Outcomes.NotRecovered)]
    public async Task A_late_refusal_or_complaint_counts_unless_it_is_older_than_what_was_known(string fact, int happened, string? outcome)
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Mails, more: "exits: [complaint, unsubscribe]"));
        var id = await shop.EnterAsync("hello", "ann");
        var (key, at) = (CornerShop.Key("ann"), shop.Now.AddHours(happened));
        await shop.GiveAsync(fact switch
        {
            "unsubscribe" => new ConsentChanged { Id = "late", Customer = key, At = at, Channel = "all", Granted = false },
            "spam" => new MessageStatusChanged { Id = "late", Customer = key, At = at, Message = "m", Channel = "email", Status = MessageStatus.Complained },
            _ => (CustomerEvent)new ComplaintOpened { Id = "late", Customer = key, At = at },
        });

        await shop.PassAsync(TimeSpan.FromDays(31));

        shop.Email.Reached.Count.ShouldBe(outcome == Outcomes.NotRecovered ? 3 : 1);
        (await shop.RowAsync(id)).Outcome.ShouldBe(outcome ?? Outcomes.NotRecovered);
    }

    private static OrderPlaced Order(string name, DateTimeOffset at) => new() { Id = "late", Customer = CornerShop.Key(name), At = at, Total = 50 };

    private static List<string> Of(Arm arm, int count) => [.. Enumerable.Range(0, 100).Select(i => $"c{i}")
        .Where(n => Bucket.Unit($"holdout|hello|shop:{n}") < 0.5 == (arm == Arm.Holdout)).Take(count)];
}
