using Recall.App.Delivery;
using Recall.App.Enrolment;
using Recall.App.Ledger;
using Recall.App.Sequences;
using Recall.App.Tests.Shops;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;

namespace Recall.App.Tests.Delivery;

/// <summary>What the gate sees at the last moment, and what rules of the shop do to a message.</summary>
public class SendTouchTests
{
    private static readonly EnrolmentId Ann = new("hello", CornerShop.Key("ann"), 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_reserved_then_sent_then_confirmed_and_becomes_one_fact()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", SequenceText.Mail));
        await shop.EnterAsync("hello", "ann");

        (await shop.StoryAsync("ann")).ShouldBe(["reserved", "sent"]);
        shop.Email.Handed.ShouldHaveSingleItem().To.ShouldBe("ann@example.com");
        (await shop.TouchAsync(Ann, "mail")).State.ShouldBe(TouchState.Accepted);
        (await shop.CustomerRowAsync("ann")).Profile.Responses.Sent.ShouldBe(1);
        await PerformAgain(shop);
        (shop.Email.Calls, (await shop.CustomerRowAsync("ann")).Profile.Responses.Sent).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_message_that_is_held_back_on_a_second_look_leaves_its_place_in_the_days_budget_to_another()
    {
        using var shop = new CornerShop(new Policy { DailyTouches = 1 }, SequenceText.Of("hello", SequenceText.Mail));
        await shop.CustomerAsync("ann");
        await shop.EnrolAsync("hello", "ann");
        shop.JustBefore("t|", () => shop.OrderAsync("ann"));
        await shop.SettleAsync();

        var bob = await shop.EnterAsync("hello", "bob");

        shop.Email.Reached.ShouldBe([bob.EffectKey("mail")]);
    }

    [Fact]
    public async Task An_order_between_gate_and_reservation_stops_the_message_and_counts_as_recovered()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", SequenceText.Mail));
        await shop.CustomerAsync("ann");
        await shop.EnrolAsync("hello", "ann");
        shop.JustBefore("t|", () => shop.OrderAsync("ann"));

        await shop.PassAsync(TimeSpan.FromMinutes(1));

        shop.Email.Calls.ShouldBe(0);
        (await shop.RowAsync(Ann)).Outcome.ShouldBe(Outcomes.Recovered);
    }

    [Theory]
    [InlineData("order", Outcomes.Recovered)]
    [InlineData("unsubscribe", Outcomes.Unsubscribed)]
    [InlineData("complaint", Outcomes.Complained)]
    public async Task The_gate_sees_what_a_lost_signal_did_not_bring(string fact, string outcome)
    {
        using var shop = new CornerShop(SequenceText.Of("hello", "- { wait: a-while, for: 1 day }\n" + SequenceText.Mail));
        await shop.EnterAsync("hello", "ann");
        shop.DieBefore("g|"); // The fact is stored, its signal is not.
        await Should.ThrowAsync<IOException>(() => fact switch
        {
            "order" => shop.OrderAsync("ann"),
            "unsubscribe" => shop.UnsubscribeAsync("ann"),
            _ => shop.GiveAsync(new ComplaintOpened { Id = "x", Customer = Ann.Customer, At = shop.Now.AddTicks(1) }),
        });

        using var next = shop.Reopen();
        await next.PassAsync(TimeSpan.FromDays(31));

        next.Email.Calls.ShouldBe(0);
        (await next.RowAsync(Ann)).Outcome.ShouldBe(outcome);
        (await next.LedgerAsync("ann")).ShouldContain(l => l.Kind == LedgerKind.Skipped && l.Detail == HoldReason.RunOver);
    }

    [Fact]
    public async Task Who_unsubscribes_complains_of_spam_or_bounces_hears_no_more_there()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", "- { wait: a-while, for: 1 day }\n" + SequenceText.Mail, more: "exits: []"));
        foreach (var name in (string[])["ann", "bob", "cid"])
            await shop.EnterAsync("hello", name);
        await shop.UnsubscribeAsync("ann", "email");
        await shop.GiveAsync(Status("bob", MessageStatus.Complained), Status("cid", MessageStatus.Bounced));

        await shop.PassAsync(TimeSpan.FromDays(2));

        shop.Email.Calls.ShouldBe(0);
        foreach (var name in (string[])["ann", "bob", "cid"])
            (await shop.LedgerAsync(name))[^1].Detail.ShouldBe(HoldReason.Unreachable);

