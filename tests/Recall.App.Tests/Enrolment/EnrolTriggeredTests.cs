using Recall.App.Enrolment;
using Recall.App.Ingestion;
using Recall.App.Ports;
using Recall.App.Tests.Shops;
using Recall.App.Work;
using Recall.Core.Customers;
using Recall.Core.Messaging;

namespace Recall.App.Tests.Enrolment;

public class EnrolTriggeredTests
{
    private const string Wait = "- { wait: a-while, for: 5 days }";
    private const string Always = "{ after: 1 day }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_starts_a_run_when_it_comes_in_and_once_however_often_it_comes()
    {
        using var shop = Shop("trigger: { event: complaint }", reentry: Always);
        await shop.CustomerAsync("ann");
        var complaint = Complaint("p1", CornerShop.Noon.AddHours(-2));

        await GiveAsync(shop, complaint);
        await GiveAsync(shop, complaint);
        (await shop.AudienceAsync()).ShouldBeEmpty();

        var row = await shop.RowAsync(new("hello", CornerShop.Key("ann"), 1));
        (row.By, row.Why.Say("en")).ShouldBe((new("p1", complaint.At), "complaint at 2026-03-02 10:00 UTC; profile.orders is 1, at least 1"));
        (await shop.StateAsync(row.Id)).Step.ShouldBe("a-while");

        await shop.PassAsync(TimeSpan.FromDays(31));
        await GiveAsync(shop, complaint);
        (await shop.AudienceAsync()).ShouldBeEmpty();
        await GiveAsync(shop, Complaint("p2", shop.Now));
        (await shop.CustomerRowAsync("ann")).Engagement.Entries["hello"].ShouldBe(new(2, shop.Now) { By = new("p2", shop.Now) });
    }

    [Fact]
    public async Task A_late_event_before_the_one_that_started_a_run_starts_none()
    {
        using var shop = Shop("trigger: { event: complaint }", reentry: Always, steps: "- { end: over, outcome: over }", goal: "1 day");
        await shop.CustomerAsync("ann");
        await GiveAsync(shop, Complaint("p2", shop.Now));
        await shop.PassAsync(TimeSpan.FromDays(1));

        await GiveAsync(shop, Complaint("p1", shop.Now.AddDays(-1).AddMinutes(-5)), Complaint("p0", shop.Now.AddDays(-3)));
        (await shop.CustomerRowAsync("ann")).Engagement.Entries["hello"].Count.ShouldBe(1);
        await GiveAsync(shop, Complaint("p3", shop.Now.AddHours(-23)));
        (await shop.CustomerRowAsync("ann")).Engagement.Entries["hello"].Count.ShouldBe(2);
    }