        MessageStatusChanged Status(string name, MessageStatus status) =>
            new() { Id = "m", Customer = CornerShop.Key(name), At = shop.Now.AddTicks(1), Message = "m", Channel = "email", Status = status };
    }

    [Fact]
    public async Task A_message_of_the_night_goes_out_at_nine_where_the_customer_is()
    {
        using var shop = new CornerShop(new Policy { QuietHours = new(new(21, 0), new(9, 0)) }, SequenceText.Of("hello", SequenceText.Mail));
        await shop.CustomerAsync("ann", "America/Los_Angeles"); // Noon UTC is 04:00 there.
        await shop.EnrolAsync("hello", "ann");

        await shop.PassAsync(TimeSpan.FromDays(1));

        shop.Email.Handed.ShouldHaveSingleItem().At.ShouldBe(new(2026, 3, 2, 17, 0, 0, TimeSpan.Zero));
        (await shop.StoryAsync("ann")).ShouldBe(["deferred", "reserved", "sent"]);
        (await shop.LedgerAsync("ann")).Single(l => l.Kind == LedgerKind.Deferred).Detail.ShouldBe(HoldReason.QuietHours);
    }

    [Fact]
    public async Task A_frequency_cap_spans_sequences()
    {
        var policy = new Policy { Caps = [new(null, 1, TimeSpan.FromDays(2))] };
        using var shop = new CornerShop(policy, SequenceText.Of("hello", SequenceText.Mail, goal: "1 day"), SequenceText.Of("other", SequenceText.Mail));
        await shop.EnterAsync("hello", "ann");
        await shop.PassAsync(TimeSpan.FromDays(1));

        await shop.EnrolAsync("other", "ann");
        await shop.PassAsync(TimeSpan.FromDays(3));

        shop.Email.Handed.Select(h => h.At).ShouldBe([CornerShop.Noon, CornerShop.Noon.AddDays(2)]);
    }

    [Fact]
    public async Task The_days_budget_is_the_shops_and_the_rest_goes_out_the_next_day()
    {
        using var shop = new CornerShop(new Policy { DailyTouches = 3 }, SequenceText.Of("hello", SequenceText.Mail));
        for (var i = 0; i < 5; i++)
        {
            await shop.CustomerAsync($"c{i}");
            await shop.EnrolAsync("hello", $"c{i}");
        }

        await shop.PassAsync(TimeSpan.FromHours(11));
        shop.Email.Reached.Count.ShouldBe(3);
        await shop.PassAsync(TimeSpan.FromDays(1));

        shop.Email.Reached.Count.ShouldBe(5);
        shop.Email.Handed.Skip(3).ShouldAllBe(h => h.At == new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_sequences_own_budget_holds_when_thirty_send_at_once_and_leaves_the_others_alone()
    {
        using var shop = new CornerShop(
            new Policy { DailyTouches = 20 },
            SequenceText.Of("hello", SequenceText.Mail, more: "policy: { daily-messages: 4, monthly-messages: 6 }"), SequenceText.Of("other", SequenceText.Mail));
        var runs = new List<EnrolmentId>();
        for (var i = 0; i < 30; i++)
        {
            await shop.CustomerAsync($"c{i}");
            runs.Add((await shop.EnrolAsync(i < 20 ? "hello" : "other", $"c{i}")).Id!);
        }

        await Task.WhenAll(runs.Select(id => Task.Run(
            async () =>
            {
                var run = await shop.Get<EnrolmentStore>().LoadAsync(id, null, Cancel);
                await shop.Get<PerformStep>().HandleAsync(run, new(run.Tree.Find("mail")!, run.StartedAt), Cancel);
            },
            Cancel)));

        SentBy("hello").ShouldBe(4);
        SentBy("other").ShouldBe(10);
        await shop.PassAsync(TimeSpan.FromDays(2.5));
        SentBy("hello").ShouldBe(6);

        // Whoever the four were, the other sixteen were held back that day.
        var held = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 20; i++)
        {
            if ((await shop.LedgerAsync($"c{i}")).Any(l => l is { Kind: LedgerKind.Deferred, Detail: HoldReason.DailyBudget }
                && l.Why.Say("en").Contains("the sequence's budget of 4 a day is used up", StringComparison.Ordinal)))
                held.Add($"c{i}");
        }

        held.Count.ShouldBe(16);

        int SentBy(string sequence) => shop.Email.Reached.Count(k => k.StartsWith(sequence + "--", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_that_fails_and_is_tried_again_takes_one_place_of_its_sequences_budget()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", SequenceText.Mail, more: "policy: { daily-messages: 2 }"));
        shop.Email.Next(Fate.TryLater, Fate.FailBefore, Fate.TryLater);
        await shop.EnterAsync("hello", "ann");
        await shop.PassAsync(TimeSpan.FromHours(3));
        await shop.EnterAsync("hello", "bob");
        await shop.PassAsync(TimeSpan.FromHours(1));

        shop.Email.Reached.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_sequences_own_hours_and_caps_hold_beside_the_shops_also_where_the_shop_has_become_stricter()
    {
        var hello = SequenceText.Of("hello", SequenceText.Mail + "\n- { send: again, channels: [email], template: note, expires-after: 9 days }", more: "policy: { quiet-hours: 11:00-15:00, caps: [1 per 3 days] }");
        using var shop = new CornerShop(new Policy { QuietHours = new(new(12, 0), new(13, 0)) }, hello);
        await shop.EnterAsync("hello", "ann");
        await shop.PassAsync(TimeSpan.FromDays(4));

        // Noon in the shop: the shop's own hours end at one, the sequence's at three.
        shop.Email.Handed.Select(h => h.At).ShouldBe([CornerShop.Noon.AddHours(3), CornerShop.Noon.AddHours(3).AddDays(3)]);

        using var stricter = new CornerShop(new Policy { QuietHours = new(new(15, 0), new(18, 0)) }, SequenceText.Of("hello", SequenceText.Mail));
        var source = new SequenceSource(Core.Sequences.Files.SequenceFile.Read("hello.yaml", hello).Definition!, hello);
        await stricter.CustomerAsync("ann");
        await stricter.Get<EnrolCustomer>().HandleAsync(source, CornerShop.Key("ann"), Cancel);
        await stricter.PassAsync(TimeSpan.FromDays(1));
        stricter.Email.Handed.ShouldHaveSingleItem().At.ShouldBe(CornerShop.Noon.AddHours(6));
    }

    [Fact]
    public async Task The_months_budget_holds_when_fifty_send_at_once_and_the_rest_waits_for_the_first_of_the_next()
    {
        using var shop = new CornerShop(
            new Policy { DailyTouches = 9, MonthlyTouches = 7 },
            SequenceText.Of("hello", SequenceText.Mail.Replace("mail,", "mail, expires-after: 30 days,", StringComparison.Ordinal), goal: "60 days"));
        var runs = new List<EnrolmentId>();
        for (var i = 0; i < 50; i++)
        {
            await shop.CustomerAsync($"c{i}");
            runs.Add((await shop.EnrolAsync("hello", $"c{i}")).Id!);
        }

        await Task.WhenAll(runs.Select(id => Task.Run(
            async () =>
            {
                var run = await shop.Get<EnrolmentStore>().LoadAsync(id, null, Cancel);
                await shop.Get<PerformStep>().HandleAsync(run, new(run.Tree.Find("mail")!, run.StartedAt), Cancel);
            },
            Cancel)));

        shop.Email.Reached.Count.ShouldBe(7);
        await shop.PassAsync(TimeSpan.FromDays(29));
        shop.Email.Reached.Count.ShouldBe(7);
        var held = new List<string?>();
        for (var i = 0; i < 50; i++)
            held.AddRange((await shop.LedgerAsync($"c{i}")).Where(l => l.Kind == LedgerKind.Deferred).Select(l => l.Detail).Distinct(StringComparer.Ordinal));
        held.Count(h => h == HoldReason.MonthlyBudget).ShouldBe(43);

        await shop.PassAsync(TimeSpan.FromHours(13)); // 1 April, as the shop's month begins.
        shop.Email.Reached.Count.ShouldBe(14);
    }

    [Fact]
    public async Task What_is_held_back_too_long_expires_with_a_reason()
    {
        var policy = new Policy { Caps = [new(null, 1, TimeSpan.FromDays(9))] };
        using var shop = new CornerShop(policy, SequenceText.Of("hello", SequenceText.Mail + "\n" + SequenceText.Mail.Replace("mail,", "mail2,", StringComparison.Ordinal)));
        await shop.EnterAsync("hello", "ann");

        await shop.PassAsync(TimeSpan.FromDays(4));

        shop.Email.Reached.ShouldBe([Ann.EffectKey("mail")]);
        (await shop.LedgerAsync("ann")).Single(l => l.Step == "mail2").ShouldSatisfyAllConditions(
            l => l.Kind.ShouldBe(LedgerKind.Skipped), l => l.Detail.ShouldBe(HoldReason.Expired), l => l.Why.Say("en").ShouldContain("frequency cap"));
    }

    [Fact]
    public async Task The_control_group_reaches_no_channel_even_by_hand()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", SequenceText.Mail, holdout: "50%"));
        var name = Enumerable.Range(0, 100).Select(i => $"c{i}").First(n => Bucket.Unit($"holdout|hello|shop:{n}") < 0.5);
        var id = await shop.EnterAsync("hello", name);
        (await shop.RowAsync(id)).Arm.ShouldBe(Arm.Holdout);
        var run = await shop.Get<EnrolmentStore>().LoadAsync(id, null, Cancel);

        await Should.ThrowAsync<InvalidOperationException>(() => shop.Get<PerformStep>().HandleAsync(run, new(run.Tree.Find("mail")!, shop.Now), Cancel));
        await shop.PassAsync(TimeSpan.FromDays(31));

        shop.Email.Calls.ShouldBe(0);
        (await shop.RowAsync(id)).Outcome.ShouldBe(Outcomes.NotRecovered);
    }

    private static async Task PerformAgain(CornerShop shop)
    {
        var run = await shop.Get<EnrolmentStore>().LoadAsync(Ann, null, Cancel);
        (await shop.Get<PerformStep>().HandleAsync(run, new(run.Tree.Find("mail")!, shop.Now), Cancel)).ShouldBe(new StepResult.Done("email"));
    }
}