    [Fact]
    public async Task Nobody_is_asked_about_what_no_sequence_waits_for_or_is_old()
    {
        using var shop = Shop("trigger: { event: complaint }");
        await shop.CustomerAsync("ann");
        await shop.GiveAsync(Complaint("p1", shop.Now.AddDays(-2)), new LoggedIn { Id = "l", Customer = CornerShop.Key("ann"), At = shop.Now });

        (await shop.Get<IWorkQueue>().CountAsync(WorkQueues.Trigger, Cancel)).ShouldBe(0);
        (await shop.AudienceAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_occurrence_that_another_sequence_kept_out_is_tried_in_the_morning_and_lapses()
    {
        using var shop = new CornerShop(
            SequenceText.Of("hello", Wait, more: "trigger: { event: complaint }"),
            SequenceText.Of("other", "- { end: over, outcome: over }", more: "priority: 9\ntrigger: { event: refund }", goal: "1 day", reentry: Always));
        await shop.CustomerAsync("ann");
        await shop.CustomerAsync("bob");
        foreach (var name in new[] { "ann", "bob" })
            await GiveAsync(shop, new OrderRefunded { Id = "r", Customer = CornerShop.Key(name), At = shop.Now, Amount = 5 });
        await shop.PassAsync(TimeSpan.FromHours(12));
        await GiveAsync(shop, Complaint("p", shop.Now));
        await GiveAsync(shop, Complaint("p", shop.Now.AddHours(-11), "bob"));
        (await shop.CustomerRowAsync("ann")).Engagement.Active.ShouldBe("other--shop:ann--1");
        (await shop.LedgerAsync("ann"))[^1].Detail.ShouldBe(HoldReason.OtherSequence);

        await shop.PassAsync(TimeSpan.FromHours(21));
        await shop.AudienceAsync();

        (await shop.CustomerRowAsync("ann")).Engagement.Active.ShouldBe("hello--shop:ann--1");
        (await shop.CustomerRowAsync("bob")).Engagement.Active.ShouldBeNull();
    }

    [Fact]
    public async Task Whom_a_crash_between_the_event_and_its_work_left_out_the_daily_look_finds()
    {
        using var shop = Shop("trigger: { event: complaint }");
        await shop.CustomerAsync("ann");
        await shop.GiveAsync(Complaint("p", shop.Now)); // Stored; nobody does the work.

        (await shop.AudienceAsync())["hello"].ShouldBe(new(1, 0, 0));
        await DrainAsync(shop);
        (await shop.CustomerRowAsync("ann")).Engagement.Entries["hello"].Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_birthday_starts_a_run_in_its_morning_once_a_year()
    {
        using var shop = Shop("trigger: { date: birthday, offset: -3 days }", reentry: "{ after: 30 days }");
        await shop.CustomerAsync("ann");
        await shop.GiveAsync(new CustomerChanged { Id = "b", Customer = CornerShop.Key("ann"), At = shop.Now.AddDays(-5), Birthday = new(1990, 3, 7) });

        (await shop.AudienceAsync()).ShouldBeEmpty();
        var entered = new List<int>();
        for (var day = 1; day < 800; day++)
        {
            await shop.PassAsync(TimeSpan.FromDays(1));
            if ((await shop.AudienceAsync()).GetValueOrDefault("hello").Treated == 1)
                entered.Add(day);
        }

        entered.ShouldBe([2, 367, 733]); // 2028 is a leap year.
        (await shop.RowAsync(new("hello", CornerShop.Key("ann"), 3))).By!.Id.ShouldBe("2028");
    }

    [Fact]
    public async Task A_change_of_the_score_starts_a_run_the_morning_after()
    {
        using var shop = Shop("trigger: { score: stage, changes-to: [dormant, lost] }");
        await shop.CustomerAsync("ann");
        var day = 0;
        for (; day < 400 && (await shop.CustomerRowAsync("ann")).Engagement.Active is null; day++)
        {
            if (day == 0)
                await shop.OrderAsync("ann");
            await shop.PassAsync(TimeSpan.FromDays(1));
            await shop.ScoreAsync();
            await shop.AudienceAsync();
        }

        day.ShouldBeInRange(20, 399);
        (await shop.RowAsync(new("hello", CornerShop.Key("ann"), 1))).Why.Say("en").ShouldStartWith("score.stage became 'dormant', it was '");
    }

    [Fact]
    public async Task Nobody_enters_untriggered_by_asking_and_the_reason_is_said()
    {
        using var shop = Shop("trigger: { event: complaint }");
        await shop.CustomerAsync("ann");

        var outcome = await shop.EnrolAsync("hello", "ann");

        (outcome.Id, outcome.Code).ShouldBe((null, EnrolOutcome.NotTriggered));
        outcome.Reason.Say("zh-CN").ShouldBe("此流程的触发条件近期未出现");
    }

    private static CornerShop Shop(string trigger, string reentry = "never", string steps = Wait, string goal = "30 days") =>
        new(SequenceText.Of("hello", steps, more: trigger, reentry: reentry, goal: goal));

    private static ComplaintOpened Complaint(string id, DateTimeOffset at, string name = "ann") => new() { Id = id, Customer = CornerShop.Key(name), At = at };

    /// <summary>Gives events and does the work they make.</summary>
    private static async Task GiveAsync(CornerShop shop, params CustomerEvent[] events)
    {
        await shop.Get<IngestEvents>().HandleAsync(events, Cancel);
        await DrainAsync(shop);
        await shop.SettleAsync();
    }

    private static async Task DrainAsync(CornerShop shop)
    {
        var queue = shop.Get<IWorkQueue>();
        while (await queue.ReceiveAsync(WorkQueues.Trigger, 1, TimeSpan.FromMinutes(1), Cancel) is [var message])
        {
            await shop.Get<HandleWork>().HandleAsync(message.Queue, message.Body, Cancel);
            await shop.Get<HandleWork>().HandleAsync(message.Queue, message.Body, Cancel); // At least once.
            await queue.DeleteAsync(message, Cancel);
        }
    }
}
